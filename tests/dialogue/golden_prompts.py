"""The filled prompts that were read and found good, each in a file of its own.

After a wanted change: `python -m tests.dialogue.golden_prompts` writes them again; look at every difference before you
keep it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.dialogue.moves import rank
from interviewer.dialogue.speaking import fill, read_speaking
from interviewer.prompting.files import PromptFiles
from interviewer.resources import data_folder
from tests.dialogue.story import PHRASES, Story

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent / "golden"
SHIPPED = PromptFiles(data_folder("prompts"))

PROBED = Story().asks().hears(text="It is a tree in a list.").says("probe", "Thanks. What about a?", "alpha")
TALKS: dict[str, Story] = {
    "probe": Story().asks().hears(text="It is a tree in a list."),
    "probe-again": PROBED.hears(text="The smallest is first.", met=["alpha"]),
    "deepen": Story().asks().hears(text="Alpha and beta, and that is all of it.", met=["alpha", "beta"]),
    "challenge": Story().asks().hears(text="It is a sorted list.", standing=["sorted"]),
    "reassure": Story().asks().hears("did_not_know", text="No idea."),
    "close": Story(plan=["structures/heaps"]).asks().hears(text="A tree, alpha.", met=["alpha"]),
}


def user(name: str) -> str:
    """What changes from request to request."""
    story = TALKS[name]
    return fill(read_speaking(SHIPPED), rank(story.state, PHRASES, story.active_s), story.state, "k3f9").user


PROMPTS: dict[str, Callable[[], str]] = {
    **{f"{name}.txt": partial(user, name) for name in TALKS},
    "rules-neutral.txt": lambda: read_speaking(SHIPPED, "neutral").frame.system,
    "rules-friendly.txt": lambda: read_speaking(SHIPPED, "friendly").frame.system,
    "rules-tough.txt": lambda: read_speaking(SHIPPED, "tough").frame.system,
    "rules-neutral-candidate.txt": lambda: read_speaking(SHIPPED, "neutral", "candidate").frame.system,
}

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, prompt in PROMPTS.items():
        (FOLDER / name).write_text(f"{prompt()}\n", encoding="utf-8")
