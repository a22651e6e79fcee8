from __future__ import annotations

import json
import stat
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec import convert

from interviewer.cli.main import main
from interviewer.dialogue.events import Recorded, Started
from interviewer.errors import JournalError
from interviewer.journal.store import open_store
from interviewer.paths import default_journal_file
from tests.cli.processes import Terminal, run
from tests.journal.samples import ENDED, NOON, STARTED, answered, asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.dialogue.events import AnyEvent

HOSTILE = "\x1b[2J\x00\ud800\u202e[red]é"
TOKYO = "Asia/Tokyo"
PRACTICE = Started(version="0.1.0", mode="practice", plan=STARTED.plan, interviewer="offline", grader="offline")


def keep(*interviews: Sequence[AnyEvent]) -> list[str]:
    """Put interviews into the journal of this test's home, the oldest first, and return their ids."""
    ids = []
    with open_store(default_journal_file()) as store:
        for day, events in enumerate(interviews):
            writer = store.create(NOON + timedelta(days=day))
            writer.append(events, at=NOON, active_s=0)
            ids.append(writer.session_id)
    return ids


class TestList:
    def test_says_when_what_how_far_and_how_well(self) -> None:
        old, new = keep([PRACTICE, asked(), ENDED], [STARTED, asked(), asked("oop/mro")])

        listing = run("sessions", TZ=TOKYO)

        assert listing.stdout.decode().splitlines() == [
            "id                 when              mode       asked  score  graded  state",
            f"{new}  2026-11-22 21:00  interview  2/2    -      0/2     unfinished",
            f"{old}  2026-11-21 21:00  practice   1/2    -      0/1     finished",
        ]
        assert (listing.returncode, listing.stderr) == (0, b"")

    def test_is_one_entry_below_the_other_in_twenty_columns(self) -> None:
        (session_id,) = keep([PRACTICE, asked(), ENDED])

        terminal = Terminal("sessions", "--no-color", columns=20, TZ=TOKYO)

        assert terminal.is_over() == 0
        assert terminal.text.rstrip().splitlines() == [
            session_id,
            "  2026-11-21 21:00",
            "  mode: practice",
            "  asked: 1/2",
            "  score: -",
            "  graded: 0/1",
            "  state: finished",
        ]

    def test_of_nothing_says_how_to_begin_and_makes_no_file(
        self, home: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["sessions"]) == 0

        assert capsys.readouterr().out == "No interviews yet. `interviewer` starts one.\n"

    def test_of_a_damaged_journal_is_one_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        default_journal_file().parent.mkdir(parents=True)
        default_journal_file().write_text("no journal at all")

        assert main(["sessions"]) == 1

        assert capsys.readouterr().err.count("\n") == 1


class TestExport:
    def test_is_every_event_exactly(self, capsys: pytest.CaptureFixture[str]) -> None:
        (session_id,) = keep([STARTED, asked(), answered(HOSTILE), ENDED])

        assert main(["sessions", "export", session_id[-3:]]) == 0

        exported = capsys.readouterr().out
        assert exported.isascii()
        with open_store(default_journal_file()) as store:
            lines = [convert(json.loads(line), Recorded) for line in exported.splitlines()]
            assert tuple(lines) == store.read(session_id)

    def test_goes_to_a_private_file(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        keep([STARTED, answered(HOSTILE)])

        assert main(["sessions", "export", "2026", "-o", "out.jsonl"]) == 0

        assert capsys.readouterr().out == ""
        assert len((home / "out.jsonl").read_text().splitlines()) == 2
        assert stat.S_IMODE((home / "out.jsonl").stat().st_mode) == 0o600

    def test_of_an_unknown_id_names_the_newest(self, capsys: pytest.CaptureFixture[str]) -> None:
        (session_id,) = keep([STARTED])

        assert main(["sessions", "export", "xyz\x1b"]) == 1

        assert capsys.readouterr().err == f"interviewer: There is no interview `xyz␛`. The newest: {session_id}.\n"


class TestDelete:
    @pytest.mark.parametrize(
        ("reply", "says", "is_kept"),
        [
            pytest.param("y\n", "Deleted 20261121-1200-", False, id="yes"),
            pytest.param("n\n", "It stays.", True, id="no"),
            pytest.param("\n", "It stays.", True, id="just-enter"),
            pytest.param("\x04", "It stays.", True, id="end-of-input"),
        ],
    )
    def test_asks_in_a_terminal(self, reply: str, says: str, is_kept: bool) -> None:
        (session_id,) = keep([STARTED])
        terminal = Terminal("sessions", "delete", session_id, TZ=TOKYO)
        terminal.sees(f"Delete the interview of 2026-11-21 21:00 ({session_id}) for good? [y/N]")
        terminal.types(reply).sees(says).is_over()

        with open_store(default_journal_file()) as store:
            assert bool(store.sessions()) == is_kept

    def test_does_not_ask_with_yes(self) -> None:
        kept, gone = keep([STARTED, answered("stays")], [STARTED, answered("a secret")])

        assert run("sessions", "delete", gone, "--yes").stdout.decode() == f"Deleted {gone}.\n"

        with open_store(default_journal_file()) as store:
            assert len(store.read(kept)) == 2
            with pytest.raises(JournalError):
                store.read(gone)
        assert b"a secret" not in default_journal_file().read_bytes()

    def test_refuses_without_a_terminal_and_without_yes(self) -> None:
        (session_id,) = keep([STARTED])

        refused = run("sessions", "delete", session_id, answers="y\n")

        assert refused.returncode == 2
        assert refused.stderr.decode() == (
            "interviewer: Deleting asks first, and standard input is no terminal. Add --yes to delete all the same.\n"
        )
        with open_store(default_journal_file()) as store:
            assert len(store.sessions()) == 1


def test_the_journal_of_the_settings_is_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWER_JOURNAL", str(home / "other.db"))
    with open_store(home / "other.db") as store:
        store.create(NOON).append([STARTED], at=NOON, active_s=0)

    assert b"2026-11-21" in run("sessions").stdout
