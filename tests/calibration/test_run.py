"""Grading what is missing, keeping it, and going on after any end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from interviewer.bank.question import Verdict
from interviewer.calibration.card import Card, identity_of
from interviewer.calibration.cases import Case, cases
from interviewer.calibration.making import make_card
from interviewer.calibration.results import Results
from interviewer.calibration.run import Progress, grade_missing
from interviewer.errors import InterviewerError, ModelFailedError
from interviewer.prompting.usage import Usage
from interviewer.scoring.grade import Grader
from tests.calibration.answers import ANSWERS, STAMP, SayingGrader, labelled

ALL = cases(ANSWERS, variations=["padding"], repeats=2)
SAYS: dict[str, Verdict] = {"first": "met", "third": "partly"}
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


async def graded(
    grader: Grader, of: Sequence[Case], results: Results, told: list[Progress] | None = None, *, at_once: int = 2
) -> dict[str, str]:
    ticks = iter(range(10_000))
    return await grade_missing(
        grader,
        {case.key: case.exchange for case in of},
        results,
        at_once=at_once,
        monotonic_s=lambda: float(next(ticks)),
        spent=lambda: [Usage(calls=1, tokens_in=10)],
        tell=(list[Progress]() if told is None else told).append,
    )


def card(of: Sequence[Case], results: Results, failures: dict[str, str] | None = None) -> Card:
    return make_card(of, results.found, failures or {}, grader=identity_of(STAMP), made_at=NOON, command="calibrate")


async def test_all_is_graded_once_and_told(tmp_path: Path) -> None:
    grader, told = SayingGrader(SAYS), list[Progress]()
    results = Results(tmp_path / "new" / "results.jsonl")

    assert await graded(grader, ALL, results, told) == {}
    assert await graded(grader, ALL, results) == {}
    assert grader.asked == len(ALL) == len(results.found)
    assert (told[0], told[-1]) == (Progress(0, 0, 12), Progress(12, 0, 12))
    # By this clock each takes a second, and each call ten tokens.
    assert (card(ALL, results).seconds, card(ALL, results).usage) == (12.0, Usage(calls=12, tokens_in=120))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.31, 0.5, 0.77, 0.999, 1.0])
async def test_a_run_that_is_killed_goes_on_and_comes_to_the_same_card(tmp_path: Path, share: float) -> None:
    whole, killed = tmp_path / "whole.jsonl", tmp_path / "killed.jsonl"
    await graded(SayingGrader(SAYS), ALL, Results(whole))

    # What a file holds at the instant of a `kill -9` is a beginning of what it would have held.
    content = whole.read_bytes()
    killed.write_bytes(content[: int(share * len(content))])
    grader, before = SayingGrader(SAYS), len(Results(killed).found)
    await graded(grader, ALL, Results(killed))

    assert grader.asked == len(ALL) - before
    again, once = (replace(card(ALL, Results(path)), seconds=0.0) for path in (killed, whole))
    assert again == once


async def test_a_failure_is_told_and_tried_again_the_next_time(tmp_path: Path) -> None:
    results = Results(tmp_path / "results.jsonl")
    of = cases(ANSWERS)

    failures = await graded(SayingGrader(SAYS, fails=["second"]), of, results)

    made = card(of, results, failures)
    assert (made.failed, made.reasons, made.overall.verdicts) == (1, ("The model is away.",), 6)
    assert await graded(SayingGrader(SAYS), of, Results(tmp_path / "results.jsonl")) == {}
    assert card(of, Results(tmp_path / "results.jsonl")).failed == 0


async def test_nothing_but_failures_is_given_up(tmp_path: Path) -> None:
    of = cases([labelled(f"answer{number}", "met", "met") for number in range(40)])
    grader = SayingGrader(SAYS, fails=["answer"])

    with pytest.raises(ModelFailedError, match=r"Nothing could be graded: The model is away\."):
        await graded(grader, of, Results(tmp_path / "results.jsonl"), at_once=1)
    assert grader.asked < 10


async def test_fresh_forgets(tmp_path: Path) -> None:
    await graded(SayingGrader(SAYS), ALL, Results(tmp_path / "results.jsonl"))

    assert not Results(tmp_path / "results.jsonl", fresh=True).found
    assert not Results(tmp_path / "results.jsonl").found


async def test_two_processes_may_add_to_one_file(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    one, other = Results(path), Results(path)
    await graded(SayingGrader(SAYS), ALL[:4], one)
    await graded(SayingGrader(SAYS), ALL[4:], other)

    assert len(Results(path).found) == len(ALL)


def test_a_file_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InterviewerError, match="cannot be used"):
        Results(tmp_path / "file" / "results.jsonl")


def test_other_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    path.write_text('nonsense\n[]\n{"key": 1}\n')

    assert not Results(path).found
