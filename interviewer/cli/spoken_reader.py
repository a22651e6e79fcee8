"""Answers that are spoken: around a reader in which a person types, so that every answer can be typed as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interviewer.cli.confirming import NoAnswer, confirm
from interviewer.cli.leaving import failure_to_keep
from interviewer.cli.reader import SpokenAnswer
from interviewer.cli.recording import record
from interviewer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from interviewer.cli.reader import TypingReader
    from interviewer.cli.spoken_presenter import SpokenPresenter
    from interviewer.cli.voice import Voice
    from interviewer.dialogue.engine import Interview
    from interviewer.speech.audio import Audio

SHORTEST_S = 0.5
"""A recording that was left in the middle, and is shorter, holds nothing."""


class _Confirmed(NamedTuple):
    turn: int
    answer: SpokenAnswer
    audio: Audio


class SpokenReader:
    """Enter alone begins a recording. Nothing that was heard is returned before the candidate has confirmed it."""

    can_be_asked = True

    def __init__(self, inner: TypingReader, presenter: SpokenPresenter, voice: Voice) -> None:
        self._inner = inner
        self._presenter = presenter
        self._voice = voice
        self._last: _Confirmed | None = None
        self._interview: Interview | None = None
        self.sending = f"Enter alone records your answer, or type it, whichever you like. {inner.sending}"

    async def read(self, interview: Interview, draft: str) -> str | SpokenAnswer | None:
        """What the candidate sends, spoken or typed; None at the end of input. Raises LeftTheRoom."""
        if self._last is not None and draft != self._last.answer.text:
            self._put_away_last()  # otherwise it could not be stored, and comes back
        if self._interview is None:
            self._interview = interview
            if (left := await self._left_over(interview, draft)) is not None:
                return left
        while True:
            text = await self._inner.read(interview, draft)
            if self._last is not None and text == self._last.answer.text:
                return self._last.answer  # sent again as it was
            if text != "":
                return text
            if (answer := await self._spoken(interview)) is not None:
                return answer
            draft = ""

    async def line(self, prompt: str) -> str | None:
        """One line that a person types."""
        return await self._inner.line(prompt)

    async def key(self) -> None:
        """Return when a key is pressed while nobody reads."""
        await self._inner.key()

    async def interrupted_by(self, show: Callable[[], None]) -> None:
        """Show it above what is being typed."""
        await self._inner.interrupted_by(show)

    def edit(self, text: str) -> str | None:
        """Let the candidate write in their editor."""
        return self._inner.edit(text)

    def close(self) -> None:
        """Let go of terminal, microphone and loudspeaker."""
        self._inner.close()
        if self._interview is not None and self._last is not None and self._last.turn in self._interview.state.texts:
            self._put_away_last()
        self._voice.close()

    async def _spoken(self, interview: Interview, audio: Audio | None = None, draft: str = "") -> SpokenAnswer | None:
        """An answer that was spoken; None where the candidate would rather do something else.

        `audio` is what was recorded already, and `draft` what was made of that. Of what is not confirmed, nothing is
        kept but when the candidate leaves.
        """
        turn = interview.state.last_turn + 1
        while True:
            audio = audio or await record(turn, self._inner, self._presenter, self._voice)
            if audio is None:
                return None
            answer = await confirm(audio, draft, interview, self._inner, self._presenter, self._voice)
            if isinstance(answer, SpokenAnswer):
                self._last = _Confirmed(turn, answer, audio)
                return answer
            audio, draft = None, ""
            failure_to_keep(interview, "")
            self._voice.kept.forget(turn)
            if answer is NoAnswer.DISCARDED:
                return None

    async def _left_over(self, interview: Interview, draft: str) -> SpokenAnswer | None:
        """What was recorded and not confirmed when the interview was left, or its process ended."""
        state = interview.state
        for turn, audio in list(self._voice.kept.unconfirmed()):
            if turn <= state.last_turn:
                self._put_away(turn, audio, is_wanted=turn in state.texts)
            elif audio.seconds < SHORTEST_S:
                self._voice.kept.forget(turn)
            else:
                self._presenter.note(f"A recording of {audio.seconds:.0f} s that you have not confirmed is still here.")
                return await self._spoken(interview, audio, draft)
        return None

    def _put_away_last(self) -> None:
        """What was confirmed, once it was taken."""
        if self._last is None or self._interview is None:
            return
        turn, _, audio = self._last
        self._last = None
        self._put_away(turn, audio, is_wanted=turn in self._interview.state.texts)

    def _put_away(self, turn: int, audio: Audio, *, is_wanted: bool) -> None:
        if not (is_wanted and self._voice.keeps_audio):
            self._voice.kept.forget(turn)
            return
        try:
            self._voice.kept.keep(turn, audio)
        except UsageError as error:
            self._presenter.warn(str(error))
