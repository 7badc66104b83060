"""Gives a page of our own Markdown the window's look: the three text sizes, the grid, quiet tables."""

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat, QTextTable

from widgets.theme import GRID, colors, font, mono

LINE_HEIGHT = 125.0  # per cent
HEADINGS = {1: 1.3, 2: 1.1}  # the level of a heading and its size, as a part of the body's


def dress(document: QTextDocument) -> None:
    """Style a document that `setMarkdown` has just filled."""
    document.setIndentWidth(2.5 * GRID)
    _dress_tables(document)
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        in_table = cursor.currentTable() is not None
        shape = QTextBlockFormat()
        shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(0 if in_table else GRID * (2.0 if level == 2 else 0.5))
        shape.setBottomMargin(0 if in_table else GRID * 0.5)
        cursor.mergeBlockFormat(shape)
        if level:
            _dress_heading(cursor, HEADINGS.get(level, 1.0))
        block = block.next()
    _dress_wire_words(document)


def _dress_heading(cursor: QTextCursor, size: float) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    look = cursor.charFormat()
    look.clearProperty(QTextFormat.Property.FontSizeAdjustment)  # by which headings would be far larger than the text
    look.setFontPointSize(font().pointSizeF() * size)
    cursor.setCharFormat(look)


def _dress_wire_words(document: QTextDocument) -> None:
    """Write what stands between backticks in the face of wire values."""
    face = mono()
    block = document.begin()
    while block.isValid():
        words = block.begin()
        while not words.atEnd():
            fragment = words.fragment()
            if fragment.charFormat().fontFixedPitch():
                cursor = QTextCursor(document)
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                look = QTextCharFormat()
                look.setFontFamilies([face.family()])
                if not block.blockFormat().headingLevel():
                    look.setFontPointSize(face.pointSizeF() * 0.96)
                cursor.mergeCharFormat(look)
            words += 1
        block = block.next()


def _dress_tables(document: QTextDocument) -> None:
    for child in document.rootFrame().childFrames():
        if isinstance(child, QTextTable):
            shape = child.format().toTableFormat()
            shape.setBorderBrush(colors().border)
            shape.setBorderCollapse(True)
            shape.setCellPadding(GRID / 2)
            shape.setTopMargin(GRID / 2)
            shape.setBottomMargin(GRID)
            child.setFormat(shape)
