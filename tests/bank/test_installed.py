from __future__ import annotations

from importlib.machinery import PathFinder
from pathlib import Path

import pytest

from interviewer.bank.installed import InstalledBanks, installed_banks
from tests.bank.sample import install_bank


def found_in(*folders: Path) -> InstalledBanks:
    search_path = [str(folder) for folder in folders]
    return installed_banks(search_path, lambda name: PathFinder.find_spec(name, search_path))


@pytest.mark.parametrize(
    ("value", "folder"),
    [
        pytest.param("heating", "heating", id="package"),
        pytest.param("heating.bank", "heating/bank", id="package-in-a-package"),
        pytest.param("heating.bank.about", "heating/bank", id="module-beside-the-topics"),
        pytest.param("alone", ".", id="module-on-its-own"),
        pytest.param("heating : anything", "heating", id="attribute-is-passed-over"),
    ],
)
def test_the_folder_of_a_package_or_of_a_module(tmp_path: Path, value: str, folder: str) -> None:
    install_bank(tmp_path, f"[interviewer.banks]\nwarm = {value}\n")

    assert found_in(tmp_path) == InstalledBanks({"warm": tmp_path / folder}, [])


def test_no_code_of_a_package_is_run(tmp_path: Path) -> None:
    install_bank(tmp_path, "[interviewer.banks]\nwarm = heating.bank\n")
    (tmp_path / "heating" / "__init__.py").write_text("raise SystemExit", encoding="utf-8")

    assert list(found_in(tmp_path).folders) == ["warm"]


@pytest.mark.parametrize(
    "entry_points",
    [
        pytest.param("", id="empty"),
        pytest.param("[console_scripts]\ninterviewer.banks = heating\n", id="another-group"),
        pytest.param("[interviewer.banks]\n# warm = heating\n\nnothing\n", id="no-entry"),
        pytest.param("[interviewer.banks.more]\nwarm = heating\n", id="longer-name"),
    ],
)
def test_what_names_no_bank(tmp_path: Path, entry_points: str) -> None:
    install_bank(tmp_path, entry_points)

    assert found_in(tmp_path, tmp_path / "missing") == InstalledBanks({}, [])


@pytest.mark.parametrize("value", ["cooling", "heating.cold", "", "..", "heating..bank.x", "/etc"])
def test_a_bank_that_is_not_there_is_a_problem(tmp_path: Path, value: str) -> None:
    install_bank(tmp_path, f"[interviewer.banks]\nwarm = {value}\n")
    folders, [problem] = found_in(tmp_path)

    assert folders == {}
    assert str(problem).startswith(f"{tmp_path}/heating-1.dist-info/entry_points.txt: The bank `warm` of an installed")


def test_the_first_on_the_path_wins_and_names_are_in_order(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    install_bank(first, "[interviewer.banks]\nwarm = heating\n")
    install_bank(second, "[interviewer.banks]\nwarm = heating.bank\ncold = heating\n")

    assert found_in(first, second).folders == {"cold": first / "heating", "warm": first / "heating"}
    assert list(found_in(second).folders) == ["cold", "warm"]
