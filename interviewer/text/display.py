"""Text from outside, made harmless for a terminal."""

from __future__ import annotations

import re

_STAND_INS = (
    {code: chr(0x2400 + code) for code in range(0x20)}  # ␀ to ␟: the picture of each control
    | {0x7F: "␡"}
    | dict.fromkeys(range(0x80, 0xA0), "\ufffd")  # C1: 0x9B alone begins an escape sequence
    | {ord("\n"): "\n", ord("\t"): "    ", 0x2028: "\n", 0x2029: "\n"}
)
_INVISIBLE = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNSAFE = re.compile(
    rf"(?P<line_end>\r\n?)|(?P<control>[\x00-\x1f\x7f-\x9f\u2028\u2029])|(?P<invisible>[{_INVISIBLE}]+)"
    r"|(?P<surrogate>[\ud800-\udfff])"
)


_IN_ASCII = str.maketrans(
    {"✓": "+", "✗": "x", "×": "x", "·": "-", "─": "-", "—": "-", "–": "-", "…": "..."}
    | {"“": '"', "”": '"', "‘": "'", "’": "'", "«": "<<", "»": ">>", "→": "->"}
)


def in_ascii(text: str) -> str:
    """The text with the typography that our own screens use put into ASCII; other characters stay."""
    return text.translate(_IN_ASCII)


def printable(text: str, *, keep_newlines: bool = True) -> str:
    """The text with nothing in it that a terminal obeys or a reader cannot see.

    Controls become visible pictures (ESC is ␛), line ends become newlines, tabs four spaces; bidirectional controls and
    other invisible characters go; lone surrogates become U+FFFD. With `keep_newlines` off, newlines become spaces.

    >>> printable("a\\x1b[31mb\\u202e")
    'a␛[31mb'
    """
    if text.isprintable() and (text.isascii() or not _UNSAFE.search(text)):
        return text
    safe = _UNSAFE.sub(_stand_in, text)
    return safe if keep_newlines else safe.replace("\n", " ")


def shorten(text: str, width: int) -> str:
    """The text as one harmless line of at most `width` characters, cut at a word where it can be and ended with `…`.

    Raises ValueError when `width` is below 1.
    """
    if width < 1:
        raise ValueError(f"width must be at least 1, not {width}")
    line = " ".join(printable(text, keep_newlines=False).split())
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    at_word = cut.rfind(" ")
    if line[width - 1] != " " and at_word > width // 2:
        cut = cut[:at_word]
    return f"{cut.rstrip()}…"


def _stand_in(match: re.Match[str]) -> str:
    if match["line_end"]:
        return "\n"
    if match["control"]:
        return _STAND_INS[ord(match["control"])]
    return "\ufffd" if match["surrogate"] else ""
