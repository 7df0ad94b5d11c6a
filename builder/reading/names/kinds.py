"""What a name is, from the words around all its mentions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from builder.reading.names.lexicon import Lexicon
from builder.reading.names.mention import MentionKind
from builder.reading.names.segment import Candidate
from builder.reading.words import load_words

_WINDOW = 40
_KINDS: tuple[str, ...] = ("person", "place", "group", "organisation", "state")
_BETWEEN = ' \n“"‘('
_TWO_BEFORE = re.compile(r"([\w’'-]+) ([\w’'-]+) ?$")
_AFTER = re.compile(
    r"(?P<own>[’']s?)?(?P<sign>[^\w\n]{0,3})\n?(?P<word>[\w’'-]+)?(?: (?P<second>[\w’'-]+))?(?: (?P<third>[\w’'-]+))?"
)
# "CNN Newsroom"; two capitals may be somebody's initials.
_NETWORK = re.compile(r"[A-Z]{3,} [A-Z][a-z]")
_CLUB = re.compile(r"A?FC [A-Z]|.* A?FC$")
_LINKED_NOUNS = re.compile(r"-[ei](?: |-[A-Z])")
_COMPASS = ("Northern ", "Southern ", "Eastern ", "Western ", "Central ", "Upper ", "Lower ", "Greater ")
_AGE = re.compile(r",? ?\(?(?:aged )?\d{2}\)?(?:,|$)")
_ACRONYM_AFTER = re.compile(r" \((?:the )?(?P<first>[A-Z])[A-Za-z./&-]*[A-Z]\)")


def _words(what: str) -> frozenset[str]:
    return frozenset(row[0] for row in load_words("name_context_words") if row[1] == what)


_SAYING = _words("saying")
_PERSONAL_AFTER = _words("personal")
_LOCATIVE = _words("locative")
# "At" and "from" go with bodies too.
_HALF_LOCATIVE = _words("half-locative")
_DISTRICT = _words("district")
_PLACE_AFTER = _words("place-after")
_PLACE_BEFORE = _words("place-before")
_BODY_AFTER = _words("body-after")
_BODY_NOUN = _words("body-noun")
_BODY_BEFORE = _words("body-before")
_PREDICATE = _words("predicate")
_CLAUSE = _words("clause")
_ALIAS = _words("alias")
_OF_PEOPLE = frozenset(("family", "administration", "presidency", "era", "dictatorship", "campaign", "doctrine"))
# What outlets do more often than people: "..., Habari reports."
_REPORTING = frozenset(("reports", "reported"))
# Verbs behind a quotation, before their subject; what one "told" or "asked" would be whom.
_SPOKEN = frozenset(("said", "says", "added", "adds", "explained", "recalled", "insisted", "warned", "argued"))
_ENDS = (",", ".", "")
_COLLECTIVES = frozenset(("group", "network", "movement"))
_ARTICLES = frozenset(("the", "The"))


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around one candidate; `employs`: what somebody is there follows ("Herald editor Ana Levi")."""

    locative: bool
    article: bool
    person: float
    place: float
    group: float
    body: float
    employs: bool


def read_context(prose: str, candidate: Candidate, lexicon: Lexicon) -> Context:
    left = prose[max(0, candidate.start - _WINDOW) : candidate.start]
    word, comma_word = _words_before(left)
    after = _AFTER.match(prose, candidate.end, candidate.end + _WINDOW)
    assert after is not None
    own, sign, next_word = after["own"], after["sign"] or "", after["word"] or ""
    person = place = group = body = 0.0
    locative = word in _LOCATIVE or word in _HALF_LOCATIVE
    article = word in _ARTICLES
    if own and (word in _LOCATIVE or word in _HALF_LOCATIVE):
        # "in Kim's speech": the place is what follows.
        locative = False
    elif word in _LOCATIVE:
        place += 2.5
    elif word in _HALF_LOCATIVE:
        place += 0.8
        body += 0.7
        person -= 1.5 if word == "at" else 0
    if article:
        # In "the Levi case" the article is the case's.
        owned = candidate.words > 1 and sign == " " and next_word.islower() and next_word not in _PREDICATE
        person -= 1 if owned else 3
        # "The Obelisk", "the Nile": a lone name with "the" is seldom a person, a longer one may be anything.
        body += 1.5 if candidate.words == 1 else 0 if owned else 0.5
    if word in _BODY_BEFORE:
        body += 4
    elif word in _ALIAS or comma_word in _ALIAS:
        person += 5
    elif word in lexicon.role_nouns:
        person += 3
    elif comma_word in lexicon.role_nouns:
        person += 1.5
    if word in _PLACE_BEFORE or (word == "of" and _place_of(left)):
        place += 3
    if word in ("of", "at") and _role_of(left, lexicon):
        body += 1.5
        person -= 1.5
    if word in _CLAUSE and candidate.words == 1:
        person += 0.6
    if word in lexicon.cues_before:
        group += 2
    elif word in _COLLECTIVES and _two_words(left) in lexicon.cues_before:
        group += 3
        person -= 1
    if sign == " " and not own:
        if next_word in _PREDICATE and not locative:
            person += 0.8
        if next_word in _PERSONAL_AFTER:
            person += 2.5
        elif next_word in _SAYING:
            person += 1.2
        elif next_word in lexicon.cues_after:
            group += 2.5
            person -= 1
        elif next_word in _DISTRICT:
            place += 9
        elif next_word in _PLACE_AFTER:
            place += 2
        elif next_word in _BODY_NOUN:
            body += 2
        elif next_word in _OF_PEOPLE:
            person += 4.5
        elif next_word in lexicon.role_nouns:
            body += 2 if candidate.words == 1 else 1.2
        elif next_word in _REPORTING:
            body += 2
    elif sign == ", " and not own and _described_as_body(next_word, after):
        body += 5
    elif sign == ", " and not own:
        nearby = (next_word, after["second"] or "", after["third"] or "")
        if next_word in ("a", "an", "the") and any(w in lexicon.cues_before or w in lexicon.cues_after for w in nearby):
            group += 2
        if next_word in _PERSONAL_AFTER or any(w.lower() in lexicon.role_nouns for w in nearby):
            person += 2.5
    if word in _SPOKEN and not own and sign[:1] in _ENDS:
        person += 1.2  # "...," said Ana Levi.
    if _AGE.match(prose, candidate.end, candidate.end + 12):
        person += 2
    acronym = _ACRONYM_AFTER.match(prose, candidate.end, candidate.end + 14)
    if acronym and acronym["first"] in candidate.text:  # "Ana Levi (UFP)" has her party behind her name
        body += 3
        person -= 2
    if candidate.employs:
        body += 3
        person -= 2
    if candidate.text.isupper() and candidate.words == 1 and len(candidate.text) <= 6 and not candidate.title:
        person = min(person, 0)
    employs = sign == " " and not own and next_word in lexicon.role_nouns
    return Context(locative, article, person, place, group, body, employs)


