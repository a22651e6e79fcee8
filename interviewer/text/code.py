"""Which lines of an answer are Python code rather than prose."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence

LOOKED_AT = 400
"""Characters of a line that are looked at: code has no longer ones, and some patterns here would take long."""

FENCE = re.compile(r"\s*(?:```|~~~)")
"""The line that opens or closes a block of code in Markdown."""

_ASSIGNMENT = r"[A-Za-z_][\w.\[\]'\"]*(?: ?, ?\w+)*(?: ?: ?[\w.\[\]]+)? ?(?:[-+*/|]|//)?= ?[^\s=]"
_STATEMENT = re.compile(
    r"\s*(?:>>> "
    r"|(?:async )?def \w+ ?\("
    r"|class \w+(?: ?\([^)]*\))? ?:\s*(?:$|\.\.\.|pass\b)"
    r"|(?:async )?for [\w, ()*]+ in [^:]+:"
    r"|(?:async )?with [\w.]+\(.*:"
    r"|(?:return|yield|raise|await|import|print)(?: \S|\()"
    r"|from [\w.]+ import \w"
    r"|@[\w.]+(?:\(.*\))?\s*$"
    rf"|{_ASSIGNMENT}"
    r"|[A-Za-z_][\w.]*\(.*\)\s*$)"
)
_HEAD = re.compile(r"\s*(?:(?:if|elif|while|with|for|match|except|case)\b.*|else|try|finally|except):\s*(?:#.*)?$")
_INNER = re.compile(
    r"\s*(?:[)\]}]+[,:)]*\s*$|#|@\w|(?:pass|continue|break|return|yield|\.\.\.)\s*$|(?:else|try|finally):"
    r"|(?:if|elif|for|while|with)\b[^:]*: (?:pass|continue|break|return|yield|raise)\b)"
)
_INDENTED = re.compile(r" {4}|\t")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'|#.*")
_KEYWORD = re.compile(rf"\b(?:{'|'.join(keyword.kwlist)}|print)\b")
_WORDS_IN_A_ROW = re.compile(r"(?<![\w.])[^\W\d_]+ +[^\W\d_]+(?![\w(.=\[])")


def code_blocks(lines: Sequence[str]) -> list[int | None]:
    """For each line, the number of the block of code that it belongs to; None for prose. Blank lines are left out.

    A block is fenced, or begins with a line that can be nothing but Python and goes on while lines are code or
    indented.
    """
    found: list[int | None] = []
    block = 0
    is_fenced = False
    for at, line in enumerate(lines):
        inside = at > 0 and found[-1] is not None
        fence = FENCE.match(line) is not None
        if not (is_fenced or fence or _is_code(lines, at, inside=inside)):
            found.append(None)
            continue
        if not inside or (fence and not is_fenced):
            block += 1
        if fence:
            is_fenced = not is_fenced
        found.append(block)
    return found


def _is_code(lines: Sequence[str], at: int, *, inside: bool) -> bool:
    line = lines[at][:LOOKED_AT]
    if _STATEMENT.match(line) and not _is_prose(line):
        return True
    if inside:
        return _INDENTED.match(line) is not None or _INNER.match(line) is not None or _HEAD.match(line) is not None
    return _HEAD.match(line) is not None and at + 1 < len(lines) and _indent(lines[at + 1]) > _indent(line)


def _is_prose(line: str) -> bool:
    """Whether words stand next to each other as no code has them: `return the result`, `x = 5 because`."""
    return _WORDS_IN_A_ROW.search(_KEYWORD.sub(";", _STRING.sub('""', line))) is not None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
