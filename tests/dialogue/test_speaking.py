"""What a model is asked that words the moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from interviewer.dialogue.manner import Language, Persona
from interviewer.dialogue.moves import Move, rank
from interviewer.dialogue.speaking import PURPOSES, bare, fill, purpose_of, read_speaking
from interviewer.prompting.files import PromptFiles
from interviewer.resources import data_folder
from tests.dialogue.golden_prompts import FOLDER, PROMPTS, SHIPPED, TALKS
from tests.dialogue.story import HEAPS, PHRASES, Story

if TYPE_CHECKING:
    from pathlib import Path

    from interviewer.dialogue.speaking import Purpose


@pytest.mark.parametrize("name", PROMPTS)
def test_a_prompt_is_as_it_was_found_good(name: str) -> None:
    assert f"{PROMPTS[name]()}\n" == (FOLDER / name).read_text(encoding="utf-8")


def test_every_golden_prompt_is_one_that_is_looked_at() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(PROMPTS)


@pytest.mark.parametrize("persona", get_args(Persona))
def test_the_static_part_is_the_same_at_every_move_of_an_interview(persona: Persona) -> None:
    prompts = read_speaking(SHIPPED, persona)
    filled = [fill(prompts, rank(told.state, PHRASES, told.active_s), told.state, "k3f9") for told in TALKS.values()]

    assert {prompt.system for prompt in filled} == {prompts.frame.system}
    assert {prompt.label for prompt in filled} == {f"speak-{persona} v{prompts.frame.version} ({prompts.frame.hash})"}


def test_what_may_be_chosen_ships() -> None:
    read = [
        read_speaking(SHIPPED, persona, language) for persona in get_args(Persona) for language in get_args(Language)
    ]

    assert len({prompts.frame.hash for prompts in read}) == 6
    assert all(set(prompts.purposes) == set(PURPOSES) for prompts in read)


@pytest.mark.parametrize("file", ["speak", "personas/neutral", "languages/english", "moves/challenge"])
def test_the_hash_is_of_every_file_that_has_a_part_in_it(file: str, tmp_path: Path) -> None:
    own = tmp_path / f"{file}.md"
    own.parent.mkdir(exist_ok=True)
    shipped = SHIPPED.path(f"{file}.md").read_text(encoding="utf-8")
    own.write_text(shipped.replace("question", "query").replace("manner", "way").replace("Speak", "Talk"))

    changed = read_speaking(PromptFiles(data_folder("prompts"), tmp_path)) if file != "speak" else None
    own.write_text(f"{shipped}\n\n")
    longer = read_speaking(PromptFiles(data_folder("prompts"), tmp_path))

    assert longer.frame.hash != read_speaking(SHIPPED).frame.hash
    assert changed is None or changed.frame.hash not in (longer.frame.hash, read_speaking(SHIPPED).frame.hash)


PURPOSE_OF = {
    "a_core_point": (Move(kind="probe", text="What about a?", criterion="alpha"), "probe"),
    "a_deeper_point": (Move(kind="probe", text="What about g?", criterion="gamma"), "deepen"),
    "what_if": (Move(kind="probe", text="What if it held a billion entries?"), "deepen"),
    "a_wrong_claim": (Move(kind="challenge", text="What then?", criterion="gamma"), "challenge"),
    "moving_on": (Move(kind="advance", text="Next."), "advance"),
}


@pytest.mark.parametrize(("move", "purpose"), PURPOSE_OF.values(), ids=PURPOSE_OF)
def test_purpose(move: Move, purpose: Purpose) -> None:
    exchange = Story().asks().state.exchanges[-1]

    assert purpose_of(move, exchange) == purpose


BARE = {
    "a_probe": ("Thanks. What about a?", "What about a?"),
    "a_challenge": ("Right.  What would the second element\nbe?", "What would the second element be?"),
    "an_extension": ("Thanks. What if it held a billion entries?", "What if it held a billion entries?"),
    "nothing_before_it": ("What about a?", "What about a?"),
    "a_stock_phrase": ("Next.  Now.", "Next. Now."),
}


@pytest.mark.parametrize(("text", "expected"), BARE.values(), ids=BARE)
def test_the_author_s_words_alone(text: str, expected: str) -> None:
    assert bare(Move(kind="probe", text=text), HEAPS) == expected
