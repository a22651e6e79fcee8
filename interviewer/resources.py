"""Where the package's data folders are: the only place that knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from interviewer.errors import InterviewerError

if TYPE_CHECKING:
    from pathlib import Path


def data_folder(name: Literal["prompts", "rubrics"]) -> Path:
    """The folder of prompts, or of the shipped bank: inside the package in a wheel, beside it in a checkout.

    Raises InterviewerError when the installation lacks it.
    """
    from importlib.resources import files
    from pathlib import Path

    package = files("interviewer")
    for folder in (package / "_data" / name, Path(str(package)).parent / name):
        if isinstance(folder, Path) and folder.is_dir():
            return folder
    raise InterviewerError(
        f"This installation lacks its folder `{name}`.",
        "Install it again: unpacked, with `pip install` or `pipx install`.",
    )
