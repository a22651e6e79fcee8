import pytest

from interviewer.scoring.spelling import distance, is_slip


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("tuple", "tuple", 0), ("tuple", "tulpe", 1), ("tuple", "tupl", 1), ("tuple", "tupple", 1), ("tuple", "topic", 3),
     ("", "abc", 3), ("ab", "ba", 1)],
)  # fmt: skip
def test_distance(one: str, other: str, letters: int) -> None:
    assert distance(one, other) == letters
    assert distance(other, one) == letters


@pytest.mark.parametrize(
    ("heard", "meant", "most"),
    [
        ("tulpe", "tuple", 1),
        ("imutabl", "immutabl", 1),
        ("linerisasion", "linearisation", 2),
        ("recieve", "receive", 1),
    ],
)
def test_is_slip(heard: str, meant: str, most: int) -> None:
    assert is_slip(heard, meant, most)


@pytest.mark.parametrize(
    ("heard", "meant", "most"),
    [
        pytest.param("tulpe", "tuple", 0, id="no-slip-allowed"),
        pytest.param("mutabl", "immutabl", 2, id="first-letter-kept"),
        pytest.param("threat", "thread", 1, id="a-word-of-its-own"),
        pytest.param("generation", "generator", 2, id="another-ending"),
        pytest.param("serialis", "serialiser", 2, id="a-longer-form"),
        pytest.param("interpret", "interpreter", 2, id="an-ending-more"),
        pytest.param("tuppplle", "tuple", 1, id="too-far"),
        pytest.param("topic", "tuple", 1, id="another-word"),
    ],
)
def test_is_no_slip(heard: str, meant: str, most: int) -> None:
    assert not is_slip(heard, meant, most)
