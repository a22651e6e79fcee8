"""From a recording to words that the candidate has confirmed: nothing else of it ever counts."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from interviewer.cli.leaving import failure_to_keep
from interviewer.cli.on_thread import on_thread
from interviewer.cli.reader import Choice, SpokenAnswer
from interviewer.cli.recording import DISCARD, KEPT
from interviewer.cli.waiting_line import waiting_line
from interviewer.errors import InterviewerError
from interviewer.speech.hearing import NothingHeardError
from interviewer.transcript.marking import passages
from interviewer.transcript.repair import repaired

if TYPE_CHECKING:
    from interviewer.cli.reader import TypingReader
    from interviewer.cli.spoken_presenter import SpokenPresenter
    from interviewer.cli.voice import Voice
    from interviewer.dialogue.engine import Interview
    from interviewer.speech.audio import Audio
    from interviewer.transcript.heard import Transcript
    from interviewer.transcript.repair import Repair

ACCEPT = Choice("accept", "enter", "")
EDIT = Choice("edit", "e", "e")
AGAIN = Choice("again", "r", "r")
AS_HEARD = Choice("as heard", "g", "g")
RETRY = Choice("retry", "enter", "")
LINE = "Enter accepts - e edits - r records again - Esc discards"
BY_LINES = "Is this what you said? Enter alone accepts; e edits, r records again, d discards."
LINE_WITH_REPAIRS = "Enter accepts with [repairs] - g without - e edits - r records again - Esc discards"
BY_LINES_WITH_REPAIRS = (
    "Is this what you said? Enter alone accepts it with the repairs in brackets, g without; e edits, r records again, "
    "d discards."
)
RETRY_LINE = "Enter tries again - Esc discards"
RETRY_BY_LINES = "Enter alone tries again, d and Enter discards."
WRITING = "Writing down what you said..."
TYPE_ANEW = "Type it as it should be. With the variable EDITOR set, you could change it in an editor."


class NoAnswer(Enum):
    """What may come of a recording in place of an answer."""

    AGAIN = auto()
    """The candidate records it again."""
    DISCARDED = auto()
    """The candidate does something else, or nothing was heard."""


async def confirm(
    audio: Audio, draft: str, interview: Interview, reader: TypingReader, presenter: SpokenPresenter, voice: Voice
) -> SpokenAnswer | NoAnswer:
    """What the candidate says that they said. Raises LeftTheRoom; the text that was heard is a draft then.

    `draft` is what they had made of the same recording before they left.
    """
    listened = await _heard(audio, reader, presenter, voice)
    if listened is None:
        return NoAnswer.DISCARDED
    heard, repairs = listened
    if draft not in ("", heard.text):
        return await _edited(draft, heard, interview, reader, presenter)
    failure_to_keep(interview, heard.text)
    presenter.heard(passages(heard, repairs))
    line, how = (LINE_WITH_REPAIRS, BY_LINES_WITH_REPAIRS) if repairs else (LINE, BY_LINES)
    choices = (ACCEPT, EDIT, AGAIN, DISCARD, *((AS_HEARD,) if repairs else ()))
    text = repaired(heard.text, repairs)
    chosen = await reader.choose(choices, lambda: line, how, KEPT)
    if chosen in (ACCEPT.name, AS_HEARD.name):
        return _confirmed(text if chosen == ACCEPT.name else heard.text, heard, presenter)
    if chosen == EDIT.name:
        return await _edited(text, heard, interview, reader, presenter)
    return NoAnswer.AGAIN if chosen == AGAIN.name else NoAnswer.DISCARDED


async def _heard(
    audio: Audio, reader: TypingReader, presenter: SpokenPresenter, voice: Voice
) -> tuple[Transcript, tuple[Repair, ...]] | None:
    """What is said in it, with proposals.

    None where nobody speaks, or the candidate does not want to try again what failed.
    """
    while True:
        try:
            with waiting_line(presenter.console, WRITING, in_place=not presenter.plain) as waiting:
                return await on_thread(lambda: voice.ears.hear(audio, waiting.follow))
        except NothingHeardError as error:
            presenter.warn(str(error))
            return None
        except InterviewerError as error:
            presenter.warn(str(error))
        if await reader.choose((RETRY, DISCARD), lambda: RETRY_LINE, RETRY_BY_LINES, KEPT) == DISCARD.name:
            return None


def _confirmed(text: str, heard: Transcript, presenter: SpokenPresenter) -> SpokenAnswer:
    """Shown again, where it is not what is on the screen to the letter."""
    has_signs = not presenter.underlines and any(passage.is_doubtful for passage in passages(heard))
    if has_signs or text != heard.text:
        presenter.candidate_said(text)
    return SpokenAnswer(text, heard)


async def _edited(
    text: str, heard: Transcript, interview: Interview, reader: TypingReader, presenter: SpokenPresenter
) -> SpokenAnswer | NoAnswer:
    """What the candidate makes of the text. Without a word left of it, it is recorded again."""
    if reader.edits_in_place:
        written = await reader.read(interview, text)
    else:
        written = reader.edit(text)
        if written is None:
            presenter.note(TYPE_ANEW)
            written = await reader.read(interview, "")
        else:
            presenter.candidate_said(written)
    if written is None or not written.strip():
        return NoAnswer.AGAIN
    return SpokenAnswer(written.strip(), heard)
