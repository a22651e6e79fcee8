"""Keeping what is being typed while nobody presses a key to send it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from prompt_toolkit.buffer import Buffer

from interviewer.cli.keyboard_reader import save_drafts
from interviewer.errors import JournalError

if TYPE_CHECKING:
    from interviewer.dialogue.engine import Interview


class FullDisk:
    """An interview whose drafts cannot be stored the first times."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.kept: list[str] = []
        self.is_kept = asyncio.Event()

    def save_draft(self, text: str) -> None:
        if self.failures:
            self.failures -= 1
            raise JournalError("The disk is full.")
        self.kept.append(text)
        self.is_kept.set()


async def test_a_text_that_could_not_be_kept_is_tried_again_until_it_is() -> None:
    buffer, disk = Buffer(), FullDisk(failures=3)
    saving = asyncio.create_task(save_drafts(cast("Interview", disk), buffer, every_s=0))
    await asyncio.sleep(0)  # It looks at what is there to begin with.
    buffer.text = "half a thought"
    async with asyncio.timeout(10):
        await disk.is_kept.wait()

    assert disk.kept == ["half a thought"]
    assert not saving.done()
    saving.cancel()
