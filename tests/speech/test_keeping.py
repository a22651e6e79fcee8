"""Recordings on the disk: for their owner, until they are confirmed, and longer only where that is wanted."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from interviewer.errors import UsageError
from interviewer.speech.audio import Audio, silence
from interviewer.speech.files import read_audio
from interviewer.speech.keeping import Kept, delete_recordings
from tests.speech.sounds import tone

SOUND = tone(440, 0.5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "recordings" / "20261126-1200-abc"


def recorded(folder: Path, turn: int, *blocks: Audio) -> Kept:
    kept = Kept(folder)
    part = kept.begin(turn)
    for block in blocks:
        part.add(block)
    part.close()
    return kept


def test_every_block_is_on_the_disk_as_soon_as_it_is_added(folder: Path) -> None:
    part = Kept(folder).begin(2)
    part.add(SOUND)

    assert list(Kept(folder).unconfirmed()) == [(2, SOUND)]
    assert stat.S_IMODE((folder / "2.part").stat().st_mode) == 0o600
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, folder.parent)] == [0o700, 0o700]
    part.close()


def test_what_is_recorded_anew_takes_the_place_of_what_was(folder: Path) -> None:
    recorded(folder, 2, SOUND, SOUND)
    kept = recorded(folder, 2, SOUND)

    assert list(kept.unconfirmed()) == [(2, SOUND)]


def test_what_is_not_wanted_leaves_nothing_behind(folder: Path) -> None:
    recorded(folder, 2, SOUND).forget(2)

    assert not folder.parent.exists()


def test_what_is_kept_is_a_recording_for_its_owner(folder: Path) -> None:
    kept = recorded(folder, 2, SOUND)
    kept.keep(2, SOUND)
    kept.keep(2, SOUND)

    assert [path.name for path in folder.iterdir()] == ["2.wav"]
    assert read_audio(folder / "2.wav") == SOUND
    assert stat.S_IMODE((folder / "2.wav").stat().st_mode) == 0o600


def test_at_the_end_what_was_never_confirmed_goes(folder: Path) -> None:
    recorded(folder, 2, SOUND).keep(2, SOUND)
    recorded(folder, 4, SOUND).close()

    assert [path.name for path in folder.iterdir()] == ["2.wav"]


def test_deleting_takes_all_of_one_interview_and_nothing_of_another(folder: Path) -> None:
    recorded(folder, 2, SOUND).keep(2, SOUND)
    other = folder.with_name("another")
    recorded(other, 2, SOUND)

    delete_recordings(folder)
    delete_recordings(folder)

    assert [path.name for path in folder.parent.iterdir()] == ["another"]
    delete_recordings(other)
    assert not folder.parent.exists()


def test_where_nothing_can_be_written_a_recording_goes_on_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    kept = recorded(tmp_path / "file" / "interview", 2, silence(1))

    assert list(kept.unconfirmed()) == []
    kept.forget(2)
    with pytest.raises(UsageError, match="Cannot be written"):
        kept.keep(2, SOUND)
