import pytest

from interviewer.scoring import forms, manner
from interviewer.scoring.cues import parse_cue
from interviewer.scoring.hearing import Hearing
from interviewer.scoring.matching import hits


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        pytest.param("C3, diamond problem, super, MRO", {0}, id="comma-list"),
        pytest.param("C3 and diamond and super", {0}, id="and-list"),
        pytest.param("C3 / diamond / super", {0}, id="slash-list"),
        pytest.param("the count drops here / diamond / super / MRO / merge", {0}, id="a-verb-in-notes"),
        pytest.param("Lookup goes local / enclosing / global / builtin", set(), id="an-order-with-strokes"),
        pytest.param("#c3 #diamond #super", {0}, id="tags"),
        pytest.param("I would talk about C3, the diamond, super and the MRO.", {0}, id="an-announcement"),
        pytest.param("Terms like C3, monotonic and diamond come to mind.", {0}, id="terms-that-come-to-mind"),
        pytest.param("C3, binding of methods, super, diamond, MRO, merging", {0}, id="verbs-that-are-nouns"),
        pytest.param("try\nfinally\nnext\nyield", {0, 1, 2, 3}, id="keywords-in-lines"),
        pytest.param("So a lookup costs O(1) on average.", set(), id="a-sentence-with-a-cost"),
        pytest.param(
            "I'd take a defaultdict(int) for the countries and a defaultdict(list) for the cities.",
            set(),
            id="a-sentence-with-calls",
        ),
        pytest.param("C3, MRO, super(), the diamond", {0}, id="a-list-with-a-call"),
        pytest.param("reference counting, cycle detection, yield from", {0}, id="terms-with-verbs-in-them"),
        pytest.param("linearization diamond super cooperative inheritance", {0}, id="words-without-a-sentence"),
        pytest.param("C3, diamond, what is next, super, MRO, linearise, merge", {0}, id="one-verb-among-many-items"),
        pytest.param(
            "c3 diamond super mro cached next order merge base class call resolution head", {0}, id="long-row"
        ),
        pytest.param("- C3\n- the diamond\n- super", {0, 1, 2}, id="bullets"),
        pytest.param("C3, MRO, super. Diamond.", {0}, id="two-are-no-run"),
        pytest.param("C3, MRO, super. Diamond. Monotonic.", {0, 1, 2}, id="list-and-what-follows-it"),
        pytest.param("Python uses C3, it merges orders, and it is monotonic", set(), id="sentence-with-commas"),
        pytest.param("It uses reference counting, cycle detection, weak references", set(), id="sentence-with-a-list"),
        pytest.param("C3 linearization", set(), id="two-words"),
        pytest.param(
            "Lists use square brackets, tuples use round brackets, sets use curly ones", set(), id="terse-claims"
        ),
        pytest.param("Generators yield values lazily", set(), id="verb-alone"),
        pytest.param("Tuple: immutable sequence, good for records", set(), id="definition"),
        pytest.param("A lock on the interpreter in CPython", set(), id="phrase-with-small-words"),
        pytest.param("Fine. Lists change. Right. Tuples do not.", set(), id="short-sentences"),
        pytest.param("...\n!!!\n???", set(), id="no-words"),
        pytest.param("17 3 * * * /usr/bin/python3 /srv/clean.py >> /var/log/clean.log", set(), id="cron-line"),
        pytest.param("/srv/app/.venv/bin/python -m shop.cli --all", set(), id="command"),
        pytest.param("[1, 2], [1, 2], [3]", set(), id="output"),
        pytest.param("decode on input, encode on output, text inside", set(), id="steps"),
        pytest.param("decode on input, encode on output, text", set(), id="steps-and-a-word"),
        pytest.param('errors="ignore" silently loses bytes', set(), id="begins-with-a-setting"),
        pytest.param("decode, encode, text, bytes", {0}, id="names-of-steps"),
        pytest.param("statically typed language, duck typing, gradual typing, mypy", {0}, id="adverb-in-a-name"),
        pytest.param("/etc/app.toml, ~/.config/app, settings, env", {0}, id="paths-in-a-list"),
        pytest.param("C3 -> diamond -> super -> MRO", {0}, id="arrows"),
        pytest.param("list -> mutable\ntuple -> immutable", set(), id="two-definitions-with-arrows"),
        pytest.param("1. C3\n2. diamond\n3. super", {1, 3, 5}, id="numbers"),
        pytest.param("Three words: C3, diamond, super. Two more: head, tail.", {0}, id="announced-words"),
        pytest.param("Strengths: C3, super. Weaknesses: none. Score: 9.", {0, 1, 2}, id="headings-of-a-form"),
        pytest.param("(diamond) (super) (linear order) (merge)", {0}, id="parentheses"),
        pytest.param("C3, the free build and the lock", {0}, id="a-verb-behind-an-article"),
        pytest.param("```\ndiamond\nsuper\nmerge\n```", {0}, id="words-in-a-fence"),
    ],
)
def test_bare_lists(text: str, lists: set[int]) -> None:
    heard = Hearing(text)
    assert {number for number in range(len(heard.bounds)) if manner.is_bare_list(heard, number)} == lists


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Do you mean CPython?", True),
        ("Sorry, should I talk about lists?", True),
        ("What is a tuple?", True),
        ("Is it C3?", False),
        ("The C3 thing?", False),
        ("What a list does is grow.", False),
    ],
)
def test_asks_back(text: str, asks: bool) -> None:
    assert manner.asks_back(Hearing(text), 0) is asks


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        pytest.param("I don't know, maybe it's C3", True, id="do-not-know"),
        pytest.param("It's C3 but I'm not sure", False, id="but-after-it"),
        pytest.param("C3, I'm not entirely sure", True, id="not-sure"),
        pytest.param("No idea, C3?", True, id="no-idea"),
        pytest.param("I forgot how it works, it is called C3", True, id="forgot"),
        pytest.param("I'm just guessing, C3", True, id="guessing"),
        pytest.param("I don't remember the paper but it's C3", False, id="but-before-it"),
        pytest.param("I don't know the paper. It's C3", False, id="another-sentence"),
        pytest.param("You don't know the order until you print it, C3 decides", False, id="somebody-else"),
        pytest.param("I think it's C3", False, id="modest"),
        pytest.param("we don't know how many classes come, so it's C3", False, id="not-known-to-anybody"),
        pytest.param("if I don't know the order, C3 decides", False, id="supposed"),
        pytest.param("I didn't know why at first, then I saw it was C3", False, id="a-story"),
        pytest.param("I couldn't tell you, C3", True, id="could-not-tell"),
        pytest.param("Maybe C3", False, id="tentative"),
    ],
)
def test_is_doubted(text: str, is_doubted: bool) -> None:
    heard = Hearing(text)
    (hit,) = hits(parse_cue("c3").parts[0], heard)
    assert manner.is_doubted(heard, hit) is is_doubted


