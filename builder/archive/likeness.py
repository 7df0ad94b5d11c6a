"""Which names look like one: another spelling, a slip of the pen, more or fewer words of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from builder.archive.spelling import body_key, generation, is_abbreviation, name_words, similar_sound, spelling_keys
from builder.reading.folding import fold

MOST_OF_A_KEY = 12
"""A key of more names than this is no sign of likeness."""
_NICKNAME = 3
"""Letters that a given name and its short form begin with."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two names look like one, from 0 to 1; `reason` is a sentence."""

    score: float
    reason: str


def name_keys(name: str, *, person: bool) -> Iterator[tuple[str, ...]]:
    """What two names that are alike have in common, one key or more; a key that many share tells nothing."""
    return _person_keys(name) if person else _body_keys(name)


def compare_names(one: str, other: str, *, person: bool) -> Likeness | None:
    """How much two names of people, or of anything else, look like one."""
    return _people_alike(one, other) if person else _bodies_alike(one, other)


def _person_keys(name: str) -> Iterator[tuple[str, ...]]:
    words = name_words(name)
    if len(words) < 2:
        return
    yield ("sounds", *sorted(map(similar_sound, words)))
    yield ("ends", words[0], words[-1])
    yield ("tail", *words[-2:])
    yield ("short", words[0][:_NICKNAME], *words[1:])
    yield ("start", words[0], words[-1][:_NICKNAME])
    for key in spelling_keys(name):
        spelled = key.split()
        yield ("ends", spelled[0], spelled[-1])


def _body_keys(name: str) -> Iterator[tuple[str, ...]]:
    words = fold(name).split()
    yield ("sounds", *map(similar_sound, words))
    yield ("key", body_key(name))
    yield ("with", *words)
    yield ("without", *words)
    if len(words) > 1:
        yield ("with", *words[1:])
        yield ("without", *words[:-1])
        yield ("initials", _initials(name))
    elif is_abbreviation(name):
        yield ("initials", words[0])


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper()).lower()


def _people_alike(one: str, other: str) -> Likeness | None:
    a, b = name_words(one), name_words(other)
    if len(a) < 2 or len(b) < 2 or generation(one) != generation(other):
        if a == b and len(a) > 1:
            return Likeness(0.5, f"'{one}' and '{other}' differ in 'Jr.' or the like: one person, or father and son.")
        return None
    if spelling_keys(one) & spelling_keys(other):
        return Likeness(0.9, f"'{one}' and '{other}' may be two spellings of one name.")
    if sorted(a) == sorted(b):
        return Likeness(0.85, f"'{one}' and '{other}' have the same words in another order.")
    for spelled, others in product(spelling_keys(one), spelling_keys(other)):
        short, long = sorted((spelled.split(), others.split()), key=len)
        if set(short) < set(long) and len(short) > 1:
            if short[0] == long[0] and short[-1] == long[-1]:
                return Likeness(0.75, f"'{one}' and '{other}' have the same first and last name; one has more between.")
            return Likeness(0.7, f"All words of the shorter of '{one}' and '{other}' are in the longer.")
    if sorted(map(similar_sound, a)) == sorted(map(similar_sound, b)) or _is_one_edit_apart(" ".join(a), " ".join(b)):
        return Likeness(0.7, f"'{one}' and '{other}' are spelled alike.")
    first, second = sorted((a[0], b[0]), key=len)
    if a[1:] == b[1:] and second.startswith(first) and len(first) >= _NICKNAME:
        return Likeness(0.55, f"'{first.title()}' may be short for '{second.title()}' in '{one}' and '{other}'.")
    return None


def _bodies_alike(one: str, other: str) -> Likeness | None:
    a, b = fold(one).split(), fold(other).split()
    short, long = sorted((a, b), key=len)
    if body_key(one) == body_key(other):
        return Likeness(0.9, f"'{one}' and '{other}' are two ways to write one name.")
    abbreviated = is_abbreviation(one) or is_abbreviation(other)  # "CNN" and "CNA" are two as they stand
    sound = list(map(similar_sound, a)) == list(map(similar_sound, b))
    if sound and not abbreviated and _is_one_edit_apart(" ".join(a), " ".join(b)):
        return Likeness(0.75, f"'{one}' and '{other}' are spelled alike.")
    for abbreviation, name in ((one, other), (other, one)):
        if is_abbreviation(abbreviation) and " " in name and fold(abbreviation) == _initials(name):
            return Likeness(0.5, f"'{abbreviation}' may stand for '{name}', which no article says.")
    if len(long) - len(short) == 1:
        if len(short) > 1 and long[1:] == short:
            return Likeness(0.6, f"'{other}' may be '{one}', with or without the word in front that says whose.")
        if long[:-1] == short and short:
            return Likeness(0.5, f"'{' '.join(short).title()}' may be short for the longer of '{one}' and '{other}'.")
    return None


def _is_one_edit_apart(one: str, other: str) -> bool:
    """Whether one letter more, less or another makes the one the other."""
    short, long = sorted((one, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same:] == long[same + 1 :] or short[same + 1 :] == long[same + 1 :]
