"""A budget for the models of an interview: told of at 80 %, never gone beyond, and the interview goes on offline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.model_server import ModelServer, running
from tests.cli.in_process import run
from tests.cli.processes import Terminal

TAKEN = 920
"""Tokens that each call of this server takes."""
QUESTIONS = ("--question", "internals/gil", "--question", "oop/dunder-methods")
TALK = "It is a mutex.\n.\nIt is a lock.\n.\nNo idea.\n.\n/skip\nSomething else.\n.\n/skip\n"
NEARLY = "80 % of the budget of 2,000 tokens is spent."
SPENT = "The budget of 2,000 tokens is spent."


@pytest.fixture
def server(home: Path) -> Iterator[ModelServer]:
    with running(latency_s=0.0) as model_server:
        (home / "interviewer.toml").write_text(model_server.settings())
        yield model_server


def priced(server: ModelServer) -> str:
    prices = "price_in = 1000.0, price_out = 1000.0 }"
    return server.settings().replace('v1" }', f'v1", {prices}')


def requests(log: Path) -> int:
    lines = log.read_text().splitlines() if log.exists() else []
    return sum(json.loads(line)["what"] == "request" for line in lines)


def interview(log: Path, *options: str, talk: str = TALK) -> tuple[dict[str, object], str]:
    """The report, and what was to be read meanwhile."""
    done = run("start", *QUESTIONS, *options, "--log", str(log), "--format", "json", answers=talk)
    assert done.returncode == 0, done.stderr.decode()
    report: dict[str, object] = json.loads(done.stdout)
    return report, " ".join(done.stderr.decode().split())


def graders(report: dict[str, object]) -> list[str]:
    questions = report["questions"]
    assert isinstance(questions, list)
    return [question["grader"]["grader"] for question in questions]


def test_without_a_budget_models_serve_to_the_end(server: ModelServer, tmp_path: Path) -> None:
    report, told = interview(tmp_path / "log")

    assert requests(tmp_path / "log") > 4
    assert graders(report) == ["openai:fixed", "openai:fixed"]
    assert report["budget"] is None
    assert "budget" not in told


@pytest.mark.parametrize("by", ["tokens", "cost"])
def test_it_is_told_of_once_and_not_gone_beyond(server: ModelServer, home: Path, tmp_path: Path, by: str) -> None:
    limit = ("--max-tokens", "2000")
    if by == "cost":
        (home / "interviewer.toml").write_text(priced(server))
        limit = ("--max-cost", "2")

    report, told = interview(tmp_path / "log", *limit)

    assert requests(tmp_path / "log") == 3, "the third call begins with 1,840 spent"
    assert told.count("80 % of the budget") == 1
    assert told.count("is spent. What is left is done offline") == 1
    assert report["state"] == "completed"
    assert graders(report) == ["offline", "offline"]
    assert report["budget"] == {
        "max_cost": 2.0 if by == "cost" else None,
        "max_tokens": None if by == "cost" else 2000,
        "spent": True,
        "graded_offline": [1, 2],
    }


def test_the_report_says_so_and_regrade_has_the_model_grade_what_was_graded_offline(
    server: ModelServer, tmp_path: Path
) -> None:
    interview(tmp_path / "log", "--max-tokens", "2000")

    shown = " ".join(run("report").stdout.decode().split())
    assert f"{SPENT.replace('is', 'was')} What was left by then was done offline, grading questions 1, 2 too" in shown

    assert run("regrade").returncode == 0
    report = json.loads(run("report", "--format", "json").stdout)
    assert graders(report) == ["openai:fixed", "openai:fixed"]
    assert report["budget"]["graded_offline"] == []


def test_what_earlier_processes_took_counts(server: ModelServer, tmp_path: Path) -> None:
    terminal = Terminal("start", *QUESTIONS, "--max-tokens", "1000").sees("question 1 of 2 - 0 min")
    terminal.types("It is a mutex.\r").sees("On number 1,").sees("80 % of the budget of 1,000 tokens").is_killed()

    done = run("resume", "--log", str(tmp_path / "log"), "--format", "json", answers=TALK)

    assert requests(tmp_path / "log") == 1, "with 920 spent one more begins"
    assert json.loads(done.stdout)["budget"]["spent"] is True
    assert done.stderr.count(b"80 % of") == 0
    assert done.stderr.count(b"is spent. What is left") == 1


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        pytest.param(
            ("--max-cost", "1"),
            "The cost cannot be limited: what openai:fixed costs is not known. Set price_in and price_out for it",
            id="unknown-price",
        ),
        pytest.param(
            ("--max-cost", "0"),
            "--max-cost: `max_cost` must be a number above 0, up to 1000000, not 0.0.",
            id="nothing",
        ),
        pytest.param(
            ("--max-tokens", "-5"),
            "--max-tokens: `max_tokens` must be a whole number, 1 or more, not -5.",
            id="negative",
        ),
        pytest.param(("--max-cost", "nan"), "--max-cost: `max_cost` must be a number above 0", id="no-number"),
        pytest.param(("--max-cost", "much"), "--max-cost takes a number, not 'much'.", id="a-word"),
    ],
)
def test_what_cannot_be_kept_is_refused_before_the_first_question(
    server: ModelServer, options: tuple[str, ...], complaint: str
) -> None:
    done = run("start", *QUESTIONS, *options)

    assert done.returncode == 2
    assert complaint in done.stderr.decode()
    assert run("sessions").stdout.decode().startswith("No interviews yet.")


def test_offline_a_budget_changes_nothing() -> None:
    done = run("start", *QUESTIONS, "--max-cost", "1", "--format", "json", answers=TALK)

    assert done.returncode == 0
    assert json.loads(done.stdout)["budget"]["spent"] is False


def test_a_redo_after_a_spent_budget_is_offline(server: ModelServer) -> None:
    terminal = Terminal("start", "--question", "internals/gil", "--max-tokens", "900").sees("question 1 of 1 - 0 min")
    terminal.types("It is a mutex.\r").sees("On number 1,").types("/skip\r").sees("How well did you do?").types("\r")
    terminal.sees("once more now? [y/N]").types("y\r").sees("The budget is spent. The built-in offline interviewer")
    terminal.sees("Once more:").idles(0.5).types("It is a lock.\r").idles(1.0)

    assert "On number 2," not in terminal.text
    assert terminal.types("/end\r").sees("Before and after").is_over() == 0
    assert json.loads(run("report", "--format", "json").stdout)["budget"]["spent"] is True
