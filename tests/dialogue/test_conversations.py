"""What people do in interviews, and how the interviewer takes it: the scripts in `conversations/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from interviewer.dialogue.guard import given_away, questions_in
from interviewer.dialogue.neutrality import judgement
from interviewer.dialogue.state import folded_sentences
from interviewer.text.sentences import sentences
from tests.dialogue.conversations import FOLDER, Stage, read

if TYPE_CHECKING:
    from pathlib import Path

    from interviewer.dialogue.events import Said
    from tests.dialogue.conversations import Line

SCRIPTS = sorted(FOLDER.glob("*.yaml"))
CASES = {
    "thinking-aloud", "in-passing", "asking-back", "repeat-that", "what-do-you-mean", "small-talk", "frustration",
    "silence", "one-word", "another-language", "code-in-the-answer", "the-solution", "how-am-i-doing", "take-over",
    "out-of-time",
}  # fmt: skip
"""What people do, at least."""


def test_there_is_a_script_for_each_case() -> None:
    assert {file.stem for file in SCRIPTS} >= CASES


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
async def test_the_script_is_played_as_it_is_written(file: Path) -> None:
    conversation = read(file)
    stage = Stage(conversation)

    for line in conversation.talk:
        before, asked = stage.interview.state.said, len(stage.model.prompts)
        replies = await stage.plays(line)
        assert tuple(reply.move for reply in replies) == line.moves, line.candidate
        assert (len(stage.model.prompts) > asked) == (line.model is not None), line.candidate
        check(line, replies)
        for reply in replies:
            check_manners(stage, reply, before)

    assert stage.interview.state.ended == conversation.ends
    found = await stage.verdicts()
    for name, verdicts in conversation.finds.items():
        assert found.get(name, {}) == verdicts


def check(line: Line, replies: list[Said]) -> None:
    """What the script says of the reply."""
    told = " ".join(reply.text for reply in replies)
    assert [text for text in line.says if text not in told] == [], told
    assert [text for text in line.never if text.lower() in told.lower()] == [], told
    assert replies[0].criterion == line.aims_at
    assert (replies[0].source != "authored") == (line.worded_by == "model"), replies[0].refused


def check_manners(stage: Stage, reply: Said, before: frozenset[str]) -> None:
    """What holds of everything that is said: no praise, no blame, no leak, nothing twice, no two questions."""
    if reply.move == "ask":
        return
    assert judgement(reply.text) is None
    assert questions_in(reply.text) <= (2 if reply.move == "clarify" else 1)
    if reply.move in ("clarify", "hint"):
        return
    assert len(sentences(reply.text)) <= 2
    assert not folded_sentences(reply.text) & before
    exchange = stage.interview.state.current or stage.interview.state.exchanges[-1]
    theirs = [turn.text for turn in exchange.turns if turn.speaker == "candidate"]
    so_far = "\n".join([exchange.question.question, exchange.question.code or "", *theirs])
    still_open = [one for one in exchange.question.criteria if not exchange.is_met(one.id)]
    assert list(given_away(reply.text, still_open, so_far)) == []
