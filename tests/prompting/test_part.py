"""Parts of prompts fail when they are loaded, as templates do."""

from __future__ import annotations

import re

import pytest

from interviewer.errors import UsageError
from interviewer.prompting.part import Part, load_part

TOUGH = "---\nversion: 2\n---\n\nBe brisk. A cup of tea is $$2.\n"


def test_a_part() -> None:
    part = load_part(TOUGH, "personas/tough")

    assert part == Part(text="Be brisk. A cup of tea is $2.", name="personas/tough", version=2, hash=part.hash)
    assert re.fullmatch("[0-9a-f]{12}", part.hash)


def test_the_line_ends_of_a_checkout_change_nothing() -> None:
    assert load_part("\ufeff" + TOUGH.replace("\n", "\r\n"), "t") == load_part(TOUGH, "t")


BROKEN = {
    "a_variable": (("brisk", "$name"), "the variable `name` is unknown"),
    "a_dollar_begins_nothing": (("$$2", "$2"), "`$` that begins no variable"),
    "there_is_no_front_matter": (("---\nversion", "version"), "is no part of a prompt"),
    "there_are_no_words": (("Be brisk. A cup of tea is $$2.", " "), "is no part of a prompt"),
    "there_is_no_version": (("version: 2\n", ""), "has no `version`"),
    "the_version_is_no_number": (("version: 2", "version: two"), "the version is `two`"),
    "a_key_is_unknown": (("version: 2", "version: 2\nvariables: name"), "`variables: name` is no line of front matter"),
}


@pytest.mark.parametrize(("change", "says"), BROKEN.values(), ids=BROKEN)
def test_a_broken_part_is_refused_when_it_is_loaded(change: tuple[str, str], says: str) -> None:
    with pytest.raises(UsageError) as refused:
        load_part(TOUGH.replace(*change), "personas/tough")

    assert refused.value.message.startswith("personas/tough.md")
    assert says in refused.value.message
    assert refused.value.hint
