"""Finds cues in a prepared turn, and refuses what the candidate denies.

A match is refused when a negator governs it: up to four words before it in its clause, or between its phrases; and
when it is what the sentence is said in spite of, or says is not needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from interviewer.scoring.cues import Cue, Group, Item, Part, Phrase, Seq
from interviewer.scoring.hearing import FILLERS, Found, Hearing
from interviewer.text.words import word_set

MOST_WORDS_BETWEEN = 10
"""So many words may stand between the phrases of a sequence, fillers not counted."""
MOST_TOKENS_BETWEEN = 18
NEGATOR_REACH = 4
"""A negator governs what follows it across so many words, fillers not counted."""

_Places = dict[int, set[int]]
"""Where something stands: its first token → the ends (exclusive) that it may have."""
_Ends = Callable[[Hearing, int, _Places], set[int]]
_NOWHERE: frozenset[int] = frozenset()

_BARRIERS = word_set("but while whereas although though ;")
_CLAUSE_SIGNS = word_set("; : ( ) . ? !")
_CLAUSE_WORDS = _BARRIERS | word_set("and because however therefore yet unless which who so")
_AUXILIARIES = word_set(
    "is are was were be am can could do does did has have had will would should may might must shall"
)
_SAME_SUBJECT = word_set("it they that this these which who you we i its their he she one once if when")
_TOPIC_OPENERS = word_set("for if when")
_PLACE_OPENERS = _TOPIC_OPENERS | word_set("in on with")
_FRONTED = word_set("if when since because as while")
_TURNS = word_set(", ; - and or but")
_OR = word_set("or nor")
_IN_SPITE = word_set("despite spite notwithstanding")
_NEEDED = word_set("needed necessary required used involved exist exists")
_CONTRASTS = word_set("unlike versus vs than opposed compared contrast instead rather")


class Hit(NamedTuple):
    """What was found: the number of its sentence, and its tokens (`end` is exclusive)."""

    sentence: int
    start: int
    end: int


class Disowned(NamedTuple):
    """The tokens of a turn that make no point."""

    mentioned: frozenset[int]
    """What is only mentioned: no match begins or ends there."""
    dismissed: frozenset[int]
    """What is ruled out: no match both begins and ends there. One that goes on may hold the reason why."""


NOTHING = Disowned(frozenset(), frozenset())


def match(cue: Cue, heard: Hearing) -> tuple[Hit | None, ...]:
    """The first hit of each part of a cue, None for a part that is not there."""
    return tuple(next(iter(hits(part, heard)), None) for part in cue.parts)


def hits(part: Part, heard: Hearing, *, within_clause: bool = False, disowned: Disowned = NOTHING) -> list[Hit]:
    """One hit for every sentence that holds the part, in order, none of them of what is `disowned`.

    With `within_clause` no sequence runs on into a clause about something else (`…, for that …`), as suits claims that
    the candidate is accused of.
    """
    way = _Way(_ends_within_clause, heard.found_in_clauses) if within_clause else _Way(_ends_within_reach, heard.found)
    found = _by_sentence(part.wanted[0], heard, way, disowned)
    for seq in part.wanted[1:]:
        if not found:
            return []
        others = _by_sentence(seq, heard, way, disowned)
        found = {
            number: Hit(number, min(hit.start, others[number].start), max(hit.end, others[number].end))
            for number, hit in found.items()
            if number in others
        }
    for seq in part.unwanted:
        if not found:
            return []
        for number in _by_sentence(seq, heard, _Way(_ends_within_reach, heard.found), NOTHING, though_denied=True):
            found.pop(number, None)
    return [found[number] for number in sorted(found)]


class _Way(NamedTuple):
    """A way to listen: how far a sequence reaches, and what has been found so."""

    ends_within: _Ends
    found: Found


def _by_sentence(
    seq: Seq, heard: Hearing, way: _Way, disowned: Disowned, *, though_denied: bool = False
) -> dict[int, Hit]:
    found: dict[int, Hit] = {}
    several = len(seq.phrases) > 1
    for start, ends in sorted(_seq(seq, heard, way).items()):
        number = heard.sentence_of[start]
        if number in found or start in disowned.mentioned:
            continue
        end = _nearest_owned(heard, start, ends, disowned)
        if end is not None and (though_denied or not _is_refused(heard, start, end, several=several)):
            found[number] = Hit(number, start, end)
    return found


def _is_refused(heard: Hearing, start: int, end: int, *, several: bool) -> bool:
    """Whether the sentence denies the match, says it of another thing, or says that it is not needed."""
    return (
        _denied(heard, start, 0)
        or _in_denied_list(heard, start)
        or (several and _contrasted(heard, start))
        or _dismissed(heard, end)
    )


def _nearest_owned(heard: Hearing, start: int, ends: set[int], disowned: Disowned) -> int | None:
    """The nearest end that is the speaker's own; where the match begins with a denial, whatever it denies is."""
    owned = ends
    if start in disowned.dismissed:
        owned = {end for end in owned if end - 1 not in disowned.dismissed}
    if start not in heard.negators:
        owned = {end for end in owned if end - 1 not in disowned.mentioned}
    return min(owned, default=None)


