"""Asks for files, with the desktop's own dialog where there is one, else with Qt's."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

SUFFIX = re.compile(r"\*\.(\w+)\)")


def ask_files(parent: QWidget, title: str, kinds: str, then: Callable[[list[str]], object]) -> QFileDialog:
    """Ask which files to read; `then` gets their paths, and is not called where the person picks none."""
    dialog = _dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(then)
    dialog.open()
    return dialog


def ask_where(
    parent: QWidget, title: str, kinds: str, then: Callable[[str], object], *, first: str, suffix: str = ""
) -> QFileDialog:
    """Ask for a file to write, `first` by its name, with a suffix where none is typed; `then` gets its path.

    Who chooses another kind of file gets another suffix.
    """
    dialog = _dialog(parent, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(first)
    dialog.filterSelected.connect(lambda kind: _take_suffix(dialog, kind))
    dialog.fileSelected.connect(then)
    dialog.open()
    return dialog


def _take_suffix(dialog: QFileDialog, kind: str) -> None:
    """Give the file's name the suffix of a kind, as in `Report (*.html)`."""
    found = SUFFIX.search(kind)
    if found is not None:
        dialog.setDefaultSuffix(found[1])
        dialog.selectFile(Path(dialog.selectedFiles()[0]).with_suffix(f".{found[1]}").name)


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.finished.connect(dialog.deleteLater)
    return dialog
