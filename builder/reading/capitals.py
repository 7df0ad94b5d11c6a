"""Texts in capitals, as old wires and some notices have them: there a capital tells no name from any other word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.reading.names.lexicon import Lexicon, Sort, lexicon
from builder.reading.words import load_set
from builder.text import Span

# The commonest letters of the language stand for all: counting them is quick, and nearly every text is not in capitals.
_LETTERS = "etaoin"
_FEWEST = 20
_SHARE = 5

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_SENTENCE_BEGINS = re.compile(r"(?:[.!?…][\"”’')\]]*\s+|\n\s*|\A\s*)[\"“‘'(\[]*\Z")
_SPACE_AND_LETTER = re.compile(r" [^\W\d_]")
_POSSESSIVE = re.compile(r"[’'][Ss]\b")
_NUMBER_NEAR = re.compile(r"\s*\d")
_NUMBER_BEFORE = re.compile(r"\d(?:st|nd|rd|th|ST|ND|RD|TH)?\s*\Z")
_TITLE = re.compile(r"(?:MRS?|MS|DR|PROF|SEN|REP|GEN|GOV|COL|SGT|LT|CAPT|CMDR|REV|HON)\.? ")
_INITIAL_OR_TITLE = re.compile(rf"\b(?:{_TITLE.pattern}|[A-Z]\. )\Z")
_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}")
_NAMES = (Sort.COUNTRY, Sort.PLACE, Sort.BODY, Sort.ADJECTIVE)
_LONGEST_ACRONYM = 6


def in_capitals(prose: str) -> bool:
    """Whether so much of `prose` is in capitals that they say nothing."""
    small = sum(map(prose.count, _LETTERS))
    large = sum(map(prose.count, _LETTERS.upper()))
    return large >= _FEWEST and large > _SHARE * small


def write_true_case(prose: str) -> str:
    """`prose`, which is in capitals, as running text would have it, character by character in its place.

    What lists of common words do not know is a name ("truecasing" in its simplest form, after Lita et al. 2003).
    """
    pieces, at = [], 0
    for span, written in _words(prose):
        if span.start >= at and len(written) == span.end - span.start:
            pieces += [prose[at : span.start], written]
            at = span.end
    return "".join([*pieces, prose[at:]])


def _words(prose: str) -> Iterator[tuple[Span, str]]:
    words = lexicon()
    before = ""
    end = 0
    for found in _WORD.finditer(prose):
        if found.start() < end:
            continue
        abbreviation = _ABBREVIATION.match(prose, found.start())
        form = abbreviation[0] if abbreviation else _listed(prose, found, words)
        if form is not None:
            end = found.start() + len(form)
            yield Span(found.start(), end), form
        else:
            form = _cased(prose, found, before, words)
            yield Span(*found.span()), form
        before = form


def _listed(prose: str, found: re.Match[str], words: Lexicon) -> str | None:
    """The longest listed name that begins here, as the list writes it."""
    for first in dict.fromkeys((found[0].capitalize(), found[0])):
        for entry in words.by_first.get(first, ()):
            end = found.start() + len(entry.form)
            if entry.sort not in _NAMES or prose[found.start() : end].upper() != entry.form.upper():
                continue
            if prose[end : end + 1].isalnum() or (entry.sort is Sort.PLACE and entry.form.lower() in words.common):
                continue
            # "US" is the country before a noun or behind "the", else the pronoun; "WHO" the body behind "the" only.
            article = prose[max(0, found.start() - 5) : found.start()].upper().endswith("THE ")
            noun = entry.sort is Sort.COUNTRY and _SPACE_AND_LETTER.match(prose, end)
            if entry.form.lower() in words.function and not (article or noun):
                continue
            own = _POSSESSIVE.match(prose, end)
            return entry.form + (own[0].lower() if own else "")
    return None


def _cased(prose: str, found: re.Match[str], before: str, words: Lexicon) -> str:
    upper, lower = found[0], found[0].lower()
    around = prose[max(0, found.start() - 12) : found.start()]
    stem = re.split("[’']", lower, maxsplit=1)[0]
    named = lower[:1].upper() + lower[1:]
    if stem in _calendar():
        dated = _NUMBER_NEAR.match(prose, found.end()) or _NUMBER_BEFORE.search(around)
        return named if stem not in words.common or dated else lower
    titled = _INITIAL_OR_TITLE.search(around) and not _ABBREVIATION.fullmatch(before)
    if titled or (before in words.given and around.endswith(" ")):
        return named if stem not in words.function else lower
    if _TITLE.match(prose, found.start()):
        return named
    if len(upper) == 1 and prose[found.end() : found.end() + 1] == ".":
        return upper
    known = any(stem in listed for listed in (words.common, words.function, words.role_nouns)) or _inflected(
        stem, words
    )
    begins = not before.endswith(".") and _SENTENCE_BEGINS.search(around)
    if known and not begins and stem != "i":
        return lower
    if not known and len(upper) <= _LONGEST_ACRONYM and (around.endswith("(") or not set(lower) & set("aeiouy")):
        return upper
    return named


def _inflected(stem: str, words: Lexicon) -> bool:
    endings = (("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("ies", "y"))
    return any(stem.endswith(end) and stem[: -len(end)] + instead in words.common for end, instead in endings)


def _calendar() -> frozenset[str]:
    return load_set("calendar_names")
