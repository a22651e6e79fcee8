from __future__ import annotations

import json
import os
import resource
import stat
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from interviewer.cli.main import main
from interviewer.cli.whole_file import write_whole
from interviewer.errors import InterviewerError
from interviewer.journal.store import open_store
from interviewer.paths import default_journal_file
from tests.cli.in_process import run
from tests.report.journals import BEGAN, PRACTICE, UNCLEAR, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from interviewer.dialogue.events import Recorded


def keep(*journals: Sequence[Recorded]) -> list[str]:
    """Put interviews into the journal of this test's home, the oldest first, and return their ids."""
    session_ids = []
    with open_store(default_journal_file()) as store:
        for day, journal in enumerate(journals):
            writer = store.create(BEGAN + timedelta(days=day))
            for one in journal:
                writer.append([one.event], at=one.at, active_s=one.active_s)
            session_ids.append(writer.session_id)
    return session_ids


@contextmanager
def a_small_disk() -> Iterator[None]:
    """No file grows beyond 100 bytes, as if the disk were full then; not even that of pytest's own words."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_without_an_id_it_is_the_last_interview(capsys: pytest.CaptureFixture[str]) -> None:
    _, last = keep(PRACTICE, WHOLE)
    assert main(["report"]) == 0
    shown = capsys.readouterr()
    assert "56 of 100 · mixed · 2 of 3 graded · unaided 31\n" in shown.out
    closing = " ".join(shown.out.splitlines()[-2:])
    assert closing.startswith("56 of 100, mixed. `")
    assert closing.endswith(f"interviewer report {last}` shows this again; `-o FILE.md` keeps it.")
    assert shown.err == ""


def test_without_a_score_none_is_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    keep(UNCLEAR)
    assert main(["report"]) == 0
    closing = " ".join(capsys.readouterr().out.splitlines()[-2:])
    assert "of 100" not in closing
    assert closing.endswith("`-o FILE.md` keeps it.")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param([], " · seed 7 · id {} ", id="terminal"),
        pytest.param(["--plain"], ", seed 7, id {} ", id="plain"),
        pytest.param(["--format", "markdown"], " · seed 7 · id {} ", id="markdown"),
        pytest.param(["--format", "json"], ' "interview": "{}", ', id="json"),
    ],
)
def test_the_report_says_which_interview_it_is_of(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    [session_id] = keep(WHOLE)
    assert main(["report", *options]) == 0
    assert said.format(session_id) in " ".join(capsys.readouterr().out.split())


def test_with_an_id_it_is_that_one(capsys: pytest.CaptureFixture[str]) -> None:
    first, _ = keep(PRACTICE, WHOLE)
    assert main(["report", first]) == 0
    assert "100 of 100 · excellent" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        pytest.param(["--format", "terminal"], "Your interview\n56 of 100 · mixed", id="terminal"),
        pytest.param(["--plain"], "Your interview\n56 of 100, mixed", id="plain"),
        pytest.param(["--format", "markdown"], "# Your interview\n\n**56 of 100", id="markdown"),
        pytest.param(["--format", "json"], '{\n  "score": 56.25,', id="json"),
    ],
)
def test_formats_go_to_standard_output(options: list[str], begins: str, capsys: pytest.CaptureFixture[str]) -> None:
    keep(WHOLE)
    assert main(["report", *options]) == 0
    assert capsys.readouterr().out.startswith(begins)


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        pytest.param("report.md", [], "# Your interview\n", id="markdown-by-its-name"),
        pytest.param("report.json", [], "{\n", id="json-by-its-name"),
        pytest.param("report.txt", [], "Your interview\n", id="text-is-for-reading"),
        pytest.param("report", [], "Your interview\n", id="so-is-no-ending"),
        pytest.param("report.html", ["--format", "markdown"], "# Your interview\n", id="any-name-with-a-format"),
        pytest.param("report.md", ["--format", "json"], "{\n", id="what-was-asked-for-goes-before-the-name"),
    ],
)
def test_a_file(name: str, options: list[str], begins: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(WHOLE)
    assert main(["report", "-o", name, *options]) == 0
    assert (home / name).read_text(encoding="utf-8").startswith(begins)
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", f"The report is in {name}.\n")


def test_json_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    keep(WHOLE)
    assert main(["report", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["questions"]) == 3


@pytest.mark.parametrize(
    ("arguments", "status", "line"),
    [
        pytest.param(["report"], 2, "There is no interview to report on. `interviewer` starts one.", id="none"),
        pytest.param(["report", "nonsense"], 1, "nonsense", id="unknown-id"),
    ],
)
def test_failures_are_one_line(
    arguments: list[str], status: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == status
    error = capsys.readouterr().err
    assert line in error
    assert error.count("\n") == 1


def test_html_is_not_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--format", "html"]) == 2
    assert "terminal, markdown or json, not 'html'" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["report", "start", "resume"])
def test_an_ending_that_is_no_format_is_refused_at_once(
    command: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "-o", "x.html"]) == 2
    assert capsys.readouterr().err == (
        "interviewer: x.html: That ending is no format of a report. "
        "Name a file that ends in .md, .json or .txt, or say --format.\n"
    )
    assert not (home / "x.html").exists()


def test_a_place_that_cannot_be_written_to(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(WHOLE)
    assert main(["report", "-o", "no/such/folder.md"]) == 1
    error = capsys.readouterr().err
    assert error == (
        f"interviewer: {home}/no/such/folder.md cannot be written: No such file or directory. "
        "Name another file with -o.\n"
    )


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("old", encoding="utf-8")
    with a_small_disk(), pytest.raises(InterviewerError, match="cannot be written"):
        write_whole(path, "x" * 1000)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_is_private_and_an_old_one_keeps_its_permissions(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.touch()
    old.chmod(0o644)
    for path in (new, old):
        write_whole(path, "é")
        assert path.read_bytes() == "é".encode()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (new, old)] == [0o600, 0o644]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.touch()
    link.symlink_to(real)
    write_whole(link, "x")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "x"


def test_a_link_to_itself_is_one_clear_line(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(InterviewerError, match="cannot be written"):
        write_whole(link, "x")


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, "x")
    assert os.read(reading, 9) == b"x"
    os.close(reading)
    assert pipe.is_fifo()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InterviewerError, match="Is a directory"):
        write_whole(tmp_path, "x")


def test_after_a_practice_the_terminal_gets_a_summary_and_a_file_gets_all(home: Path) -> None:
    shown = run("start", "--question", "internals/gil", "--mode", "practice", answers="/skip\n")
    talk, summary = shown.stderr.decode(), shown.stdout.decode()
    assert "What a strong answer says" in talk
    assert "What a strong answer says" not in summary
    assert "internals/gil · 0 of 100" in summary

    run("start", "--question", "internals/gil", "--mode", "practice", "-o", "all.md", answers="/skip\n")
    assert "strong answer" in (home / "all.md").read_text(encoding="utf-8")
