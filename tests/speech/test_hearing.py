"""From a recording to what was heard, by the real local recogniser."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from interviewer.speech.audio import Audio, silence
from interviewer.speech.detection import Detector
from interviewer.speech.engines import PieceSeconds
from interviewer.speech.hearing import NothingHeardError, hear, hear_ahead
from interviewer.speech.moonshine import Moonshine, weights
from interviewer.speech.moonshine_network import Network
from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript
from tests.speech.sounds import noise


class Hears:
    """A recogniser that hears what it is told to."""

    name = "scripted"
    server: str | None = None
    piece_s: PieceSeconds | None = None

    def __init__(self, *lines: HeardLine) -> None:
        self.lines = lines
        self.given: list[Audio] = []

    def transcribe(
        self, audio: Audio, vocabulary: Sequence[str] = (), on_text: Callable[[str], None] | None = None
    ) -> Transcript:
        self.given.append(audio)
        if on_text is not None:
            on_text(" ".join(line.text for line in self.lines))
        return Transcript(engine=self.name, seconds=audio.seconds, lines=self.lines)

    def close(self) -> None:
        pass


class TestMoonshine:
    def test_writes_down_what_is_said(self, spoken: Audio, detector: Detector, moonshine: Moonshine) -> None:
        texts: list[str] = []
        heard = hear(silence(1) + spoken + silence(1), moonshine, detector, on_text=texts.append).transcript
        assert "lock protects the list" in heard.text.lower()
        assert "thread has to wait" in heard.text.lower()
        assert heard.engine == "moonshine"
        assert texts[-1] == heard.text

    def test_times_are_those_of_the_recording(
        self, say: Callable[[str], Audio], detector: Detector, moonshine: Moonshine
    ) -> None:
        said = say("A list can grow.")
        heard = hear(silence(4) + said + silence(6) + said, moonshine, detector).transcript
        assert heard.lines[0].span.start_s == pytest.approx(4, abs=0.5)
        assert heard.lines[-1].span.end_s == pytest.approx(heard.seconds, abs=0.6)
        assert heard.seconds == pytest.approx(10 + 2 * said.seconds, abs=0.01)

    def test_a_long_answer_is_heard_to_its_end(
        self, say: Callable[[str], Audio], detector: Detector, moonshine: Moonshine
    ) -> None:
        said = say("A list can grow.") + silence(0.5) + say("A tuple cannot change.") + silence(0.5)
        answer = said
        while answer.seconds < 40:
            answer += said
        heard = hear(answer, moonshine, detector).transcript
        assert heard.text.lower().count("tuple") >= answer.seconds / said.seconds * 0.7

    def test_writes_terms_of_the_field_that_it_would_not_know(
        self, say: Callable[[str], Audio], detector: Detector, moonshine: Moonshine
    ) -> None:
        said = say("The gill is released during I O, so a sink I O and a tupple are not the point.")
        as_it_comes = hear(said, Moonshine(adaptation=None), detector).transcript
        used_to_it = hear(said, moonshine, detector).transcript
        assert "asyncio" not in as_it_comes.text
        assert {"GIL", "asyncio"} <= set(used_to_it.text.replace(",", "").split())

    def test_writes_no_more_pieces_than_it_is_told(self, spoken: Audio) -> None:
        network = Network(weights())
        words = network.listen(spoken).words(5)
        assert 1 <= len(words) <= 5
        assert " ".join(word for word, _ in network.listen(spoken).words(1_000)).startswith(words[0][0])

    def test_needs_no_network(self, moonshine: Moonshine) -> None:
        assert moonshine.server is None


@pytest.mark.parametrize(
    ("audio", "says"),
    [
        pytest.param(Audio(b""), "The recording is empty", id="empty"),
        pytest.param(silence(3), "Nothing was heard in 3 s", id="silent"),
        pytest.param(noise(2, 0.0005), "Nothing was heard in 2 s", id="hiss-of-a-muted-microphone"),
        pytest.param(noise(3, 0.1), "No words were heard in 3 s, only noise", id="noise"),
    ],
)
def test_a_recording_without_speech_is_asked_for_again(audio: Audio, says: str, detector: Detector) -> None:
    invents = Hears(HeardLine(text="Thank you for watching.", span=Span(0, 1)))
    with pytest.raises(NothingHeardError, match=says) as error:
        hear(audio, invents, detector)
    assert "again" in error.value.hint
    assert not invents.given


@pytest.mark.parametrize("text", ["", " … ", "."])
def test_an_engine_that_hears_no_word_has_heard_nothing(text: str, spoken: Audio, detector: Detector) -> None:
    with pytest.raises(NothingHeardError):
        hear(spoken, Hears(HeardLine(text=text, span=Span(0, 1))), detector)


def test_words_get_the_times_of_the_recording_too(spoken: Audio, detector: Detector) -> None:
    line = HeardLine(
        text="The lock", span=Span(0, 1), words=(HeardWord(text="The", span=Span(0.2, 0.4), confidence=0.3),)
    )
    heard = hear(silence(5) + spoken, Hears(line), detector).transcript
    assert 5 < heard.lines[0].words[0].span.start_s < 6
    assert heard.doubtful == ("The",)


def test_the_recogniser_is_spared_the_silence(spoken: Audio, detector: Detector) -> None:
    hears = Hears(HeardLine(text="The lock.", span=Span(0, 1)))
    hear(silence(20) + spoken + silence(20), hears, detector)
    assert hears.given[0].seconds < spoken.seconds + 1


def test_a_long_recording_is_heard_in_pieces(spoken: Audio, detector: Detector) -> None:
    """Each in its own words, shown behind those before it, at the times of the whole."""
    hears = Hears(HeardLine(text="The lock.", span=Span(0.5, 1)))
    hears.piece_s = PieceSeconds(2, 5)
    texts: list[str] = []

    transcript, pieces = hear(spoken + silence(9) + spoken, hears, detector, on_text=texts.append)

    assert len(pieces) == len(hears.given) >= 2
    assert [piece.audio for piece in pieces] == hears.given
    assert transcript.lines == tuple(line for piece in pieces for line in piece.lines)
    assert texts == [" ".join(["The lock."] * number) for number in range(1, len(pieces) + 1)]
    starts = [line.span.start_s for line in transcript.lines]
    assert starts == sorted(starts)
    assert starts[-1] > spoken.seconds + 9


@pytest.mark.parametrize("server", [None, "api.example"])
def test_a_recogniser_of_this_machine_is_spared_noise(server: str | None, spoken: Audio, detector: Detector) -> None:
    hears = Hears(HeardLine(text="The lock.", span=Span(0, 1)))
    hears.server = server
    recording = noise(1, 0.01) + spoken
    hear(recording, hears, detector)
    is_as_recorded = hears.given[0].pcm in recording.pcm
    assert is_as_recorded == (server is not None)


def test_what_is_heard_ahead_is_heard_alike_in_the_end(spoken: Audio, detector: Detector) -> None:
    hears = Hears(HeardLine(text="The lock.", span=Span(0.5, 1)))
    hears.piece_s = PieceSeconds(2, 5)
    whole = spoken + silence(3) + spoken + silence(0.3) + spoken + spoken
    for seconds in (4.0, 8.0, 11.0, whole.seconds - 0.2):
        so_far = whole.between(0, seconds)
        ahead = [piece.audio for piece in hear_ahead(so_far, hears, detector).pieces]
        assert ahead == [piece.audio for piece in hear(whole, hears, detector).pieces][: len(ahead)]
    assert len(ahead) >= 2