def _seq(seq: Seq, heard: Hearing, way: _Way) -> _Places:
    """Where the phrases stand in their order, none of them but perhaps the first denied."""
    known = way.found.sequences.get(seq)
    if known is None:
        known = way.found.sequences[seq] = _in_order(seq, heard, way)
    return known


def _phrase(phrase: Phrase, heard: Hearing, way: _Way) -> _Places:
    """Where the items stand next to each other."""
    known = way.found.phrases.get(phrase)
    if known is None:
        known = way.found.phrases[phrase] = _side_by_side(phrase, heard, way)
    return known


def _in_order(seq: Seq, heard: Hearing, way: _Way) -> _Places:
    found = _phrase(seq.phrases[0], heard, way)
    if not found or len(seq.phrases) == 1:
        return found
    # To look first whether each is there at all costs little beside looking how they follow on each other.
    for phrase in seq.phrases[1:]:
        if not _phrase(phrase, heard, way):
            return {}
    for phrase in seq.phrases[1:]:
        found = _continued(found, _phrase(phrase, heard, way), heard, way.ends_within)
        if not found:
            break
    return found


def _side_by_side(phrase: Phrase, heard: Hearing, way: _Way) -> _Places:
    found = _item(phrase.items[0], heard, way)
    if not found or len(phrase.items) == 1:
        return found
    for item in phrase.items[1:]:
        if not _item(item, heard, way):
            return {}
    for item in phrase.items[1:]:
        found = _continued(found, _item(item, heard, way), heard, _ends_next)
        if not found:
            break
    return found


def _continued(found: _Places, places: _Places, heard: Hearing, ends_after: _Ends) -> _Places:
    """The places of `found` that one of `places` follows, each with its new ends."""
    following: dict[int, set[int]] = {}
    further: _Places = {}
    for start, ends in found.items():
        for after in ends:
            if after not in following:
                following[after] = ends_after(heard, after, places)
            if following[after]:
                further[start] = further[start] | following[after] if start in further else following[after]
    return further


def _item(item: Item, heard: Hearing, way: _Way) -> _Places:
    if not isinstance(item, Group):
        return heard.places(item)
    known = way.found.groups.get(item)
    if known is not None:
        return known
    found = heard.places_of_any(item.words)
    for seq in item.longer:
        if places := _seq(seq, heard, way):
            found.append(places)
    known = way.found.groups[item] = found[0] if len(found) == 1 else _together(found)
    return known


def _together(found: list[_Places]) -> _Places:
    every: _Places = {}
    for places in found:
        for start, ends in places.items():
            every[start] = every[start] | ends if start in every else ends
    return every


