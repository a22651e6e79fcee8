import pytest

from interviewer.scoring.typed import is_output, is_typed, wholes


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        pytest.param("17 3 * * * /usr/bin/python3 /srv/app/cleanup.py >> /var/log/cleanup.log 2>&1", True, id="cron"),
        pytest.param("*/5 * * * * flock -n /tmp/lock python job.py", True, id="cron-step"),
        pytest.param("/srv/app/.venv/bin/python -m shop.cli", True, id="program-by-its-path"),
        pytest.param("pip install -e .", True, id="option"),
        pytest.param("DEBUG=1 python manage.py", True, id="environment-before-it"),
        pytest.param("SELECT id, name FROM orders ORDER BY id", True, id="query"),
        pytest.param("ALTER TABLE orders ADD COLUMN total int", True, id="ddl"),
        pytest.param("python, pip, venv, wheel", False, id="names-of-commands"),
        pytest.param("Python decides by C3", False, id="prose"),
        pytest.param("2 * 3 * 4 is 24", False, id="sum"),
        pytest.param("select a row from the list", False, id="small-letters"),
    ],
)
def test_is_typed(text: str, typed: bool) -> None:
    assert is_typed(text) is typed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('errors="ignore" loses bytes', ['errors="ignore"']),
        ("it is in /etc/app.toml or ~/.config/app", ["/etc/app.toml", "~/.config/app"]),
        ("see shop/orders.py there", ["shop/orders.py"]),
        ('as "utf-8" always', ['"utf-8"']),
        ("C3/diamond/super", []),
        ("C3, diamond", []),
    ],
)
def test_wholes(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in wholes(text)] == found


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("[1, 2] [1, 2, 3]", True),
        ("0, then None", True),
        ("True False True.", True),
        ("'a' and 'b'", True),
        ("list, tuple, set", False),
        ("It is 3", False),
        ("", False),
    ],
)
def test_is_output(text: str, output: bool) -> None:
    assert is_output(text) is output


def test_endless_sentences_are_not_searched() -> None:
    assert not is_output("1 " * 1_000_000)
    assert not is_typed("SELECT," * 300_000)
    assert wholes("a/" * 1_000_000) == ()
