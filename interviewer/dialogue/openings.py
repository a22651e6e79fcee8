"""How what the interviewer says begins: a person hears an opening that comes again. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from interviewer.text.sentences import sentences

if TYPE_CHECKING:
    from interviewer.dialogue.state import SessionState

LONGEST = 3
"""Words."""
_WORD = re.compile(r"\w+(?:'\w+)*")


def opening_of(text: str) -> str:
    """The first words, in small letters: three, or the first sentence where that is shorter.

    >>> opening_of("Let’s stay with that. What then?"), opening_of("Thanks. What then?")
    ("let's stay with", 'thanks')
    """
    first = next(iter(sentences(text)), None)
    words = _WORD.findall(text[first.start : first.end].replace("’", "'").casefold()) if first else []
    return " ".join(words[:LONGEST])


def openings(state: SessionState) -> tuple[str, ...]:
    """Those of this interview, each once, in order. How a question begins is its author's affair."""
    used: dict[str, None] = {}
    for exchange in state.exchanges:
        said = [turn.text for turn in exchange.turns if turn.speaker == "interviewer"]
        used |= dict.fromkeys(map(opening_of, said[1:]))
    return tuple(used)
