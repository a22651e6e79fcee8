"""An interview in a real (pseudo) terminal, key by key, as it looks on the screen."""

from __future__ import annotations

import json
import os
import re
import select
import shlex
import signal
import stat
import time
from pathlib import Path

import pexpect
import pyte
import pytest

from benchmarks.model_server import running
from interviewer.journal.store import open_store
from interviewer.paths import default_journal_file
from tests.cli.in_process import run
from tests.cli.processes import INTERVIEWER, Screen, Terminal, with_default_signals

ONE = ("start", "--question", "internals/gil")
ENTER, NEW_LINE, CTRL_C, CTRL_D, CTRL_Z, ALT_ENTER = "\r", "\n", "\x03", "\x04", "\x1a", "\x1b\r"
PASTE, END_OF_PASTE = "\x1b[200~", "\x1b[201~"
REPORT = "shows this again"


def answers_of_the_last() -> list[str]:
    """What the journal holds, whatever the screen says."""
    report = json.loads(run("report", "--format", "json").stdout)
    return [
        turn["text"]
        for question in report["questions"]
        for turn in question["transcript"]
        if turn["speaker"] == "candidate"
    ]


def draft_of_the_last() -> str:
    with open_store(default_journal_file()) as store:
        session_id = store.latest()
        return store.draft(session_id) if session_id else ""


def begun(*, columns: int = 100, **environ: str) -> Terminal:
    return Terminal(*ONE, columns=columns, lines=40, **environ).sees(">")


def begun_line_by_line() -> Terminal:
    """There is no prompt to wait for: what shows that lines are read is that one is answered."""
    return Terminal(*ONE, "--plain").sees("Question 1 of 1").types("/time\n").sees("of active time")


def replied(terminal: Terminal, answer: str) -> Terminal:
    """Send an answer that leaves something to ask, and wait until it is asked."""
    asked = terminal.text.count("?")
    terminal.types(answer + ENTER)
    while terminal.text.count("?") <= asked:
        terminal.idles(0.1)
    return terminal


def test_from_welcome_to_report() -> None:
    terminal = Terminal(*ONE).sees("Welcome", "offline interviewer", "Question 1 of 1", "question 1 of 1 - 0 min")
    replied(terminal, "It is a mutex.").types("/end" + ENTER).sees(REPORT)

    assert terminal.is_over() == 0
    assert answers_of_the_last() == ["It is a mutex."]


def test_several_lines_and_a_paste_are_one_answer() -> None:
    terminal = begun().types("one" + NEW_LINE + "two" + ALT_ENTER + PASTE + "three\nfour\n" + END_OF_PASTE + "five")
    replied(terminal.sees("five"), "").types(CTRL_D).sees(REPORT)

    assert terminal.is_over() == 0
    assert answers_of_the_last() == ["one\ntwo\nthree\nfour\nfive"]


def test_keys_pressed_while_the_interviewer_thinks_wait_for_the_prompt(home: Path) -> None:
    with running(latency_s=2) as server:
        (home / "interviewer.toml").write_text(server.settings())
        terminal = begun().types("It is a mutex." + ENTER).sees("...")
        terminal.types("It is a lock." + ENTER).sees("On number 1,", "> It is a lock.", "On number 2,")

        assert terminal.types("/end" + ENTER).sees(REPORT).is_over() == 0
    assert answers_of_the_last() == ["It is a mutex.", "It is a lock."]


def test_an_empty_line_is_no_answer() -> None:
    terminal = begun().types(ENTER + "  " + ENTER + CTRL_C + CTRL_C)

    assert terminal.is_over() == 130
    assert answers_of_the_last() == []


def test_ctrl_c_once_keeps_the_text_and_twice_leaves_and_resume_goes_on() -> None:
    terminal = begun().types("half a thought").sees("half a thought")
    terminal.types(CTRL_C).sees("Ctrl-C again saves and leaves")
    terminal.types(CTRL_C).sees("interviewer resume")
    assert terminal.is_over() == 130

    resumed = replied(Terminal("resume").sees("Question 1 of 1", "> half a thought"), " ends here")
    assert resumed.types("/end" + ENTER).sees(REPORT).is_over() == 0
    assert answers_of_the_last() == ["half a thought ends here"]


