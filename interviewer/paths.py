"""Where this program keeps its files on this machine, unless it is told otherwise.

Each asks platformdirs, which follows the rules of the system and the XDG variables; nothing is made or opened here.
"""

from __future__ import annotations

from pathlib import Path

APP = "interviewer"


def user_config_file() -> Path:
    """The user's settings; on Linux `~/.config/interviewer/config.toml`."""
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def default_journal_file() -> Path:
    """The journal of a user who names no other; on Linux `~/.local/share/interviewer/journal.db`."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "journal.db"


def recordings_folder(journal: Path, session_id: str) -> Path:
    """Where the recordings of an interview are kept, when there are any: beside its journal."""
    return journal.parent / "recordings" / session_id


def cards_folder() -> Path:
    """Where the cards of graders are kept that the user made; on Linux `~/.local/share/interviewer/cards`."""
    return default_journal_file().parent / "cards"


def measurements_folder() -> Path:
    """Where grades are kept that a calibration asked for; on Linux `~/.local/share/interviewer/measurements`."""
    return default_journal_file().parent / "measurements"


def cache_folder() -> Path:
    """For what can be made again at any time; on Linux `~/.cache/interviewer`."""
    from platformdirs import user_cache_path

    return user_cache_path(APP, appauthor=False)
