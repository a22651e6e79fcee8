"""From the settings to an engine."""

from __future__ import annotations

import sys

import pytest

from interviewer.errors import InterviewerError
from interviewer.speech.bias import MOST_KEYWORDS, MOST_PROMPT, bias
from interviewer.speech.choice import second_transcriber_of, speaker_of, transcriber_of
from interviewer.speech.settings import SpeakerSettings, TranscriberSettings
from interviewer.speech.speakers import Loudspeaker

KEYS = {"OPENAI_API_KEY": "sk-x", "MY_KEY": "sk-y"}
LOCAL = "http://127.0.0.1:9/v1"


@pytest.mark.parametrize(
    ("settings", "name", "server"),
    [
        pytest.param(None, "moonshine", None, id="default"),
        pytest.param(TranscriberSettings(model="moonshine"), "moonshine", None, id="moonshine"),
        pytest.param(
            TranscriberSettings(model="openai:gpt-transcribe"), "openai:gpt-transcribe", "api.openai.com", id="openai"
        ),
        pytest.param(
            TranscriberSettings(model="openai:small", base_url=LOCAL), "openai:small", "127.0.0.1:9", id="compatible"
        ),
    ],
)
def test_the_chosen_transcriber_tells_what_leaves_the_machine(
    settings: TranscriberSettings | None, name: str, server: str | None
) -> None:
    chosen = transcriber_of(settings, KEYS)
    assert (chosen.name, chosen.server) == (name, server)
    chosen.close()


@pytest.mark.parametrize(
    ("model", "second"),
    [
        pytest.param("faster-whisper:small.en", "moonshine", id="weighs-what-moonshine-heard"),
        pytest.param("moonshine", None, id="alone"),
        pytest.param("openai:gpt-transcribe", None, id="a-server-cannot-be-asked"),
    ],
)
def test_a_recogniser_that_can_weigh_an_opinion_has_one(model: str, second: str | None) -> None:
    asked = second_transcriber_of(TranscriberSettings(model=model))
    assert (asked and asked.name) == second


def test_without_moonshine_there_is_no_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "moonshine_voice", None)
    assert second_transcriber_of(TranscriberSettings(model="faster-whisper")) is None


@pytest.mark.parametrize(
    ("settings", "name", "server"),
    [
        pytest.param(SpeakerSettings(model="hibari"), "hibari", None, id="hibari"),
        pytest.param(SpeakerSettings(model="openai:tts-1"), "openai:tts-1", "api.openai.com", id="openai"),
    ],
)
def test_the_chosen_speaker_tells_what_leaves_the_machine(
    settings: SpeakerSettings, name: str, server: str | None
) -> None:
    chosen = speaker_of(settings, KEYS, Loudspeaker())
    assert (chosen.name, chosen.server) == (name, server)
    chosen.close()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        pytest.param(TranscriberSettings(model="moonshin"), "Did you mean moonshine?", id="near-miss"),
        pytest.param(TranscriberSettings(model="vosk"), "Known are moonshine, faster-whisper, openai", id="unknown"),
        pytest.param(TranscriberSettings(model="openai"), "does not say whose model", id="no-model"),
        pytest.param(TranscriberSettings(model="openai:x", api_key_env="NONE"), "Set NONE", id="no-key"),
        pytest.param(TranscriberSettings(model="moonshine", base_url=LOCAL), "does not take `base_url`", id="address"),
        pytest.param(TranscriberSettings(model="moonshine:base"), "has no `base`", id="variant"),
        pytest.param(TranscriberSettings(model="faster-whisper:base.en"), "faster-whisper", id="not-installed"),
    ],
)
def test_what_cannot_work_is_one_line_with_what_to_do(settings: TranscriberSettings, says: str) -> None:
    with pytest.raises(InterviewerError) as error:
        transcriber_of(settings, KEYS)
    assert says in str(error.value)
    assert error.value.hint


class TestBias:
    VOCABULARY = tuple(f"term{number}" for number in range(500))

    def test_keywords_are_not_more_than_a_request_takes(self) -> None:
        keywords = bias("gpt-transcribe", self.VOCABULARY)["keywords"]
        assert keywords == list(self.VOCABULARY[:MOST_KEYWORDS])

    def test_a_prompt_is_cut_between_two_terms(self) -> None:
        prompt = str(bias("whisper-1", self.VOCABULARY)["prompt"])
        assert prompt.startswith("An answer about Python: term0, term1,")
        assert len(prompt) < MOST_PROMPT + 40
        assert prompt.removesuffix(".").rpartition(" ")[2] in self.VOCABULARY

    def test_without_a_vocabulary_there_is_none(self) -> None:
        assert bias("whisper-1", ()) == {}
