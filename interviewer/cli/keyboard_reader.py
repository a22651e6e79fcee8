"""Reading answers in a real terminal, with editing, history, pasting and a quiet status line (prompt_toolkit)."""

from __future__ import annotations

import os
import signal
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from interviewer.cli.editor import edit_or_explain
from interviewer.cli.leaving import LeftWithoutText, failure_to_keep, how_to_leave
from interviewer.cli.presenter import PROMPT, SMALL_TALK
from interviewer.cli.quiet_keys import QuietKeys
from interviewer.cli.reader import END_OF_INPUT, LeftTheRoom
from interviewer.cli.typed_ahead import TypedAhead
from interviewer.cli.unmarked_paste import UnmarkedPastes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prompt_toolkit import PromptSession
    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.output import ColorDepth, Output

    from interviewer.cli.presenter import Presenter
    from interviewer.cli.reader import Choice
    from interviewer.dialogue.engine import Interview

SAVE_EVERY_S = 3.0
REDRAW_EVERY_S = 10.0
"""The status line shows minutes; it need not be livelier."""
NARROW = 48
"""Below this many columns the status line says less."""


class KeyboardReader:
    """Enter sends, Alt-Enter or Ctrl-J makes a new line, pasted text never sends itself, Ctrl-D ends."""

    sending = "Enter sends your answer; Alt-Enter or Ctrl-J makes a new line."
    can_be_asked = True
    edits_in_place = True

    def __init__(
        self, presenter: Presenter, *, colour: bool, to_stderr: bool, hush: Callable[[], None] | None = None
    ) -> None:
        """`hush` is called at every key; where there is one, answers may be spoken, and Enter alone is returned."""
        self._presenter = presenter
        self._hush = hush
        self._colour = colour
        self._to_stderr = to_stderr
        self._session: PromptSession[str] | None = None
        self._is_leaving = False
        self._pastes = UnmarkedPastes(time.monotonic)
        self._ahead = TypedAhead(sys.stdin.fileno(), time.monotonic, self._pastes)
        self._keys_between = QuietKeys()
        self._keys_between.on()

    async def read(self, interview: Interview, draft: str) -> str | None:
        """What the candidate sends; None for Ctrl-D on an empty line.

        On the second Ctrl-C, or when the terminal is gone, raises LeftTheRoom, or LeftWithoutText where the journal
        could not keep what was being typed. When it is cancelled, it keeps that first.
        """
        import asyncio

        session = self._opened(interview)
        self._is_leaving = False
        self._ahead.stop()
        saving = asyncio.create_task(save_drafts(interview, session.default_buffer, every_s=SAVE_EVERY_S))
        try:
            text: str | None = await session.prompt_async(
                f"\n{PROMPT}",
                default=draft,
                bottom_toolbar=lambda: self._status(interview),
                refresh_interval=REDRAW_EVERY_S,
                handle_sigint=False,
                pre_run=lambda: self._ahead.hand_to(session.app),
            )
        except (EOFError, asyncio.CancelledError) as error:
            if failure := failure_to_keep(interview, session.default_buffer.text):
                raise LeftWithoutText(failure) from failure
            if isinstance(error, EOFError):
                raise LeftTheRoom from error
            raise
        finally:
            saving.cancel()
        if not text:
            return text
        # What was typed is broken in mid-word; it is shown again as the rest of the talk is.
        self._presenter.candidate_said(text)
        self._ahead.collect()
        return text

    async def line(self, prompt: str) -> str | None:
        """One line; None for Ctrl-C and Ctrl-D. Keys that were pressed before it was asked for are no part of it."""
        from prompt_toolkit import PromptSession

        self._ahead.stop()
        session: PromptSession[str] = PromptSession(color_depth=self._depth(), output=self._output())
        self._hush_at_keys(session.app)
        try:
            return await session.prompt_async(prompt, handle_sigint=False)
        except (EOFError, KeyboardInterrupt):
            return None
        finally:
            self._ahead.collect()

    async def choose(self, choices: Sequence[Choice], line: Callable[[], str], how: str, leaving: str) -> str:  # noqa: ARG002 - the line says how
        """The name of what was chosen by its key, below the line. Raises LeftTheRoom.

        What was typed before is forgotten: nobody chooses before they are asked.
        """
        from interviewer.cli.choosing import choose_by_key

        self._ahead.stop()
        self._keys_between.forget()
        note = partial(self._presenter.note, leaving)
        return await choose_by_key(choices, line, note, color_depth=self._depth(), output=self._output())

    def _hush_at_keys(self, app: Application[str]) -> None:
        if (hush := self._hush) is not None:
            app.key_processor.before_key_press += lambda _: hush()

    async def key(self) -> None:
        """Return when a key is pressed; it is used up."""
        import asyncio

        from prompt_toolkit.input import create_input

        self._ahead.stop()
        keys, pressed = create_input(), asyncio.Event()

        def take() -> None:
            keys.read_keys()
            pressed.set()

        with keys.attach(take):
            await pressed.wait()

    async def interrupted_by(self, show: Callable[[], None]) -> None:
        """Show it above what is being typed."""
        from prompt_toolkit.application import run_in_terminal

        await run_in_terminal(show)

    def close(self) -> None:
        """Let go of the terminal: nothing is read any more."""
        self._ahead.stop()
        self._keys_between.off()

    def edit(self, text: str) -> str | None:
        """Let the candidate write in their editor; None when they have set none."""
        self._ahead.stop()  # the keys are the editor's now
        with self._keys_between.interrupted():
            return edit_or_explain(text, self._presenter)

    def _opened(self, interview: Interview) -> PromptSession[str]:
        if self._session is None:
            # 80 ms, spent while the candidate reads the first question.
            from prompt_toolkit import PromptSession
            from prompt_toolkit.styles import Style

            self._session = PromptSession(
                multiline=True,
                erase_when_done=True,
                key_bindings=self._keys(interview),
                prompt_continuation=" " * len(PROMPT),
                style=Style.from_dict({"bottom-toolbar": "noreverse fg:ansibrightblack"}),
                color_depth=self._depth(),
                output=self._output(),
            )
            self._session.default_buffer.on_text_changed += self._stay
            self._pastes.watch(self._session.app)
            self._hush_at_keys(self._session.app)
        return self._session

    def _depth(self) -> ColorDepth | None:
        from prompt_toolkit.output import ColorDepth

        return None if self._colour else ColorDepth.DEPTH_1_BIT

    def _output(self) -> Output | None:
        from prompt_toolkit.output import create_output

        return create_output(sys.stderr) if self._to_stderr else None

    def _stay(self, _buffer: Buffer) -> None:
        """Whoever types on after a Ctrl-C has thought better of it."""
        self._is_leaving = False

    def _may_pass(self, interview: Interview) -> bool:
        """Whether Enter alone goes on: in small talk, and pressed when there was something to pass by."""
        return interview.state.in_small_talk is not None and not self._pastes.is_replay

    def _status(self, interview: Interview) -> str:
        from prompt_toolkit.application import get_app

        state = interview.state
        if state.in_small_talk:
            return f"{SMALL_TALK[state.in_small_talk].lower()} - not scored - /help"
        asked, planned, minutes = len(state.exchanges), len(state.plan), int(interview.active_s // 60)
        if get_app().output.get_size().columns < NARROW:
            return f"{asked}/{planned}  {minutes} min"
        limit = f" of {state.limit_s / 60:.0f}" if state.limit_s is not None else ""
        grading = f" - grading {len(state.pending)}" if state.pending else ""
        speaking = " - Enter records" if self._hush is not None else ""
        return f"question {asked} of {planned} - {minutes}{limit} min{grading}{speaking} - /help"

    def _keys(self, interview: Interview) -> KeyBindings:
        from prompt_toolkit.key_binding import KeyBindings

        keys = KeyBindings()
        self._pastes.bind(keys)
        self._bind_ways_out(keys, interview)

        @keys.add("enter")
        def _send(event: KeyPressEvent) -> None:
            if self._pastes.goes_on(event):
                event.current_buffer.newline(copy_margin=False)
            elif event.current_buffer.text.strip() or self._may_pass(interview):
                event.current_buffer.validate_and_handle()
            elif self._hush is not None:
                event.current_buffer.reset()
                event.current_buffer.validate_and_handle()

        @keys.add("escape", "enter")
        @keys.add("c-j")
        def _new_line(event: KeyPressEvent) -> None:
            event.current_buffer.newline(copy_margin=False)

        return keys

    def _bind_ways_out(self, keys: KeyBindings, interview: Interview) -> None:
        from prompt_toolkit.application import run_in_terminal

        @keys.add("c-c")
        def _leave(event: KeyPressEvent) -> None:
            failure = failure_to_keep(interview, event.current_buffer.text)
            if self._is_leaving:
                event.app.exit(exception=LeftWithoutText(failure) if failure else LeftTheRoom)
            else:
                self._is_leaving = True
                run_in_terminal(lambda: self._presenter.note(how_to_leave(failure)))

        @keys.add("c-d")
        def _end(event: KeyPressEvent) -> None:
            if not event.current_buffer.text:
                event.app.exit(result=END_OF_INPUT)

        if sys.platform != "win32":

            @keys.add("c-z")
            def _suspend(_event: KeyPressEvent) -> None:
                # The whole group, as the terminal does it: `make` must stop, too.
                run_in_terminal(lambda: os.kill(0, signal.SIGTSTP))


async def save_drafts(interview: Interview, buffer: Buffer, *, every_s: float) -> None:
    """Keep what is being typed every so many seconds, until cancelled; what could not be kept is tried again."""
    import asyncio

    saved = buffer.text
    while True:
        await asyncio.sleep(every_s)
        text = buffer.text
        if text != saved and failure_to_keep(interview, text) is None:
            saved = text
