"""What comes of a recording, with a hand at every switch: a recogniser that hears what it is told, keys from a list."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from rich.console import Console

from interviewer.cli.hearing import Hearing
from interviewer.cli.reader import Choice, LeftTheRoom, SpokenAnswer
from interviewer.cli.spoken_presenter import SpokenPresenter
from interviewer.cli.spoken_reader import SpokenReader
from interviewer.cli.voice import Ears
from interviewer.errors import InterviewerError
from interviewer.speech.detection import Detector
from interviewer.speech.keeping import Kept
from interviewer.speech.sources import Recordings
from interviewer.transcript.glossary import Glossary
from interviewer.transcript.heard import HeardLine, HeardWord, Span, Transcript
from interviewer.transcript.spoken_terms import SpokenTerms, Term
from tests.cli.said import BYTECODE, said
from tests.dialogue.rooms import Room

if TYPE_CHECKING:
    from interviewer.cli.voice import Voice
    from interviewer.dialogue.engine import Interview
    from interviewer.speech.audio import Audio

SPOKEN = ""
"""Enter alone."""
GLOSSARY = Glossary(SpokenTerms(dunder=(), names={}, terms=(Term(term="GIL", heard=("gill",)),)))


class Told:
    """A recogniser that hears these, one after the other; an error is raised."""

    name = "told"
    server = None
    piece_s = None

    def __init__(self, *texts: str | InterviewerError) -> None:
        self._texts = list(texts)

    def transcribe(self, audio: Audio, *_: object) -> Transcript:
        text = self._texts.pop(0)
        if isinstance(text, InterviewerError):
            raise text
        sure = {False: 0.9, True: 0.1}
        words = tuple(
            HeardWord(text=word.strip("~"), span=Span(0, 1), confidence=sure[word.startswith("~")])
            for word in text.split()
        )
        line = HeardLine(text=text.replace("~", ""), span=Span(0, audio.seconds), words=words)
        return Transcript(engine=self.name, seconds=audio.seconds, lines=(line,))

    def close(self) -> None:
        """Nothing is open."""


class Hands:
    """A person who types these texts, and presses these keys when there is a choice."""

    sending = "Enter sends."
    can_be_asked = True

    def __init__(self, texts: Sequence[str | None], keys: Sequence[str], *, in_place: bool = True) -> None:
        self.texts, self.keys = list(texts), list(keys)
        self.drafts: list[str] = []
        self.edits_in_place = in_place
        self.offered: list[tuple[str, ...]] = []

    async def read(self, _interview: Interview, draft: str) -> str | None:
        self.drafts.append(draft)
        return self.texts.pop(0)

    async def choose(self, choices: Sequence[Choice], line: Callable[[], str], *_: str) -> str:
        self.offered.append(tuple(choice.name for choice in choices))
        assert line()
        key = self.keys.pop(0)
        if key == "c-c":
            raise LeftTheRoom
        [name] = [choice.name for choice in choices if choice.key == key]
        return name

    def edit(self, text: str) -> str | None:
        return f"{text} By editor." if self.texts and self.texts[0] == "editor" else None

    async def line(self, _prompt: str) -> str | None:
        return None

    async def key(self) -> None:
        """Nobody presses one."""

    async def interrupted_by(self, show: Callable[[], None]) -> None:
        show()

    def close(self) -> None:
        """Nothing is held."""


class Silent:
    """A narrator that is asked to be silent."""

    def stop(self) -> None:
        """It is."""

    def wait(self) -> None:
        """At once."""


class Ready:
    """What SpokenReader wants of a voice."""

    def __init__(self, transcriber: Told, folder: Path, *, keeps_audio: bool = False) -> None:
        hearing = Hearing(transcriber, Detector(), GLOSSARY, ())
        self.ears = Ears(Recordings([said(BYTECODE)] * 9, pace=0), lambda: hearing)
        self.kept = Kept(folder)
        self.keeps_audio = keeps_audio
        self.narrator = Silent()

    def close(self) -> None:
        """It was silent before."""


class Scene:
    def __init__(
        self, folder: Path, *heard: str | InterviewerError, hands: Hands, colour: bool = True, keeps: bool = False
    ) -> None:
        self.room, self.hands, self.folder = Room(), hands, folder
        console = Console(
            file=io.StringIO(),
            width=200,
            markup=False,
            force_terminal=True,
            color_system="truecolor" if colour else None,
        )
        self.screen = SpokenPresenter(console, plain=False, say=lambda _text: None)
        voice = Ready(Told(*heard), folder, keeps_audio=keeps)
        self.reader = SpokenReader(hands, self.screen, cast("Voice", voice))

    async def read(self, draft: str = "") -> str | SpokenAnswer | None:
        return await self.reader.read(self.room.interview, draft)

    @property
    def shown(self) -> str:
        assert isinstance(self.screen.console.file, io.StringIO)
        return self.screen.console.file.getvalue()

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("*"))


@pytest.mark.parametrize(
    ("heard", "keys", "texts", "answer"),
    [
        pytest.param(["It locks."], ["enter", "enter"], [], "It locks.", id="accepted"),
        pytest.param(["The gill."], ["enter", "enter"], [], "The GIL.", id="with-the-repair"),
        pytest.param(["The gill."], ["enter", "g"], [], "The gill.", id="without-it"),
        pytest.param(["The gill."], ["enter", "e"], ["Mine."], "Mine.", id="edited"),
        pytest.param(["No.", "Yes."], ["enter", "r", "enter", "enter"], [], "Yes.", id="recorded-again"),
        pytest.param(["No.", "Yes."], ["enter", "e", "enter", "enter"], [""], "Yes.", id="emptied-is-again"),
        pytest.param(["Hi."], ["space", "space", "enter", "enter"], [], "Hi.", id="paused-in-between"),
        pytest.param(
            [InterviewerError("The server is away."), "Hi."], ["enter", "enter", "enter"], [], "Hi.", id="retried"
        ),
    ],
)
async def test_what_is_confirmed_is_the_answer(
    heard: list[str | InterviewerError], keys: list[str], texts: list[str], answer: str, tmp_path: Path
) -> None:
    scene = Scene(tmp_path / "r" / "i", *heard, hands=Hands([SPOKEN, *texts], keys))

    sent = await scene.read()

    assert isinstance(sent, SpokenAnswer)
    assert (sent.text, sent.heard.text, scene.hands.keys) == (answer, heard[-1], [])


@pytest.mark.parametrize(
    ("heard", "keys"),
    [
        pytest.param([], ["escape"], id="while-recording"),
        pytest.param(["It locks."], ["enter", "escape"], id="when-heard"),
        pytest.param([InterviewerError("The server is away.")], ["enter", "escape"], id="when-it-cannot-be-heard"),
        pytest.param([" . "], ["enter"], id="no-words"),
    ],
)
async def test_what_is_not_confirmed_is_gone_and_can_be_typed(
    heard: list[str | InterviewerError], keys: list[str], tmp_path: Path
) -> None:
    scene = Scene(tmp_path / "r" / "i", *heard, hands=Hands([SPOKEN, "Typed."], keys))

    assert await scene.read() == "Typed."
    assert scene.files == []
    assert [draft for draft in scene.room.journal.drafts if draft][1:] == []


async def test_doubtful_words_are_underlined(tmp_path: Path) -> None:
    hands = Hands([SPOKEN], ["enter", "enter"])
    scene = Scene(tmp_path / "r" / "i", "It ~locks threads", hands=hands)
    await scene.read()

    assert scene.shown.endswith("> It \x1b[4mlocks\x1b[0m threads\n")


async def test_without_colours_doubtful_words_have_a_sign_and_are_shown_again_without_it(tmp_path: Path) -> None:
    hands = Hands([SPOKEN], ["enter", "enter"])
    scene = Scene(tmp_path / "r" / "i", "It ~locks threads", hands=hands, colour=False)
    await scene.read()

    assert "It locks? threads" in scene.shown
    assert scene.shown.endswith("> It locks threads\n")


async def test_repairs_are_proposed_where_they_would_be(tmp_path: Path) -> None:
    hands = Hands([SPOKEN], ["enter", "enter"])
    scene = Scene(tmp_path / "r" / "i", "The gill locks.", hands=hands, colour=False)
    await scene.read()

    assert "> The [gill → GIL] locks." in scene.shown
    assert "as heard" in hands.offered[-1]


async def test_where_a_line_cannot_be_edited_an_editor_can_or_it_is_typed_anew(tmp_path: Path) -> None:
    for text, answer in (("editor", "It locks. By editor."), ("All new.", "All new.")):
        hands = Hands([SPOKEN, text], ["enter", "e"], in_place=False)
        sent = await Scene(tmp_path / text / "i", "It locks.", hands=hands).read()
        assert isinstance(sent, SpokenAnswer)
        assert sent.text == answer


async def test_who_leaves_keeps_the_recording_and_the_text_and_goes_on_with_both(tmp_path: Path) -> None:
    left = Scene(tmp_path / "r" / "i", "It locks.", hands=Hands([SPOKEN], ["enter", "c-c"]))
    with pytest.raises(LeftTheRoom):
        await left.read()
    assert (left.files, left.room.journal.drafts[-1]) == (["2.part"], "It locks.")

    back = Scene(tmp_path / "r" / "i", "It locks.", hands=Hands([], ["enter"]))
    sent = await back.read("It locks.")
    assert isinstance(sent, SpokenAnswer)
    assert "that you have not confirmed is still here" in back.shown

    edited = Scene(tmp_path / "r" / "i", "It locks.", hands=Hands(["It locks all."], []))
    sent = await edited.read("It locks al")
    assert edited.hands.drafts == ["It locks al"]
    assert isinstance(sent, SpokenAnswer)
    assert (sent.text, sent.heard.text) == ("It locks all.", "It locks.")


@pytest.mark.parametrize(("keeps", "files"), [(True, ["2.wav"]), (False, [])], ids=["kept", "not-kept"])
async def test_sound_goes_when_the_answer_is_in_the_journal(keeps: bool, files: list[str], tmp_path: Path) -> None:
    hands = Hands([SPOKEN, "Typed."], ["enter", "enter"])
    scene = Scene(tmp_path / "r" / "i", "It locks.", hands=hands, keeps=keeps)
    sent = await scene.read()
    assert isinstance(sent, SpokenAnswer)
    assert scene.files == ["2.part"]

    await scene.room.interview.answer(sent.text, sent.heard)
    await scene.read()
    assert scene.files == files


async def test_an_answer_that_could_not_be_stored_is_still_a_spoken_one_when_it_is_sent_again(tmp_path: Path) -> None:
    scene = Scene(tmp_path / "r" / "i", "It locks.", hands=Hands([SPOKEN, "It locks."], ["enter", "enter"]))
    sent = await scene.read()

    assert await scene.read("It locks.") == sent
    assert scene.files == ["2.part"]


async def test_ears_that_cannot_hear_leave_the_keys(tmp_path: Path) -> None:
    scene = Scene(tmp_path / "r" / "i", hands=Hands([SPOKEN, "Typed."], []))

    def fail() -> Hearing:
        raise InterviewerError("The recogniser is not installed.", "Install it.")

    scene.reader._voice.ears._load = fail

    assert await scene.read() == "Typed."
    assert "not installed. The interview goes on: type your answers. Install it." in scene.shown
