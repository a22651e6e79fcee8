"""JSON in one line: nothing in it is lost, and nothing in it reaches a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.text.json_lines import as_line, read_object

TEXTS = st.text(st.characters(codec=None))


@given(st.dictionaries(TEXTS, TEXTS))
def test_any_text_comes_back_as_it_was_from_one_printable_line(value: dict[str, str]) -> None:
    line = as_line(value)

    assert read_object(line) == read_object(line.encode("ascii")) == value
    assert line.endswith("\n")
    assert all(" " <= character <= "~" for character in line[:-1])


@pytest.mark.parametrize("line", ['{"a": 1, "a": 2}', '{"b": {"a": 1, "a": 1}}'])
def test_a_name_that_stands_twice_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="a name stands twice in one object"):
        read_object(line)
