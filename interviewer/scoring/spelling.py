"""Spelling slips: which word somebody meant who typed it wrong, or whose speech was written down wrong."""

from __future__ import annotations

from functools import lru_cache

from interviewer.text.inflection import stem
from interviewer.text.words import word_set

_ENDINGS = word_set("er or ion al abl iv anc ant ment nes iti ou ism ist at ator ation ition ic ar eri abil ing ed") | {
    ""
}
_REAL_WORDS = frozenset(
    stem(word)
    for word in word_set(
        "about above after again against allow along already among another answer anything argument around "
        "assignment attribute because become before begin being below better between bring brings broken called "
        "calling calls careful certain chance charge cheap check clear close closed collection color coming "
        "command comment commit common company compare comparison compile compiled compiler complete composite "
        "compute computer connection consider construct container contains content contract contrast control "
        "convert coping copying correction could count counter couple course court cover create current cursor "
        "date decimal declare decorate default define delete depend design detail detection develop device direct "
        "display divide document domain double during dynamic early easier either element empty encode engine "
        "enough entire entry error escape evaluate every everything example exclude execute exercise exist expand "
        "expect explain explicit export express extend external extract fact factor failure falling false faster "
        "feature field figure filter final finish first fixture flag flatten float folder follow format forward "
        "found frame framework frequent function functions gather generate generation generator generic given "
        "global going great group guess handler happen hashing header heap heard heavy helper hidden higher "
        "history human ignore image implement implicit import improve include increase increment infinite "
        "inherent inherit inheritance initial inner inside inspect install instance instant instead integer "
        "interface internal interpret interpreter interval invoke iterable iterate iterator keep keyword language "
        "large lasting later latest launch layer least leave length level library light likely limit linear "
        "listen listing literal little loader local locate locked logger logic longer lookup loose lower machine "
        "maintain major makes manage manual mapping margin marker master match matter maybe means measure member "
        "memory merge message metric middle might minimum minor missing mistake mixture mode model modern module "
        "moment monitor month mostly motion mount multiple mutate native natural nested network neutral never "
        "newer noise normal nothing notice number object observe obtain occur often older operate option orange "
        "original other outer output outside package packet paint parallel parameter parent parse parsed parser "
        "partial party passive patent path patient pattern pause payload people percent perfect perform perhaps "
        "period permit person phase phone phrase pickle picture pipeline pixel place plain platform pocket point "
        "pointer policy portion position positive possible power predict prefer prefix prepare present preserve "
        "press pretty prevent previous primary primitive print priority private problem procedure process "
        "processor produce product profile program progress project promise proper property protect protection "
        "protocol prove provide proxy public purpose python quality query question queue quick quiet quite raise "
        "random range rather ratio reach reading ready really reason record reduce refer reference reflect "
        "reflection refuse regular reject related relative relevant remain remote remove repeat replace reply "
        "report request require reset resolve resource respect respond restore result retain retrieve return "
        "reverse review right rotate round routine runner runtime sample satisfy saving scalar scale schedule "
        "schema scope search second section secure segment select selection sender sense separate sequence serial "
        "series server service session setting shape share shared shorter should signal silent similar since "
        "single sleep slice small smart socket software solid solve some something sound source south space "
        "sparse spawn special speed spend split square stable stack staff stage stand start state statement "
        "static statistic steps still stock stone storage store story strange stream strength strict string "
        "strong structure stuff style submit subset success suffix suggest suitable super supply support surface "
        "suspend switch symbol syntax system table taken target task template temporary terms test text thank "
        "their theory there these thing think third those though thread threat three through throw ticket times "
        "timing title today together token topic total touch towards trace track trade train transfer transform "
        "translate traverse tread treat trigger triple true trust tuple twice under union unique unit unless "
        "until update upload upper usage useful usual usually utility valid value variable variant variety vector "
        "verify version very virtual visible visit volume wait warning washing watch water weight where whether "
        "which while white whole whose widget window within without word worker world would wrapper write writer "
        "wrong years yield young your"
    )
)
"""Stems that are words of their own: whoever wrote `threat` may have meant it."""


SHORTEST_SLIP = 3
"""Letters that the stem of a slip has, at least."""


def may_be_slip(heard: str) -> bool:
    """Whether the stem may be another one with a slip: long enough, of letters alone, and no word of its own."""
    return len(heard) >= SHORTEST_SLIP and heard not in _REAL_WORDS and heard.isalpha()


@lru_cache(maxsize=65536)
def is_slip(heard: str, meant: str, most: int) -> bool:
    """Whether the stem `heard` is the stem `meant` with at most `most` letters added, lost, changed or swapped.

    The first letter is kept. A word of its own is no slip, nor is one with another ending (generator, generation).
    """
    if most == 0 or heard[0] != meant[0] or abs(len(heard) - len(meant)) > most:
        return False
    if heard in _REAL_WORDS or _differs_by_ending(heard, meant):
        return False
    return distance(heard, meant) <= most


def distance(one: str, other: str) -> int:
    """The least number of letters to add, remove, change or swap with their neighbour that turns one into the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _differs_by_ending(one: str, other: str) -> bool:
    shared = 0
    for letter, wanted in zip(one, other, strict=False):
        if letter != wanted:
            break
        shared += 1
    # The shared part may hold the first letters of both endings: `ator` and `ation` of `generator` and `generation`.
    return any(one[cut:] in _ENDINGS and other[cut:] in _ENDINGS for cut in range(max(shared - 2, 4), shared + 1))
