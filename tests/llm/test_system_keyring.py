"""The package `keyring`, or something in its place: present or not, usable or not, and never talkative."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from interviewer.errors import InterviewerError
from interviewer.llm.system_keyring import open_keyring

KEY = "sk-secret-0123456789"


class Backend:
    """As the package's backends look."""

    name = "Some Keyring"

    def __init__(self, priority: float = 5) -> None:
        self.priority = priority
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, user: str) -> str | None:
        return self.held.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        self.held[service, user] = password


class Broken(Backend):
    def get_password(self, service: str, user: str) -> str | None:
        raise RuntimeError("the bus is gone")

    def set_password(self, service: str, user: str, password: str) -> None:
        raise RuntimeError(f"cannot store {password}")


class Unsuitable(Backend):
    @property
    def priority(self) -> float:
        raise RuntimeError("not on this system")

    @priority.setter
    def priority(self, value: float) -> None:
        """As good as none."""


def package(backend: Backend) -> Callable[[str], object]:
    return lambda _name: SimpleNamespace(get_keyring=lambda: backend)


def not_installed(name: str) -> object:
    raise ModuleNotFoundError(name)


def test_keys_are_kept_under_the_name_of_the_program_and_of_the_variable() -> None:
    backend = Backend()
    keyring = open_keyring(package(backend))
    assert keyring is not None

    keyring.keep("OPENAI_API_KEY", KEY)

    assert backend.held == {("interviewer", "OPENAI_API_KEY"): KEY}
    assert keyring.read("OPENAI_API_KEY") == KEY
    assert keyring.read("OTHER") is None
    assert keyring.name == "Some Keyring"


@pytest.mark.parametrize(
    "import_module",
    [
        pytest.param(not_installed, id="the package is not installed"),
        pytest.param(package(Backend(priority=0)), id="no backend"),
        pytest.param(package(Backend(priority=-1)), id="a backend that keeps nothing"),
        pytest.param(package(Backend(priority=0.5)), id="a plain file"),
        pytest.param(package(Unsuitable()), id="a backend for another system"),
    ],
)
def test_what_cannot_be_used_is_no_keyring(import_module: Callable[[str], object]) -> None:
    assert open_keyring(import_module) is None


def test_a_keyring_out_of_order_has_no_key_and_shows_none() -> None:
    keyring = open_keyring(package(Broken()))
    assert keyring is not None
    assert keyring.read("A") is None

    with pytest.raises(InterviewerError, match="did not take the key: RuntimeError") as failure:
        keyring.keep("A", KEY)

    assert KEY not in str(failure.value)
    assert failure.value.__suppress_context__
