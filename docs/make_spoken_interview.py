"""Holds a spoken interview with a synthesised candidate, and writes down what came of it.

    python docs/make_spoken_interview.py

The real command runs in a pseudo terminal. The candidate's sentences are said by the voice hibari, and a folder of
recordings stands in for the microphone; the recogniser is moonshine, interviewer and grader are the offline ones.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.cli.processes import Terminal, run  # noqa: E402 - found by the line above
from tests.cli.said import record, said  # noqa: E402

QUESTIONS = ("fundamentals/list-tuple-set", "oop/method-resolution-order", "internals/gil")
CHOSEN = [word for question in QUESTIONS for word in ("--question", question)]
READY = "Enter records"
ENTER, CLEAR = "\r", "\x15"
TALK: tuple[tuple[str, ...], ...] = (
    (
        "A list is a sequence that can change, so I take it for things that come and go, in order. A tuple cannot be "
        "changed once it is made. That is why it can be a key in a dictionary, if everything in it is hashable. A set "
        "has no order and no duplicates.",
        "Um, asking whether something is in a list goes through it from the front. A set looks it up by its hash, so "
        "it takes the same time however big it is.",
    ),
    (
        "Python puts all the classes in one order, with the C three linearization. Every class comes before its "
        "parents, and the parents keep the order in which they are written.",
        "You can look at it in dunder M R O. And super calls the next class in that order, which need not be the "
        "parent.",
    ),
    (
        "The gil is a lock in C Python. Only one thread at a time runs Python bytecode, so, um, threads don't make "
        "number crunching any faster.",
        "A thread lets go of the lock while it waits for the network, you know, or for a file. So for input and output "
        "threads are fine. For heavy computing I would take processes.",
    ),
)
"""What the candidate says, question by question."""
SAID = [text for texts in TALK for text in texts]


CONFIRMED = {TALK[0][1]: TALK[0][1]}
"""Where the candidate edits what was heard: to what they confirm."""
BEGINNING = """\
# A spoken interview

Held and written down by `python docs/make_spoken_interview.py`, with the real command in a pseudo terminal:

```
interviewer start --voice --microphone answers {questions}
```

The candidate is synthetic: the voice of hibari-tts says sentences that were written for this page, and a folder of
recordings stands in for the microphone. The recogniser is moonshine, on this machine; interviewer and grader are the
offline ones.
[Speak your answers](voice.md) says how it is used.

## What was said, heard and confirmed

Nothing counts before it is confirmed. What the glossary proposes stands in brackets on the screen and is taken with
Enter; the second answer was edited.

| said | heard | confirmed |
|---|---|---|
"""


def main() -> None:
    """Write spoken-interview.md beside this file."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
        os.chdir(home)
        for number, text in enumerate(SAID, 1):
            record(Path(home, "answers", f"{number:02}.wav"), text)
        screen = hold()
        report = json.loads(run("report", "--format", "json").stdout)
        shown = run("report", "--format", "markdown").stdout.decode()
    (HERE / "spoken-interview.md").write_text(page(screen, report, shown), encoding="utf-8")


def hold() -> str:
    """From the first question to the report; what was on the screen."""
    terminal = Terminal("start", "--voice", "--microphone", "answers", *CHOSEN, lines=400)
    for number, texts in enumerate(TALK, 1):
        terminal.sees(f"Question {number} of")
        for text in texts:
            speak(terminal, text)
        terminal.sees(READY).types("/skip" + ENTER)
    screen = terminal.sees("(1-4):").text
    terminal.types(ENTER).sees("y/N").types("n" + ENTER).is_over()
    return screen


def speak(terminal: Terminal, text: str) -> None:
    """Say an answer, and confirm what was heard, as it is or edited."""
    before = terminal.text.count("> ")
    terminal.sees(READY).types(ENTER).sees("Enter stops")
    seconds = int(said(text).seconds) + 1
    while f"rec {seconds // 60}:{seconds % 60:02}" not in terminal.text:
        terminal.idles(0.2)
    terminal.types(ENTER).sees("Enter accepts")
    if text in CONFIRMED:
        terminal.types("e").sees(READY).types(CLEAR + CONFIRMED[text]).sees(text[-20:])
    terminal.types(ENTER)
    while terminal.text.count("> ") <= before or READY not in terminal.text:
        terminal.idles(0.2)


def page(screen: str, report: dict[str, Any], markdown: str) -> str:
    """The whole of it as Markdown."""
    turns = [turn for question in report["questions"] for turn in question["transcript"]]
    answers = [turn for turn in turns if turn["speaker"] == "candidate" and turn["heard"] is not None]
    assert len(answers) == len(SAID)
    rows = [f"| {said} | {turn['heard']} | {turn['text']} |\n" for said, turn in zip(SAID, answers, strict=True)]
    talk = screen[screen.index("Question 1 of") : screen.index("How well did you do?")]
    squeezed = re.sub(r"\n{3,}", "\n\n", talk).strip()
    scores = [f"- `{one['question']}`: {one['score']:.0f} of 100, {one['rating']}\n" for one in report["questions"]]
    spoken = markdown[markdown.index("## How you spoke") + 3 :].partition("\n## ")[0]
    parts = (
        BEGINNING.format(questions=" ".join(CHOSEN)),
        *rows,
        f"\n## On the screen\n\n```text\n{squeezed}\n```\n\n## In the report\n\n",
        *scores,
        f"\n## {spoken.strip()}\n",
    )
    return "".join(parts)


if __name__ == "__main__":
    main()
