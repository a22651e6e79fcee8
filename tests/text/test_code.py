import pytest

from interviewer.text.code import code_blocks


@pytest.mark.parametrize(
    ("line", "is_code"),
    [
        ("def audited(func):", True),
        ("async def fetch(url):", True),
        ("class Broken(Record, Audited): ...", True),
        ("@functools.wraps(func)", True),
        ("for line in log:", True),
        ("with open(path) as log:", True),
        ("return func(*args, **kwargs)", True),
        ("yield line.rstrip()", True),
        ("yield from failed_logins(path)", True),
        ("import functools", True),
        ("from functools import wraps", True),
        ("refund = audited(refund)", True),
        ("total += 1", True),
        ("names[0] = 'eve and bob'", True),
        ("print(Document.__mro__)", True),
        (">>> len(letters)", True),
        ("def audited(func): @wraps(func) def wrapper(*args): ... return func(*args)", True),
        ("```", True),
        ("returns the result of the call", False),
        ("return the result", False),
        ("yield pauses the function", False),
        ("yield: it pauses there", False),
        ("x = 5 because it was set", False),
        ("class method: gets the class", False),
        ("for example:", False),
        ("if it waits on the network:", False),
        ("raises a TypeError", False),
        ("import time is when it runs", False),
        ("printing is slow", False),
        ("refund = audited(refund), so the name is bound again", False),
        ("    so this line was only indented", False),
        ("a list (or a tuple)", False),
    ],
)
def test_a_line_alone(line: str, is_code: bool) -> None:
    assert (code_blocks([line]) != [None]) is is_code


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["if x:", "    y()", "So."], [1, 1, None], id="head-with-a-body"),
        pytest.param(["if it waits:", "threads are fine"], [None, None], id="heading"),
        pytest.param(["x = f(1)", "else:", "    the rest is odd"], [1, 1, 1], id="inside-a-block"),
        pytest.param(["```", "any words at all", "```", "So."], [1, 1, 1, None], id="fenced"),
        pytest.param(["```", "x", "```", "```", "y", "```"], [1, 1, 1, 2, 2, 2], id="two-fences"),
        pytest.param(["import this", "Then I say", "x = 1"], [1, None, 2], id="two-blocks"),
        pytest.param(["call(", "    a,", ")"], [None, None, None], id="what-begins-like-prose"),
    ],
)
def test_blocks(lines: list[str], expected: list[int | None]) -> None:
    assert code_blocks(lines) == expected
