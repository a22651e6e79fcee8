"""How English spelling sounds, by rule: near enough to see that two spellings sound alike. Pure, no dictionary.

A sound is one character. Consonants: `p b t d k g f v s z S C J m n N l r w y h T`, where S is sh, C is ch, J the j of
`jay`, N the ng of `sing`, T either th. Vowels: `a e i o u` as in pat, pet, pit, pot, put; `A` as in but and at the end
of `Asia`; the long ones are `Q E I O` as in pay, pea, pie, toe.
"""

from __future__ import annotations

import re
from functools import lru_cache

VOWELS = frozenset("aeiouAQEIO")


def _table(rows: str) -> dict[str, str]:
    """What is written as `spelling>sound`, in order."""
    return {spelling: sound for spelling, _, sound in (row.partition(">") for row in rows.split())}


_CHARACTERS = _table("""
    a>Q b>bE c>sE d>dE e>E f>ef g>JE h>QC i>I j>JQ k>kQ l>el m>em n>en o>O p>pE q>kyu
    r>ar s>es t>tE u>yu v>vE w>dAbAlyu x>eks y>wI z>zE
    0>zErO 1>wAn 2>tu 3>TrE 4>for 5>fIv 6>siks 7>sevAn 8>Qt 9>nIn
""")
"""What letters and digits are called."""
_WHOLE = _table("""
    a>A the>TA of>Av one>wAn once>wAns two>tu to>tu too>tu do>du who>hu eye>I are>ar was>wAz were>wAr
    some>sAm come>kAm have>hav owe>O you>yu your>yor queue>kyu cue>kyu tea>tE been>bin does>dAz said>sed
    iron>IArn double>dAbAl couple>kApAl only>OnlE cache>kaS pi>pI py>pI eight>Qt what>wAt there>Ter
    their>Ter they>TQ none>nAn done>dAn other>ATAr over>OvAr people>pEpAl live>liv give>giv ink>iNk
    sink>siNk sync>siNk async>AsiNk oh>O our>ar hour>awAr args>argz kwargs>kwargz dict>dikt deque>dek tuple>tupAl
""")
"""Words that follow no rule."""
_SPELLED = frozenset({"api", "asgi", "cpu", "id", "io", "lru", "orm", "url", "utf", "wsgi"})
"""Abbreviations that could be read as words, and are not."""
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in _table(r"""
    tion|sion|cian>SAn ture(?=s?\b)>CAr (?<=\bca)che?(?=[a-z])>S tious|cious>SAs ight>It ough>o augh>o igh>I
    eau>O que\b|cque\b>k gue\b>g sch>sk tch>C dge>J \bkn>n \bwr>r \bps>s \bgn>n \bx>z mb\b>m sh>S ch(?=r)>k ch>C
    h\b> ph>f th>T wh>w gh>g ck>k qu>kw ng\b>N ng(?=s\b)>N n(?=[kx]|c[^eiyh])>N sc(?=[eiy])>s cc(?=[eiy])>ks
    c(?=[eiy])>s (?<!g)g(?=[eiy])(?!i[vlrn]|et|ir)>J ([bdfgklmnprstvz])\1>= c>k x>ks q>k j>J
    ed\b(?<=[pkfsxh]ed)>t ed\b(?<=[bgvzmnrlwy]ed)(?<=[a-z]{4})>d es\b(?<=[sxzh]es)>iz le\b(?<=[^aeiou]le)>Al
    les\b(?<=[^aeiou]les)>Alz a(?=bles?\b)(?<=\b[a-z]a)>Q a(?=bles?\b)>A
    our\b>or a(?=[bcdfgklmnpstvz]e[sd]?\b)>Q i(?=[bcdfgklmnpstvz]e[sd]?\b)>I
    o(?=[bcdfgklmnpstvz]e[sd]?\b)>O u(?=[bcdfgklmnpstvz]e[sd]?\b)>u e(?=[bcdfgklmnpstvz]e[sd]?\b)>E
    e\b(?<=[a-z]{3})> e(?=s\b)(?<=[bcdfgklmnptvz]e)(?<=[a-z]{3})> ee|ea|ie(?=[a-z]{2})|ei>E ie\b|ies\b>I
    ai|ay|ey(?=[a-z])>Q ey\b>E oo|ou(?=p)>u ou|ow(?=[a-z])>aw ow\b|oa|oe>O oi|oy>oy au|aw>o ew|ue|ui|eu>u
    [eiu]r(?![aeiouy])>Ar or\b(?<=[a-z]{4})>Ar ar\b(?<=[a-z]{4})>Ar y\b(?<=\b[a-z]y)>I
    y\b(?<=\b[a-z]{2}y)(?<=[^aeiou]y)>I y\b>E \by>y (?<=\b[pm])y>I y>i a\b>A o\b>O i\b>E
    u(?=[bcdfgklmnpstvz][aiouy])>u u>A [aeio]>* s\b(?<=[bdgvmnlrwaeiouy]s)>z [bdfghklmnprstvwz]>*
    """).items()
)
"""In order, `spelling>sound`, the first that fits; `*` is the letter itself, `=` leaves the first of the two out."""
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def sounds(word: str) -> str:
    """The sounds of a word of small letters and digits. What has no vowel is spelled out.

    >>> sounds("phone"), sounds("tupple"), sounds("gil"), sounds("q")
    ('fOn', 'tApAl', 'gil', 'kyu')
    """
    if word in _WHOLE:
        return _WHOLE[word]
    if len(word) == 1 or word in _SPELLED or not re.search(r"[aeiouy\d]", word):
        return "".join(_CHARACTERS.get(char, "") for char in word)
    parts = re.findall(r"^dunder|[a-z]+|\d", word)
    if len(parts) > 1:
        return "".join(sounds(part) for part in parts)
    return _REPEATED.sub(r"\1", "".join(_of_part(part) for part in parts))


def _of_part(part: str) -> str:
    made, at = [], 0
    while at < len(part):
        sound, at = _at(part, at)
        made.append(sound)
    return "".join(made)


def _at(part: str, at: int) -> tuple[str, int]:
    """The sound of what stands there, and where the rest begins."""
    for pattern, sound in _RULES:
        match = pattern.match(part, at)
        if match is not None:
            if sound == "=":
                return _at(part, at + 1)
            return match.group() if sound == "*" else sound, match.end()
    return "", at + 1
