"""What a model reads and writes in an interview of ten answers, against resending everything on every turn.

    python -m benchmarks.tokens

Interviews are rehearsed through the engine, with the real clients, at a local server that counts the characters of each
prompt and reply; four characters count as one token. The server says the author's words as interviewer, and grades as
the offline grader does, so that second looks are asked for as in earnest. Counted are the interviews of just ten
answers. Beside them stands what the same talk would take if every turn were one call with the interviewer's and the
grader's rules, the whole rubric of the question and the whole talk so far: nothing else, and no grade in the end. Goal:
at most half of that, and one call of the interviewer's model a turn at most.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from collections.abc import Iterator, Mapping

import msgspec

from benchmarks.counting_server import KINDS_OF_CALLS, Call, Counting, counting
from interviewer.bank.conduct import find_conduct
from interviewer.bank.index import open_bank
from interviewer.bank.question import Question
from interviewer.cli.engine import Company, connector
from interviewer.cli.measuring import NoCache
from interviewer.cli.models import Roles
from interviewer.cli.prompts import load_phrases
from interviewer.cli.workspace import settings_of
from interviewer.dialogue.events import Answered, Asked, Said
from interviewer.llm.settings import GraderSettings, ModelSettings
from interviewer.llm.system_keyring import keys_of_this_process
from interviewer.planning.plan import Wish
from interviewer.prompting.template import read_template
from interviewer.rehearsal.candidate import OfflineCandidate
from interviewer.rehearsal.material import material_of
from interviewer.rehearsal.play import Played, Players, play
from interviewer.rehearsal.profile import KINDS, make_profile
from interviewer.rehearsal.programme import Appearance, programme
from interviewer.resources import data_folder
from interviewer.scoring.grade import Exchange
from interviewer.scoring.grade_prompt import GradingTemplates, first_prompt

ANSWERS = 10
QUESTIONS = 2
MOST_PLAYED = 70
CHARACTERS_A_TOKEN = 4
GOAL = 0.5
LINE = 100
"""Characters that a line of the interviewer has, about; where everything is resent, nothing else is replied."""


def resent(played: Played) -> Iterator[Call]:
    """The calls, if each turn were one with the rules, the whole rubric and the whole talk."""
    templates = GradingTemplates(grade=read_template("grade"), repair=read_template("grade_repair"))
    rules = len(read_template("speak").system) + len(templates.grade.system)
    rubric = talk = 0
    for event in (one.event for one in played.recorded):
        match event:
            case Asked(question=question):
                nothing = Exchange(question_id=event.question_id, question=question, turns=())
                rubric = len(first_prompt(templates, nothing, "nonce").user)
            case Said(text=text):
                talk += len(text)
            case Answered(text=text):
                talk += len(text)
                yield Call("resent", rules + rubric + talk, LINE, cacheable=rules)


async def rehearsed(parts: Iterator[Appearance], server: Counting, questions: Mapping[str, Question]) -> list[Sitting]:
    """The interviews of just ten answers among these."""
    config = settings_of(argparse.Namespace(plain=False, colour=True))
    settings = ModelSettings(model="openai:counting", base_url=f"http://127.0.0.1:{server.server_port}/v1")
    keys = keys_of_this_process()
    roles = Roles(interviewer=settings, grader=GraderSettings(**msgspec.structs.asdict(settings)), keys=keys)
    company = Company(NoCache(), connector(keys, log=None, traced=False), config, fresh=True)
    found = []
    for part in parts:
        cast = company.cast(roles)
        players = Players(
            interviewer=cast.interviewer,
            grader=cast.grader,
            observer=cast.observer,
            phrases=load_phrases(company.prompts),
            conduct=lambda: find_conduct((data_folder("rubrics"),)),
        )
        chance = random.Random(part.seed)
        put = {name: questions[name] for name in part.question_ids}
        profiles = {
            name: make_profile(part.kind, question, material_of(name, question, question.examples), chance)
            for name, question in put.items()
        }
        before = len(server.calls)
        played = await play(part, put, profiles, OfflineCandidate(chance), players)
        if len(played.utterances) == ANSWERS:
            found.append(Sitting(played, server.calls[before:]))
    await company.close()
    return found


class Sitting(msgspec.Struct, frozen=True):
    """An interview, and the calls that it took."""

    played: Played
    calls: list[Call]


def main() -> int:
    """Rehearse, print, and exit with 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=MOST_PLAYED, help="rehearse so many, of any length")
    args = parser.parse_args()
    bank = open_bank([data_folder("rubrics")], cache=None)
    questions = {header.question_id: bank.load(header.question_id) for header in bank.headers}
    by_criteria = {frozenset(one.id for one in question.criteria): question for question in questions.values()}
    parts = programme(KINDS, args.interviews, bank.headers, Wish(questions=QUESTIONS), 1)
    with counting(by_criteria) as server:
        sittings = asyncio.run(rehearsed(parts, server, questions))
    return 0 if report(sittings) else 1


def report(sittings: list[Sitting]) -> bool:
    """Print the figures; whether the goal is reached."""
    if not sittings:
        raise SystemExit(f"no interview had just {ANSWERS} answers; rehearse more")
    number = len(sittings)
    print(f"{number} interviews of {ANSWERS} answers; an interview, at {CHARACTERS_A_TOKEN} characters a token:")
    calls = [call for sitting in sittings for call in sitting.calls]
    for kind in KINDS_OF_CALLS:
        print(_line(kind, [call for call in calls if call.kind == kind], number))
    print(_line("together", calls, number))
    least = [call for sitting in sittings for call in resent(sitting.played)]
    print(_line("everything on every turn", least, number))
    share = _characters(calls) / _characters(least)
    spoken = sum(call.kind == "speaks" for call in calls)
    asked = sum(is_asked for sitting in sittings for is_asked in _asked(sitting.played))
    print(f"{share:.1%} of that; {spoken} calls of the interviewer's model for {asked} lines that it was asked for")
    return share <= GOAL and spoken == asked


def _line(name: str, calls: list[Call], interviews: int) -> str:
    tokens_in = sum(call.characters_in for call in calls) / CHARACTERS_A_TOKEN / interviews
    cached = sum(call.cacheable for call in calls) / CHARACTERS_A_TOKEN / interviews
    tokens_out = sum(call.characters_out for call in calls) / CHARACTERS_A_TOKEN / interviews
    return (
        f"{name:25} {len(calls) / interviews:5.1f} calls {tokens_in:8,.0f} in ({cached:7,.0f} the same as before)"
        f" {tokens_out:6,.0f} out"
    )


def _characters(calls: list[Call]) -> int:
    return sum(call.characters_in + call.characters_out for call in calls)


def _asked(played: Played) -> list[bool]:
    """Of each line, whether the interviewer's model was asked for it."""
    return [one.event.prompt is not None for one in played.recorded if isinstance(one.event, Said)]


if __name__ == "__main__":
    sys.exit(main())
