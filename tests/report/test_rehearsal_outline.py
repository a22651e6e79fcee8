"""The card of a rehearsal as a person reads it, in each view."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from interviewer.rehearsal.candidate import Utterance
from interviewer.rehearsal.card import RehearsalCard, as_json, make_card, make_judgement
from interviewer.rehearsal.judge import Judged, JudgedFault, not_judged, talks
from interviewer.rehearsal.wording import Wording
from interviewer.report.markdown import written
from interviewer.report.rehearsal_outline import rehearsal_outline
from interviewer.report.terminal import Page
from interviewer.text.display import printable
from tests.rehearsal.rooms import SKIP, ToldCandidate, ToldInterviewer, knows, played, says
from tests.report import golden
from tests.report.hostile import HOSTILE

NOTHING = says("That depends.")


def shown(card: RehearsalCard) -> str:
    return golden.shown(Page(rehearsal_outline(card), plain=False), 80)


def card_of(*interviews: object) -> RehearsalCard:
    return make_card(interviews, candidate="rule", words="the examples", command="interviewer rehearse", seconds=12.34)  # type: ignore[arg-type]


CLEAN = card_of(
    played(ToldCandidate(says("Alpha.", "alpha"), says("It's a sorted list.", claims=["sorted"]), NOTHING),
           profile=knows("alpha", "beta", holds=["sorted"])),
    played(ToldCandidate(NOTHING, says("Alpha.", "alpha"), says("Omega.")), number=2,
           profile=knows("alpha", "gamma", kind="silent")),
)  # fmt: skip
BROKEN = card_of(played(ToldCandidate(NOTHING, SKIP), ToldInterviewer("What of the alphabet?")))


def test_what_was_found_out_by_kind() -> None:
    out = shown(CLEAN)

    assert "How well does offline interview?\nfound 50.0 % of 4 points that were known" in out
    assert [line.split()[:5] for line in out.splitlines() if line.startswith(("strong", "silent"))][:2] == [
        ["strong", "2", "50.0", "%", "50.0"],
        ["silent", "2", "50.0", "%", "50.0"],
    ]
    assert "Of 1 wrong claims that candidates hold, 1 were made, 1 heard, 1 challenged, and 1 are in the grades." in (
        " ".join(out.split())
    )


def test_a_rehearsal_without_faults_says_so() -> None:
    assert CLEAN.is_clean
    assert "gave nothing away, said no sentence twice" in written(rehearsal_outline(CLEAN))


def test_the_words_that_broke_a_rule() -> None:
    out = written(rehearsal_outline(BROKEN))

    assert not BROKEN.is_clean
    assert "gave a point away first (1)" in out
    assert "“What of the alphabet?” (alpha: alphabet; structures/heaps, interview 1, turn 3)." in out


def test_the_same_as_json() -> None:
    card = json.loads(as_json(BROKEN))

    assert (card["interviews"], card["overall"]["known"], card["overall"]["between"]) == (1, 0, None)
    assert [rule["count"] for rule in card["rules"] if rule["check"] == "leak"] == [1]


class TestJudgement:
    """The judge's findings stand apart from what code finds."""

    SAID = played(ToldCandidate(NOTHING, SKIP), ToldInterviewer("So that is that. What about a?"))
    (TALK,) = talks(SAID)

    def judged(self, *judged: Judged) -> str:
        judgement = make_judgement("openai:judge", judged)
        return written(rehearsal_outline(replace(card_of(self.SAID), judgement=judgement)))

    def test_what_it_saw_with_its_quote_and_reason(self) -> None:
        fault = JudgedFault(
            kind="summary",
            interview=1,
            question_id="structures/heaps",
            turn=3,
            quote="So that is that",
            why="It sums up.",
        )
        out = self.judged(Judged(interview=1, question_id="structures/heaps", faults=(fault,), unproved=2))

        assert "### What openai:judge sees in it" in out
        assert "1 of 1 exchanges judged · 2 findings left out" in out
        assert "“So that is that” (It sums up. structures/heaps, interview 1, turn 3)." in out
        assert "| Said back what was said | 1 |" in out

    def test_what_was_not_judged_is_never_shown_as_fine(self) -> None:
        out = self.judged(not_judged(self.TALK, "The model stalled."))

        assert "0 of 1 exchanges judged" in out
        assert "Not judged, 1: The model stalled." in out
        assert "| Said back what was said | 0 |\n" not in out

    def test_without_a_judge_nothing_is_said_of_it(self) -> None:
        assert "exchanges judged" not in written(rehearsal_outline(card_of(self.SAID)))


def test_what_candidates_wanted() -> None:
    hint = Utterance(text="/hint", wish="hint", command="hint")
    out = written(rehearsal_outline(card_of(played(ToldCandidate(hint, SKIP)))))

    assert "| a hint | 1 | 0 | 1 of 1 |" in out


def test_whose_words_were_said() -> None:
    wording = Wording(asked=4, own=2, authors=0, replaced={"judges": 1}, failed={"stalled": 1}, given_up=0)
    out = written(rehearsal_outline(replace(CLEAN, wording=wording)))

    for row in ("| in the model's words | 2 | 50.0 % |", "| replaced: judges | 1 |", "| no reply: stalled | 1 |"):
        assert row in out


def test_a_rehearsal_that_was_cut_short_says_so() -> None:
    assert "2 of 30 interviews" in written(rehearsal_outline(replace(CLEAN, planned=30)))


def test_no_column_is_wider_than_a_terminal() -> None:
    assert all(len(line) <= 80 for line in shown(CLEAN).splitlines())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_from_outside_reaches_the_terminal_as_it_is(text: str) -> None:
    out = shown(card_of(played(ToldCandidate(NOTHING, SKIP), ToldInterviewer(f"Great. {text}"))))

    assert printable(out) == out
