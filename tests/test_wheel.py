"""What is built and shipped: the wheel that comes out of the source distribution, run where no checkout is near."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = ("prompts", "rubrics")

pytest.importorskip("hatchling")


def build(source: Path, target: str, into: Path) -> Path:
    """Build with hatchling itself: no network, no environment of its own."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(into)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel, made from the unpacked source distribution."""
    base = tmp_path_factory.mktemp("wheel")
    # `tar` and not tarfile, whose `filter` the first patch releases of 3.11 lack and later versions ask for.
    (base / "source").mkdir()
    sdist = build(ROOT, "sdist", base / "sdist")
    subprocess.run(["tar", "-xf", str(sdist), "-C", str(base / "source")], check=True)
    (source,) = (base / "source").iterdir()
    shutil.unpack_archive(build(source, "wheel", base / "dist"), base / "site", format="zip")
    return base / "site"


def run(unpacked: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command out of the unpacked wheel, in an empty folder, with no way back to this checkout."""
    code = (
        "import sys; sys.path[:] = [part for part in sys.path if part != sys.argv[1]]; del sys.argv[1];"
        "import interviewer, interviewer.cli.main; print(interviewer.__file__); interviewer.cli.main.run()"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(ROOT), *arguments],
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )


def files_under(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(not (ROOT / ".git").exists() or shutil.which("git") is None, reason="not in a checkout")
@pytest.mark.parametrize("folder", DATA)
def test_the_wheel_holds_exactly_the_data_files_of_the_repository(unpacked: Path, folder: str) -> None:
    # Not yet added counts as well, so that the test means the same before a commit and after it; ignored does not.
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", folder]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    there = {path.removeprefix(f"{folder}/") for path in listed if (ROOT / path).exists()}
    assert there
    assert files_under(unpacked / "interviewer" / "_data" / folder) == there


def test_the_wheel_holds_the_package_and_nothing_else(unpacked: Path) -> None:
    assert {path.name.partition("-")[0] for path in unpacked.iterdir()} == {"interviewer"}
    modules = {name for name in files_under(ROOT / "interviewer") if not name.endswith(".pyc")}
    shipped = {name for name in files_under(unpacked / "interviewer") if not name.startswith("_data/")}
    assert shipped == modules


def test_the_command_runs_from_the_wheel_in_an_empty_folder(unpacked: Path) -> None:
    listed = run(unpacked, "bank", "list").stdout.splitlines()
    assert listed[0] == str(unpacked / "interviewer" / "__init__.py")
    assert len(listed) - 1 == len(list((ROOT / "rubrics").glob("*/*.yaml")))


def test_an_interview_begins_from_the_wheel(unpacked: Path) -> None:
    assert "Question 1" in run(unpacked, "start", "--questions", "1").stderr
