"""The real openai client against a loopback server that speaks OpenAI's protocol for audio."""

from __future__ import annotations

import re
from array import array
from typing import Any

import pytest

from interviewer.errors import ModelFailedError
from interviewer.speech.audio import Audio, of_samples
from interviewer.speech.openai_transcriber import OpenAITranscriber
from interviewer.speech.settings import SpeakerSettings, TranscriberSettings
from interviewer.speech.voices import OpenAIVoice
from interviewer.transcript.heard import Span
from tests.llm.server import Answer, Handler, Server, event, fails, hangs, says, sends, serving, stream
from tests.speech.sounds import tone

KEY = "sk-test-000000000000"
AUDIO = tone(300, 1)
VERBOSE = {
    "text": "The gill is a lock.",
    "duration": 1.0,
    "language": "english",
    "words": [
        {"word": "The", "start": 0.0, "end": 0.2},
        {"word": "gill", "start": 0.2, "end": 0.4},
        {"word": "is", "start": 0.4, "end": 0.5},
        {"word": "a", "start": 0.5, "end": 0.6},
        {"word": "lock.", "start": 0.6, "end": 0.9},
    ],
    "segments": [
        {
            "id": 0,
            "seek": 0,
            "start": 0.0,
            "end": 1.0,
            "text": " The gill is a lock.",
            "tokens": [],
            "temperature": 0.0,
            "avg_logprob": -0.1,
            "compression_ratio": 1.0,
            "no_speech_prob": 0.0,
        }
    ],
}


def delta(text: str) -> str:
    return event({"type": "transcript.text.delta", "delta": text})


def done(text: str, *logprobs: tuple[str, float]) -> str:
    tokens = [{"token": token, "logprob": logprob, "bytes": []} for token, logprob in logprobs]
    return event({"type": "transcript.text.done", "text": text, "logprobs": tokens})


def fields(server: Server, request: int = -1) -> dict[str, list[str]]:
    """The parts of a form by name; the file's content is left out."""
    form = server.requests[request].body["form"]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="([^"]+)"\r\n\r\n(.*?)\r\n--', form, re.DOTALL):
        found.setdefault(name, []).append(value)
    return found


def transcriber(
    server: Server, model: str = "whisper-1", waits: list[str] | None = None, **more: Any
) -> OpenAITranscriber:
    settings = TranscriberSettings(
        model=f"openai:{model}", base_url=server.base_url, api_key_env="MY_KEY", **{"timeout_s": 5.0, **more}
    )
    return OpenAITranscriber(
        settings, {"MY_KEY": KEY}, wait=lambda _seconds, why: waits.append(why.kind) if waits is not None else None
    )


class TestWhole:
    def test_words_and_times_are_kept(self) -> None:
        texts: list[str] = []
        with serving(says(200, VERBOSE)) as server:
            heard = transcriber(server).transcribe(AUDIO, on_text=texts.append)
        assert (heard.text, heard.engine, texts) == ("The gill is a lock.", "openai:whisper-1", ["The gill is a lock."])
        assert [word.text for word in heard.lines[0].words] == ["The", "gill", "is", "a", "lock."]
        assert heard.lines[0].words[1].span == Span(0.2, 0.4)
        assert heard.lines[0].confidence == pytest.approx(0.905, abs=0.001)

    def test_the_request_holds_sound_model_and_bias(self) -> None:
        with serving(says(200, VERBOSE)) as server:
            transcriber(server).transcribe(AUDIO, ["GIL", "asyncio"])
            request = server.requests[0]
        assert request.path == "/v1/audio/transcriptions"
        assert request.key == f"Bearer {KEY}"
        sent = fields(server)
        assert sent["model"] == ["whisper-1"]
        assert sent["language"] == ["en"]
        assert sent["prompt"] == ["An answer about Python: GIL, asyncio."]
        assert sent["response_format"] == ["verbose_json"]
        assert 'filename="answer.wav"' in request.body["form"]
        assert "RIFF" in request.body["form"]

    def test_a_server_without_times_is_asked_for_the_text(self) -> None:
        with serving(
            fails(400, "response_format verbose_json is not supported"), says(200, {"text": "A lock."})
        ) as server:
            heard = transcriber(server).transcribe(AUDIO)
        assert [line.text for line in heard.lines] == ["A lock."]
        assert [fields(server, at)["response_format"] for at in (0, 1)] == [["verbose_json"], ["json"]]

    def test_what_a_server_says_commands_no_terminal(self) -> None:
        with serving(says(200, {"text": "A\x1b[31m lock"})) as server:
            assert transcriber(server).transcribe(AUDIO).text == "A␛[31m lock"


