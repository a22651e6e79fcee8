"""What all tests of models share."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def _langchain_is_loaded() -> None:
    """Its import takes more than a second, which is no test's own."""
    import langchain_openai  # noqa: F401
