import pytest

from interviewer.text.language import is_not_english


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Это алгоритм линеаризации, который называется", True, id="another-script"),
        pytest.param(
            "Das GIL ist ein Lock, das nur einem Thread erlaubt, Bytecode auszuführen, und nicht mehreren.",
            True,
            id="german",
        ),
        pytest.param(
            "El GIL es un candado que permite que solo un hilo ejecute el código de Python a la vez.",
            True,
            id="spanish",
        ),
        pytest.param("Le GIL est un verrou qui ne laisse tourner que un seul thread à la fois.", True, id="french"),
        pytest.param("GIL to blokada, która pozwala tylko jednemu wątkowi na raz wykonywać kod", True, id="polish"),
        pytest.param("Das ist ein Lock.", False, id="too-short-to-tell"),
        pytest.param("The GIL is a lock that lets one thread at a time run Python bytecode.", False, id="english"),
        pytest.param(
            "Mutex. One thread in bytecode loop. Refcounts not atomic. Blocking calls release. Subinterpreters.",
            False,
            id="terse",
        ),
        pytest.param("GIL mutex bytecode thread refcount release numpy race lock atomic nogil fork", False, id="terms"),
        pytest.param("def f(der, die, das, und, ist, nicht, ein, eine, mit, auf):\n    return der", False, id="code"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_is_not_english(text: str, expected: bool) -> None:
    assert is_not_english(text) is expected
