"""An editor for a few functions: monospace, numbered lines, Tab is four spaces, a wrong line is marked."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from widgets.details.highlight import Highlight
from widgets.parts import name
from widgets.theme import GRID, SMALL, colors, mono

INDENT = "    "


class CodeEditor(QPlainTextEdit):
    """Shift+Tab leaves it, since Tab writes. Keeps its undo also where another text takes the place of the old."""

    def __init__(self, words: str, about: str = "") -> None:
        super().__init__()
        name(self, words, about)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._highlight = Highlight(self.document())
        self._numbers = _Numbers(self)
        self._wrong = 0  # a line, from 1
        self.blockCountChanged.connect(self._fit)
        self.updateRequest.connect(self._scrolled)
        self.textChanged.connect(lambda: self.mark_line(0))
        self._set_face()

    def put_text(self, text: str) -> None:
        """Show another text, which counts as not edited; undo brings the old one back."""
        if text != self.toPlainText():
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text)
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self.document().setModified(False)

    def mark_line(self, line: int) -> None:
        """Mark a line as wrong and bring it into sight; 0 marks none."""
        if line == self._wrong == 0:
            return
        self._wrong = line
        block = self.document().findBlockByNumber(line - 1)
        if line and block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()
        self._draw_mark()

    def go_to(self, wanted: str) -> None:
        """Bring the line that begins with these words to the top, where there is one."""
        found = self.document().find(wanted)
        if not found.isNull():
            self.setTextCursor(QTextCursor(found.block()))
            self.centerCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Tab and not event.modifiers():
            self.insertPlainText(INDENT)
        elif event.key() == Qt.Key.Key_Backtab:
            self.focusNextPrevChild(False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            line = self.textCursor().block().text()
            more = INDENT if line.rstrip().endswith(":") else ""
            self.insertPlainText("\n" + line[: len(line) - len(line.lstrip())] + more)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Let Shift+Tab go back; Tab is a letter here."""
        return False if onward else QWidget.focusNextPrevChild(self, onward)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_highlight"):
            self._highlight.rehighlight()
            self._draw_mark()
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_numbers"):
            self._set_face()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), self.numbers_width(), inside.height()))

    def numbers_width(self) -> int:
        """How wide the column of numbers is, in pixels."""
        digits = len(str(max(self.blockCount(), 100)))
        return self.fontMetrics().horizontalAdvance("9" * digits) + 2 * GRID

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Paint the numbers of the lines that are in sight."""
        painter = QPainter(self._numbers)
        painter.setFont(self.font())
        look, height = colors(), self.fontMetrics().height()
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            number = block.blockNumber() + 1
            painter.setPen(look.red if number == self._wrong else look.muted)
            room = QRect(0, round(top), self._numbers.width() - GRID, height)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, str(number))
            top += self.blockBoundingRect(block).height()
            block = block.next()

    def _draw_mark(self) -> None:
        marks = []
        if self._wrong:
            mark = QTextEdit.ExtraSelection()
            mark.format.setBackground(colors().red_soft)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.cursor = QTextCursor(self.document().findBlockByNumber(self._wrong - 1))
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    def _set_face(self) -> None:
        face = mono(SMALL)
        if self.font() != face:
            self.setFont(face)
        self._fit()

    def _fit(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _scrolled(self, rect: QRect, moved: int) -> None:
        if moved:
            self._numbers.scroll(0, moved)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())


class _Numbers(QWidget):
    """The column beside the text."""

    def __init__(self, editor: CodeEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(event)