def _words_before(left: str) -> tuple[str, str]:
    """The last word of `left` if it stands right before a name, then if a comma is between."""
    end = len(left.rstrip(_BETWEEN))
    comma = left.endswith(",", 0, end)
    end -= comma
    start = end
    while start > 0 and (left[start - 1].isalnum() or left[start - 1] in "_-'’"):
        start -= 1
    return ("", left[start:end]) if comma else (left[start:end], "")


def _described_as_body(article: str, after: re.Match[str]) -> bool:
    """ "X, a consultative assembly", "X, or grand assembly": what stands behind the comma is a body."""
    return article in ("a", "an", "the", "or") and any(
        word in _BODY_AFTER for word in (after["second"] or "", after["third"] or "")
    )


def _two_words(left: str) -> str:
    found = _TWO_BEFORE.search(left)
    return f"{found.group(1)} {found.group(2)}" if found else ""


def _place_of(left: str) -> bool:
    found = _TWO_BEFORE.search(left)
    return bool(found) and found is not None and found.group(1) in _PLACE_BEFORE


def _role_of(left: str, lexicon: Lexicon) -> bool:
    """Whether "director of", "columnist at" stands before the name."""
    found = _TWO_BEFORE.search(left)
    return bool(found) and found is not None and found.group(1) in lexicon.role_nouns


def own_scores(candidate: Candidate) -> dict[str, float]:
    """What the name's own shape says."""
    scores = dict.fromkeys(_KINDS, 0.0)
    text = candidate.text
    if candidate.kind is not None:
        scores[candidate.kind] += 6 if candidate.sure else 3
        if candidate.kind == "person" and candidate.title:
            scores["person"] += 2
        return scores
    if text.isupper() and 2 <= len(text) <= 8 and candidate.words == 1:
        scores["organisation"] += 3
    elif _CLUB.match(text) or _LINKED_NOUNS.search(text) or _NETWORK.match(text):
        scores["organisation"] += 3  # Persian links nouns so
    elif candidate.words == 1:
        scores["person"] += 1.0 if candidate.given else 0.0
    elif candidate.plain:
        if text.startswith(_COMPASS):
            scores["organisation"] += 3  # "Northern Rail": nobody's given name
        elif candidate.given:
            scores["person"] += 0.7 if candidate.opens else 1.5
        else:
            scores["organisation"] += 0.5
    elif text.startswith(("Al ", "El ")):
        # "Al Thani" is a family, "Al Shabaab" a movement: what stands around decides.
        scores["organisation"] += 0.5
    elif candidate.words in (2, 3):
        scores["person"] += 1.5
    elif candidate.words > 3:
        scores["organisation"] += 0.5
        scores["person"] += 0.4
    if any(sign in text for sign in "&/") or any(c.isdigit() for c in text):
        scores["organisation"] += 2
    return scores


def context_scores(context: Context) -> dict[str, float]:
    return {"person": context.person, "place": context.place, "group": context.group, "organisation": context.body}


def decide(scores: Mapping[str, float]) -> MentionKind:
    """The kind that most speaks for; a body where nothing does."""
    person, place, group = scores["person"], scores["place"], scores["group"]
    body = scores["organisation"]
    if body + group >= max(person, place, scores["state"]):
        # Fighters, insurgents, a movement: one such word beside a name outweighs any number of articles before it.
        return "group" if group >= 2 else "organisation"
    if person >= max(place, scores["state"]):
        return "person"
    return "place" if place >= scores["state"] else "state"
