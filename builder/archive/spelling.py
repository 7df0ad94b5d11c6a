"""Which spellings are one name: only such as come from another script, or from another country's English."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from builder.reading.folding import fold
from builder.reading.names.lexicon import Sort, lexicon
from builder.reading.words import load_set, load_words

# How German and Scandinavian names are written where these letters are not at hand.
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
_LONG_VOWELS = (("ee", "i"), ("oo", "u"), ("ou", "u"), ("aa", "a"))
_DOUBLE = re.compile(r"([a-z])\1+")
_VOWELS = re.compile(r"[aeiouh]")
_SHORT_VOWELS = str.maketrans("eo", "iu")
# Short words with another vowel are mostly other names: "Salem" and "Salim", "Hamed" and "Hamid".
_LONG_WORD = 6
_SOUNDS = (("ph", "f"), ("ck", "k"), ("sch", "sh"), ("dt", "t"), ("z", "s"), ("q", "k"), ("w", "v"), ("y", "i"))
_GENERATION = frozenset(("jr", "sr", "ii", "iii", "iv"))
_PATRONYMIC = frozenset(("bin", "ibn", "bint", "ben"))
_ARTICLES = frozenset(("al", "el"))
_FEWEST_INITIALS = 3
"""Two letters stand for too many names."""


@cache
def _spellings() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Whole words, and ends of words, each with the spelling that stands for it."""
    words: dict[str, str] = {}
    ends: list[tuple[str, str]] = []
    for first, *others in load_words("name_spellings"):
        for form in (first, *others):
            if first.startswith("-"):
                ends.append((form[1:], first[1:]))
            else:
                words[form] = first
    return words, tuple(sorted(ends, key=lambda end: (-len(end[0]), end)))


@lru_cache(maxsize=100_000)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a person's name, without "Jr." and the like: these tell people apart, see `generation`."""
    words = fold(name).split()
    while len(words) > 1 and words[-1] in _GENERATION:
        words.pop()
    return tuple(words)


def generation(name: str) -> str | None:
    """ "jr" for "Ana Levi, Jr."."""
    last = fold(name).rpartition(" ")[2]
    return last if last in _GENERATION else None


@lru_cache(maxsize=100_000)
def spelling_keys(name: str) -> frozenset[str]:
    """Two full names with a key in common are spellings of one: "Yousuf Karim", "Yusuf Kareem"; "Müller", "Mueller".

    Vowels and doubled letters count as spelling only in names that come from another script, which one of their words
    must show: "Francis" and "Frances", "Nielsen" and "Nilsen" stay apart.
    """
    keys = {" ".join(_spelled(fold(form).split())) for form in (name, name.translate(_LETTERS))}
    return frozenset(keys)


def _spelled(words: list[str]) -> list[str]:
    known, ends = _spellings()
    foreign = any(word in known or _ended(word, ends) for word in words)
    spelled: list[str] = []
    for at, word in enumerate(words):
        if at > 0 and word in _ARTICLES:
            continue  # "Omar al-Harbi" is "Omar Harbi" elsewhere, but "Al Gore" is not "Gore"
        standing = known.get(word) or _ended(word, ends) or (_vowels(word) if foreign else word)
        if spelled and spelled[-1] == "abdul":
            spelled[-1] += standing  # "Abdul Rahman" is "Abdulrahman"
        else:
            spelled.append(standing)
    return spelled


def _ended(word: str, ends: tuple[tuple[str, str], ...]) -> str | None:
    for end, standing in ends:
        if word.endswith(end) and len(word) > len(end) + 1:
            return _vowels(word[: -len(end)], longer=len(end)) + standing
    return None


def _vowels(word: str, longer: int = 0) -> str:
    for long, short in _LONG_VOWELS:
        word = word.replace(long, short)
    word = _DOUBLE.sub(r"\1", word)
    if word.endswith("y"):
        word = f"{word[:-1]}i"
    if word.endswith("ah"):
        word = word[:-1]
    return word.translate(_SHORT_VOWELS) if len(word) + longer >= _LONG_WORD else word


@lru_cache(maxsize=100_000)
def similar_sound(word: str) -> str:
    """A key that words share which a hasty writer may confuse: too coarse to merge by, right for doubts."""
    for one, other in (
        ("ph", "f"),
        ("ck", "k"),
        ("sch", "sh"),
        ("dt", "t"),
        ("z", "s"),
        ("q", "k"),
        ("w", "v"),
        ("y", "i"),
    ):
        word = word.replace(one, other)
    return word[:1] + _VOWELS.sub("", _DOUBLE.sub(r"\1", word[1:]))


@lru_cache(maxsize=100_000)
def is_short(name: str) -> bool:
    """Whether a person's name is one word, or one with particles: "Solheim", "bin Salman", "Al Thani"."""
    *front, _ = name_words(name) or ("",)
    return all(word in _particles() for word in front)


def family_names(name: str) -> frozenset[str]:
    """By what a person may be called for short: "harbi" and "al harbi", but for "Omar bin Salman" only "bin salman"."""
    words = name_words(name)
    if len(words) < 2:
        return frozenset()
    at = len(words) - 1
    found = [words[-1]]
    while at > 1 and words[at - 1] in _particles():
        at -= 1
        found.append(" ".join(words[at:]))
        if words[at] in _PATRONYMIC:
            return frozenset(found[-1:])  # the last word is the father's name
    return frozenset(found)


@cache
def _particles() -> frozenset[str]:
    return load_set("name_particles")


@lru_cache(maxsize=100_000)
def body_key(name: str) -> str:
    """Two names with one key mean one body: "State Department", "Department of State"; "TOLOnews", "Tolo News"."""
    words = fold(_full_names().get(fold(name), name)).split()
    words = [_orthography().get(word, word) for word in words]
    for head in ("department", "ministry"):
        if head in words[:-2] and words[words.index(head) + 1] == "of":
            at = words.index(head)
            rest = [word for word in words[at + 2 :] if word != "the"]
            words = [*words[:at], *rest, head]
            break
    return "".join(words)


@cache
def _full_names() -> dict[str, str]:
    """Folded forms that mean one state or body everywhere, with the name that the site uses."""
    full: dict[str, str] = {}
    for name, *others in load_words("actor_same_bodies"):
        for form in (name, *others):
            full.setdefault(fold(form), name)
    for entries in lexicon().by_first.values():
        for entry in entries:
            if entry.sort in (Sort.COUNTRY, Sort.BODY):
                full.setdefault(fold(entry.form), entry.name)
    return full


@cache
def _orthography() -> dict[str, str]:
    return {other: first for first, *others in load_words("actor_word_spellings") for other in others}


def is_abbreviation(name: str) -> bool:
    """ "NSC", "U.N.H.C.R."."""
    letters = name.replace(".", "")
    return letters.isupper() and letters.isalpha() and len(letters) >= _FEWEST_INITIALS
