"""Recordings that `interviewer score` is given: in lines, in a folder, or one by its name."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from interviewer.errors import UsageError
from interviewer.llm.providers import servers
from interviewer.speech.choice import SERVED
from interviewer.text.json_lines import as_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import IO

    from interviewer.bank.index import Bank
    from interviewer.cli.hearing import Hearing
    from interviewer.config import Config
    from interviewer.transcript.heard import Transcript

HOW_TO_NAME = (
    "The path of a recording says which question it answers: `internals/gil.wav`, or `ada/internals/gil.2.wav`."
)


class Listener:
    """Writes recordings down. Its engine is loaded when the first one is heard. Blocks: call it on a thread."""

    def __init__(self, config: Config, keys: Mapping[str, str], bank: Bank, folder: Path) -> None:
        """`folder` is what names of recordings are relative to; `bank` holds the words to expect."""
        self._config = config
        self._keys = keys
        self._bank = bank
        self._folder = folder
        self._hearing: Hearing | None = None

    def digest(self, name: str) -> str:
        """What changes when the recording or the engine does. Raises UsageError."""
        path = self._folder / name
        try:
            content = path.read_bytes()
        except (OSError, ValueError) as error:  # ValueError: a NUL in it
            why = getattr(error, "strerror", None) or str(error)
            raise UsageError(f"{path}: Cannot be read: {why}.", "Check the name of the recording.") from error
        engine = self._config.transcriber.model if self._config.transcriber else ""
        return f"{hashlib.sha256(content).hexdigest()} {engine}"

    def load(self) -> None:
        """Make the engine ready, if it is not. Raises InterviewerError where that cannot be done."""
        if self._hearing is None:
            from interviewer.cli.hearing import load_hearing

            self._hearing = load_hearing(self._config, self._keys, self._bank)

    def hear(self, name: str) -> Transcript:
        """What is said in it, once it is loaded. Raises InterviewerError, NothingHeardError among others."""
        from interviewer.speech.files import read_audio

        if self._hearing is None:
            raise ValueError("nothing is loaded to hear with")
        return self._hearing.hear(read_audio(self._folder / name))


def transcriber_servers(config: Config) -> tuple[str, ...]:
    """Host and port of each server that hears answers."""
    engine = config.transcriber
    return servers(engine.as_model) if engine is not None and engine.engine == SERVED else ()


def lines_of_folder(folder: Path) -> IO[bytes]:
    """A file with a line for each recording in the folder and below. Raises UsageError where there is none."""
    from interviewer.speech.files import SUFFIXES

    found = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not found:
        raise UsageError(f"{folder} cannot be read: it is a folder without recordings.", HOW_TO_NAME)
    return _lines((path.as_posix(), _question_in(path)) for path in found)


def line_of_one(name: str, question: str) -> IO[bytes]:
    """A file with one line, for that recording."""
    return _lines([(name, question)])


def _lines(recordings: Iterable[tuple[str, str]]) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115 - it is handed on, open
    for name, question in recordings:
        file.write(as_line({"id": name, "question": question, "audio": name}).encode())
    file.seek(0)
    return file


def _question_in(path: Path) -> str:
    """The folder is the topic, and the name up to its first dot the question.

    >>> _question_in(Path("ada/internals/gil.2.wav"))
    'internals/gil'
    """
    return f"{path.parent.name}/{path.name.partition('.')[0]}".lstrip("/")
