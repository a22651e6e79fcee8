"""The prompts of these settings, and `interviewer config prompts`: which file serves each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.bank.loader import fit
from interviewer.bank.yaml_source import parse
from interviewer.dialogue.phrases import Phrases
from interviewer.dialogue.small_talk import SmallTalk
from interviewer.prompting.files import PHRASES, SMALL_TALK, WORDINGS, PromptFiles, read_bytes
from interviewer.resources import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewer.config import Config


def prompts_of(config: Config) -> PromptFiles:
    """The shipped prompts, behind those of the user's folder, which are checked.

    Raises UsageError for the first of the user's that cannot be used.
    """
    files = PromptFiles(data_folder("prompts"), config.prompts)
    files.check()
    if files.is_own(PHRASES):
        load_phrases(files)
    if files.is_own(SMALL_TALK):
        load_small_talk(files)
    if files.is_own(WORDINGS):
        from interviewer.cli.weighing import read_questions

        read_questions(files)
    return files


def load_phrases(files: PromptFiles) -> Phrases:
    """What the interviewer says where no question brings its own words. Raises UsageError for a bad file."""
    path = files.path(PHRASES)
    return fit(parse(read_bytes(path), str(path)), Phrases)


def load_small_talk(files: PromptFiles) -> SmallTalk:
    """What is said before the first question and after the last. Raises UsageError for a bad file."""
    path = files.path(SMALL_TALK)
    return fit(parse(read_bytes(path), str(path)), SmallTalk)


def served(files: PromptFiles) -> Iterator[str]:
    """For each prompt a line: its name, whose it is, version and hash, and the file."""
    for name in files.names():
        stamped = files.stamped(name)
        whose = "yours" if files.is_own(name) else "shipped"
        stamp = "" if stamped is None else f"v{stamped.version} ({stamped.hash})"
        yield f"{name:22} {whose:8} {stamp:18} {files.path(name)}"
