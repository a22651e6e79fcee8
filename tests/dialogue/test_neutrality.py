"""Praise, blame and verdicts are noticed; talk of what is right or wrong in code is not taken for one."""

from __future__ import annotations

import pytest

from interviewer.bank.folders import contents
from interviewer.bank.loader import read_question
from interviewer.bank.spoken import spoken_lines
from interviewer.dialogue.neutrality import judgement
from interviewer.resources import data_folder

JUDGING = """
Great.
Great answer!
Good. What happens next?
Correct. What about tuples?
Correct! And sets?
Exactly, so what about sets?
Exactly right. What else?
That's right. What else?
That is right, and what about sets?
That’s correct — can you say more?
Yes, that's right. What about sets?
Yes. What about sets?
No, it is not. What about sets?
Wrong.
That is wrong. What about sets?
That's not quite right. What happens to a tuple?
Not quite. What happens to a tuple?
Well done! What's next?
You're right that lists change. What about tuples?
You are absolutely correct. What about tuples?
You are mistaken about tuples. What do they hold?
Nice explanation. What about sets?
That's a great point. What about sets?
Okay, great. What about sets?
Okay, good point. What about sets?
Thanks, that's a clear explanation. What about sets?
Thanks for the clear explanation. What about sets?
Thank you for that detailed answer. What about sets?
You explained the order very well. What about sets?
You've correctly identified the order. What about sets?
As you rightly said, lists grow. What about tuples?
I like how you put that. What about sets?
I agree that lists grow. What about tuples?
Your answer is incomplete. What about sets?
Your explanation was vague. What about sets?
You missed one thing. What about sets?
But you forgot one thing. What is it?
You didn't mention tuples. What about them?
Perfect, what about sets?
Excellent point about lists. What about sets?
That makes sense. What about sets?
Interesting. What about sets?
Interesting point. What about sets?
Almost! What about sets?
Indeed, lists grow. What about sets?
Absolutely. What about sets?
You're on the right track. What comes first?
Right. What about sets?
Right, so what about sets?
Actually, lists are mutable. What about tuples?
Unfortunately that's a common mistake. What about sets?
You got it. What about sets?
You nailed it. What about sets?
That sounds good. What about sets?
Good thinking on lists. What about sets?
That's true for lists. What about tuples?
That is a good start. What else?
Good start. What else?
It's a good example. What else?
You have a solid understanding of lists. What about sets?
That was a strong answer. What about sets?
GREAT JOB. What else?
So, that's correct. What else?
I'm afraid that's not it. What else?
Very good. What else?
Fair enough, good point. What else?
Spot on. What else?
Your understanding of lists is correct. What about sets?
What you said is right. What about sets?
What you described is accurate. What about sets?
I see, you're close. What about sets?
Lists do change, that's right. What about tuples?
Your answer covers lists well. What about sets?
""".strip().splitlines()

NEUTRAL = """
What stands on the right-hand side of the assignment?
How would you tell that the function is correctly typed?
What exactly happens when the file is closed?
What would go wrong if two threads did that at once?
What is wrong with that code, if anything?
Is that still correct when the list is empty?
How do you make sure that the result is correct in every case?
What makes a decorator a good choice here?
Can you give a good example from your own code?
When is `x is True` true, and what does it cost?
Which of them would return False?
What would be the right tool for a long calculation?
You mention a queue. Who empties it?
You said the order matters. How is it worked out?
All right. What does super() need to know?
Suppose the first line is missing. What does Python do?
Which is better suited for many small files?
If you forgot to close it, what would happen?
What did you have in mind when you said it was fast?
How would you correctly forward the arguments?
Which error do you get if the type is wrong?
Let's say the lock is held. What do the others do?
Say the class is empty. What does `make` return?
I'd like to go on to the next question.
Let's leave this one here.
Thank you for your time. That was my last question.
Thank you for talking it through with me.
What happens on the left and on the right?
Take the true division operator. What does it return?
In that good old loop, what runs first?
Nothing lost. What would you try first?
You spoke of a clear order. Who decides it?
You would pick threads for that. What would they wait for?
No two threads run at once. What holds them back?
Now take a list that is never complete. What then?
Is a strong reference needed there?
What is a weak reference for?
What would you do with a poor network?
How would you know whether it works?
You call it a nice trick. What does it do underneath?
Which one would you use, and why?
The list is sorted first. What does that cost?
What if the first one fails?
Where does the true value live?
How does that work for a generator that is only half done?
Your function returns early. What closes the file then?
That function is called twice. What does the second call see?
It is called in the loop. How often?
It's the same object. How could you show that?
Your class has two parents. Which comes first?
That is one way to do it. What would another cost?
What you said about locks: who takes them first?
Right after the call, what is on the stack?
Close the file by hand. What is left to do for the collector?
True and 1 are equal. What does a set do with both?
Complete the sentence: a generator is what?
Correct the code in your head. Which line changes?
Clear the cache first. What happens then?
You passed a list. What does the function see?
You skipped the super call in Cached. What happens in Record?
Your description mentions a queue. Who empties it?
Your answer rests on the order. How is it worked out?
""".strip().splitlines()


@pytest.mark.parametrize("text", JUDGING)
def test_a_judgement(text: str) -> None:
    found = judgement(text)

    assert found is not None
    assert found in text.casefold().replace("\u2019", "'").replace("\u2014", "-")


@pytest.mark.parametrize("text", NEUTRAL)
def test_no_judgement(text: str) -> None:
    assert judgement(text) is None


def test_what_the_authors_wrote_is_no_judgement() -> None:
    """Clarifications apart: those answer with yes and no, and are never reworded."""
    for file in contents(data_folder("rubrics")).files:
        for line in spoken_lines(read_question(file.path)):
            if line.kind != "clarification":
                assert judgement(line.text) is None, line.text


def test_a_long_text_takes_no_long_time() -> None:
    """Backtracking would make this take for ever."""
    for piece in ("and so ", "very ", "your very good and ", "you put ", "ok, "):
        judgement(piece * 300)
