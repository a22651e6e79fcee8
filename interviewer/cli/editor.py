"""Writing in the candidate's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import UsageError

if TYPE_CHECKING:
    from interviewer.cli.presenter import Presenter

REMEDY = "Set EDITOR (or VISUAL, which goes before it) to one that is installed, such as nano."


def edit_or_explain(text: str, presenter: Presenter) -> str | None:
    """What the candidate makes of `text`; the text as it was, and why, when their editor cannot be run.

    None when they have set none.
    """
    try:
        return edit_in_editor(text)
    except UsageError as error:
        presenter.warn(str(error))
        return text


def edit_in_editor(text: str) -> str | None:
    """What the candidate makes of `text` in VISUAL or EDITOR; None when neither is set.

    The file is readable by its owner only and is gone afterwards. Raises UsageError when that cannot be done.
    """
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(wanted)
    except ValueError as error:  # a quotation mark without its fellow
        raise UsageError(f"The editor `{wanted}` is no command: a quotation mark has no fellow.", REMEDY) from error
    if not command:
        return None
    if shutil.which(command[0]) is None:
        raise UsageError(f"The editor `{command[0]}` was not found.", REMEDY)
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "answer.md"
            file.write_text(text, encoding="utf-8", errors="surrogateescape")
            subprocess.run([*command, str(file)], check=False)  # noqa: S603 - the candidate's own editor
            return file.read_text(encoding="utf-8", errors="surrogateescape").rstrip("\n")
    except OSError as error:
        raise UsageError(f"The editor `{command[0]}` could not do its work: {error.strerror}.", REMEDY) from error
