"""What is typed rather than said: paths, settings, schedules, command lines, and the bare output of code.

Such a sentence has no verb, and signs that elsewhere part the items of a list; it says something all the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

LOOKED_AT = 1000
"""Characters of a sentence that are looked at; nobody's sentence has more."""

_COMMANDS = (
    "python3?|pip3?|uv|uvx|pipx|poetry|pytest|git|docker|curl|ssh|psql|sqlite3|make|npm|apt|sudo|cd|export|source|"
    "flock|cron|crontab|kill|ps|grep|find|gdb|py-spy|mypy|ruff|gunicorn|uvicorn|celery|alembic|twine|tox|nox|strace"
)
_COMMAND = re.compile(
    rf"[`$>\s]*(?:[A-Z_]+=\S+\s+)*(?:(?:{_COMMANDS})|[~.]{{0,2}}/[\w./-]+)\s+"
    r"(?:\S+\s+)*?(?:--?[A-Za-z][\w-]*|[~.]{0,2}/[\w./-]+|\S+\.(?:py|sh|toml|txt|cfg|whl|gz)|>>|&&|\d>&\d)(?=[\s`,;=]|$)"
)
_SCHEDULE = re.compile(
    r"(?<!\S)`?(?=[^a-z\n]{0,40}?\*(?:\s+\*|/))(?:(?:\*|\d{1,2})(?:[-/,]\d{1,2})*\s+){3}(?:\*|\d{1,2})(?:[-/,]\d{1,2})*\s+[*\d]"
)
_QUERY = re.compile(
    r"\b(?:SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\b.+\bSET|DELETE\s+FROM|"
    r"(?:CREATE|ALTER|DROP)\s+(?:UNIQUE\s+)?(?:TABLE|INDEX)\s+\w)",
    re.DOTALL,
)
_WHOLE = re.compile(
    r"""(?<![\w/])(?:
        [~.]{0,2}/[\w.@~-]+(?:/[\w.*@~-]*)*          # /etc/app.toml
      | [\w~-][\w.~-]*/(?:[\w-]+/)*[\w-]+\.\w+        # shop/orders.py
      | [A-Za-z_]\w*=(?:"[^"\n]{0,60}"|'[^'\n]{0,60}'|[\w.]+)   # errors="ignore"
      | "[\w.]+(?:[-/][\w.]+)+"                      # "utf-8"
    )""",
    re.VERBOSE,
)
_LITERAL = re.compile(
    r"""[\s,;:|()]*(?:(?:and|then)\s+)?(?:
        -?\d[\d_]*(?:\.\d+)?(?:e-?\d+)? | True | False | None
      | [(\[{](?=[^)\]}\n]{0,80}(?:[\d'",]|True|False|None)|[)\]}])[^)\]}\n]{0,80}[)\]}]   # "(unknown)" is a word
      | "[^"\n]{0,60}" | '[^'\n]{0,60}'
    )(?=[\s,;:.|)]|$)""",
    re.VERBOSE,
)


@lru_cache(maxsize=512)
def is_typed(sentence: str) -> bool:
    """Whether the sentence holds a schedule of cron, a command line, or a statement of SQL."""
    sentence = sentence[:LOOKED_AT]
    return (
        _SCHEDULE.search(sentence) is not None
        or _COMMAND.match(sentence) is not None
        or _QUERY.search(sentence) is not None
    )


def wholes(sentence: str) -> tuple[tuple[int, int], ...]:
    """Where something stands that is one thing whatever signs are in it: a path, or a setting (`encoding="utf-8"`)."""
    if not any(sign in sentence for sign in "/=-"):
        return ()
    return tuple(match.span() for match in _WHOLE.finditer(sentence[:LOOKED_AT]))


def is_output(sentence: str) -> bool:
    """Whether the sentence is nothing but values, as a program prints them: `[1, 2] None`."""
    if len(sentence) > LOOKED_AT:
        return False
    at = 0
    text = sentence.strip(" .`")
    while at < len(text):
        match = _LITERAL.match(text, at)
        if match is None:
            return False
        at = match.end()
    return at > 0
