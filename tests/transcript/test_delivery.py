"""How an answer was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.transcript.delivery import Delivery, Filler, delivery, restarts, sentences_about
from interviewer.transcript.heard import HeardLine, Span, Transcript


def heard(text: str, *speech: tuple[float, float]) -> Transcript:
    spans = tuple(Span(*times) for times in speech)
    return Transcript(engine="scripted", seconds=60.0, lines=(HeardLine(text=text, span=Span(0, 60)),), speech=spans)


def test_figures_are_those_of_a_clock() -> None:
    figures = delivery(heard("one two three four five six seven eight nine ten", (1, 4), (5, 6), (9, 10)))
    assert (figures.words, figures.speaking_s, figures.silent_s) == (10, 5, 4)
    assert (figures.longest_pause_s, figures.long_pauses) == (3, 1)
    assert figures.pause_share == pytest.approx(4 / 9)
    assert figures.pace == pytest.approx(10 * 60 / 9)


def test_silence_before_and_after_is_no_pause() -> None:
    assert delivery(heard("a list", (20, 26))).silent_s == 0


@pytest.mark.parametrize(
    ("text", "fillers"),
    [
        pytest.param("A list can grow.", {}, id="none"),
        pytest.param("Um, a list, uh, can erm grow", {"um": 2, "uh": 1}, id="sounds"),
        pytest.param(
            "You know, it is, I mean, a list, basically", {"you know": 1, "i mean": 1, "basically": 1}, id="phrases"
        ),
        pytest.param("Do you know another kind of lock?", {}, id="no-phrases"),
        pytest.param("It is kind of slow", {"kind of": 1}, id="kind-of"),
        pytest.param("So it behaves like a list, well", {}, id="words-that-carry-something"),
    ],
)
def test_fillers_are_counted_by_kind(text: str, fillers: dict[str, int]) -> None:
    assert {filler.words: filler.times for filler in delivery(heard(text, (0, 6))).fillers} == fillers


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("a list can grow", 0, id="none"),
        pytest.param("a a list can grow", 1, id="one-word"),
        pytest.param("it is it is a list", 1, id="two-words"),
        pytest.param("it um it is a list", 1, id="with-a-sound-between"),
        pytest.param("the the the list", 2, id="three-times"),
        pytest.param("I know that that is very very slow", 0, id="good-english"),
        pytest.param("one 1 1 2", 0, id="numbers"),
    ],
)
def test_what_is_begun_again_is_a_restart(text: str, count: int) -> None:
    assert restarts(text.split()) == count


def test_little_speech_has_no_pace() -> None:
    figures = delivery(heard("a list", (0, 1)))
    assert figures.pace is None
    assert sentences_about(figures)[0] == "Too little was said to tell a pace."


def test_nothing_said_divides_by_nothing() -> None:
    figures = delivery(Transcript(engine="scripted", seconds=0.0))
    assert (figures.words, figures.pause_share, figures.pace) == (0, 0.0, None)
    assert sentences_about(figures)


@pytest.mark.parametrize(
    ("words", "means"),
    [(40, "slower than most people"), (140, "the pace at which most people"), (220, "quicker than most people")],
)
def test_a_pace_is_put_into_words(words: int, means: str) -> None:
    figures = Delivery(words=words, speaking_s=60, silent_s=0, longest_pause_s=0, long_pauses=0)
    assert f"{words} words a minute: {means}" in sentences_about(figures)[0]


def test_every_figure_has_a_plain_sentence() -> None:
    text = " ".join(sentences_about(delivery(heard("um it is it is a list " * 10, (0, 10), (13, 20)))))
    for said in (
        "words a minute",
        "of the time was pauses, the longest 3.0 s",
        "Fillers: um 10 ×",
        "begun again 10 times",
    ):
        assert said in text


@pytest.mark.parametrize("word", ["accent", "grammar", "mistake", "bad", "poor", "wrong"])
def test_nobody_is_judged(word: str) -> None:
    slow = Delivery(words=9, speaking_s=60, silent_s=60, longest_pause_s=30, long_pauses=3, fillers=(Filler("um", 9),))
    assert all(word not in sentence for sentence in sentences_about(slow))


spans = st.lists(st.floats(0.01, 5), min_size=1, max_size=12).map(
    lambda steps: [(sum(steps[:at]), sum(steps[: at + 1])) for at in range(0, len(steps), 2)]
)
said = st.lists(st.sampled_from(["um", "a", "list", "you", "know", "grows"]), max_size=30).map(" ".join)


@given(said, spans)
def test_time_is_speech_and_pauses(text: str, speech: list[tuple[float, float]]) -> None:
    figures = delivery(heard(text, *speech))
    whole = speech[-1][1] - speech[0][0]
    assert figures.speaking_s + figures.silent_s == pytest.approx(whole, abs=0.02)
    assert 0 <= figures.pause_share <= 1
    assert figures.longest_pause_s <= figures.silent_s + 0.001


@given(said, spans, said, spans)
def test_figures_add_up(
    one: str, first: list[tuple[float, float]], other: str, second: list[tuple[float, float]]
) -> None:
    figures, others = delivery(heard(one, *first)), delivery(heard(other, *second))
    both, swapped = figures + others, others + figures
    assert both.words == swapped.words == figures.words + others.words
    assert both.fillers == swapped.fillers
    assert both.speaking_s == pytest.approx(swapped.speaking_s)
    assert both.filler_count == figures.filler_count + others.filler_count
