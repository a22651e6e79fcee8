"""Candidates of a rehearsal: what they can say, what they are made to know, and how each kind answers."""

from __future__ import annotations

import asyncio
import random
from typing import get_args

import pytest
from msgspec.structs import replace

from interviewer.bank.loader import fit
from interviewer.bank.question import Example, Question
from interviewer.bank.yaml_source import parse
from interviewer.dialogue.events import Requested
from interviewer.planning.plan import Wish
from interviewer.rehearsal.candidate import Command, OfflineCandidate
from interviewer.rehearsal.material import material_of
from interviewer.rehearsal.play import Played, play
from interviewer.rehearsal.profile import KINDS, Kind, make_profile
from interviewer.rehearsal.programme import Appearance, programme
from tests.bank.sample import QUESTION
from tests.planning.test_plan import header
from tests.rehearsal.rooms import players

THERMOSTAT = fit(parse(QUESTION.encode(), "thermostat.yaml"), Question)
MATERIAL = material_of("home/thermostat", THERMOSTAT, THERMOSTAT.examples)


class TestMaterial:
    def test_a_point_is_said_in_the_sentence_that_has_it(self) -> None:
        texts = [words.text for words in MATERIAL.points["inertia"]]

        # The example's "The walls help." is not recognised, so the whole of it is said.
        assert texts == ["It measures how warm it is, waits for a gap and switches. The walls help."]
        assert MATERIAL.points["hysteresis"][0].text == "It measures how warm it is, waits for a gap and switches."
        assert MATERIAL.points["hysteresis"][0].makes == {"hysteresis"}

    def test_a_claim_is_said_in_its_sentence(self) -> None:
        (claim,) = MATERIAL.claims["faster-when-higher"]

        assert claim.claims == {"faster-when-higher"}
        assert not claim.makes

    def test_a_part_of_a_point(self) -> None:
        assert [words.touches for words in MATERIAL.parts["feedback"]] == [{"feedback"}]

    def test_where_the_rubric_finds_nothing_the_whole_answer_is_said(self) -> None:
        odd = Example(
            answer="Odd words. More of them.",
            style="strong",
            verdicts={"feedback": "met", "hysteresis": "missed", "inertia": "missed"},
        )

        (words,) = material_of("home/thermostat", THERMOSTAT, [odd]).points["feedback"]
        assert words.text == "Odd words. More of them."
        assert words.makes == {"feedback"}


class TestProfile:
    @pytest.mark.parametrize("kind", KINDS)
    def test_all_that_its_words_make_it_knows(self, kind: Kind) -> None:
        for seed in range(20):
            profile = make_profile(kind, THERMOSTAT, MATERIAL, random.Random(seed))
            said = [profile.opening, *profile.points.values(), *profile.parts.values(), *profile.claims.values()]

            assert all(words.makes <= set(profile.points) for words in said)
            assert all(words.touches <= {*profile.points, *profile.parts} for words in said)
            assert all(words.claims <= set(profile.claims) for words in said)

    def test_a_parrot_knows_nothing(self) -> None:
        profile = make_profile("parrot", THERMOSTAT, MATERIAL, random.Random(1))

        assert (profile.opening.text, profile.points, profile.claims) == ("", {}, {})

    def test_only_a_wrong_candidate_opens_with_a_wrong_claim(self) -> None:
        made = {kind: make_profile(kind, THERMOSTAT, MATERIAL, random.Random(3)) for kind in KINDS}

        assert made["wrong"].claims
        assert not any(profile.claims for kind, profile in made.items() if kind not in ("wrong", "hostile"))

    def test_the_same_chance_makes_the_same_one(self) -> None:
        first, second = (make_profile("vague", THERMOSTAT, MATERIAL, random.Random(7)) for _ in range(2))

        assert first == second


def rehearsed(kind: Kind, seed: int) -> Played:
    chance = random.Random(seed)
    questions = {"home/thermostat": THERMOSTAT}
    profiles = {"home/thermostat": make_profile(kind, THERMOSTAT, MATERIAL, chance)}
    appearance = Appearance(number=1, kind=kind, question_ids=tuple(questions), pace=1.0, seed=str(seed))
    return asyncio.run(play(appearance, questions, profiles, OfflineCandidate(chance), players()))


class TestPlay:
    @pytest.mark.parametrize("kind", KINDS)
    def test_an_interview_comes_to_its_end_and_is_graded(self, kind: Kind) -> None:
        done = rehearsed(kind, 1)

        assert done.state.ended == "completed"
        assert done.state.exchanges[0].grade is not None
        assert set(done.utterances) == set(done.state.texts)

    def test_the_same_seed_plays_the_same_interview(self) -> None:
        assert rehearsed("hostile", 5) == rehearsed("hostile", 5)
        assert rehearsed("hostile", 5) != rehearsed("hostile", 6)

    @pytest.mark.parametrize("kind", KINDS)
    def test_it_never_makes_what_it_does_not_know(self, kind: Kind) -> None:
        done = rehearsed(kind, 2)
        profile = done.profiles["home/thermostat"]

        assert all(said.makes <= set(profile.points) for said in done.utterances.values())

    def test_a_parrot_says_the_question_back(self) -> None:
        done = rehearsed("parrot", 1)

        assert "how does a thermostat keep a room warm" in done.utterances[2].text.casefold()


@pytest.fixture(scope="module")
def interviews() -> list[Played]:
    return [rehearsed(kind, seed) for kind in KINDS[-2:] for seed in range(60)]


class TestWishes:
    """What candidates do beside answering, in enough interviews to see all of it."""

    def test_they_use_every_command(self, interviews: list[Played]) -> None:
        events = [one.event for done in interviews for one in done.recorded]

        assert {event.command for event in events if isinstance(event, Requested)} == set(get_args(Command))

    def test_they_say_it_in_words_and_ask_back(self, interviews: list[Played]) -> None:
        wishes = {utterance.wish for done in interviews for utterance in done.utterances.values()}

        assert wishes == {None, "hint", "skip", "repeat", "other", 0}

    def test_a_command_is_no_answer(self, interviews: list[Played]) -> None:
        assert all(utterance.command is None for done in interviews for utterance in done.utterances.values())


class TestProgramme:
    HEADERS = tuple(header(f"a/q{number}") for number in range(6))

    def test_the_kinds_in_turn_over_questions_that_come_round(self) -> None:
        parts = list(programme(("strong", "silent"), 3, self.HEADERS, Wish(questions=2), 1))

        assert [(part.number, part.kind) for part in parts] == [(1, "strong"), (2, "silent"), (3, "strong")]
        assert {name for part in parts for name in part.question_ids} == {one.question_id for one in self.HEADERS}

    def test_another_seed_plays_others(self) -> None:
        first, same, other = (list(programme(KINDS, 4, self.HEADERS, Wish(questions=2), seed)) for seed in (1, 1, 2))

        assert first == same
        assert [replace(part, seed="") for part in first] != [replace(part, seed="") for part in other]
