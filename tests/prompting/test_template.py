"""Templates fail when they are loaded, not when a candidate waits for a reply."""

from __future__ import annotations

import re

import pytest

from interviewer.errors import UsageError
from interviewer.prompting.template import Prompt, load_template, read_template
from interviewer.resources import data_folder

GREETING = """\
---
version: 3
variables: name, place
---

# System

Be polite. A cup of tea is $$2.

# User

Greet $name in ${place}.
## It is $$5, {name}
"""


def test_a_filled_template() -> None:
    template = load_template(GREETING, "greeting")

    assert template.fill(name="Ada", place="London") == Prompt(
        system="Be polite. A cup of tea is $2.",
        user="Greet Ada in London.\n## It is $5, {name}",
        name="greeting",
        version=3,
        hash=template.hash,
    )


def test_what_looks_like_a_variable_in_a_value_is_left_alone() -> None:
    filled = load_template(GREETING, "greeting").fill(name="$place ${name} $$ {place} %s \\1", place="X")

    assert filled.user.startswith("Greet $place ${name} $$ {place} %s \\1 in X.")


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"name": "Ada"}, id="one_is_missing"),
        pytest.param({"name": "Ada", "place": "London", "when": "now"}, id="one_is_unknown"),
        pytest.param({}, id="none"),
    ],
)
def test_other_values_than_the_variables_are_a_mistake_of_the_program(values: dict[str, str]) -> None:
    with pytest.raises(TypeError, match=re.escape("greeting.md takes ['name', 'place']")):
        load_template(GREETING, "greeting").fill(**values)


def test_the_hash_is_of_the_unfilled_template() -> None:
    template = load_template(GREETING, "greeting")
    filled = {template.fill(name=name, place="London").hash for name in ("Ada", "Alan")}

    assert filled == {template.hash}
    assert re.fullmatch("[0-9a-f]{12}", template.hash)
    assert load_template(GREETING.replace("polite", "brief"), "greeting").hash != template.hash


def test_the_line_ends_of_a_checkout_change_nothing() -> None:
    assert load_template("\ufeff" + GREETING.replace("\n", "\r\n"), "g") == load_template(GREETING, "g")


def test_a_template_without_variables() -> None:
    text = "---\nversion: 1\nvariables:\n---\n# System\nA\n# User\nB\n"

    assert load_template(text, "plain").fill().user == "B"


BROKEN = {
    "a_variable_is_not_used": (("name, place", "name, place, time"), "`time` is declared and not used"),
    "a_variable_is_not_declared": (("name, place", "name"), "`place` is used and not declared"),
    "a_variable_stands_in_the_system_part": (("Be polite", "Be polite to $name"), "in the system part"),
    "a_dollar_begins_nothing": (("$$5", "$5"), "`$` that begins no variable"),
    "a_dollar_begins_nothing_in_the_system_part": (("$$2", "$2"), "`$` that begins no variable"),
    "a_variable_is_declared_twice": (("name, place", "name, place, name"), "`name` is no variable"),
    "a_variable_has_no_name": (("name, place", "name,, place"), "`` is no variable"),
    "there_is_no_front_matter": (("---\nversion", "version"), "is no template"),
    "there_is_no_user_part": (("# User", "User"), "is no template"),
    "the_parts_are_the_wrong_way_round": (("# System", "# User"), "is no template"),
    "there_is_no_version": (("version: 3\n", ""), "has no `version`"),
    "the_version_is_no_number": (("version: 3", "version: three"), "the version is `three`"),
    "a_key_is_unknown": (("version: 3", "version: 3\nauthor: me"), "`author: me` is no line of front matter"),
    "a_key_comes_twice": (("version: 3", "version: 3\nversion: 4"), "`version: 4` is no line of front matter"),
}


@pytest.mark.parametrize(("change", "says"), BROKEN.values(), ids=BROKEN)
def test_a_broken_template_is_refused_when_it_is_loaded(change: tuple[str, str], says: str) -> None:
    with pytest.raises(UsageError) as refused:
        load_template(GREETING.replace(*change), "greeting")

    assert refused.value.message.startswith("greeting.md")
    assert says in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("name", sorted(file.stem for file in data_folder("prompts").glob("*.md")))
def test_the_templates_that_ship_can_be_loaded(name: str) -> None:
    template = read_template(name)

    assert template.name == name
    assert template.user
