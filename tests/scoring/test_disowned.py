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
        pytest.param("It is nonsense to think that it is lazy.", id="ends-in-what-is-refused"),
        pytest.param("I fail to see why it would be lazy.", id="fails-to-see"),
        pytest.param("Nobody could convince me that it is big, or that it is lazy.", id="not-convinced"),
        pytest.param("It can't be that it is lazy.", id="cannot-be"),
        pytest.param("Whoever says that it is lazy has never used one.", id="whoever-says"),
        pytest.param("Neither is it big, nor has it anything to do with a lazy one.", id="neither-nor"),
        pytest.param("It is big, whatever they tell you about lazy ones.", id="whatever-they-tell"),
        pytest.param("I would never in my whole career have taken a lazy one.", id="would-never"),
        pytest.param("If it was only lazy. But it isn't.", id="denied-in-the-next"),
        pytest.param("The book says it is lazy. The book is wrong.", id="who-said-so-is-wrong"),
        pytest.param("I heard that it is lazy. None of that is true.", id="nothing-of-it-is-true"),
        pytest.param("The lazy one? Overrated.", id="waved-away"),
        pytest.param("Being lazy does no harm.", id="does-no-harm"),
        pytest.param("Lazy is a topic, and it plays a role.", id="an-empty-predicate"),
        pytest.param("I will explain what lazy means.", id="a-promise"),
        pytest.param("I know everything about lazy ones.", id="claims-to-know"),
        pytest.param("Suppose I had said that it is lazy.", id="supposed-to-be-said"),
        pytest.param("If I were to say that it is lazy, would that be met?", id="asks-what-it-would-earn"),
        pytest.param("An ideal answer says that it is lazy.", id="about-an-ideal-answer"),
        pytest.param("Explains the lazy one. Gives the lazy ones their due.", id="in-the-voice-of-a-rubric"),
        pytest.param("Q: Is it lazy? A: It is lazy. Q: Correct!", id="a-dialogue"),
        pytest.param("> it is lazy", id="a-quoted-line"),
        pytest.param("Lazy: see above. Big: see above.", id="refers-to-what-was-not-said"),
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
        pytest.param("It does not mean that it is eager, it is lazy.", id="a-clause-of-its-own-after-a-denial"),
        pytest.param("I never trust a function that is not lazy, it has to be lazy.", id="a-relative-clause"),
        pytest.param("I'd explain to them that it is lazy.", id="explains-to-somebody"),
        pytest.param("I'd explain why: it is lazy.", id="promises-and-says"),
        pytest.param("I would not take a list but a lazy one.", id="would-take-the-other"),
        pytest.param("The app does not know what comes, so it is lazy.", id="the-app-does-not-know"),
        pytest.param("The lazy one? Yes, the lazy one.", id="a-topic-that-is-affirmed"),
        pytest.param("Prints nothing. It is lazy.", id="no-subject-and-no-rubric"),
        pytest.param("A: 3 ms. B: 5 ms, as it is lazy.", id="letters-that-are-no-speakers"),
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
