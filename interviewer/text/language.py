"""Whether an answer is in another language than English, of whose words the offline grader knows nothing."""

from __future__ import annotations

from functools import lru_cache

from interviewer.text.sentences import sentences
from interviewer.text.words import word_set, words

FEWEST_LETTERS = 20
"""With fewer letters in another script, nothing is said about the language."""
FEWEST_WORDS = 12
"""With fewer words in Latin letters, nothing is said about it either."""
FEWEST_FOREIGN = 0.15
"""The share of another language's small words from which on it is that language."""
MOST_ENGLISH = 0.15
"""The share of English small words from which on it is English, whatever else is in it."""
LOOKED_AT = 5000
"""Characters of a text that are looked at."""

_LATIN_ENDS = "\u024f"
# Words that two languages share ("is", "in", "so", "no", "of") tell nothing and are in neither list.
_ENGLISH = word_set(
    "the are was were be been it you and that this these those to with not can could has have they when if by for from "
    "which what how why because but or its there then than does do will would should each every all one only more at my"
)
_FOREIGN = word_set(
    "der die das den dem ein eine einen einem einer und ist sind nicht mit auf für von zu zum zur sich auch wird "
    "werden man wenn weil aber oder wie bei nur kann nach aus dass noch sehr hat haben ich es sie wir "
    "el la los las un una unos que y es en por para con del se como pero más sin sobre cuando porque su lo al son está "
    "le les des du une est dans pour qui avec sur pas ne et ou ce cette sont plus par au aux il elle je nous vous mais "
    "gli che di non sono per della dei delle nel alla come ma anche quando più si "
    "os uma em não mas quando mais são pelo pela dos das na nos isso ele ela "
    "het een van dat niet op zijn met voor maar ook worden wordt naar bij dan hij wij ze er om te "
    "w z na nie się jest że jak ale przez dla które tylko "
    "och att det som en är på av inte med till om kan har "
    "bir ve bu için ile değil olarak daha gibi ama"
)


@lru_cache(maxsize=8)
def is_not_english(text: str) -> bool:
    """Whether most of the text is in another script, or in another language in Latin letters. Code tells nothing.

    The last answers are kept, because a text is asked about once for each criterion that it misses.
    """
    prose = " ".join(text[at.start : at.end] for at in sentences(text[:LOOKED_AT]) if not at.is_code)
    letters = [char for char in prose if char.isalpha()]
    foreign = sum(char > _LATIN_ENDS for char in letters)
    if foreign >= FEWEST_LETTERS and foreign > len(letters) / 2:
        return True
    said = [token.text for token in words(prose) if token.text.isalpha()]
    if len(said) < FEWEST_WORDS:
        return False
    small = sum(word in _FOREIGN for word in said)
    marked = sum(word not in _FOREIGN and not word.isascii() for word in said)
    english = sum(word in _ENGLISH for word in said)
    return english < len(said) * MOST_ENGLISH and small + marked >= len(said) * FEWEST_FOREIGN
