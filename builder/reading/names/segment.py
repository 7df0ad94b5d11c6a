"""From chains to candidates: where names begin and end, and what their own words say about their kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.reading.names.atoms import AND, COMMA, HYPHEN, OF, PARTICLE, SPACE, Atom
from builder.reading.names.lexicon import Lexicon, Sort
from builder.reading.names.mention import MentionKind


@dataclass(slots=True)
class Candidate:
    """`name` is how the name goes on in the text beyond its span ("Indian" before "Institute of Science").

    `kind` None: the name's own words do not tell. `sure`: listed, titled or headed by a noun that decides.
    `title` is the title in front. `opens`: its capital proves nothing.
    """

    start: int
    end: int
    text: str
    name: str
    kind: MentionKind | None
    sure: bool = False
    title: str = ""
    opens: bool = False
    words: int = 1
    country: bool = False
    given: bool = False


_TIGHT = frozenset((SPACE, PARTICLE))
_MOST_WORDS = 6


def find_candidates(chain: list[Atom], lexicon: Lexicon, proven: frozenset[str], prose: str) -> Iterator[Candidate]:
    """`proven` has the words that the article writes with a capital where only names have one."""
    at, title, title_end = 0, "", -1
    count = len(chain)
    while at < count:
        atom = chain[at]
        titled = title if title_end == at else ""
        sort = atom.sort
        body_end = _body(chain, at, lexicon)
        if body_end > at and not (titled and sort is None and body_end - at < 2):
            yield _body_candidate(chain, at, body_end, lexicon, prose)
            at = body_end
        elif sort is Sort.COUNTRY and not titled:
            entry = atom.entry
            assert entry is not None
            yield Candidate(atom.start, atom.end, atom.text, entry.name, "state", sure=True, country=True)
            at += 1
        elif sort is Sort.BODY:
            entry = atom.entry
            assert entry is not None
            kind: MentionKind = "group" if entry.detail == "group" else "organisation"
            yield Candidate(atom.start, atom.end, atom.text, entry.name, kind, sure=True)
            at += 1
        elif sort is Sort.TITLE and not (atom.lower in lexicon.given):
            title, title_end = (atom.text if not titled else f"{titled} {atom.text}"), at + 1
            at += 1
            if at < count and chain[at].link not in _TIGHT:
                title_end = -1
        elif sort is Sort.ADJECTIVE and not titled:
            at += 1
        elif sort is Sort.PLACE and not titled and not _begins_person(chain, at, lexicon):
            end = at + 1
            while end < count and chain[end].link == SPACE and chain[end].text in lexicon.place_nouns:
                end += 1
            text = prose[atom.start : chain[end - 1].end]
            yield Candidate(atom.start, chain[end - 1].end, text, text, "place", sure=True)
            at = end
        else:
            end = _chunk(chain, at, lexicon, proven, titled=bool(titled))
            if end > at:
                candidate = _plain(chain, at, end, lexicon, proven, prose, titled)
                if candidate is not None:
                    yield candidate
                at = end
            else:
                at += 1


def _begins_person(chain: list[Atom], at: int, lexicon: Lexicon) -> bool:
    """Whether a place's name is here a person's given name ("Victoria Villarruel")."""
    after = chain[at + 1] if at + 1 < len(chain) else None
    return (
        chain[at].text in lexicon.given
        and after is not None
        and after.link in _TIGHT
        and after.entry is None
        and after.text not in lexicon.place_nouns
        and after.text not in lexicon.org_nouns
    )


def _droppable(atom: Atom, lexicon: Lexicon, proven: frozenset[str]) -> bool:
    """Whether a capital that proves nothing stands on a word that is no name."""
    if not atom.opens or atom.text in lexicon.given or atom.text in proven:
        return False
    return atom.lower in lexicon.function or atom.lower in lexicon.common


def _body(chain: list[Atom], at: int, lexicon: Lexicon) -> int:
    """The end of the name of a body that begins at `at`, or `at`: some words, a noun like "Council", and what it is for."""
    first = chain[at]
    if first.sort in (Sort.COUNTRY, Sort.PLACE, Sort.ADJECTIVE) or (first.opens and first.lower in lexicon.function):
        return at
    if first.lower in lexicon.never:
        return at
    count = len(chain)
    head = -1
    here = at
    while here < count and here - at < _MOST_WORDS + 2:
        atom = chain[here]
        if here > at:
            if atom.link == AND:
                if head >= 0 or not _joins(chain, at, here, lexicon):
                    break
            elif atom.link not in _TIGHT:
                break
        if atom.sort is Sort.TITLE and atom.text not in lexicon.org_nouns:
            break
        if atom.sort is Sort.COUNTRY and head >= 0:
            break
        if atom.text in lexicon.given and head < 0 and here > at and chain[here - 1].text not in lexicon.given:
            pass
        if atom.text in lexicon.org_nouns or (atom.sort is Sort.BODY and here == at):
            if atom.headline and here == at:
                break
            head = here
        here += 1
    if head < 0:
        return at
    end = head + 1
    grown = _complement(chain, end, lexicon)
    if grown == end and head == at:
        # "the Council", "the Party": which one, the text must say elsewhere; a listed body stands alone.
        return at
    return grown


def _joins(chain: list[Atom], at: int, here: int, lexicon: Lexicon) -> bool:
    """Whether "and" at `here` lies within a body's name: common words before it, a head noun soon after it."""
    if any(atom.lower not in lexicon.common or atom.sort is not None for atom in chain[at:here]):
        return False
    for later in range(here, min(here + 4, len(chain))):
        if later > here and chain[later].link != SPACE:
            return False
        if chain[later].text in lexicon.org_nouns:
            return True
    return False