def test_whoever_types_on_after_ctrl_c_stays() -> None:
    terminal = begun().types("half").sees("> half").types(CTRL_C).sees("saves and leaves")
    terminal.types(" a thought").sees("> half a thought").types(CTRL_C).idles(0.2).idles(0.2)
    terminal.types(" of mine").sees("> half a thought of mine")

    assert terminal.text.count("saves and leaves") == 2


@pytest.mark.parametrize("plain", [False, True], ids=["with_keys", "line_by_line"])
def test_ctrl_c_leaves_when_the_text_cannot_be_kept(plain: bool) -> None:
    terminal = begun_line_by_line() if plain else begun()
    replied(Terminal("resume").sees("Back in interview", ">"), "It is a mutex.").is_killed()

    terminal.types("half a thought" + (NEW_LINE if plain else "")).sees("half a thought").types(CTRL_C)
    terminal.sees("Your text could not be kept.", "continued in another", "Ctrl-C again leaves")
    terminal.types(CTRL_C).sees("What you were typing is not kept.")

    assert terminal.is_over() == 130
    assert "Traceback" not in terminal.text
    assert "Everything is saved" not in terminal.text


@pytest.mark.parametrize("plain", [False, True], ids=["with_keys", "line_by_line"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=["term", "hup", "int"])
def test_who_is_told_to_leave_keeps_the_text(number: signal.Signals, plain: bool) -> None:
    terminal = begun_line_by_line() if plain else begun()
    terminal.types("half a thought" + (NEW_LINE if plain else "")).sees("half a thought").idles(0.2)
    terminal.process.kill(number)
    if plain and number == signal.SIGINT:
        terminal.sees("again saves and leaves").process.kill(number)

    assert terminal.sees("interviewer resume").is_over() == 130
    assert "Traceback" not in terminal.text
    assert draft_of_the_last() == "half a thought"


@pytest.mark.parametrize("plain", [False, True], ids=["with_keys", "line_by_line"])
def test_a_window_that_is_closed_keeps_the_text(plain: bool) -> None:
    terminal = begun_line_by_line() if plain else begun()
    terminal.types("half a thought" + (NEW_LINE if plain else "")).sees("half a thought").idles(0.2)
    # In place of closing it: the number stays that of the process's terminal for pexpect.
    os.dup2(os.open(os.devnull, os.O_RDWR), terminal.process.child_fd)

    assert ended_by_itself(terminal.process.pid) == 130
    assert draft_of_the_last() == "half a thought"


def ended_by_itself(pid: int) -> int | None:
    """The exit status of a child without a terminal; None, and it is killed, when it does not end within 20 seconds."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


class Shell(Terminal):
    """A shell in a terminal; it, unlike a test, can stop a command and let it go on."""

    def __init__(self) -> None:
        environ = {**os.environ, "TERM": "xterm-256color", "PS1": "ready$ "}
        self.process = pexpect.spawn(
            "sh", ["-i"], env=environ, dimensions=(40, 100), timeout=20, preexec_fn=with_default_signals
        )
        self.screen = Screen(self.process, 100, 40)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""

    def modes(self) -> str:
        """What `stty` says of the terminal."""
        self.types("clear; stty -g\r").idles(0.5)
        found = re.findall(r"(?:[0-9a-f]+:){10,}[0-9a-f]+|gfmt1:.*", self.sees(":").text)
        return str(found[-1])


def test_ctrl_z_stops_and_fg_goes_on() -> None:
    shell = Shell()
    shell.sees("ready$")
    before = shell.modes()
    shell.types(f"INTERVIEWER_WARM_UP=false {shlex.join([*INTERVIEWER, *ONE])}\r").sees("question 1 of 1").types(
        "half"
    ).sees("> half")
    shell.types(CTRL_Z).sees("Stopped")
    assert shell.modes() == before

    shell.types("fg\r").sees("> half").types(" a thought").sees("> half a thought")
    shell.types(CTRL_C).sees("saves and leaves").types(CTRL_C).sees("interviewer resume", "ready$")
    assert shell.modes() == before
    assert draft_of_the_last() == "half a thought"
    shell.is_killed()


def memory_kb(terminal: Terminal) -> int:
    """The most that the process ever had in memory."""
    status = Path(f"/proc/{terminal.process.pid}/status").read_text(encoding="ascii")
    [peak] = re.findall(r"VmHWM:\s*(\d+) kB", status)
    return int(peak)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured by /proc")
@pytest.mark.parametrize("end_of_line", [ENTER, NEW_LINE], ids=["as_enter", "as_it_is"])
def test_a_long_paste_that_is_not_marked_is_one_answer_and_costs_little(end_of_line: str) -> None:
    terminal = begun()
    before = memory_kb(terminal)
    text = end_of_line.join(f"\tLine {number} of a text." for number in range(2000))
    left = text.encode()
    while left:
        reading, writing, _ = select.select([terminal.process], [terminal.process], [], 20)
        if reading:
            terminal.idles(0)
        if writing:
            left = left[os.write(terminal.process.child_fd, left[:512]) :]
    terminal.sees("Line 1999").types(" The end.").sees("The end.")
    assert memory_kb(terminal) - before < 50_000

    replied(terminal, "").types(CTRL_D).sees(REPORT)
    assert terminal.is_over() == 0
    assert answers_of_the_last() == [text.replace(ENTER, "\n") + " The end."]


def test_a_killed_terminal_loses_no_answer() -> None:
    terminal = replied(begun(), "It is a mutex.")
    terminal.is_killed()

    resumed = Terminal("resume").sees("> It is a mutex.").types("/end" + ENTER).sees(REPORT)
    assert resumed.is_over() == 0
    assert answers_of_the_last() == ["It is a mutex."]


def test_what_was_being_typed_survives_a_kill() -> None:
    terminal = begun().types("half a thought").sees("half a thought")
    while draft_of_the_last() != "half a thought":
        terminal.idles(0.2)
    terminal.is_killed()

    resumed = Terminal("resume").sees("> half a thought")
    resumed.is_killed()


def test_ctrl_d_ends_the_interview_with_a_report() -> None:
    terminal = begun().types(CTRL_D).sees("What a strong answer says", REPORT)

    assert terminal.is_over() == 0


def test_the_arrow_brings_earlier_answers_back() -> None:
    terminal = replied(begun(), "It is a mutex.").types("\x1b[A")

    replied(terminal.sees(">", "> It is a mutex."), " Really.").types(CTRL_D)
    assert terminal.sees(REPORT).is_over() == 0
    assert answers_of_the_last() == ["It is a mutex.", "It is a mutex. Really."]


def test_edit_opens_the_editor_and_comes_back_with_the_text(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "written elsewhere" >> "$1"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    terminal = begun(EDITOR=str(editor)).types("/edit" + NEW_LINE + "begun here" + NEW_LINE + ENTER)
    replied(terminal.sees("written elsewhere"), "").types(CTRL_D).sees(REPORT)

    assert terminal.is_over() == 0
    assert answers_of_the_last() == ["begun here\nwritten elsewhere"]


def test_without_an_editor_edit_says_what_to_do() -> None:
    terminal = begun().types("/edit" + ENTER).sees("Set EDITOR").types(CTRL_D).sees(REPORT)

    assert terminal.is_over() == 0


def test_an_editor_that_is_not_there_is_named() -> None:
    terminal = begun(EDITOR="nonesuch -w").types("/edit" + NEW_LINE + "begun here" + NEW_LINE + ENTER)
    terminal.sees("The editor `nonesuch` was not found.", "> begun here").types(CTRL_C + CTRL_C)

    assert terminal.is_over() == 130
    assert "one that you like" not in terminal.text


def test_pausing_stops_the_clock_and_the_commands_are_told() -> None:
    terminal = begun().types("/pause" + ENTER).sees("The clock stands")
    terminal.types("/time" + ENTER).sees("of active time").types("/help" + ENTER).sees("/clarify", "/pause")
    terminal.types("/cost" + ENTER).sees("Nothing").types("/end" + ENTER).sees(REPORT)

    assert terminal.is_over() == 0


@pytest.mark.parametrize("columns", [20, 45, 200])
def test_any_width_will_do(columns: int) -> None:
    terminal = replied(begun(columns=columns), "It is a mutex.").is_resized(max(20, columns // 2), 30)
    terminal.types("/time" + ENTER).sees("active").types(CTRL_D)

    assert terminal.is_over() == 0


def test_no_color_means_no_colour() -> None:
    terminal = begun(NO_COLOR="1").types(CTRL_D)

    assert terminal.is_over() == 0
    codes = {code for codes in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw) for code in codes.split(b";")}
    assert codes & {b"%d" % code for code in (*range(30, 50), *range(90, 108))} <= {b"39", b"49"}


@pytest.mark.parametrize(
    ("arguments", "term"),
    [pytest.param(["--plain"], "xterm", id="plain"), pytest.param([], "dumb", id="dumb_terminal")],
)
def test_line_by_line_for_screen_readers_and_dumb_terminals(arguments: list[str], term: str) -> None:
    terminal = Terminal(*ONE, *arguments, TERM=term).sees("single dot", "Question 1 of 1")
    terminal.types("It is\na mutex.\n.\n/end\n").sees(REPORT)

    assert terminal.is_over() == 0
    assert answers_of_the_last() == ["It is\na mutex."]


def test_plain_draws_nothing() -> None:
    terminal = Terminal(*ONE, "--plain").sees("Question 1 of 1").types("/end\n").sees(REPORT)

    assert terminal.is_over() == 0
    assert b"\x1b[" not in terminal.raw
    assert "─" not in terminal.text


def test_line_by_line_ctrl_c_asks_twice_too() -> None:
    terminal = begun_line_by_line().types("half a thought\n").sees("half a thought").idles(0.2)
    terminal.types(CTRL_C).sees("again saves and leaves").types(CTRL_C).sees("interviewer resume")
    assert terminal.is_over() == 130

    resumed = Terminal("resume", "--plain").sees("half a thought").types(".\n/end\n").sees(REPORT)
    assert resumed.is_over() == 0
    assert answers_of_the_last() == ["half a thought"]


def test_a_c_locale_shows_everything_that_it_can() -> None:
    terminal = begun(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    terminal = replied(terminal, "It is a mutex.").types(CTRL_D).sees(REPORT)

    assert terminal.is_over() == 0
    assert terminal.raw.isascii()


def test_two_interviews_at_once_do_not_disturb_each_other() -> None:
    one, other = begun(), begun()
    replied(one, "The first says mutex.")
    replied(other, "The second says lock.")

    assert one.types(CTRL_D).is_over() == 0
    assert other.types(CTRL_D).is_over() == 0
    assert answers_of_the_last() == ["The second says lock."]


@pytest.mark.parametrize("plain", [False, True], ids=["with_keys", "line_by_line"])
def test_the_candidate_rates_themselves_before_the_report(plain: bool) -> None:
    terminal, end = (begun_line_by_line(), "\n") if plain else (begun(), ENTER)
    asked = terminal.text.count("?")
    terminal.types("It is a mutex." + end + (f".{end}" if plain else ""))
    while terminal.text.count("?") <= asked:
        terminal.idles(0.1)
    terminal.types("/skip" + end).sees("How well did you do?", "Question 1, internals/gil (1-4):")
    assert "of 100" not in terminal.text

    terminal.types("4" + end).sees("you said excellent", REPORT)
    report = json.loads(run("report", "--format", "json").stdout)
    assert [(one["rated"], one["graded"]) for one in report["self_judgement"]] == [(4, "poor")]
