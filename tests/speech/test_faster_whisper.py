"""faster-whisper: where its weights are looked for, and what is made of what it hears.

A package of that name stands in for it, as 400 MB are no matter of a test. Where the real one is installed, it is the
one that is asked for weights.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest

from interviewer.errors import InterviewerError
from interviewer.speech.audio import silence
from interviewer.speech.choice import transcriber_of
from interviewer.speech.faster_whisper import FasterWhisper
from interviewer.speech.settings import TranscriberSettings
from interviewer.speech.whisper_weights import NEEDED
from interviewer.transcript.heard import Span, Transcript
from tests.speech.sounds import tone

PACKAGE = """
from pathlib import Path
from types import SimpleNamespace as S

import numpy as np

def available_models():
    return ["base.en", "small.en"]

def download_model(size, *, local_files_only):
    assert local_files_only
    raise FileNotFoundError("no such weights")

class WhisperModel:
    def __init__(self, weights, *, device, compute_type, local_files_only):
        assert local_files_only
        if not Path(weights, "model.bin").read_bytes():
            raise RuntimeError("Incomplete model")

    def transcribe(
        self, audio, *, language, beam_size, temperature, word_timestamps, initial_prompt, condition_on_previous_text
    ):
        return self._heard(len(audio) / 16_000, initial_prompt), None

    def _heard(self, seconds, prompt):
        said = f"{seconds:.0f} seconds, {prompt}"
        words = [S(word=" so", start=np.float64(0.0), end=np.float64(0.4), probability=np.float64(0.9123))]
        yield S(text=" " + said, start=0.0, end=seconds - 0.6, words=words)
        yield S(text=" Thank you.", start=seconds - 0.6, end=seconds, words=[])
"""


@pytest.fixture
def _stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    here = tmp_path / "packages"
    here.mkdir()
    (here / "faster_whisper.py").write_text(PACKAGE)
    monkeypatch.syspath_prepend(here)
    monkeypatch.delitem(sys.modules, "faster_whisper", raising=False)
    yield
    sys.modules.pop("faster_whisper", None)


@pytest.fixture
def _library(request: pytest.FixtureRequest) -> None:
    """The real one where it is installed."""
    if find_spec("faster_whisper") is None:
        request.getfixturevalue("_stand_in")


def weights_in(folder: Path, lacking: str = "") -> Path:
    """A folder with every file that is needed but one."""
    folder.mkdir()
    for name in {*NEEDED} - {lacking}:
        (folder / name).write_bytes(b"{}" if name.endswith(".json") else b"not empty")
    return folder


@pytest.mark.usefixtures("_stand_in")
class TestWhatItHears:
    def test_words_times_and_confidence_are_kept(self, tmp_path: Path) -> None:
        texts: list[str] = []
        name = f"faster-whisper:{weights_in(tmp_path / 'small')}"
        engine = transcriber_of(TranscriberSettings(model=name), {})

        heard = engine.transcribe(tone(300, 2), ["GIL"], texts.append)

        assert (engine.name, engine.server) == (name, None)
        assert heard.text == "2 seconds, An answer about Python: GIL."
        assert texts == [heard.text]
        (word,) = heard.lines[0].words
        assert (word.text, word.span, word.confidence) == ("so", Span(0.0, 0.4), 0.912)
        assert msgspec.json.decode(msgspec.json.encode(heard), type=Transcript) == heard

    def test_a_long_recording_is_heard_in_pieces_with_the_prompt_each(self, tmp_path: Path) -> None:
        texts: list[str] = []
        engine = FasterWhisper(str(weights_in(tmp_path / "small")))

        heard = engine.transcribe(tone(300, 25) + silence(1) + tone(300, 14), ["GIL"], texts.append)

        told = "An answer about Python: GIL."
        assert heard.text == f"26 seconds, {told} 14 seconds, {told}"
        assert [line.words[0].span.start_s for line in heard.lines] == [0.0, pytest.approx(25.5, abs=0.5)]
        assert texts == [f"26 seconds, {told}", heard.text]


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize(
    ("weights", "says", "hint"),
    [
        pytest.param(
            "", "`base.en` of faster-whisper are not on this machine", "download_model('base.en')", id="usual"
        ),
        pytest.param(
            ":small.en", "`small.en` of faster-whisper are not on this", "download_model('small.en')", id="size"
        ),
        pytest.param(
            ":some/one", "`some/one` of faster-whisper are not", "download_model('some/one')", id="repository"
        ),
        pytest.param(":huge", "no size `huge`", "small.en", id="no-such-size"),
        pytest.param(":/no/such", "no folder `/no/such`", "a size such as small.en", id="no-such-folder"),
        pytest.param(":~/weights", "no folder `~/weights`", "a size such as small.en", id="nothing-at-home"),
    ],
)
def test_weights_that_are_not_here_are_never_fetched_unasked(weights: str, says: str, hint: str) -> None:
    with pytest.raises(InterviewerError) as error:
        transcriber_of(TranscriberSettings(model=f"faster-whisper{weights}"), {})
    assert says in error.value.message
    assert hint in error.value.hint


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize("lacking", NEEDED)
def test_a_folder_that_lacks_a_file_is_named_with_it(tmp_path: Path, lacking: str) -> None:
    """Without its tokenizer, the library would download one."""
    folder = weights_in(tmp_path / "weights", lacking)
    with pytest.raises(InterviewerError, match=f"lack {lacking}") as error:
        transcriber_of(TranscriberSettings(model=f"faster-whisper:{folder}"), {})
    assert "download_model" in error.value.hint


@pytest.mark.usefixtures("_library")
def test_weights_that_were_cut_off_cannot_be_read(tmp_path: Path) -> None:
    folder = weights_in(tmp_path / "weights")
    (folder / "model.bin").write_bytes(b"")
    with pytest.raises(InterviewerError, match="cannot be read") as error:
        transcriber_of(TranscriberSettings(model=f"faster-whisper:{folder}"), {})
    assert "fetch them again" in error.value.hint
