"""What a name is, from the words around all its mentions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from builder.reading.names.lexicon import Lexicon
from builder.reading.names.mention import MentionKind
from builder.reading.names.segment import Candidate

_WINDOW = 40
_BEFORE = re.compile(r"([\w’'-]+)(,?)[ \n“\"‘(]*$")
_TWO_BEFORE = re.compile(r"([\w’'-]+) ([\w’'-]+) ?$")
_AFTER = re.compile(
    r"(?P<own>[’']s?)?(?P<sign>[^\w\n]{0,3})\n?(?P<word>[\w’'-]+)?(?: (?P<second>[\w’'-]+))?(?: (?P<third>[\w’'-]+))?"
)
_AGE = re.compile(r",? ?\(?(?:aged )?\d{2}\)?(?:,|$)")
_ACRONYM_AFTER = re.compile(r" \((?:the )?[A-Z][A-Za-z./&-]*[A-Z]\)")
_SAYING = frozenset(
    "said says told tells added adds tweeted wrote writes stated noted warned announced argued claimed explained insisted "
    "recalled replied responded urged stressed declared believes thinks thought believed asked vowed hailed praised "
    "called described admitted conceded suggested acknowledged promised pledged met spoke visited arrived resigned "
    "died born himself herself who whose whom".split()
)
_PERSONAL_AFTER = frozenset("who whose whom himself herself aged".split())
_LOCATIVE = frozenset(
    "in at near from across inside outside throughout around toward towards into via within north south east west".split()
)
_TRAVEL = frozenset("to through over".split())
_PLACE_AFTER = frozenset(
    "province provinces district districts city town village villages region river airport valley county governorate "
    "prefecture oblast peninsula island islands coast border suburb neighbourhood neighborhood municipality township area "
    "mountains mountain lake bay strait square street road bridge".split()
)
_PLACE_BEFORE = frozenset("city town village province district region capital port island state suburb".split())
_ARTICLES = frozenset(("the", "The"))


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around one candidate."""

    locative: bool
    article: bool
    person: float
    place: float
    group: float
    body: float


def read_context(prose: str, candidate: Candidate, lexicon: Lexicon) -> Context:
    left = prose[max(0, candidate.start - _WINDOW) : candidate.start]
    before = _BEFORE.search(left)
    word = before.group(1) if before and not before.group(2) else ""
    comma_word = before.group(1) if before and before.group(2) else ""
    after = _AFTER.match(prose, candidate.end, candidate.end + _WINDOW)
    assert after is not None
    own, sign, next_word = after["own"], after["sign"] or "", after["word"] or ""
    person = place = group = body = 0.0
    locative = word in _LOCATIVE
    article = word in _ARTICLES
    if locative:
        place += 1.5
    elif word in _TRAVEL:
        place += 0.4
    if article:
        person -= 3
        body += 1.5
    if word in lexicon.role_nouns or comma_word in lexicon.role_nouns:
        person += 3
    if word in _PLACE_BEFORE or (word == "of" and before and _place_of(left)):
        place += 3
    if word in lexicon.cues_before:
        group += 2
    if sign == " " and not own:
        if next_word in _PERSONAL_AFTER:
            person += 2.5
        elif next_word in _SAYING:
            person += 1.2
        elif next_word in lexicon.cues_after:
            group += 2.5
            person -= 1
        elif next_word in _PLACE_AFTER:
            place += 2
    elif sign == ", " and not own:
        nearby = (next_word, after["second"] or "", after["third"] or "")
        if next_word in _PERSONAL_AFTER or (
            next_word in ("a", "an", "the") and any(w in lexicon.role_nouns for w in nearby)
        ):
            person += 2.5
        elif next_word in lexicon.role_nouns:
            person += 2.5
    if _AGE.match(prose, candidate.end, candidate.end + 12):
        person += 2
    if _ACRONYM_AFTER.match(prose, candidate.end, candidate.end + 14):
        body += 3
        person -= 2
    return Context(locative, article, person, place, group, body)


def _place_of(left: str) -> bool:
    found = _TWO_BEFORE.search(left)
    return bool(found) and found is not None and found.group(1) in _PLACE_BEFORE


def own_scores(candidate: Candidate) -> Counter[str]:
    """What the name's own shape says."""
    scores: Counter[str] = Counter()
    text = candidate.text
    if candidate.kind is not None:
        scores[candidate.kind] += 6 if candidate.sure else 3
        if candidate.kind == "person" and candidate.title:
            scores["person"] += 2
        return scores
    if text.isupper() and 2 <= len(text) <= 8 and candidate.words == 1:
        scores["organisation"] += 3
    elif candidate.words == 1:
        scores["person"] += 1.0 if candidate.given else 0.3
    elif candidate.words in (2, 3):
        scores["person"] += 1.5
    elif candidate.words > 3:
        scores["organisation"] += 0.5
        scores["person"] += 0.4
    if any(sign in text for sign in "&/") or any(c.isdigit() for c in text):
        scores["organisation"] += 2
    return scores


def context_scores(context: Context) -> Counter[str]:
    return Counter(
        {"person": context.person, "place": context.place, "group": context.group, "organisation": context.body}
    )


def decide(scores: Counter[str]) -> MentionKind:
    """The kind that most speaks for; a person where nothing speaks."""
    order: tuple[MentionKind, ...] = ("person", "group", "organisation", "place", "state")
    return max(order, key=lambda kind: (scores[kind], -order.index(kind)))
