"""Writes any text as a literal of a language, so that nothing in it breaks out or looks like something else.

What cannot be printed is escaped, line ends and the marks that turn the direction of writing among it.
"""

from collections.abc import Callable


def in_bash(text: str) -> str:
    """Write a text for bash: between single quotes, or as `$'…'` with UTF-8 bytes; bash knows no NUL, so U+FFFD."""
    if text.isprintable():
        return "'" + text.replace("'", "'\\''") + "'"

    def escape(letter: str) -> str:
        letter = "\ufffd" if letter == "\0" else letter
        return "".join(f"\\x{byte:02x}" for byte in letter.encode("utf-8", "replace"))

    return "$'" + _escaped(text, "\\'", escape) + "'"


def in_python(text: str) -> str:
    """Write a text for Python."""
    return '"' + _escaped(text, '\\"', lambda letter: f"\\U{ord(letter):08x}") + '"'


def in_javascript(text: str) -> str:
    """Write a text for JavaScript; it is JSON, too."""

    def escape(letter: str) -> str:
        units = letter.encode("utf-16-be", "surrogatepass")
        return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))

    return '"' + _escaped(text, '\\"', escape) + '"'


def in_swift(text: str) -> str:
    """Write a text for Swift; half of a surrogate pair becomes U+FFFD, which is what Swift would make of it."""

    def escape(letter: str) -> str:
        code = ord(letter)
        return f"\\u{{{0xFFFD if 0xD800 <= code <= 0xDFFF else code:x}}}"

    return '"' + _escaped(text, '\\"', escape) + '"'


def _escaped(text: str, marks: str, escape: Callable[[str], str]) -> str:
    """Put a backslash before each of `marks`, and escape what cannot be printed."""
    return "".join(
        "\\" + letter if letter in marks else letter if letter.isprintable() else escape(letter) for letter in text
    )