def _ends_next(heard: Hearing, after: int, places: _Places) -> set[int]:
    """The ends of what stands next to a phrase that ended at `after`."""
    ends: set[int] = set()
    for at in range(after, min(heard.bounds[heard.sentence_of[after - 1]][1], after + MOST_TOKENS_BETWEEN)):
        ends |= places.get(at, _NOWHERE)
        if not heard.skippable(at) or _opens_topic(heard, at):
            break
    return ends


def _ends_within_reach(heard: Hearing, after: int, places: _Places) -> set[int]:
    """The ends of what follows `after` a few words on, and is not denied."""
    until = heard.reach.get(after)
    if until is None:
        until = heard.reach[after] = _reach(heard, after)
    return _ends_between(heard, after, until, places)


def _ends_within_clause(heard: Hearing, after: int, places: _Places) -> set[int]:
    """The same, but for what stands in a clause about something else."""
    until = heard.clause_reach.get(after)
    if until is None:
        until = heard.reach.get(after) or _reach(heard, after)
        until = next((at for at in range(after, until) if _turns(heard, at)), until)
        heard.clause_reach[after] = until
    return _ends_between(heard, after, until, places)


def _ends_between(heard: Hearing, after: int, until: int, places: _Places) -> set[int]:
    if len(places) < until - after:
        near = [at for at in places if after <= at < until]
    else:
        near = [at for at in range(after, until) if at in places]
    return {end for at in near if not _denied(heard, at, after) for end in places[at]}


def _opens_topic(heard: Hearing, at: int) -> bool:
    """Whether a new topic begins behind the comma: `threads, for calculations …` are no threads for calculations."""
    following = heard.keys[at + 1] if at + 1 < len(heard.keys) else ""
    return heard.keys[at] == "," and following in _PLACE_OPENERS and not heard.pauses(at)


def _turns(heard: Hearing, at: int) -> bool:
    """Whether the sentence turns to something else here: with a new `for …`, or the words of an earlier clause."""
    if heard.keys[at] not in _TURNS or (heard.keys[at] == "," and heard.pauses(at)) or _is_hyphen(heard, at):
        return False
    first, last = heard.bounds[heard.sentence_of[at]]
    following = at + 1
    while following < last and (heard.keys[following] in _TURNS or heard.keys[following] in FILLERS):
        following += 1
    if following == last:
        return False
    if heard.keys[following] in _TOPIC_OPENERS:
        return True
    if heard.keys[following] in _SAME_SUBJECT:  # "I take …, I take …", but not "it is heavy, it needs …"
        pair = heard.stems[following : min(following + 2, last)]
        return any(heard.stems[before : before + 2] == pair for before in range(first, at))
    if not heard.is_word[following]:
        return False
    # "threads for this, threads for that", and "one is for this, the other is for that"
    said = heard.stems[first:at]
    has_same_verb = following + 1 < last and heard.stems[following + 1] in said
    return heard.stems[following] in said or (has_same_verb and heard.keys[first] not in _FRONTED)


def _reach(heard: Hearing, after: int) -> int:
    """The token before which a phrase must begin to follow `after`: near enough, and in no clause on something else."""
    words = 0
    is_denial = after - 1 in heard.negators or _denied(heard, after - 1, 0)
    clause = _Clause()
    last = min(heard.bounds[heard.sentence_of[after - 1]][1], after + MOST_TOKENS_BETWEEN)
    began = after
    for at in range(after, last):
        key = heard.keys[at]
        if clause.is_about_another(key, counts=heard.counts[at]):
            return at
        if key in (",", "and"):
            began = at
        elif key in _SAME_SUBJECT:
            began = after
        elif is_denial and began > after and key in _AUXILIARIES and at + 1 in heard.negators:
            # In a row of denials one ends before the subject of the next: `it isn't copied, and the calls don't …`.
            return began
        words += heard.counts[at]
        if words > MOST_WORDS_BETWEEN or key in _BARRIERS:
            return at + 1  # behind the barrier itself, which a cue may name: "immutable .. whereas .. list"
    return last


