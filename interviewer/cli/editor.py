"""Writing in the candidate's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path


def edit_in_editor(text: str) -> str | None:
    """What the candidate makes of `text` in VISUAL or EDITOR; None when neither names a program that can be run.

    The file is readable by its owner only and is gone afterwards.
    """
    try:
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:  # a quotation mark without its fellow
        return None
    if not command or shutil.which(command[0]) is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answer.md"
        file.write_text(text, encoding="utf-8", errors="surrogateescape")
        subprocess.run([*command, str(file)], check=False)  # noqa: S603 - the candidate's own editor
        return file.read_text(encoding="utf-8", errors="surrogateescape").rstrip("\n")
