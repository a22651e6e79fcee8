"""How spoken answers were said: beside the score, in every view, and only where something was spoken."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from interviewer.dialogue.events import Answered, AnyEvent, Ended, ExchangeEnded
from interviewer.report.build import build
from interviewer.report.json_view import as_json
from interviewer.report.markdown import markdown
from interviewer.report.model import Report
from interviewer.report.terminal import interview_page, transcript_page
from interviewer.transcript.heard import HeardLine, Span, Transcript
from tests.report.golden import shown
from tests.report.journals import WHOLE, asked, recorded, said, started

QUESTION = "oop/method-resolution-order"
FLUENT = "Um it is it is the see three thing that merges the orders of all the parents of a class"
"""19 words and two fillers in 8 seconds of speech and 2 of silence."""


def heard(text: str, *speech: tuple[float, float]) -> Transcript:
    spans = tuple(Span(*each) for each in speech)
    return Transcript(
        engine="moonshine",
        seconds=spans[-1].end_s + 1,
        lines=(HeardLine(text=text, span=Span(spans[0].start_s, spans[-1].end_s)),),
        speech=spans,
    )


HEARD = heard(FLUENT, (0.5, 5.5), (7.5, 10.5))
SPOKEN = Answered(turn=2, text=FLUENT.replace("see three", "C3"), spoken=True, heard=HEARD)


def report(*events: AnyEvent) -> Report:
    begun = (started(QUESTION), asked(QUESTION), said(1, "ask", "How?"))
    return build(recorded(*begun, *events, ExchangeEnded(ending="finished"), Ended(reason="completed")))


def test_the_figures_are_of_what_was_heard_and_not_of_what_was_confirmed() -> None:
    found = report(SPOKEN).questions[0].delivery
    assert found is not None
    assert (found.answers, found.words, found.speaking_s, found.longest_pause_s, found.long_pauses) == (1, 19, 8, 2, 1)
    assert found.words_a_minute == pytest.approx(19 * 6)
    assert found.pause_share == pytest.approx(0.2)
    assert [(filler.words, filler.times) for filler in found.fillers] == [("um", 1)]
    assert found.restarts == 1


def test_several_answers_are_one_figure_and_typed_ones_are_left_out() -> None:
    second = Answered(turn=4, text="So it keeps every order.", spoken=True, heard=heard("So it keeps", (0, 2)))
    talk = (SPOKEN, said(3, "probe", "And?"), second, said(5, "probe", "And?"), Answered(turn=6, text="It keeps them."))
    whole = report(*talk)
    assert whole.delivery is not None
    assert (whole.delivery.answers, whole.delivery.words, whole.delivery.speaking_s) == (2, 22, 10)
    assert whole.questions[0].delivery == whole.delivery
    assert [turn.heard for turn in whole.questions[0].transcript] == [None, FLUENT, None, "So it keeps", None, None]


@pytest.mark.parametrize(
    "journal",
    [
        pytest.param(WHOLE, id="of-before-there-were-figures"),
        pytest.param(recorded(started(QUESTION), asked(QUESTION)), id="nothing-said"),
    ],
)
def test_without_anything_heard_there_is_nothing_to_tell(journal: list[object]) -> None:
    found = build(journal)  # type: ignore[arg-type]
    assert found.delivery is None
    assert "How you spoke" not in markdown(found)


def test_every_view_tells_it_apart_from_the_score() -> None:
    found = report(SPOKEN)
    page, text = shown(interview_page(found), 100), markdown(found)
    for view in (page, text):
        assert "How you spoke" in view
        assert "no part of it" in view
        assert "114 words a minute: the pace at which most people explain things." in view
        assert "longest pause 2.0 s" in view
    assert json.loads(as_json(found))["delivery"]["restarts"] == 1


def test_how_it_was_said_changes_no_grade() -> None:
    halting = replace(SPOKEN, heard=heard(f"um uh you know {FLUENT}", (0, 1), (60, 61)))
    one, other = report(SPOKEN), report(halting)
    assert one.delivery != other.delivery
    assert (one.score, one.questions[0].verdicts) == (other.score, other.questions[0].verdicts)


@pytest.mark.parametrize(
    ("text", "told"),
    [(FLUENT, "spoken"), (SPOKEN.text, "spoken, and put right before it counted")],
    ids=["as-heard", "put-right"],
)
def test_the_transcript_tells_what_was_put_right(text: str, told: str) -> None:
    page = shown(transcript_page(report(replace(SPOKEN, text=text))), 120)
    assert f"You · {told} · turn 2" in page