class _Clause:
    """Notices when a sentence turns to something else: in `lists change and tuples are …` the last is not of lists."""

    def __init__(self) -> None:
        self.has_verb = False
        self.is_new = False
        self.has_subject = False

    def is_about_another(self, key: str, *, counts: bool) -> bool:
        """Take in the next token; whether it is the verb of a new subject."""
        if key in _AUXILIARIES:
            if self.has_verb and self.is_new and self.has_subject:
                return True
            self.has_verb, self.is_new = True, False
        elif key in (",", "and"):
            self.is_new, self.has_subject = True, False
        elif key in _SAME_SUBJECT:
            self.is_new = False
        elif counts:
            self.has_subject = True
        return False


def _denied(heard: Hearing, at: int, floor: int) -> bool:
    """Whether a negator governs the token; tokens before `floor` are not looked at."""
    first = max(floor, heard.bounds[heard.sentence_of[at]][0])
    words = 0
    for before in range(at - 1, first - 1, -1):
        key = heard.keys[before]
        if before in heard.negators:
            return key != "non" or words == 0
        if key in _IN_SPITE:
            return True
        if _ends_clause(heard, before):
            return False
        words += heard.counts[before]
        if words == NEGATOR_REACH:
            return False
    return False


def _in_denied_list(heard: Hearing, at: int) -> bool:
    """Whether the token stands in a list that is denied as a whole: `it does not write an A, a B or a C`."""
    first, last = heard.bounds[heard.sentence_of[at]]
    has_or = False
    for following in range(at + 1, min(last, at + MOST_TOKENS_BETWEEN)):
        if heard.keys[following] in _OR:
            has_or = True
        elif heard.keys[following] in _AUXILIARIES:
            return False  # of which the list is the subject: "they cannot change, lists or sets can"
        elif _ends_item(heard, following):
            break
    words = 0
    for before in range(at - 1, max(first, at - MOST_TOKENS_BETWEEN) - 1, -1):
        if before in heard.negators:
            return has_or
        if heard.keys[before] in _OR or heard.keys[before] == ",":
            has_or |= heard.keys[before] in _OR
            words = 0
        elif _ends_item(heard, before) or words == NEGATOR_REACH:
            return False
        words += heard.counts[before]
    return False


def _ends_item(heard: Hearing, at: int) -> bool:
    """Whether no list of things runs on across the token: a clause begins, or something has its verb there."""
    key = heard.keys[at]
    return key != "," and (key in _AUXILIARIES or key in _SAME_SUBJECT or _ends_clause(heard, at))


def _dismissed(heard: Hearing, end: int) -> bool:
    """Whether the sentence says at once that what ended there is not needed: `the collector is not needed`."""
    last = heard.bounds[heard.sentence_of[end - 1]][1]
    is_negated = False
    for at in range(end, min(last, end + 5)):
        key = heard.keys[at]
        if at in heard.negators:
            is_negated = True
        elif key == "unnecessary" or (is_negated and key in _NEEDED):
            return True
        elif key not in FILLERS and key not in _AUXILIARIES and key != "longer":
            return False
    return False


def _ends_clause(heard: Hearing, at: int) -> bool:
    key = heard.keys[at]
    if key == ",":
        return not heard.pauses(at)
    if key == "-":
        return not _is_hyphen(heard, at)
    if key == "so":
        return at - 1 not in heard.negators  # "not so simple"
    return key in _CLAUSE_SIGNS or key in _CLAUSE_WORDS


def _is_hyphen(heard: Hearing, at: int) -> bool:
    """Whether the sign joins two halves of a word, as in `utf-8`, rather than be a dash."""
    return heard.keys[at] == "-" and at > 0 and heard.tokens[at].start == heard.tokens[at - 1].end


def _contrasted(heard: Hearing, at: int) -> bool:
    """Whether the sentence says something of another thing: `unlike tuples, lists …`."""
    first = heard.bounds[heard.sentence_of[at]][0]
    for before in range(at - 1, max(first, at - 4) - 1, -1):
        if heard.keys[before] in _CONTRASTS:
            return True
        if heard.keys[before] not in FILLERS and heard.keys[before] not in ("to", "with", "of"):
            return False
    return False