class TestStreamed:
    def test_text_grows_while_it_comes(self) -> None:
        texts: list[str] = []
        with serving(stream(delta("The "), delta("lock."), done("The lock."))) as server:
            heard = transcriber(server, "gpt-4o-transcribe").transcribe(AUDIO, on_text=texts.append)
        assert texts == ["The ", "The lock."]
        assert heard.text == "The lock."
        assert fields(server)["stream"] == ["true"]

    def test_words_are_as_sure_as_their_least_sure_token(self) -> None:
        tokens = (("The", -0.01), (" gi", -0.1), ("ll", -2.0))
        with serving(stream(delta("The gill"), done("The gill", *tokens))) as server:
            heard = transcriber(server, "gpt-4o-transcribe").transcribe(AUDIO)
        assert [(word.text, word.confidence) for word in heard.lines[0].words] == [("The", 0.99), ("gill", 0.135)]
        assert heard.doubtful == ("gill",)

    def test_the_newest_model_is_given_keywords(self) -> None:
        with serving(stream(done("The GIL"))) as server:
            transcriber(server, "gpt-transcribe").transcribe(AUDIO, ["GIL", "MRO"])
        sent = fields(server)
        assert sent["keywords[]"] == ["GIL", "MRO"]
        assert "prompt" not in sent
        assert "include[]" not in sent

    def test_a_stream_that_only_ends_is_no_transcript(self) -> None:
        waits: list[str] = []
        with serving(stream(delta("The "))) as server, pytest.raises(ModelFailedError) as error:
            transcriber(server, "gpt-transcribe", waits).transcribe(AUDIO)
        assert (error.value.kind, waits) == ("interrupted", ["interrupted", "interrupted"])


class TestFailures:
    @pytest.mark.parametrize(
        ("answer", "kind", "tries"),
        [
            pytest.param(fails(401, "no"), "unauthorised", 1, id="wrong-key"),
            pytest.param(fails(429, "no", "insufficient_quota"), "quota", 1, id="no-credit"),
            pytest.param(fails(404, "no"), "no-such-model", 1, id="no-such-model"),
            pytest.param(fails(503, "no"), "overloaded", 3, id="overloaded"),
            pytest.param(fails(429, "no"), "rate-limited", 3, id="too-many"),
            pytest.param(sends("<html>hello</html>"), "malformed", 1, id="a-page"),
        ],
    )
    def test_are_those_of_every_model(self, answer: Answer, kind: str, tries: int) -> None:
        with serving(answer) as server, pytest.raises(ModelFailedError) as error:
            transcriber(server).transcribe(AUDIO)
        assert (error.value.kind, len(server.requests)) == (kind, tries)
        assert KEY not in str(error.value)

    def test_a_retry_that_helps_is_told_and_forgotten(self) -> None:
        waits: list[str] = []
        with serving(fails(503, "no"), says(200, VERBOSE)) as server:
            assert transcriber(server, waits=waits).transcribe(AUDIO).text
        assert waits == ["overloaded"]

    def test_a_server_that_is_silent_is_given_up(self) -> None:
        with serving(hangs) as server, pytest.raises(ModelFailedError) as error:
            transcriber(server, timeout_s=0.1).transcribe(AUDIO)
        assert error.value.kind == "time-out"


def sound(audio: Audio, then: Answer | None = None) -> Answer:
    """Raw samples, in pieces of odd length."""

    def answer(handler: Handler) -> None:
        handler.begin(200, "audio/pcm")
        for at in range(0, len(audio.pcm), 1_001):
            handler.wfile.write(audio.pcm[at : at + 1_001])
        handler.wfile.flush()
        if then is not None:
            then(handler)

    return answer


def voice(server: Server, **more: Any) -> OpenAIVoice:
    settings = SpeakerSettings(model="openai:gpt-4o-mini-tts", base_url=server.base_url, api_key_env="MY_KEY", **more)
    return OpenAIVoice(settings, {"MY_KEY": KEY}, wait=lambda *_: None)


class TestVoice:
    SOUND = of_samples(array("h", range(-12_000, 12_000)), 24_000)

    def test_the_sound_comes_whole(self) -> None:
        with serving(sound(self.SOUND)) as server:
            pieces = list(voice(server).audio("What is a tuple?"))
        assert len(pieces) > 1
        assert Audio(b"".join(piece.pcm for piece in pieces), 24_000) == self.SOUND

    def test_the_request_says_what_and_how(self) -> None:
        with serving(sound(self.SOUND)) as server:
            list(voice(server, voice="nova", speed=1.5, instructions="Calmly.").audio("What is a tuple?"))
        request = server.requests[0]
        assert request.path == "/v1/audio/speech"
        assert request.body == {
            "model": "gpt-4o-mini-tts",
            "voice": "nova",
            "input": "What is a tuple?",
            "instructions": "Calmly.",
            "speed": 1.5,
            "response_format": "pcm",
        }

    def test_whoever_stops_listening_closes_the_connection(self) -> None:
        def goes_on(handler: Handler) -> None:
            while not handler.server.over.wait(0.01):
                handler.wfile.write(self.SOUND.pcm)

        with serving(sound(self.SOUND, then=goes_on)) as server:
            pieces = voice(server).audio("What is a tuple?")
            next(pieces)
            pieces.close()
            assert server.gone.wait(5)

    def test_a_failure_is_one_line(self) -> None:
        with serving(fails(401, "no")) as server, pytest.raises(ModelFailedError, match="refused the key"):
            list(voice(server).audio("What is a tuple?"))
