"""Where a person looks twice before they confirm what was heard."""

from __future__ import annotations

import pytest

from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript
from interviewer.transcript.marking import Passage, passages
from interviewer.transcript.repair import Repair

SPAN = Span(0, 1)


def line(*words: tuple[str, float | None], text: str | None = None) -> HeardLine:
    heard = tuple(HeardWord(text=word, span=SPAN, confidence=sure) for word, sure in words)
    return HeardLine(text=" ".join(word for word, _ in words) if text is None else text, span=SPAN, words=heard)


def transcript(*lines: HeardLine) -> Transcript:
    return Transcript(engine="test", seconds=1, lines=lines)


SURE = line(("The", 0.9), ("gill", 0.9), ("is", 0.9), ("a", 0.9), ("lock.", 0.9))
UNSURE = line(("The", 0.9), ("gill", 0.3), ("is", 0.4), ("a", None), ("lock.", 0.39))
MENDED = Repair(start=4, end=8, heard="gill", meant="GIL")


@pytest.mark.parametrize(
    ("heard", "repairs", "marked"),
    [
        pytest.param(transcript(SURE), (), [], id="sure-of-all"),
        pytest.param(transcript(UNSURE), (), ["gill?", "lock.?"], id="unsure-of-some"),
        pytest.param(transcript(SURE, UNSURE), (), ["gill?", "lock.?"], id="in-the-second-line"),
        pytest.param(transcript(SURE), (MENDED,), ["gill=GIL"], id="a-proposal"),
        pytest.param(transcript(UNSURE), (MENDED,), ["gill=GIL", "lock.?"], id="what-is-mended-is-not-doubted"),
        pytest.param(transcript(line(("the", 0.1), ("gil", 0.1), text="The GIL.")), (), [], id="not-in-the-text"),
        pytest.param(transcript(line(("no", 0.9), ("no", 0.1))), (), ["no?"], id="the-second-of-two"),
        pytest.param(transcript(), (), [], id="nothing-heard"),
    ],
)
def test_what_is_marked(heard: Transcript, repairs: tuple[Repair, ...], marked: list[str]) -> None:
    found = passages(heard, repairs)

    assert "".join(passage.text for passage in found) == heard.text
    assert [shown(one) for one in found if one.is_doubtful or one.meant] == marked


def shown(passage: Passage) -> str:
    return f"{passage.text}={passage.meant}" if passage.meant else f"{passage.text}?"
