"""`interviewer contest`: what is contested, by options or by the talk at a terminal, and what is shown of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.model_server import running
from interviewer.cli.asking import Left
from interviewer.cli.contest_talk import ContestTalk
from interviewer.cli.contest_view import comparison
from interviewer.cli.main import main
from interviewer.dialogue.events import Answered, AnyEvent, Contest, Remarked
from interviewer.dialogue.state import fold
from interviewer.journal.store import open_store
from interviewer.paths import default_journal_file
from interviewer.report.build import build
from tests.cli.in_process import run
from tests.cli.processes import Terminal
from tests.cli.script import LEAVES, Script
from tests.cli.test_regrade import keep
from tests.cli.test_report import keep as keep_journals
from tests.report.journals import CONTESTED, CORRECTED, GRADED_ONCE, REMARKED, UNCLEAR, WHOLE, recorded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from interviewer.dialogue.events import Recorded

HEARD = "Only one fred at a time runs Python bytecode."
ONCE = recorded(*GRADED_ONCE)


def graded(text: str = HEARD) -> str:
    """The id of an interview about the GIL, answered so and graded by the offline grader."""
    session_id = keep(text=text)
    assert main(["regrade"]) == 0
    return session_id


def events() -> list[AnyEvent]:
    with open_store(default_journal_file()) as store:
        session_id = store.latest()
        assert session_id
        return [one.event for one in store.read(session_id)]


def test_a_correction_is_graded_and_both_grades_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    session_id = graded()
    capsys.readouterr()

    assert main(["contest", "--turn", "2", "--replace", "fred", "--with", "thread"]) == 0

    told = capsys.readouterr().out
    assert "* mutex-on-bytecode     missed  met\n" in told
    assert "  released-for-io       missed  missed\n" in told
    assert "“Only one thread at a time runs Python bytecode.” (corrected)\n" in told
    assert "Question 1: 0 of 100 before, 22 of 100 now.\nThe interview: 0 of 100 before, 22 now.\n" in told
    assert told.endswith(f"`interviewer report {session_id}` shows it all.\n")
    assert [event.text for event in events() if isinstance(event, Answered)] == [HEARD]


def test_a_remark_changes_nothing_offline_and_the_person_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    graded()
    capsys.readouterr()

    assert main(["contest", "--criterion", "mutex-on-bytecode", "--remark", "I said thread; it is met."]) == 0

    told = capsys.readouterr()
    assert "a remark changes nothing by itself" in told.err
    assert "  mutex-on-bytecode     missed  missed\n" in told.out
    assert "*" not in told.out
    report = json.loads(run("report", "--format", "json").stdout)
    assert report["questions"][0]["verdicts"][0]["remarks"] == ["I said thread; it is met."]
    assert len(report["questions"][0]["earlier_grades"]) == 1


def test_it_works_through_a_pipe_on_any_interview() -> None:
    session_id = graded()
    keep(text="Another one.")

    done = run("contest", session_id, "--question", "1", "--turn", "2", "--replace", "fred", "--with", "thread")

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"* mutex-on-bytecode" in done.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--turn", "2"], "That is not one whole thing to contest. Say --question N", id="half"),
        pytest.param(["--remark", "x"], "That is not one whole thing to contest.", id="a-remark-on-nothing"),
        pytest.param(
            ["--criterion", "c", "--remark", "x", "--turn", "2", "--replace", "a", "--with", "b"],
            "That is not one whole thing to contest.", id="two-things",
        ),
        pytest.param(["--turn", "two"], "--turn takes a whole number, not 'two'.", id="no-number"),
        pytest.param(["--criterion", "x", "--remark", "y"], "Question 1 has no criterion “x”.", id="criterion"),
        pytest.param(["--turn", "2", "--replace", "mutex", "--with", "b"], "The turn does not hold the words “mutex”.",
                     id="words"),
        pytest.param(["--question", "4", "--criterion", "x", "--remark", "y"], "There is no question 4.", id="number"),
        pytest.param([], "What is contested has to be said where nobody can be asked.", id="nobody-there"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line_and_nothing_is_kept(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    graded()
    before = events()
    capsys.readouterr()

    assert main(["contest", *options]) == 2

    said = capsys.readouterr().err
    assert said.startswith(f"interviewer: {message}")
    assert said.count("\n") == 1
    assert events() == before


@pytest.mark.parametrize(
    ("journal", "message"),
    [
        pytest.param(UNCLEAR, "The interview is not over.", id="goes-on"),
        pytest.param(
            [one for one in ONCE if type(one.event).__name__ != "Graded"],
            "No answer of this interview is graded.",
            id="not-graded",
        ),
        pytest.param(
            [one for one in ONCE if not isinstance(one.event, Answered)],
            "Nothing was said in this interview.",
            id="nothing-said",
        ),
        pytest.param(None, "There is no interview to contest.", id="none"),
    ],
)
def test_what_cannot_be_contested(
    journal: list[Recorded] | None, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if journal is not None:
        keep_journals(journal)
    assert main(["contest"]) == 2
    assert capsys.readouterr().err.startswith(f"interviewer: {message}")


def test_where_several_can_be_meant_the_question_has_to_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    keep_journals(WHOLE)
    assert main(["contest", "--criterion", "x", "--remark", "y"]) == 2
    assert "Which question is meant? --question takes 1 or 3." in capsys.readouterr().err


def test_a_grader_that_fails_leaves_the_grade_as_it_was_and_regrade_makes_up_for_it(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = graded()
    (home / "interviewer.toml").write_text(
        '[models.grader]\nmodel = "openai:gone"\nbase_url = "http://127.0.0.1:9/v1"\n', encoding="utf-8"
    )
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    capsys.readouterr()

    assert main(["contest", "--turn", "2", "--replace", "fred", "--with", "thread"]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("Grading afresh failed.")
    assert "The grade before stands; `interviewer regrade` tries again." in told

    assert main(["regrade", "--model", "offline"]) == 0
    assert f"Interview {session_id}: 1 of 1 graded." in capsys.readouterr().out
    assert json.loads(run("report", "--format", "json").stdout)["score"] > 0


class TestTalk:
    def talk(
        self, *answers: str, journal: Sequence[Recorded] = ONCE, number: int | None = None
    ) -> tuple[Contest, Script]:
        """What a person contests who gives these answers."""
        person = Script(*answers)
        talk = ContestTalk(
            person, fold(journal), build(journal), grader="openai:x", sent_to=("a.example",), caution="NO EVIDENCE"
        )
        contest = talk.contest(number)
        assert person.is_done
        return contest, person

    def test_a_remark(self) -> None:
        contest, person = self.talk("2", "", REMARKED.text, "yes")
        assert contest == REMARKED
        assert "missed: One thread runs Python bytecode at a time." in person.told
        assert "partly: It is released while waiting for input and output. “the guild is let go”" in person.told
        assert "NO EVIDENCE" in person.told
        assert "The remark says nothing." in person.told
        assert f"With this remark on released-for-io: “{REMARKED.text}”" in person.told
        assert (
            "graded afresh by openai:x; so far it is graded by offline. Your words are sent to a.example. Go on?"
            in person.told
        )

    def test_a_correction(self) -> None:
        contest, person = self.talk("3", "frad", "thread", "fred", "thread", "")
        assert contest == CORRECTED
        assert "The turn does not hold the words “frad”." in person.told
        assert (
            "1 word corrected: “Only one thread at a time runs byte code. They wait for the net, and the …”"
            in person.told
        )

    @pytest.mark.parametrize(
        ("answers", "contested"),
        [
            pytest.param(["2", "1", "I said so.", "y"], ("mutex-on-bytecode", 3, 14), id="the-second-question"),
            pytest.param(["1", "7", "3", "C3", "C4", "y"], ("C4", 1, 6), id="the-third-answer"),
        ],
    )
    def test_of_several_questions_and_answers_one_is_chosen(
        self, answers: list[str], contested: tuple[str, int, int]
    ) -> None:
        contest, _ = self.talk(*answers, journal=WHOLE)
        about = contest.criterion if isinstance(contest, Remarked) else contest.new
        assert (about, contest.number, contest.turn) == contested

    def test_of_a_question_that_was_named_only_the_verdict_is_asked(self) -> None:
        contest, _ = self.talk("1", "I said so.", "y", journal=WHOLE, number=3)
        assert contest.number == 3

    @pytest.mark.parametrize(
        "answers", [[LEAVES], ["1", LEAVES], ["1", "It is so.", "no"]], ids=["at-once", "later", "no"]
    )
    def test_who_leaves_contests_nothing(self, answers: list[str]) -> None:
        with pytest.raises(Left):
            self.talk(*answers)


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        pytest.param(
            None,
            [
                "                             before  now",
                "* mutex-on-bytecode          missed  met",
                "  released-for-io            partly  partly",
                "* wrong claim always-slower  stands  not made",
            ],
            id="side-by-side",
        ),
        pytest.param(
            40,
            [
                "* mutex-on-bytecode",
                "    before missed, now met",
                "  released-for-io",
                "    before partly, now partly",
                "* wrong claim always-slower",
                "    before stands, now not made",
            ],
            id="one-below-the-other",
        ),
    ],
)
def test_both_grades_on_a_screen(width: int | None, lines: list[str]) -> None:
    assert list(comparison(build(ONCE), build(CONTESTED), 1, width=width)) == [
        *lines,
        "mutex-on-bytecode: You said so. “Only one thread at a time” (corrected)",
        "Question 1: 0 of 100 before, 75 of 100 now.",
        "The interview: 0 of 100 before, 75 now.",
    ]


def test_in_a_terminal_it_asks_and_the_report_says_how() -> None:
    graded()
    report = Terminal("report")
    report.sees("contest")
    assert report.is_over() == 0

    terminal = Terminal("contest", columns=60)
    terminal.sees("Which verdict do you contest?", "Number [1]:").types("9\n")
    terminal.sees("The words that are wrong:").types("fred\n")
    terminal.sees("The right words:").types("thread\n")
    terminal.sees("1 word corrected:", "Yes or no [yes]:").types("\n")
    terminal.sees("* mutex-on-bytecode     missed  met")
    assert terminal.is_over() == 0
    assert [type(event).__name__ for event in events()][-2:] == ["Corrected", "Graded"]


def test_who_does_not_wait_for_the_grade_is_told_that_it_is_kept(home: Path) -> None:
    session_id = graded()
    with running(latency_s=0.0, grading_s=60.0) as server:
        (home / "interviewer.toml").write_text(server.settings(), encoding="utf-8")
        terminal = Terminal(
            "contest", "--turn", "2", "--replace", "fred", "--with", "thread", columns=120, OPENAI_API_KEY="k"
        )
        terminal.sees("Grading", "Ctrl-C: later").types("\x03")
        terminal.sees(f"It is kept, and not graded yet: `interviewer regrade {session_id}` grades it.")
        assert terminal.is_over() == 130
    assert type(events()[-1]).__name__ == "Corrected"


def test_the_report_in_a_pipe_does_not_say_how() -> None:
    graded()
    assert b"contest" not in run("report").stdout
