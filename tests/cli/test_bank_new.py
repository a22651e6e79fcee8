"""`bank new`: a skeleton, or a draft by a model at the wire."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.bank.loader import parse_question
from interviewer.cli.main import main
from tests.bank.drafts import as_json
from tests.llm.server import Answer, completion, fails, serving

ASKED = "How does a thermostat work?"
NEW = ["bank", "new", "home/thermostat", ASKED]


def configure(home: Path, base_url: str) -> None:
    table = f'{{ model = "openai:small", base_url = "{base_url}", timeout_s = 5 }}'
    (home / "interviewer.toml").write_text(f'models.grader = {table}\nbanks = ["mine"]\n', encoding="utf-8")


@pytest.fixture
def notes(home: Path) -> Path:
    (home / "notes.md").write_text("# Thermostats\nThey compare two temperatures.\n", encoding="utf-8")
    return home / "notes.md"


class TestSkeleton:
    def test_it_is_put_into_the_named_bank(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([*NEW, "--bank", "mine"]) == 0
        assert capsys.readouterr().out == (
            "mine/home/thermostat.yaml is a skeleton.\n"
            "`interviewer bank check mine/home/thermostat.yaml` says what is left to do.\n"
        )
        assert f'question: "{ASKED}"' in (home / "mine/home/thermostat.yaml").read_text(encoding="utf-8")
        assert main(["bank", "check", "mine/home/thermostat.yaml"]) == 1
        assert "thermostat.yaml:12:10: `says` is empty, and must be text.\n" in capsys.readouterr().out

    def test_without_a_name_it_is_the_first_bank_of_the_settings(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("INTERVIEWER_BANKS", f"{home}/first:{home}/second")
        assert main(NEW) == 0
        assert (home / "first/home/thermostat.yaml").exists()

    def test_what_is_there_is_never_written_over(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (home / "mine/home").mkdir(parents=True)
        (home / "mine/home/thermostat.yaml").write_text("mine", encoding="utf-8")
        assert main([*NEW, "--bank", "mine"]) == 2
        assert "mine/home/thermostat.yaml is there already." in capsys.readouterr().err
        assert (home / "mine/home/thermostat.yaml").read_text(encoding="utf-8") == "mine"

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            pytest.param(NEW, "You have no bank of your own yet. Name its folder", id="no-bank"),
            pytest.param(["bank", "new", "Home", "x?", "--bank", "m"], "`Home` is no id of a question.", id="id"),
            pytest.param(["bank", "new", "a/b", " ", "--bank", "m"], "The question is empty.", id="empty"),
            pytest.param([*NEW, "--bank", "notes.md"], "notes.md/home/thermostat.yaml cannot be written", id="file"),
            pytest.param([*NEW, "--bank", "m", "--model", "openai:x"], "A model drafts from a document.", id="model"),
            pytest.param([*NEW, "--bank", "m", "--from", "notes.md"], "No model is configured", id="no-model"),
            pytest.param([*NEW, "--bank", "m", "--from", "no.md"], "no.md is no file.", id="no-document"),
            pytest.param([*NEW, "--bank", "m", "--from", "empty"], "empty is empty.", id="empty-document"),
            pytest.param([*NEW, "--bank", "m", "--from", "binary"], "binary is not UTF-8 text.", id="binary"),
        ],
    )
    def test_what_cannot_be_done_is_one_line(
        self, home: Path, notes: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (home / "empty").write_text("\n", encoding="utf-8")
        (home / "binary").write_bytes(b"\xff\x00")
        assert main(arguments) in (1, 2)
        assert capsys.readouterr().err.startswith(f"interviewer: {message}")
        assert not (home / "m").exists()


class TestDraft:
    def test_it_is_written_marked_and_checked(
        self, home: Path, notes: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with serving(completion(as_json())) as server:
            configure(home, server.base_url)
            assert main([*NEW, "--from", "notes.md"]) == 0
            [request] = server.requests
        text = (home / "mine/home/thermostat.yaml").read_text(encoding="utf-8")
        shown = capsys.readouterr()
        assert text.startswith("# A draft by openai:small, for a person to review line by line.")
        assert parse_question(text.encode(), "q").question.question == ASKED
        assert "They compare two temperatures." in request.body["messages"][1]["content"]
        assert request.body["response_format"]["json_schema"]["strict"] is True
        assert shown.err.startswith(f"notes.md goes to {server.base_url[7:-3]}. openai:small drafts …\n")
        assert "mine/home/thermostat.yaml is a draft to review.\n" in shown.out
        assert "`walls` has no `cues`." in shown.out
        assert "There is nothing to study." in shown.out

    @pytest.mark.parametrize(
        ("answer", "message"),
        [
            pytest.param(fails(401), "refused the key", id="refused"),
            pytest.param(completion("Sorry."), "The draft of openai:small cannot be used: it is not of", id="no-json"),
            pytest.param(completion(as_json(criteria=[])), "cannot be used: `criteria` is empty.", id="no-rubric"),
        ],
    )
    def test_a_model_that_fails_is_one_line_that_offers_the_skeleton(
        self, home: Path, notes: Path, answer: Answer, message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with serving(answer) as server:
            configure(home, server.base_url)
            assert main([*NEW, "--from", "notes.md"]) == 1
        *_, last = capsys.readouterr().err.splitlines()
        assert message in last
        assert last.endswith("Without `--from`, the same command starts a skeleton that you fill in.")
        assert not (home / "mine").exists()