def _complement(chain: list[Atom], end: int, lexicon: Lexicon) -> int:
    """Where "of Foreign Affairs", "for National Reconciliation" after a head noun ends."""
    count = len(chain)
    here = end
    while here < count and chain[here].link == OF and chain[here].sort is not Sort.TITLE and here - end < 8:
        here += 1
        while here < count and here - end < 8:
            atom = chain[here]
            if atom.sort is Sort.TITLE or atom.text in lexicon.given:
                break
            if atom.link in _TIGHT and chain[here - 1].sort not in (Sort.COUNTRY, Sort.PLACE):
                here += 1
            elif atom.link == AND and atom.lower in lexicon.common and chain[here - 1].lower in lexicon.common:
                here += 1
            else:
                break
    return here


def _body_candidate(chain: list[Atom], at: int, end: int, lexicon: Lexicon, prose: str) -> Candidate:
    atoms = chain[at:end]
    start, stop = atoms[0].start, atoms[-1].end
    kind: MentionKind = "organisation"
    for atom in atoms:
        if atom.link == OF and atom is not atoms[0]:
            break
        kind = lexicon.org_nouns.get(atom.text, kind)
    if kind == "state":
        kind = "organisation"
    text = prose[start:stop]
    name = text
    if at > 0 and chain[at].link == SPACE and chain[at - 1].sort in (Sort.ADJECTIVE, Sort.COUNTRY, Sort.PLACE):
        name = prose[chain[at - 1].start : stop]
    return Candidate(start, stop, text, name, kind, sure=True, words=end - at)


def _chunk(chain: list[Atom], at: int, lexicon: Lexicon, proven: frozenset[str], *, titled: bool) -> int:
    """The end of the plain words that hang together from `at` on."""
    first = chain[at]
    if _droppable(first, lexicon, proven) and not titled:
        return at
    here = at + 1
    personal = titled or first.text in lexicon.given or first.text.endswith(".")
    while here < len(chain) and here - at < _MOST_WORDS:
        atom = chain[here]
        if atom.link not in _TIGHT:
            break
        if atom.sort is not None and not (
            personal and atom.sort in (Sort.PLACE, Sort.ADJECTIVE) and atom.link in _TIGHT and here - at < 4
        ):
            break
        if (
            atom.headline
            and atom.lower in lexicon.common
            and atom.text not in proven
            and atom.text not in lexicon.given
        ):
            break
        if _body(chain, here, lexicon) > here + 1 and not personal and atom.text not in lexicon.org_nouns:
            pass
        here += 1
    return here


def _plain(
    chain: list[Atom], at: int, end: int, lexicon: Lexicon, proven: frozenset[str], prose: str, titled: str
) -> Candidate | None:
    atoms = chain[at:end]
    while atoms and (atoms[-1].lower in lexicon.never) and not (len(atoms) > 1 and atoms[0].text in lexicon.given):
        atoms.pop()
    while atoms and atoms[0].lower in lexicon.never:
        atoms.pop(0)
    if not atoms:
        return None
    start, stop = atoms[0].start, atoms[-1].end
    text = prose[start:stop]
    if len(text) < 2:
        return None
    words = len(atoms)
    given = atoms[0].text in lexicon.given
    kind: MentionKind | None = None
    sure = False
    if titled:
        kind, sure = "person", True
    elif words > 1 and (atoms[-1].text in lexicon.place_nouns or atoms[0].text in lexicon.place_nouns) and not given:
        kind, sure = "place", True
    elif given and words > 1:
        kind, sure = "person", True
    elif words > 1 and _initials(atoms):
        kind, sure = "person", True
    opens = atoms[0].opens
    if words == 1 and kind is None:
        lower = atoms[0].lower
        if lower in lexicon.common and atoms[0].text not in proven and not given:
            if opens or not atoms[0].text.isupper():
                return None
        if lower in lexicon.function and not titled:
            return None
    elif kind is None and all(atom.lower in lexicon.common for atom in atoms) and not given:
        if opens:
            return None
    return Candidate(start, stop, text, text, kind, sure, titled, opens, words, given=given)


def _initials(atoms: list[Atom]) -> bool:
    """J. Smith, George W. Bush, Osama bin Laden, Mutlaq al-Qahtani."""
    return any(
        (len(atom.text) <= 4 and atom.text.endswith("."))
        or atom.text[0].islower()
        or (atom.link == PARTICLE and atom is not atoms[0])
        for atom in atoms
    ) and not all(atom.text.isupper() for atom in atoms)


__all__ = ["COMMA", "HYPHEN", "Candidate", "find_candidates"]
