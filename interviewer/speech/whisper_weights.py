"""Where the weights of faster-whisper lie. They are looked for on this machine alone, never on a network."""

from __future__ import annotations

import re
from pathlib import Path

from interviewer.errors import InterviewerError
from interviewer.text.display import printable

NEEDED = ("config.json", "model.bin", "tokenizer.json")
"""The files of a folder of weights. Without the tokenizer, faster-whisper would download one unasked."""
_NAME = re.compile(r"[\w.-]+(/[\w.-]+)?")
"""A size such as `small.en`, or whose repository of what name; anything else is a folder."""


def folder_of(weights: str) -> Path:
    """The folder of a size such as `small.en` that was fetched, or that very folder; it has every file.

    Needs the package faster-whisper. Raises InterviewerError when something is missing, with how to put it there.
    """
    folder = Path(weights).expanduser()
    if not folder.is_dir():
        folder = _fetched(weights)
    lacking = [name for name in NEEDED if not (folder / name).is_file()]
    if not lacking:
        return folder
    says = f"The weights `{printable(weights)}` of faster-whisper lack {', '.join(lacking)}."
    if Path(weights).expanduser() == folder:
        hint = "The folder has to hold what faster_whisper.download_model puts there, or ct2-transformers-converter."
        raise InterviewerError(says, hint)
    raise InterviewerError(says, _how_to_fetch(weights))


def _fetched(weights: str) -> Path:
    from faster_whisper import available_models, download_model

    if not _NAME.fullmatch(weights) or weights.startswith("."):
        raise InterviewerError(
            f"There is no folder `{printable(weights)}` with weights of faster-whisper.",
            "Name a folder that is there, or a size such as small.en.",
        )
    if "/" not in weights and weights not in available_models():
        raise InterviewerError(
            f"faster-whisper has no size `{weights}`.", f"It has {', '.join(available_models())}, or name a folder."
        )
    try:
        return Path(download_model(weights, local_files_only=True))
    except (OSError, ValueError) as error:
        says = f"The weights `{weights}` of faster-whisper are not on this machine."
        raise InterviewerError(says, _how_to_fetch(weights)) from error


def _how_to_fetch(weights: str) -> str:
    return f"Fetch them: python -c \"import faster_whisper; faster_whisper.download_model('{weights}')\""
