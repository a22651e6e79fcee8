"""`interviewer regrade` and `interviewer resume` in a pipe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interviewer.bank.index import open_bank
from interviewer.bank.question import rubric_hash
from interviewer.cli.main import main
from interviewer.dialogue.events import (
    Answered,
    AnyEvent,
    Asked,
    ConductFailed,
    Ended,
    ExchangeEnded,
    GradeFailed,
    PlannedQuestion,
    Recorded,
    Said,
    Started,
)
from interviewer.journal.store import open_store
from interviewer.paths import default_journal_file
from interviewer.resources import data_folder
from tests.cli.in_process import run
from tests.dialogue.story import NOON

GIL = "internals/gil"
FAILED = [GradeFailed(number=1, reason="The model was away.")]


def keep(*last: AnyEvent, text: str = "Only one thread at a time runs Python bytecode.") -> str:
    """An interview of one answered question whose grading failed, or never came to its end."""
    question = open_bank([data_folder("rubrics")], cache=None).load(GIL)
    plan = (PlannedQuestion(question_id=GIL, minutes=7),)
    events: list[AnyEvent] = [
        Started(version="0", mode="interview", plan=plan, interviewer="offline", grader="offline"),
        Asked(question_id=GIL, question=question, rubric_hash=rubric_hash(question)),
        Said(turn=1, move="ask", text=question.question),
        Answered(turn=2, text=text),
        ExchangeEnded(ending="finished"),
        Ended(reason="completed"),
        *last,
    ]
    with open_store(default_journal_file()) as store:
        writer = store.create(NOON)
        writer.append(events, at=NOON, active_s=60.0)
        return writer.session_id


def grades() -> list[Recorded]:
    with open_store(default_journal_file()) as store:
        session_id = store.latest()
        assert session_id
        return [recorded for recorded in store.read(session_id) if type(recorded.event).__name__ == "Graded"]


def conducts() -> list[str]:
    """The kinds of the events about conduct, in order."""
    with open_store(default_journal_file()) as store:
        session_id = store.latest()
        assert session_id
        kinds = [str(recorded.event.__struct_config__.tag) for recorded in store.read(session_id)]
    return [kind for kind in kinds if kind.startswith("conduct")]


@pytest.mark.parametrize("last", [pytest.param(FAILED, id="failed"), pytest.param([], id="pending")])
def test_what_has_no_grade_gets_one(last: list[GradeFailed], capsys: pytest.CaptureFixture[str]) -> None:
    session_id = keep(*last)

    assert main(["regrade"]) == 0

    assert capsys.readouterr().out == f"Interview {session_id}: 1 of 1 graded. `interviewer report` shows it.\n"
    assert len(grades()) == 1


def test_grading_is_no_active_time() -> None:
    keep(*FAILED)

    main(["regrade"])

    assert [recorded.active_s for recorded in grades()] == [60.0]


def test_what_is_graded_stays_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    session_id = keep()
    main(["regrade"])
    capsys.readouterr()

    assert main(["regrade", session_id]) == 0

    assert "nothing was missing" in capsys.readouterr().out
    assert len(grades()) == 1


def test_all_grades_again_and_keeps_both_grades() -> None:
    keep()
    main(["regrade"])

    assert main(["regrade", "--all"]) == 0

    assert len(grades()) == 2
    assert conducts() == ["conduct_observed", "conduct_observed"]


@pytest.mark.parametrize(
    "last",
    [
        pytest.param([ConductFailed(reason="The model was away.")], id="failed"),
        pytest.param([], id="killed-before-it-arrived-or-from-before-there-was-any"),
    ],
)
def test_conduct_that_was_not_observed_is_made_up_for(last: list[ConductFailed]) -> None:
    keep(*last)

    assert main(["regrade"]) == 0

    assert conducts()[-1] == "conduct_observed"


def test_conduct_that_cannot_be_observed_says_why(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "mine").mkdir()
    (home / "mine" / "conduct.yaml").write_text("format: 1\n", encoding="utf-8")
    monkeypatch.setenv("INTERVIEWER_BANKS", str(home / "mine"))
    keep()

    assert main(["regrade"]) == 1

    told = capsys.readouterr().out
    assert "1 of 1 graded." in told
    assert "mine/conduct.yaml:1:1: `habits` is missing here." in " ".join(told.split())
    assert conducts() == ["conduct_failed"]


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("regrade", "There is no interview to grade. `interviewer` starts one."),
        ("resume", "There is no unfinished interview. `interviewer` starts a new one."),
    ],
)
def test_without_an_interview_there_is_a_line(command: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command]) == 2
    assert capsys.readouterr().err == f"interviewer: {message}\n"


def test_an_interview_that_is_over_is_not_resumed(capsys: pytest.CaptureFixture[str]) -> None:
    session_id = keep()

    assert main(["resume", session_id]) == 2
    assert f"`interviewer report {session_id}` shows it." in capsys.readouterr().err


def test_resumed_through_a_pipe_it_goes_on_where_it_stood() -> None:
    first = run("start", "--question", GIL, "--question", "internals/memory-management", answers="A mutex.\n.\n")
    assert first.returncode == 0
    session_id = run("sessions").stdout.decode().split("\n")[1].split()[0]
    with open_store(default_journal_file()) as store:
        recorded = store.read(session_id)
        cut = next(one.seq for one in recorded if isinstance(one.event, ExchangeEnded))
        again = store.create(NOON)
        again.append([one.event for one in recorded[: cut - 1]], at=NOON, active_s=5.0)

    resumed = run("resume", again.session_id, "--format", "json", answers="/skip\nIt counts references.\n.\n")

    report = json.loads(resumed.stdout)
    said = [turn["text"] for question in report["questions"] for turn in question["transcript"]]
    assert "A mutex." in said
    assert "It counts references." in said
    assert "> A mutex." in resumed.stderr.decode()
