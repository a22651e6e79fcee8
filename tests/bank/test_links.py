from __future__ import annotations

import pytest

from interviewer.bank.check import Candidate
from interviewer.bank.links import Link, check_links, study_links
from interviewer.bank.loader import parse_question
from tests.bank.sample import QUESTION

HOSTS = {"docs.python.org", "peps.python.org", "numpy.org"}


def candidate(question_id: str, *links: tuple[str, str]) -> Candidate:
    listed = "".join(f'\n  - {{title: "{title}", at: "{at}"}}' for title, at in links)
    text = QUESTION.replace("\n  - {title: Thermostat, at: en.wikipedia.org/wiki/Thermostat}", listed)
    return Candidate(question_id, *parse_question(text.encode(), f"{question_id}.yaml"))


ADDRESSES = [
    pytest.param("docs.python.org/3/howto/mro.html", None, id="page"),
    pytest.param("docs.python.org/3/library/asyncio-task.html#asyncio.to_thread", None, id="section"),
    pytest.param("docs.python.org/3/c-api/memory.html", None, id="folder-with-a-hyphen"),
    pytest.param("peps.python.org/pep-0703/", None, id="pep"),
    pytest.param("peps.python.org/pep-0703/#abstract", None, id="section-of-a-pep"),
    pytest.param("numpy.org/doc/stable/user/whatisnumpy.html", None, id="other-known-host"),
    pytest.param("medium.com/python", "`medium.com` is no known host of a primary source.", id="unknown-host"),
    pytest.param("docs.python.org/3.11/howto/mro.html", "another shape than the pages of docs", id="one-version"),
    pytest.param("docs.python.org/howto/mro.html", "another shape than the pages of docs", id="no-version"),
    pytest.param("docs.python.org/3/howto/mro", "another shape than the pages of docs", id="no-html"),
    pytest.param("docs.python.org/3/", "another shape than the pages of docs", id="no-page"),
    pytest.param("peps.python.org/pep-703/", "another shape than the pages of peps", id="three-digits"),
    pytest.param("peps.python.org/pep-0703", "another shape than the pages of peps", id="no-slash"),
    pytest.param("numpy.org/doc?utm_source=x", "has a query", id="query"),
    pytest.param("numpy.org/doc/#", "has an odd fragment", id="empty-fragment"),
    pytest.param("numpy.org/doc/#a#b", "has an odd fragment", id="two-fragments"),
    pytest.param("numpy.org/doc/#:~:text=lists", "has an odd fragment", id="text-fragment"),
]


@pytest.mark.parametrize(("at", "message"), ADDRESSES)
def test_the_shape_of_an_address(at: str, message: str | None) -> None:
    found = check_links([candidate("a/one", ("A page", at))], HOSTS)

    assert len(found) == (message is not None)
    assert all((message or "") in str(problem) and problem.path == "a/one.yaml" for problem in found)


def test_a_page_has_one_title() -> None:
    at = "peps.python.org/pep-0008/"
    same, other = candidate("a/one", ("PEP 8", at)), candidate("a/two", ("Style guide", at))

    assert check_links([same, same], HOSTS) == []
    [problem] = check_links([same, other], HOSTS)
    assert str(problem).startswith(f"a/two.yaml:55:32: `{at}` is “PEP 8” in `a/one`, and “Style guide” here.")


def test_each_page_is_listed_once_with_those_that_name_it() -> None:
    mro, pep = ("The MRO", "docs.python.org/3/howto/mro.html"), ("PEP 8", "peps.python.org/pep-0008/")

    assert study_links([candidate("a/one", pep, mro), candidate("b/two", pep, pep)]) == [
        Link(title="The MRO", at="docs.python.org/3/howto/mro.html", questions=("a/one",)),
        Link(title="PEP 8", at="peps.python.org/pep-0008/", questions=("a/one", "b/two")),
    ]
