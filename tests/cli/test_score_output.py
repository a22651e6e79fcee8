"""The file that `interviewer score` writes and goes on with: one writer, whole lines, one line for each id."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from interviewer.cli.score_output import OutputFile, Stream, open_output
from interviewer.errors import InterviewerError, UsageError
from interviewer.prompting.usage import Usage
from interviewer.report.model import GraderReport
from interviewer.report.score_line import BadLine, ScoreLine
from tests.dialogue.story import NOON

RUBRIC = "0123456789ab"
OTHERS = "somebody's own line"


def graded(name: str, given: str = "one", *, rubric: str = RUBRIC, grader: str = "offline") -> ScoreLine:
    stamp = GraderReport(grader=grader, version="1", rubric_hash=rubric, prompt_hash=None, parameters={}, at=NOON)
    return line(name, given, grader=stamp)


def failed(name: str, given: str = "one") -> ScoreLine:
    return line(name, given, grader=None)


def line(name: str, given: str, *, grader: GraderReport | None) -> ScoreLine:
    return ScoreLine(
        id=name,
        question="oop/x",
        status="failed" if grader is None else "graded",
        failure="It was away." if grader is None else None,
        score=None,
        range=None,
        unaided=None,
        rating=None,
        verdicts=(),
        misconceptions=(),
        other_wrong_claims=(),
        grader=grader,
        usage=Usage(),
        heard=None,
        delivery=None,
        input=given,
    )


def bad(name: str | None) -> BadLine:
    return BadLine(id=name, line=3, status="error", error="It is no JSON.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "results.jsonl"


def write(path: Path, *lines: ScoreLine | BadLine) -> None:
    """A whole run that writes these."""
    output = OutputFile(path)
    for each in lines:
        output.write(each)
    output.close()


def crash(path: Path, *lines: ScoreLine | BadLine) -> None:
    """A run that is killed after these."""
    output = OutputFile(path)
    for each in lines:
        output.write(each)
    output._file.close()


def held(path: Path) -> list[tuple[str, str, str | None]]:
    """Of each line id, status and input."""
    lines = [json.loads(text) for text in path.read_text().splitlines()]
    return [(found["id"], found["status"], found.get("input")) for found in lines]


def test_a_new_file_is_its_owners_and_one_that_was_there_keeps_its_permissions(path: Path) -> None:
    write(path, failed("a"))
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    write(path, graded("a"))
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("name", "given", "rubric", "has"),
    [
        pytest.param("a", "one", RUBRIC, True, id="the-same"),
        pytest.param("b", "one", RUBRIC, False, id="another-id"),
        pytest.param("a", "two", RUBRIC, False, id="a-changed-answer"),
        pytest.param("a", "one", "ba9876543210", False, id="a-changed-rubric"),
        pytest.param("f", "one", RUBRIC, False, id="failed"),
        pytest.param("x", "one", RUBRIC, False, id="a-bad-line"),
        pytest.param("c", "one", RUBRIC, False, id="graded-and-then-changed-and-failed"),
    ],
)
def test_what_was_graded_is_known_again(name: str, given: str, rubric: str, has: bool, path: Path) -> None:
    crash(path, graded("a"), failed("f"), bad("x"), graded("c"), failed("c", "two"))

    output = OutputFile(path)
    kept = output.kept
    output.close()

    assert kept.has(name, given, rubric) == has
    assert kept.graders == {"offline"}


def test_an_id_is_not_the_same_as_text_and_as_a_number(path: Path) -> None:
    write(path, graded("1"))

    output = OutputFile(path)
    output.close()

    assert output.kept.has("1", "one", RUBRIC)
    assert not output.kept.has(1, "one", RUBRIC)


def test_lines_without_a_grade_go_when_it_is_gone_on_with(path: Path) -> None:
    write(path, graded("a"), failed("f"), bad("x"), bad(None), graded("b"))
    assert [status for _, status, _ in held(path)] == ["graded", "failed", "error", "error", "graded"]

    write(path, graded("f"))

    assert held(path) == [("a", "graded", "one"), ("b", "graded", "one"), ("f", "graded", "one")]


@pytest.mark.parametrize("end", [write, crash], ids=["to-its-end", "killed-and-opened-again"])
def test_a_grade_that_was_replaced_goes(end: object, path: Path) -> None:
    write(path, graded("a"), graded("b"))
    if end is write:
        write(path, graded("a", "two"))
    else:
        crash(path, graded("a", "two"))
        write(path)

    assert held(path) == [("b", "graded", "one"), ("a", "graded", "two")]


@pytest.mark.parametrize("left", [1, 5, 7, 100, -1], ids=["brace", "part-of-a-name", "name", "middle", "no-line-end"])
def test_half_a_line_is_cut_off(left: int, path: Path) -> None:
    write(path, graded("a"))
    whole = path.read_bytes()
    write(path, graded("b"))
    half = path.read_bytes()[len(whole) :][:left]
    path.write_bytes(whole + half)

    output = OutputFile(path)
    output.write(graded("c"))
    output.close()

    assert [name for name, _, _ in held(path)] == (["a", "b", "c"] if left == -1 else ["a", "c"])


@pytest.mark.parametrize(
    ("content", "place"),
    [
        pytest.param(f"{OTHERS}\n", 1, id="a-line"),
        pytest.param(OTHERS, 1, id="a-line-that-is-not-ended"),
        pytest.param('{"id": "a", "question": "oop/x", "answer": "the input"}\n', 1, id="answers"),
        pytest.param('{"id": "a", "status": "graded"}\n', 1, id="no-grader"),
        pytest.param('{"id": "a", "status": "error", "line": 1, "error": "x"}\nwhat?\n', 2, id="after-one-of-ours"),
        pytest.param("\n", 1, id="empty-line"),
        pytest.param("[" * 100_000 + "\n", 1, id="brackets-without-end"),
    ],
)
def test_a_file_of_somebody_elses_is_left_as_it_is(content: str, place: int, path: Path) -> None:
    path.write_text(content)

    with pytest.raises(UsageError, match=rf"results\.jsonl:{place}: This is no line .* Name another file"):
        OutputFile(path)

    assert path.read_text() == content


def test_one_process_at_a_time_writes_a_file(path: Path) -> None:
    first = OutputFile(path)
    with pytest.raises(UsageError, match="is being written by another `interviewer score`"):
        OutputFile(path)
    first.write(failed("a"))
    first.close()

    second = OutputFile(path)  # it has written the file anew
    with pytest.raises(UsageError, match="is being written by another"):
        OutputFile(path)
    second.close()
    write(path)


def test_links_are_followed_and_stay(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to(path)
    for name in ("a", "b"):
        output = open_output(str(link))
        output.write(failed(name))
        output.close()

    assert link.is_symlink()
    assert [name for name, _, _ in held(path)] == ["b"]


@pytest.mark.parametrize("name", ["missing/results.jsonl", "circle"])
def test_what_cannot_be_written_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")

    with pytest.raises(InterviewerError, match=r"cannot be written: .* Name another file with -o"):
        open_output(str(tmp_path / name))


def test_what_is_no_file_is_written_to_and_not_gone_on_with(tmp_path: Path) -> None:
    output = open_output(os.devnull)

    assert isinstance(output, Stream)
    output.write(graded("a"))
    output.close()


def test_nothing_in_a_line_is_obeyed_by_a_terminal(path: Path) -> None:
    write(path, failed("\x1b]0;title\x07\x7f\x9b\u202e\ud800é\r\n"))

    content = path.read_bytes()
    assert content.count(b"\n") == 1
    assert all(0x20 <= byte < 0x7F for byte in content.rstrip(b"\n"))
    assert json.loads(content)["id"] == "\x1b]0;title\x07\x7f\x9b\u202e\ud800é\r\n"