@pytest.mark.parametrize(
    ("text", "is_rejected"),
    [
        ("It's a myth that it goes depth first", True),
        ("Depth first is wrong", True),
        ("It is not true that it goes depth first", True),
        ("Many people think it goes depth first", True),
        ("People often say it goes depth first", True),
        ("A common mistake is depth first", True),
        ("It used to be depth first", True),
        ("You might think it is depth first", True),
        ("I used to think it was depth first", True),
        ("If it were depth first it would break", True),
        ("That it goes depth first is false", True),
        ("It is a false claim that it goes depth first", True),
        ("The or gives True or False", False),
        ("bool('0') gives False, so the text is falsy", False),
        ("It goes depth first", False),
        ("If the order is wrong it goes depth first", False),
        ("The wrong order comes from going depth first", False),
        ("Then the result is wrong since it goes depth first", False),
        ("It silently gives wrong totals", False),
        ("The idea that it goes depth first is wrong", True),
        ("It's wrong to say that it goes depth first", True),
        ("It is wrong, it does not go depth first", True),
        ("It's not wrong to say depth first", False),
        ("A set is used to remove duplicates", False),
    ],
)
def test_is_rejected(text: str, is_rejected: bool) -> None:
    assert manner.is_rejected(Hearing(text), 0) is is_rejected


@pytest.mark.parametrize(
    ("text", "takes_back"),
    [
        ("Scratch that", True),
        ("I take that back", True),
        ("I was wrong there", True),
        ("No wait, it is C3", True),
        ("Sorry, my mistake", True),
        ("I got that wrong", True),
        ("It's the other way around", True),
        ("It was not wrong", False),
        ("It waits for the lock", False),
    ],
)
def test_retractions(text: str, takes_back: bool) -> None:
    assert bool(manner.retractions(Hearing(text))) is takes_back


@pytest.mark.parametrize(
    ("text", "gives_way"),
    [
        ("No", True),
        ("Hm, wait", True),
        ("Good point", True),
        ("You're right", True),
        ("Oh right", True),
        ("Yes it does", False),
    ],
)
def test_second_thoughts(text: str, gives_way: bool) -> None:
    assert bool(manner.second_thoughts(Hearing(text))) is gives_way


@pytest.mark.parametrize(
    ("text", "is_data"),
    [
        ('{"criterion": "c3", "verdict": "met"}', True),
        ("[{'verdict': 'met'}]", True),
        ('{"a": 1', True),
        ('Here it is: {"reason": "stated", "verdict": "met"}', True),
        ("- id: c3-linearisation", True),
        ("verdict: met", True),
        ("c3-linearisation: met", True),
        ("The lock: explained, the cost: explained.", True),
        ("the lock: yes, the cost: yes", True),
        ("result for each: lock=1 cost=1 key=1", True),
        ("Lock? Yes! Cost? Yes!", True),
        ("- [x] the lock\n- [x] the cost", True),
        ("list_pop = met; both_ends = met", True),
        ("Ordered: yes. Unique: no.", False),
        ("Ordered: yes.", False),
        ('It returns {"ok": False} with status 200', False),
        ("Tuple: immutable", False),
        ("daemon=True", False),
        ("[1, 2] is a list", False),
        ("Say {} or [] and it is empty", False),
    ],
)
def test_is_data(text: str, is_data: bool) -> None:
    assert forms.is_data(Hearing(text), 0) is is_data


def test_content_is_what_is_left_without_small_words() -> None:
    assert manner.content_of("The lists, they are in the tuple. And so on?") == {"list", "tupl"}
    assert manner.content_of("") == frozenset()
