"""The word lists that reading names needs, as one dictionary of written forms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import NamedTuple

from builder.reading.names.mention import MentionKind
from builder.reading.words import load_set, load_words


class Sort(Enum):
    """What a listed form is."""

    ADJECTIVE = "adjective"
    COUNTRY = "country"
    PLACE = "place"
    BODY = "body"
    TITLE = "title"


class Entry(NamedTuple):
    """A listed form; `name` is its full form, `detail` the list's own column (a title's sort, a body's kind).

    A tuple, as there are many: others take three times as long to make.
    """

    form: str
    sort: Sort
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`by_first` has the forms that begin with a word, longest first."""

    by_first: dict[str, tuple[Entry, ...]]
    given: frozenset[str]
    leaders: frozenset[str]
    common: frozenset[str]
    function: frozenset[str]
    never: frozenset[str]
    place_nouns: frozenset[str]
    facilities: frozenset[str]
    place_prefixes: frozenset[str]
    thing_nouns: frozenset[str]
    org_nouns: dict[str, MentionKind]
    foreign_heads: dict[str, MentionKind]
    cues_before: frozenset[str]
    cues_after: frozenset[str]
    actor_nouns: dict[str, MentionKind]
    adjectives: frozenset[str]
    state_adjectives: frozenset[str]
    dotted: frozenset[str]
    role_nouns: frozenset[str]


_KINDS: dict[str, MentionKind] = {
    "organisation": "organisation",
    "group": "group",
    "state": "state",
    "place": "place",
}


def _entries() -> list[Entry]:
    """Where two lists have a form, the earlier one here is meant: "Georgia" is a country, "Lord" a title."""
    entries = [Entry(row[0], Sort.COUNTRY, row[1]) for row in load_words("name_countries")]
    entries += [
        Entry(row[0], Sort.BODY, row[2] if len(row) > 2 else row[0], row[1]) for row in load_words("name_org_known")
    ]
    entries += [Entry(row[0], Sort.TITLE, row[0], row[1]) for row in load_words("name_titles")]
    entries += [
        Entry(row[0], Sort.ADJECTIVE, row[0], row[1] if len(row) > 1 else "") for row in load_words("name_adjectives")
    ]
    entries += [Entry(form, Sort.PLACE, form) for form in sorted(load_set("name_regions") | load_set("name_cities"))]
    return entries


@cache
def lexicon() -> Lexicon:
    """All lists, read once."""
    best: dict[str, Entry] = {}
    by_first: dict[str, list[Entry]] = {}
    for entry in _entries():
        if best.setdefault(entry.form, entry) is entry:
            by_first.setdefault(entry.form.partition(" ")[0].rstrip(","), []).append(entry)
    cues = load_words("name_group_cues")
    org_nouns = load_words("name_org_nouns")
    adjectives = load_words("name_adjectives")
    return Lexicon(
        by_first={
            first: tuple(sorted(found, key=lambda entry: (-len(entry.form), entry.form)) if len(found) > 1 else found)
            for first, found in by_first.items()
        },
        given=load_set("name_given"),
        leaders=load_set("name_leaders"),
        common=load_set("name_common_words"),
        function=load_set("name_function_words"),
        never=load_set("name_never"),
        place_nouns=load_set("name_place_nouns"),
        facilities=frozenset(row[0] for row in load_words("name_place_nouns") if row[1:] == ("facility",)),
        place_prefixes=load_set("name_place_prefixes"),
        thing_nouns=load_set("name_thing_nouns"),
        org_nouns={row[0]: _KINDS[row[1]] for row in org_nouns},
        foreign_heads={row[0]: _KINDS[row[1]] for row in load_words("name_foreign_heads")},
        cues_before=frozenset(row[0] for row in cues if row[1] in ("before", "both")),
        cues_after=frozenset(row[0] for row in cues if row[1] in ("after", "both")),
        actor_nouns={row[0]: _KINDS[row[1]] for row in load_words("name_actor_nouns")},
        adjectives=frozenset(row[0] for row in adjectives),
        state_adjectives=frozenset(row[0] for row in adjectives if "state" in row[1:]),
        dotted=frozenset(
            form[:-1]
            for form in (*(entry.form for entry in best.values()), *load_set("name_place_prefixes"))
            if form.endswith(".") and " " not in form
        ),
        role_nouns=load_set("role_nouns"),
    )
