"""How this command is called from where the person is."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

NAME = "interviewer"


def program() -> str:
    """`interviewer` where the shell finds it; otherwise the path by which it was called, as in a checkout's `.venv`."""
    if shutil.which(NAME):
        return NAME
    called = Path(sys.argv[0])
    return os.path.relpath(called) if called.name == NAME else f"{Path(sys.executable).name} -m {NAME}"
