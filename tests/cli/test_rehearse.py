"""`interviewer rehearse`: the real command, over the bank that comes with interviewer and over one's own."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from interviewer.rehearsal.profile import KINDS
from tests.bank.sample import QUESTION, write_bank
from tests.cli.in_process import run
from tests.cli.processes import INTERVIEWER, with_default_signals
from tests.llm.server import DONE, Handler, chunk, completion, does_both, fails, hangs, serving, stream

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = {
    "id": "one", "question": "home/thermostat", "answer": "It takes the temperature and acts on it.",
    "style": "partial", "verdicts": {"feedback": "met", "hysteresis": "missed", "inertia": "missed"},
}  # fmt: skip

ANSWERS = stream(chunk("It measures the temperature."), chunk("", "stop"), DONE)
PROBES = stream(chunk("MOVE 1\nWhat does it do next?"), chunk("", "stop"), DONE)


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*INTERVIEWER, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=with_default_signals,  # noqa: PLW1509 - no thread runs here
    )


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
    broken = {rule["check"]: rule["count"] for rule in card["rules"] if rule["check"] not in ("double", "opening")}
    assert set(broken.values()) == {0}, card["rules"]
    assert all(wish["served"] == wish["by_command"] + wish["in_words"] for wish in card["wishes"])
    assert card["judgement"] is None
    assert 0.4 < card["overall"]["by_grade"] / card["overall"]["known"] <= 1.0


def test_a_rubric_that_does_not_hear_its_own_examples_is_found_out(bank: Path) -> None:
    """`The walls help.` is labelled as met, and no cue of the sample hears it: so it is asked for again."""
    done = run("rehearse", "--bank", "mine", "--question", "home/thermostat", "--interviews", "14")
    out = " ".join(done.stdout.decode().split())

    assert done.returncode == 1
    assert out.startswith("How well does offline interview? found ")
    assert "asked for a point that had been made" in out
    assert "interviewer rehearse --interviews 14 --question home/thermostat --bank mine --seed 1" in out


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
        assert card["wording"]["own"] + sum(card["wording"]["replaced"].values()) > 0
        assert card["wording"]["failed"] == {}
        assert card["overall"]["by_grade"] == 0  # it gave no grade that could be read

    def test_one_that_cannot_be_reached(self, bank: Path, home: Path) -> None:
        self.configure(home, "http://127.0.0.1:9/v1")
        done = run(*self.OPTIONS, "--candidate-model", "openai:small")

        assert (done.returncode, done.stdout) == (1, b"")
        assert b"127.0.0.1:9" in done.stderr

    def test_one_that_fails_in_the_middle_takes_nothing_of_what_is_done(self, bank: Path, home: Path) -> None:
        with serving(*[ANSWERS] * 30, fails(401)) as server:
            self.configure(home, server.base_url)
            done = run(*self.OPTIONS, "--candidate-model", "openai:small", "--interviews", "20")

        card = json.loads(done.stdout)
        assert 1 <= card["interviews"] < card["planned"] == 20
        assert len(card["failures"]) == 2

    def test_one_that_only_interviews(self, bank: Path, home: Path) -> None:
        with serving(PROBES) as server:
            self.configure(home, server.base_url)
            done = run(*self.OPTIONS, "--model", "openai:small", "--grader", "offline", "--candidate", "vague")

        card = json.loads(done.stdout)
        assert (card["interviewer"], card["grader"]) == ("openai:small", "offline")
        assert card["wording"]["asked"] == len(server.requests) > 0
        assert done.stderr == b"Interviews: 1 of 1 done.\n"

    def test_no_reply_ends_no_interview_and_the_next_one_asks_again(self, bank: Path, home: Path) -> None:
        with serving(fails(500)) as server:
            self.configure(home, server.base_url)
            done = run(
                *self.OPTIONS, "--model", "openai:small", "--grader", "offline", "--candidate", "silent",
                "--interviews", "2",
            )  # fmt: skip

        card = json.loads(done.stdout)
        assert (card["interviews"], card["wording"]["own"]) == (2, 0)
        assert sum(card["wording"]["failed"].values()) == card["wording"]["asked"] == len(server.requests) > 2

    def test_one_that_judges(self, bank: Path, home: Path) -> None:
        seen = {"reason": "It is.", "quote": "What does it do next?", "kind": "opening"}
        invented = {"reason": "It is.", "quote": "You are wrong.", "kind": "praise"}
        with serving(does_both(PROBES, completion(json.dumps({"findings": [seen, invented]})))) as server:
            self.configure(home, server.base_url)
            options = ("--grader", "offline", "--candidate", "vague", "--judge", "openai:small")
            done = run(*self.OPTIONS, "--model", "openai:small", *options)

        judgement = json.loads(done.stdout)["judgement"]
        assert (judgement["judge"], judgement["judged"], judgement["unproved"]) == ("openai:small", 1, 1)
        assert {rule["kind"]: rule["count"] for rule in judgement["rules"] if rule["count"]} == {"opening": 1}
        assert json.loads(done.stdout)["usage"]["judge"]["calls"] == 1

    def test_what_was_not_judged_is_not_fine(self, bank: Path, home: Path) -> None:
        with serving(completion("It was fine.")) as server:
            self.configure(home, server.base_url)
            done = run("rehearse", "--bank", "mine", "--interviews", "1", "--questions", "1", "--judge", "openai:small",
                       "--topic", "home")  # fmt: skip

        out = " ".join(done.stdout.decode().split())
        assert "0 of 1 exchanges judged" in out
        assert "Not judged, 1: openai:small gave no usable findings: the reply was not JSON." in out


class TestGoingOn:
    OPTIONS = (
        "rehearse",
        "--bank",
        "mine",
        "--question",
        "home/thermostat",
        "--keep",
        "kept.jsonl",
        "--format",
        "json",
    )

    def test_what_is_kept_is_not_played_again(self, bank: Path, home: Path) -> None:
        run(*self.OPTIONS, "--interviews", "2")
        first_two = (home / "kept.jsonl").read_bytes()
        card = json.loads(run(*self.OPTIONS, "--interviews", "3").stdout)
        fresh = json.loads(run(*self.OPTIONS[:-4], "--format", "json", "--interviews", "3").stdout)

        assert (home / "kept.jsonl").read_bytes().startswith(first_two)
        assert {**card, "seconds": 0} == {**fresh, "seconds": 0}

    def test_a_last_line_that_was_cut_short_is_played_again(self, bank: Path, home: Path) -> None:
        run(*self.OPTIONS, "--interviews", "2")
        whole = (home / "kept.jsonl").read_bytes()
        (home / "kept.jsonl").write_bytes(whole[:-100])
        run(*self.OPTIONS, "--interviews", "2")

        assert (home / "kept.jsonl").read_bytes().count(b"\n") == 2

    def test_a_file_of_another_rehearsal_is_refused(self, bank: Path, home: Path) -> None:
        run(*self.OPTIONS, "--interviews", "1")
        done = run(*self.OPTIONS, "--interviews", "1", "--seed", "2")

        assert done.returncode == 2
        assert b"kept.jsonl is no file of this rehearsal. It was played by `interviewer rehearse" in done.stderr

    def test_an_interrupt_shows_what_was_done_by_then(self, bank: Path, home: Path) -> None:
        def answers(handler: Handler) -> None:
            (ANSWERS if len(handler.server.requests) < 40 else hangs)(handler)

        with serving(answers) as server:
            table = f'{{ model = "openai:small", base_url = "{server.base_url}" }}'
            (home / "interviewer.toml").write_text(f"models.interviewer = {table}\n")
            process = start(*self.OPTIONS, "--interviews", "30", "--candidate-model", "openai:small")
            while len(server.requests) < 40:
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=30)

        card = json.loads(out)
        assert process.returncode == 130
        assert 1 <= card["interviews"] < card["planned"] == 30
        assert (home / "kept.jsonl").read_bytes().count(b"\n") == card["interviews"]


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
