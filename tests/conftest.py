"""No test touches a person's home, keys or network."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOPBACK = ("127.", "::1", "localhost")
OURS = ("INTERVIEWER_", "XDG_", "OPENAI_", "ANTHROPIC_", "GOOGLE_", "LANGSMITH_", "LANGCHAIN_")

LEFT_EMPTY: list[Path] = []
"""The home of a test that put nothing there serves the next one: to remove one for each test took half a minute."""


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise RuntimeError(f"a test tried to reach {address[0]}")


# Commands that tests start run as on a person's machine, where the second start finds compiled modules.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# `pytest tests/scoring/test_evidence.py --hypothesis-profile thorough`: as many cases as the promise of evidence names.
settings.register_profile("thorough", max_examples=10_000, deadline=None)
settings.register_profile("usual", max_examples=100, deadline=None)
settings.load_profile("usual")

# An audit hook cannot be undone, and sees every connection whatever library makes it.
sys.addaudithook(_refuse_the_network)


def pytest_collection_finish() -> None:
    """Thousands of tests and their modules stay to the end: no collection of garbage need look at them again."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _nobodys_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in list(os.environ):
        if name.startswith(OURS) or name in ("NO_COLOR", "EDITOR", "VISUAL", "COLUMNS", "LINES"):
            monkeypatch.delenv(name)
    # Where the package `keyring` is installed: no person's keyring.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    home = LEFT_EMPTY.pop() if LEFT_EMPTY else _new_home(tmp_path_factory.getbasetemp())
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    yield
    if home.is_dir() and not any(home.iterdir()):
        LEFT_EMPTY.append(home)


def _new_home(base: Path) -> Path:
    # Not `mktemp`, which looks through all that it made before: with thousands of tests, seconds of each process.
    return Path(tempfile.mkdtemp(prefix="home-", dir=base))


@pytest.fixture
def home(_nobodys_home: None) -> Path:
    """The empty home folder of this test, which is the current folder, too."""
    return Path.home()
