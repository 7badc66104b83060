"""Colours a script calmly: comments step back, what stands between quotes is green."""

import re

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from widgets.theme import colors

# A string between double or single quotes, or a comment's mark that no string holds. One line at a time is enough: what
# goes over several lines is JSON or Python, whose strings end where their lines do.
QUOTED = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"


class Highlight(QSyntaxHighlighter):
    """`mark` is what a comment begins with; `rehighlight` takes the colours of another theme."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.mark = "#"

    def highlightBlock(self, line: str) -> None:
        """Colour one line."""
        look = colors()
        comment, string = QTextCharFormat(), QTextCharFormat()
        comment.setForeground(look.muted)
        string.setForeground(look.green)
        for found in re.finditer(rf"{QUOTED}|(?:^|(?<=\s)){re.escape(self.mark)}.*", line):
            is_comment = found.group().startswith(self.mark)
            self.setFormat(found.start(), len(found.group()), comment if is_comment else string)
