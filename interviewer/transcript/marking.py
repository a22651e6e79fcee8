"""Where in a transcript a person should look twice before they confirm it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from interviewer.transcript.heard import DOUBTFUL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviewer.transcript.heard import HeardLine, Transcript
    from interviewer.transcript.repair import Repair


class Passage(Struct, frozen=True, kw_only=True):
    """A piece of what was heard. The pieces one after the other are the whole."""

    text: str
    is_doubtful: bool = False
    """Whether the recogniser itself was unsure of it."""
    meant: str | None = None
    """What is proposed to be read in its place."""


def passages(heard: Transcript, repairs: Sequence[Repair] = ()) -> tuple[Passage, ...]:
    """The text that was heard, in pieces; a word that a repair is proposed for is not doubted as well."""
    text = heard.text
    marked: dict[int, tuple[int, str | None]] = {repair.start: (repair.end, repair.meant) for repair in repairs}
    for start, end in doubtful_places(heard):
        if not any(repair.start < end and start < repair.end for repair in repairs):
            marked[start] = (end, None)
    made, at = [], 0
    for start, (end, meant) in sorted(marked.items()):
        made += [Passage(text=text[at:start]), Passage(text=text[start:end], is_doubtful=meant is None, meant=meant)]
        at = end
    return tuple(passage for passage in (*made, Passage(text=text[at:])) if passage.text)


def doubtful_places(heard: Transcript, below: float = DOUBTFUL) -> Iterator[tuple[int, int]]:
    """Where in the text the words are whose confidence is less: start and end, in order."""
    begin = 0
    for line in heard.lines:
        yield from ((begin + start, begin + end) for start, end in _doubtful_in(line, below))
        begin += len(line.text) + 1


def _doubtful_in(line: HeardLine, below: float) -> Iterator[tuple[int, int]]:
    """A word that the text of the line does not hold, as engines put it, is passed over."""
    at = 0
    for word in line.words:
        text = word.text.strip()
        start = line.text.find(text, at) if text else -1
        if start < 0:
            continue
        at = start + len(text)
        if word.confidence is not None and word.confidence < below:
            yield start, at
