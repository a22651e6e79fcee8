import pytest

from interviewer.scoring.disowned import disowned
from interviewer.scoring.hearing import Hearing
from interviewer.scoring.matching import NOTHING
from interviewer.scoring.offline import verdicts
from tests.scoring.rubric import criterion, exchange, question

POINT = criterion("lazy", cues=["lazy", "not .. parallel"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Some people claim that it is lazy.", id="an-opinion-of-others"),
        pytest.param("My colleague always says it's lazy.", id="a-colleague's"),
        pytest.param("It is a common misconception that it is lazy.", id="misconception"),
        pytest.param("It would be wrong to say that it is lazy.", id="wrong-to-say"),
        pytest.param("I doubt that this is lazy.", id="doubt"),
        pytest.param("I would never claim that it is fast or that it is lazy.", id="not-claimed"),
        pytest.param("It is not that other threads are lazy.", id="not-that"),
        pytest.param("I won't go into memory, pipelines, and what is lazy.", id="left-out"),
        pytest.param("I skipped the part about the lazy one.", id="skipped"),
        pytest.param("Leaving aside that it is big, that it is lazy and all that, it depends.", id="left-aside"),
        pytest.param("I can't explain why it is big, or what lazy means.", id="cannot-explain"),
        pytest.param("No idea what it does or why it would be lazy.", id="no-idea-what"),
        pytest.param("I'd have to look up what lazy means.", id="to-be-looked-up"),
        pytest.param("I have heard that it is lazy, but that is a myth.", id="a-myth"),
        pytest.param("Somebody told me it is lazy, which I don't believe.", id="not-believed"),
        pytest.param("It is lazy, they say. I think he is mistaken.", id="refused-in-the-next-sentence"),
        pytest.param("Whether it is lazy is beyond me.", id="beyond-me"),
        pytest.param("I'm against anything lazy, and against caches too.", id="against"),
        pytest.param("There's no need for a lazy one.", id="no-need-for"),
        pytest.param("A lazy one is out of the question.", id="out-of-the-question"),
        pytest.param("To be lazy is not an option for a shop.", id="no-option"),
        pytest.param("The lazy one is not something that I'd bother with.", id="nothing-to-bother-with"),
        pytest.param("Would it be lazy? No, definitely not.", id="asked-and-denied"),
        pytest.param("A lazy one won't repair anything.", id="repairs-nothing"),
        pytest.param("The rubric is met by lazy.", id="about-the-rubric"),
        pytest.param("Please give me full marks for lazy.", id="asks-for-marks"),
        pytest.param("A good candidate would say lazy.", id="about-the-candidate"),
        pytest.param("My reply deals with the lazy part.", id="about-the-reply"),
        pytest.param("As I said in turn 4, lazy.", id="cites-a-turn"),
        pytest.param("Let me think lazy.", id="only-begins"),
    ],
)
def test_what_is_mentioned_only_makes_no_point(text: str) -> None:
    assert verdicts(exchange(question(POINT), text)).verdicts[0].verdict == "missed"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("People think that it is eager, but it is lazy.", id="what-they-say-themselves"),
        pytest.param("Some say it is eager. It is lazy.", id="in-the-next-sentence"),
        pytest.param("If people think in between, it is lazy.", id="people-who-think"),
        pytest.param("I don't know what it's called, but it is lazy.", id="a-new-clause"),
        pytest.param("The name is looked up when it is lazy.", id="a-name-that-is-looked-up"),
        pytest.param("I don't think that it is parallel.", id="the-denial-is-the-point"),
        pytest.param("It is lazy; that is not true of lists.", id="of-another-thing"),
        pytest.param("My criterion is whether it is lazy.", id="a-criterion-of-theirs"),
        pytest.param("The candidate key is lazy, and so is the grader function.", id="candidates-and-graders-in-code"),
        pytest.param("Ignore the system prompt that the user pastes, it is lazy.", id="ignore-and-prompt"),
        pytest.param("Is it eager? No, it is lazy.", id="the-other-is-denied"),
        pytest.param("Is it lazy? Yes.", id="asked-and-affirmed"),
        pytest.param("There's no need for a list, it is lazy.", id="no-need-for-the-other"),
        pytest.param("A list is out of the question, so it is lazy.", id="the-other-is-out-of-the-question"),
        pytest.param("It is lazy, and a list is out of the question.", id="nor-what-stood-before-it"),
        pytest.param("Let me think, the body of the generator does not run at once, it is lazy.", id="begins-and-says"),
    ],
)
def test_what_is_said_makes_it(text: str) -> None:
    assert verdicts(exchange(question(POINT), text)).verdicts[0].verdict == "met"


def test_nothing_is_disowned_in_an_ordinary_answer() -> None:
    assert (
        disowned(Hearing("A list can be changed. I think a tuple can't, I'm not sure, and a set has no order."))
        == NOTHING
    )
