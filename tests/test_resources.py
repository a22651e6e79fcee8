from __future__ import annotations

from interviewer.resources import data_folder


def test_the_shipped_folders_are_found_from_anywhere() -> None:
    assert list(data_folder("rubrics").glob("*/*.yaml"))
    assert list(data_folder("prompts").iterdir())
