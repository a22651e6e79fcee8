"""faster-whisper: where its weights are looked for, and what is made of what it hears.

A package of that name stands in for it, as 400 MB are no matter of a test. Where the real one is installed, it is the
one that is asked for weights.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest

from interviewer.errors import InterviewerError
from interviewer.speech.adaptation import keep_adaptation, load_adaptation
from interviewer.speech.audio import RATE
from interviewer.speech.choice import transcriber_of
from interviewer.speech.faster_whisper import WINDOW_SAMPLES, FasterWhisper
from interviewer.speech.settings import TranscriberSettings
from interviewer.speech.whisper_weights import NEEDED
from interviewer.transcript.heard import Span, Transcript
from tests.speech.networks import CHANGED, as_file, change_of, small_network
from tests.speech.sounds import tone

HEARD = ("the", "lock", "mutex")
PACKAGE = (
    f"""
HEARD = {HEARD}
"""
    + """
from pathlib import Path
from types import SimpleNamespace as S

import numpy as np

def available_models():
    return ["base", "small.en"]

def download_model(size, *, local_files_only):
    assert local_files_only
    raise FileNotFoundError("no such weights")

class WhisperModel:
    def __init__(self, weights, *, device, compute_type, local_files_only, files):
        assert local_files_only
        self.files = files
        if not Path(weights, "model.bin").read_bytes():
            raise RuntimeError("Incomplete model")

    def transcribe(
        self,
        audio,
        *,
        language,
        beam_size,
        temperature,
        word_timestamps,
        initial_prompt,
        condition_on_previous_text,
        no_repeat_ngram_size,
    ):
        return self._heard(len(audio) / 16_000, initial_prompt), None

    hf_tokenizer = None

    def feature_extractor(self, audio):
        return np.zeros((80, len(audio) // 160 + 1))

    def encode(self, features):
        assert features.shape == (80, 3000)
        return np.ones((1, 1500, 4), np.float32)

    @property
    def model(self):
        return self

    is_multilingual = True

    def align(self, sounds, begin, tokens, frames):
        assert len(sounds) == len(tokens) == len(frames) <= 4
        assert begin == [1, 2, 3]
        return [S(text_token_probs=[0.5 if token in HEARD else 0.0 for token in each]) for each in tokens]

    def _heard(self, seconds, prompt):
        said = f"{seconds:.0f} seconds, {prompt}"
        words = [S(word=" so", start=np.float64(0.0), end=np.float64(0.4), probability=np.float64(0.9123))]
        yield S(text=" " + said, start=0.0, end=seconds - 0.6, words=words)
        yield S(text=" Thank you.", start=seconds - 0.6, end=seconds, words=[])
"""
)
TOKENIZER = """
class Tokenizer:
    sot_sequence = (1, 2)
    no_timestamps = 3

    def __init__(self, tokenizer, multilingual, *, task, language):
        assert (multilingual, task, language) == (True, "transcribe", "en")

    def encode(self, text):
        assert text.startswith(" ")
        return text.split()
"""
CTRANSLATE2 = """
class StorageView:
    from_array = staticmethod(list)
"""


@pytest.fixture
def _stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    here = tmp_path / "packages"
    here.mkdir()
    (here / "faster_whisper").mkdir()
    (here / "faster_whisper" / "__init__.py").write_text(PACKAGE)
    (here / "faster_whisper" / "tokenizer.py").write_text(TOKENIZER)
    (here / "ctranslate2.py").write_text(CTRANSLATE2)
    monkeypatch.syspath_prepend(here)
    names = ("faster_whisper", "faster_whisper.tokenizer", "ctranslate2")
    for name in names:
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield
    for name in names:
        sys.modules.pop(name, None)


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

    def test_other_words_are_weighed_against_those_it_wrote(self, tmp_path: Path) -> None:
        """A half for each word that was said, and next to nothing for one that was not."""
        engine = FasterWhisper(str(weights_in(tmp_path / "small")))
        others = ["the lock", "the mutex lock", "the", "the leak", "the lock", "the lock"]
        said, more, less, wrong, *_ = engine.fits(tone(300, 2), "the lock", others)
        half = math.log(0.5)
        assert [said, more, less] == pytest.approx([0, half, -half])
        assert wrong < 10 * half

    def test_weights_that_a_change_was_learnt_for_are_changed_and_make_it_cautious(self, tmp_path: Path) -> None:
        network = small_network()
        folder, learnt = weights_in(tmp_path / "base"), tmp_path / "learnt.npz"
        (folder / "model.bin").write_bytes(as_file(network))
        keep_adaptation(change_of(network), learnt)
        engine = FasterWhisper(str(folder), learnt)
        network[CHANGED] += load_adaptation(learnt).change(CHANGED).astype("<f2")
        assert engine._model.files["model.bin"] == as_file(network)
        assert {*NEEDED} <= engine._model.files.keys()
        assert engine.caution > 0

    def test_other_weights_stay_as_they_are(self, tmp_path: Path) -> None:
        folder = weights_in(tmp_path / "small")
        (folder / "model.bin").write_bytes(as_file(small_network()))
        engine = FasterWhisper(str(folder))
        assert (engine._model.files, engine.caution) == (None, 0)

    def test_it_is_asked_in_the_time_of_a_window(self) -> None:
        assert FasterWhisper.piece_s.longest * RATE <= WINDOW_SAMPLES


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize(
    ("weights", "says", "hint"),
    [
        pytest.param("", "`base` of faster-whisper are not on this machine", "download_model('base')", id="usual"),
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
