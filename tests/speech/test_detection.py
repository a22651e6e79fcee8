"""Where somebody speaks, and what is left for the recogniser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.audio import Audio, silence
from interviewer.speech.detection import LONGEST_SILENCE_S, WINDOW_S, Detector, condensed, gaps, speech_of
from interviewer.transcript.heard import Span
from tests.speech.sounds import noise, tone


def windows(*parts: tuple[float, float]) -> list[float]:
    """So many seconds of each probability, in turn."""
    return [probability for seconds, probability in parts for _ in range(round(seconds / WINDOW_S))]


@pytest.mark.parametrize(
    ("probabilities", "spans"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(windows((2, 0.1)), [], id="silence"),
        pytest.param(windows((1, 0.9)), [(0.0, 0.992)], id="speech-from-end-to-end"),
        pytest.param(windows((0.32, 0), (0.64, 0.9), (0.32, 0)), [(0.32, 0.96)], id="speech-in-silence"),
        pytest.param(windows((0.064, 0.9), (1, 0)), [], id="a-click"),
        pytest.param(windows((0.32, 0.9), (0.16, 0), (0.32, 0.9)), [(0.0, 0.8)], id="a-gap-within-a-word"),
        pytest.param(windows((0.32, 0.9), (0.32, 0), (0.32, 0.9)), [(0.0, 0.32), (0.64, 0.96)], id="a-pause"),
        pytest.param(windows((0.32, 0.9), (0.64, 0.4), (0.32, 0)), [(0.0, 0.96)], id="trailing-off"),
        pytest.param(
            windows(
                (0.64, 0.4),
            ),
            [],
            id="never-sure",
        ),
    ],
)
def test_speech_is_found_by_two_thresholds(probabilities: list[float], spans: list[tuple[float, float]]) -> None:
    found = speech_of(probabilities, len(probabilities) * WINDOW_S)
    assert [(span.start_s, span.end_s) for span in found] == spans


spoken_times = st.lists(st.floats(0.05, 3), min_size=2, max_size=12).map(
    lambda steps: [
        Span(sum(steps[:at]), sum(steps[: at + 1])) for at in range(0, len(steps) - 1, 2)
    ]  # speech and pauses in turn
)


@given(spoken_times)
def test_the_way_back_leads_to_where_it_was_said(speech: list[Span]) -> None:
    left = condensed(silence(speech[-1].end_s + 1), speech)
    for stretch in left.stretches:
        back = left.original(Span(stretch.at_s, stretch.at_s + stretch.kept.seconds))
        assert back.start_s == pytest.approx(stretch.kept.start_s, abs=0.002)
        assert back.end_s == pytest.approx(stretch.kept.end_s, abs=0.002)


@given(spoken_times)
def test_speech_is_kept_and_long_silence_is_not(speech: list[Span]) -> None:
    audio = silence(speech[-1].end_s + 5)
    left = condensed(audio, speech)
    assert left.audio.seconds >= sum(span.seconds for span in speech) - 0.01
    assert all(
        any(one.kept.start_s <= span.start_s + 0.001 and span.end_s <= one.kept.end_s + 0.001 for one in left.stretches)
        for span in speech
    )
    between = [
        after.at_s - (before.at_s + before.kept.seconds)
        for before, after in zip(left.stretches, left.stretches[1:], strict=False)
    ]
    assert all(gap == pytest.approx(LONGEST_SILENCE_S, abs=0.001) for gap in between)


def test_gaps_are_what_lies_between() -> None:
    assert gaps([Span(0, 1), Span(1.5, 2), Span(4, 5)]) == (Span(1, 1.5), Span(2, 4))


class TestRealModel:
    @pytest.mark.parametrize(
        "audio",
        [
            pytest.param(silence(2), id="silence"),
            pytest.param(noise(2, 0.05), id="noise"),
            pytest.param(tone(440, 2), id="tone"),
            pytest.param(silence(0), id="empty"),
        ],
    )
    def test_what_is_no_speech_is_none(self, audio: Audio, detector: Detector) -> None:
        assert sum(span.seconds for span in detector.speech(audio)) < 0.2

    def test_a_pause_is_heard_as_long_as_it_is(self, say: Callable[[str], Audio], detector: Detector) -> None:
        said = say("A list can grow.")
        speech = detector.speech(silence(1) + said + silence(3) + said)
        longest = max(gaps(speech), key=lambda gap: gap.seconds)
        assert longest.seconds == pytest.approx(3, abs=0.8)
        assert speech[0].start_s == pytest.approx(1, abs=0.5)

    def test_one_recording_tells_nothing_about_the_next(self, spoken: Audio, detector: Detector) -> None:
        first = detector.speech(spoken)
        detector.speech(noise(1, 0.3))
        assert detector.speech(spoken) == first
