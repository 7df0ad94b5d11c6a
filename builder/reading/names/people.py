"""Short forms of people's names and the full forms that an article gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FullNames:
    """By a word of the name: the full names that end or begin with it, or have it elsewhere."""

    by_last: dict[str, tuple[str, ...]]
    by_first: dict[str, tuple[str, ...]]
    by_middle: dict[str, tuple[str, ...]]
    titles: dict[str, frozenset[str]]

    def ends(self, word: str) -> bool:
        """Whether some full name ends with `word`."""
        return word in self.by_last

    def resolve(self, short: str, title: str) -> str:
        """The full form of `short`, or `short` itself where the text leaves more than one."""
        for table in (self.by_last, self.by_first, self.by_middle):
            found = table.get(short)
            if not found:
                continue
            if len(found) > 1:
                # Two bearers: the title in front may tell them apart ("President Lee").
                found = tuple(name for name in found if title and title in self.titles.get(name, frozenset()))
            if len(found) == 1 and not (table is self.by_middle and title):
                return found[0]
            return short
        return short


def particles_before(full: str, short: str) -> str:
    """The small words that stand before the last part of a full name: "de la " for "Calle"."""
    front = full.removesuffix(short)
    if front == full or not front.endswith(" "):
        return ""
    words = front.split()
    at = len(words)
    while at > 1 and words[at - 1].islower():
        at -= 1
    return "".join(f"{word} " for word in words[at:])


def full_names(names: Iterable[tuple[str, str]]) -> FullNames:
    """From names of several words, each with the title in front of it; order is the text's."""
    titles: dict[str, set[str]] = {}
    for name, title in names:
        titles.setdefault(name, set()).update((title,) if title else ())
    forms = _merge(tuple(titles))
    by_last: dict[str, list[str]] = {}
    by_first: dict[str, list[str]] = {}
    by_middle: dict[str, list[str]] = {}
    held: dict[str, set[str]] = {}
    for name, own_titles in titles.items():
        full = forms[name]
        held.setdefault(full, set()).update(own_titles)
        words = name.split()
        places = [(by_first, words[0]), *((by_last, form) for form in _last_forms(words[-1]))]
        for table, word in places:
            table.setdefault(word, [])
            if full not in table[word]:
                table[word].append(full)
        for tail in _tails(words):
            by_last.setdefault(tail, [])
            if full not in by_last[tail]:
                by_last[tail].append(full)
        for word in words[1:-1]:
            if len(word) > 1 and word[0].isupper() and word.isalpha():
                by_middle.setdefault(word, [])
                if full not in by_middle[word]:
                    by_middle[word].append(full)
    for name in titles:
        by_last.setdefault(name, [forms[name]])
        if len(name.split()) > 1 and forms[name] != name:
            by_last[name] = [forms[name]]
    return FullNames(
        {word: tuple(found) for word, found in by_last.items()},
        {word: tuple(found) for word, found in by_first.items()},
        {word: tuple(found) for word, found in by_middle.items()},
        {name: frozenset(found) for name, found in held.items()},
    )


def _tails(words: list[str]) -> list[str]:
    """The last two words of a longer name, and its surname with particles, also as it opens a sentence."""
    if len(words) <= 2:
        return []
    at = len(words) - 1
    while at > 1 and words[at - 1].islower():
        at -= 1
    surname = " ".join(words[at:])
    return list(dict.fromkeys((" ".join(words[-2:]), surname, surname[0].upper() + surname[1:])))


def _last_forms(word: str) -> tuple[str, ...]:
    """How a last name begins a sentence or stands alone: "al-Harbi" also as "Al-Harbi" and "Harbi"."""
    article, hyphen, rest = word.partition("-")
    if not (
        hyphen and rest and len(article) <= 3 and article.lower() in ("al", "el", "as", "ash", "an", "ad", "ar", "at")
    ):
        return (word,)
    return tuple(dict.fromkeys((word, f"{article.lower()}-{rest}", f"{article.capitalize()}-{rest}", rest)))


def _merge(names: tuple[str, ...]) -> dict[str, str]:
    """For each name the longest that has the same first and last word ("Donald J. Trump" for "Donald Trump")."""
    best: dict[tuple[str, str], str] = {}
    for name in names:
        words = name.split()
        key = (words[0], words[-1])
        if key not in best or len(name) > len(best[key]):
            best[key] = name
    merged: dict[str, str] = {}
    for name in names:
        words = name.split()
        merged[name] = best[words[0], words[-1]]
    return merged
