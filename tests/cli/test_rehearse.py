"""`interviewer rehearse`: the real command, over the bank that comes with interviewer and over one's own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from interviewer.rehearsal.profile import KINDS
from tests.bank.sample import QUESTION, write_bank
from tests.cli.processes import run
from tests.llm.server import DONE, chunk, completion, does_both, serving, stream

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = {
    "id": "one", "question": "home/thermostat", "answer": "It takes the temperature and acts on it.",
    "style": "partial", "verdicts": {"feedback": "met", "hysteresis": "missed", "inertia": "missed"},
}  # fmt: skip

ANSWERS = stream(chunk("It measures the temperature."), chunk("", "stop"), DONE)
PROBES = stream(chunk("MOVE 1\nWhat does it do next?"), chunk("", "stop"), DONE)


@pytest.fixture
def bank(home: Path) -> Path:
    return write_bank(home / "mine", {"home/thermostat": QUESTION}, {"home": json.dumps(ANSWER) + "\n"})


def test_interviews_over_the_bank_break_no_rule(home: Path) -> None:
    """What docs/rehearse.md shows for hundreds of interviews, for a dozen."""
    done = run("rehearse", "--interviews", "12", "--questions", "1", "--format", "json")
    card = json.loads(done.stdout)

    assert (done.returncode, done.stderr) == (0, b"")
    assert (card["interviews"], card["questions"], card["different"]) == (12, 12, 12)
    assert [kind["name"] for kind in card["kinds"]] == list(KINDS)
    broken = {rule["check"]: rule["count"] for rule in card["rules"] if rule["check"] != "double"}
    assert set(broken.values()) == {0}, card["rules"]
    assert 0.4 < card["overall"]["by_grade"] / card["overall"]["known"] <= 1.0


def test_a_rubric_that_does_not_hear_its_own_examples_is_found_out(bank: Path) -> None:
    """`The walls help.` is labelled as met, and no cue of the sample hears it: so it is asked for again."""
    done = run("rehearse", "--bank", "mine", "--question", "home/thermostat", "--interviews", "2")
    out = " ".join(done.stdout.decode().split())

    assert done.returncode == 1
    assert out.startswith("How well does offline interview? found ")
    assert "asked for a point that had been made" in out
    assert "interviewer rehearse --interviews 2 --question home/thermostat --bank mine --seed 1" in out


def test_the_words_of_the_measuring_set(bank: Path) -> None:
    done = run(
        "rehearse", "--bank", "mine", "--question", "home/thermostat", "--interviews", "1", "--candidate", "partial",
        "--words", "measuring", "--transcripts", "talks.md", "--format", "json",
    )  # fmt: skip

    assert json.loads(done.stdout)["words"] == "the measuring set"
    assert "temperature and acts on it." in (bank.parent / "talks.md").read_text()


def test_a_transcript_tells_what_was_true(bank: Path) -> None:
    run("rehearse", "--bank", "mine", "--question", "home/thermostat", "--interviews", "1", "--transcripts", "talks.md")
    text = (bank.parent / "talks.md").read_text()

    assert text.startswith("# Interview 1: a strong candidate\n\n## home/thermostat\n\nknows: feedback")
    assert re.search(r"^\*\*Candidate\*\* \(\d+, .*feedback", text, re.MULTILINE)


def test_the_same_seed_plays_the_same(bank: Path) -> None:
    options = ("rehearse", "--bank", "mine", "--topic", "home", "--interviews", "3", "--format", "json")
    first, again = (json.loads(run(*options, "--seed", "4").stdout) | {"seconds": 0} for _ in range(2))

    assert first == again


class TestWithAModel:
    OPTIONS = ("rehearse", "--bank", "mine", "--question", "home/thermostat", "--interviews", "1", "--format", "json")

    @pytest.fixture(autouse=True)
    def _key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789")

    def configure(self, home: Path, base_url: str) -> None:
        table = f'{{ model = "openai:small", base_url = "{base_url}", api_key_env = "OPENAI_API_KEY" }}'
        (home / "interviewer.toml").write_text(f"models.interviewer = {table}\nmodels.grader = {table}\n")

    def test_a_model_that_is_set_is_not_asked_unless_it_is_named(self, bank: Path, home: Path) -> None:
        with serving(ANSWERS) as server:
            self.configure(home, server.base_url)
            run(*self.OPTIONS)

        assert server.requests == []

    def test_one_that_plays_the_candidate(self, bank: Path, home: Path) -> None:
        with serving(ANSWERS) as server:
            self.configure(home, server.base_url)
            done = run(*self.OPTIONS, "--candidate-model", "openai:small")

        card = json.loads(done.stdout)
        assert (card["candidate"], card["interviewer"], card["overall"]["told"]) == ("openai:small", "offline", None)
        assert card["usage"]["candidate"]["calls"] == len(server.requests) == card["answers"]
        assert {"known", "taken"}.isdisjoint(rule["check"] for rule in card["rules"])

    def test_one_that_interviews(self, bank: Path, home: Path) -> None:
        with serving(does_both(PROBES, completion("{}"))) as server:
            self.configure(home, server.base_url)
            done = run(*self.OPTIONS, "--model", "openai:small", "--candidate", "vague")

        card = json.loads(done.stdout)
        assert (card["interviewer"], card["grader"]) == ("openai:small", "openai:small")
        assert card["worded"] + card["refused"] > 0
        assert card["overall"]["by_grade"] == 0  # it gave no grade that could be read

    def test_one_that_cannot_be_reached(self, bank: Path, home: Path) -> None:
        self.configure(home, "http://127.0.0.1:9/v1")
        done = run(*self.OPTIONS, "--candidate-model", "openai:small")

        assert (done.returncode, done.stdout) == (1, b"")
        assert b"127.0.0.1:9" in done.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        pytest.param(("--question", "home/thermostatt"), b"Did you mean `home/thermostat`?", id="no_such_question"),
        pytest.param(("--topic", "hom"), b"Did you mean `home`?", id="no_such_topic"),
        pytest.param(("--candidate", "shy"), b"--candidate takes strong, partial", id="no_such_candidate"),
        pytest.param(("--interviews", "0"), b"must be 1 or more, not 0.", id="no_interview"),
        pytest.param(("--interviews", "x"), b"invalid", id="no_number"),
        pytest.param(("--output", "card.pdf"), b"That ending is no format of a card.", id="no_such_format"),
        pytest.param(("--model", "nothing"), b"provider", id="no_such_model"),
    ],
)  # fmt: skip
def test_what_a_person_can_get_wrong(bank: Path, options: tuple[str, ...], told: bytes) -> None:
    done = run("rehearse", "--bank", "mine", *options)

    assert done.returncode in (1, 2)
    assert told in done.stderr
    assert b"Traceback" not in done.stderr
