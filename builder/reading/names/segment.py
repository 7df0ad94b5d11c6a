"""From chains to candidates: where names begin and end, and what their own words say about their kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from builder.reading.names.atoms import AND, HYPHEN, NICKNAME, OF, OWN, PARTICLE, SPACE, Atom
from builder.reading.names.lexicon import Lexicon, Sort
from builder.reading.names.mention import MentionKind


@dataclass(slots=True)
class Candidate:
    """`name` is how the name goes on in the text beyond its span ("Indian" before "Institute of Science").

    `kind` None: the name's own words do not tell. `sure`: listed, titled or headed by a noun that decides.
    `title` is the title in front. `opens`: its capital proves nothing. `weak`: a word of the dictionary or a title, a
    name only where the article has it in somebody's full name. `plain`: all its words are in the dictionary.
    `employs`: a title and the name of its bearer follow.
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
    weak: bool = False
    plain: bool = False
    employs: bool = False


_TIGHT = frozenset((SPACE, PARTICLE))
_MOST_WORDS = 6
_CODE = re.compile(r"[A-Z]{1,2}\d+|[A-Z]{3,5}\d{2}|[A-Z]{2,}s|\d.*|[IVX]+|[RDI]-.*|[A-Z]\.?")
_NAMES_OF_MONTHS = frozenset(("may", "april", "june", "august"))
_DATED_BEFORE = re.compile(
    r"(?:\b(?:in|last|next|this|early|late|mid|since|until|till|by|of|from|to|through|before|after|during)"
    r"|\d(?:st|nd|rd|th)?),? $"
)
# What an adjective of creed makes a name of: "Islamic State", "Christian Union".
_CREED_STATES = frozenset(("State", "Emirate", "Caliphate"))
_JUNIOR = re.compile(r",? (?:Jr|Sr)\b\.?| I{2,3}\b| IV\b")
_SAINT = frozenset(("St", "St.", "Saint"))
# What stands behind somebody's name and is no part of it.
_HONOURS = frozenset(("CBE", "Esq", "KC", "MBE", "MEP", "MP", "MSP", "OBE", "PhD", "QC"))
# Offices that words of the dictionary go before: "Unification Minister", "Commerce Secretary".
_PORTFOLIO = re.compile(r"(?:Minister|Secretary|Commissioner|Advis[eo]r|Envoy|Negotiator|Coordinator|Representative)$")
# Titles that are surnames as well.
_SURNAMES_TOO = frozenset(("Baron", "Bishop", "Dean", "Judge", "King", "Major", "Pope", "Prince", "Sen"))
# A judge's title and what courts and movements are for.
_VIRTUE = "Justice"
_OWNERS = frozenset((Sort.ADJECTIVE, Sort.COUNTRY, Sort.PLACE))
_NAMELESS_STATES = frozenset(("Government", "Republic", "Kingdom", "State"))


def find_candidates(chain: list[Atom], lexicon: Lexicon, proven: frozenset[str], prose: str) -> Iterator[Candidate]:
    """`proven` has the words that the article writes with a capital where only names have one."""
    at, title, title_end = 0, "", -1
    count = len(chain)
    while at < count:
        atom = chain[at]
        titled = title if title_end == at else ""
        sort = atom.sort
        body_end = _body(chain, at, lexicon)
        place_end = _prefixed_place(chain, at, lexicon)
        if place_end > at:
            text = _tidy(prose[atom.start : chain[place_end - 1].end])
            yield Candidate(atom.start, chain[place_end - 1].end, text, text, "place", sure=True)
            at = place_end
        elif body_end > at and not (titled and sort is None and body_end - at < 2):
            body = _body_candidate(chain, at, body_end, lexicon, prose)
            at = body_end
            after = chain[at] if at < count and chain[at].link == SPACE else None
            if after is not None and after.text in lexicon.facilities:
                body = _facility(body, after, prose)
                at += 1
            if after is None or after.text != "One":  # an aircraft's name
                yield body
        elif sort is Sort.COUNTRY and not (titled and atom.text in lexicon.given):
            entry = atom.entry
            assert entry is not None
            yield Candidate(atom.start, atom.end, _tidy(atom.text), entry.name, "state", sure=True, country=True)
            at += 1
        elif sort is Sort.BODY and atom.common and at + 1 < count and chain[at + 1].text in lexicon.thing_nouns:
            at += 1  # "Labour Code" is no party's
        elif sort is Sort.BODY:
            entry = atom.entry
            assert entry is not None
            kind: MentionKind = "group" if entry.detail == "group" else "organisation"
            yield Candidate(atom.start, atom.end, _tidy(atom.text), entry.name, kind, sure=True)
            at += 1
        elif sort is Sort.TITLE:
            before_name = at + 1 < count and chain[at + 1].link in _TIGHT
            if not before_name and not titled and " " not in atom.text and not atom.text.endswith("."):
                yield Candidate(atom.start, atom.end, atom.text, atom.text, None, weak=True, opens=atom.opens)
            title = f"{titled} {atom.text}" if titled else atom.text
            at += 1
            title_end = at if before_name else -1
        elif sort is Sort.ADJECTIVE and not titled:
            after = chain[at + 1] if at + 1 < count else None
            if after is not None and after.link == SPACE and after.text in _CREED_STATES and not atom.headline:
                text = prose[atom.start : after.end]
                yield Candidate(atom.start, after.end, text, text, None, words=2, plain=True)
                at += 1
            at += 1
        elif sort is Sort.PLACE and not titled and not _begins_person(chain, at, lexicon):
            end = at + 1
            while end < count and chain[end].link == SPACE and _place_noun(chain[end], lexicon):
                end += 1
            text = _tidy(prose[atom.start : chain[end - 1].end])
            yield Candidate(atom.start, chain[end - 1].end, text, text, "place", sure=True)
            at = end
        else:
            end = _chunk(chain, at, lexicon, proven, titled=bool(titled))
            if end > at:
                candidate = _plain(chain, at, end, lexicon, proven, prose, titled)
                if candidate is not None:
                    candidate.employs = _employs(chain, end)
                    if candidate.plain and candidate.employs and _PORTFOLIO.search(chain[end].text):
                        title_end = end if titled else title_end  # "Acting Labor Secretary Ana Levi"
                    elif not (_ordinary(candidate, chain[at:end]) and _completes(chain, at, lexicon)):
                        yield candidate
                at = end
            else:
                month = _month(atom, prose)
                if month is not None:
                    yield month
                at += 1


def _ordinary(candidate: Candidate, atoms: list[Atom]) -> bool:
    """Whether words of the dictionary are in it and nothing tells what it names."""
    return candidate.plain or (candidate.kind is None and candidate.words > 1 and any(atom.common for atom in atoms))


def _completes(chain: list[Atom], at: int, lexicon: Lexicon) -> bool:
    """Whether what stands at `at` only says of what: "Minister of Public Works", "Convention on Climate Change"."""
    while at > 1 and chain[at].link in (AND, SPACE) and chain[at - 1].common:
        at -= 1
    before = chain[at - 1] if at > 0 else None
    return (
        chain[at].link == OF
        and before is not None
        and (before.sort is Sort.TITLE or before.text in lexicon.thing_nouns)
    )


def _tidy(name: str) -> str:
    """A name as it would stand in one line."""
    return " ".join(name.split()) if "\n" in name else name


def _employs(chain: list[Atom], at: int) -> bool:
    """Whether a title and its bearer follow: "Samakal Editor Abed Khan"."""
    return at + 1 < len(chain) and chain[at].sort is Sort.TITLE and chain[at].link == SPACE == chain[at + 1].link


def _plainly(name: str) -> str:
    """A name without accents, and with one capital if it has none but capitals."""
    if not name.isascii():
        name = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return name.title() if name.isupper() else name


def _is_given(chain: list[Atom], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is a given name here: "Grace" is one only before another name."""
    atom = chain[at]
    if atom.text not in lexicon.given and _plainly(atom.text) not in lexicon.given:
        return False
    if not atom.common:
        return True
    after = chain[at + 1] if at + 1 < len(chain) else None
    return after is not None and after.link in _TIGHT and not after.common


def _begins_person(chain: list[Atom], at: int, lexicon: Lexicon) -> bool:
    """Whether a place's name is here a person's given name ("Victoria Villarruel")."""
    after = chain[at + 1] if at + 1 < len(chain) else None
    return (
        chain[at].text in lexicon.given
        and after is not None
        and after.link in _TIGHT
        and after.sort in (None, Sort.PLACE)
        and after.text not in lexicon.place_nouns
        and after.text not in lexicon.org_nouns
    )


def _prefixed_place(chain: list[Atom], at: int, lexicon: Lexicon) -> int:
    """The end of "Northern Kenya", "Mount Ararat", "St. Vincent"; `at` where there is none."""
    first = chain[at]
    if first.text not in lexicon.place_prefixes or first.headline or at + 1 >= len(chain):
        return at
    after = chain[at + 1]
    if after.link != SPACE:
        return at
    if first.text in _SAINT and after.sort is None:
        # "St. Alban", and what is called after one: "St. Alban's Hospital".
        owned = chain[at + 2] if at + 2 < len(chain) and chain[at + 2].link == OWN else None
        called = owned is not None and (owned.text in lexicon.facilities or owned.text in lexicon.org_nouns)
        return at + 3 if called else at + 2
    return at + 2 if after.sort in (Sort.COUNTRY, Sort.PLACE) else at


def _droppable(chain: list[Atom], at: int, lexicon: Lexicon, proven: frozenset[str]) -> bool:
    """Whether a capital that proves nothing stands on a word that is no name."""
    atom = chain[at]
    if not atom.opens or _is_given(chain, at, lexicon):
        return False
    if atom.lower in lexicon.function:
        return True
    after = chain[at + 1] if at + 1 < len(chain) else None
    if atom.text in lexicon.given and not atom.headline and after is not None and after.link == SPACE:
        return False  # "Hope Baker"
    return atom.common and (atom.text not in proven or at + 1 < len(chain))


def _body(chain: list[Atom], at: int, lexicon: Lexicon) -> int:
    """The end of a body's name that begins at `at`, or `at`: some words, a noun like "Council", what it is for."""
    first = chain[at]
    if first.sort in (Sort.COUNTRY, Sort.PLACE, Sort.ADJECTIVE) or (first.opens and first.lower in lexicon.function):
        return at
    if first.lower in lexicon.never or first.text == "The":
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
            elif atom.link == OWN:
                # "Women's Association", but not "Peru's Ministry".
                owner = chain[here - 1]
                if owner.sort in (Sort.COUNTRY, Sort.BODY) or not (owner.common or owner.text.endswith("s")):
                    break
            elif atom.link not in _TIGHT:
                break
        if atom.sort is Sort.TITLE and atom.text not in lexicon.org_nouns and not _within_body(chain, here, lexicon):
            break
        if atom.sort is Sort.COUNTRY and head >= 0:
            break
        if atom.text in lexicon.org_nouns or (atom.sort is Sort.BODY and here == at):
            if atom.headline and here == at:
                break
            head = here
        here += 1
    if head < 0:
        return at
    end = head + 1
    grown = _complement(chain, end, lexicon, titles=chain[head].text == "Office")
    if head == at and first.text in _NAMELESS_STATES:
        return at
    if grown == end and head == at:
        # "the Council", "the Party": which one, the text must say elsewhere. "Uruguayan Navy" says it.
        owned = at > 0 and first.link == SPACE and chain[at - 1].sort in _OWNERS
        return end if owned and first.sort is None else at
    return grown


def _within_body(chain: list[Atom], at: int, lexicon: Lexicon) -> bool:
    """Whether a title is part of a body's name: "Justice Department", "Prosecutor General's Office"."""
    after = chain[at + 1] if at + 1 < len(chain) else None
    if after is None:
        return False
    if chain[at].text == _VIRTUE and after.link == AND:
        return _joins(chain, at, at + 1, lexicon)
    return after.link == OWN or (after.link == SPACE and after.text in lexicon.org_nouns)


def _joins(chain: list[Atom], at: int, here: int, lexicon: Lexicon) -> bool:
    """Whether "and" at `here` lies within a body's name: common words before it, a head noun soon after it."""
    if any(not atom.common or (atom.sort is not None and atom.text != _VIRTUE) for atom in chain[at:here]):
        return False
    for later in range(here, min(here + 4, len(chain))):
        if later > here and chain[later].link != SPACE:
            return False
        if chain[later].text in lexicon.org_nouns:
            return True
    return False


def _titled(atom: Atom) -> bool:
    """Whether a title stands where a body's name goes on: "Court of Justice" has none."""
    return atom.sort is Sort.TITLE and atom.text != _VIRTUE


def _complement(chain: list[Atom], end: int, lexicon: Lexicon, *, titles: bool) -> int:
    """Where "of Foreign Affairs", "for National Reconciliation" after a head noun ends."""
    count = len(chain)
    here = end
    while here < count and chain[here].link == OF and here - end < 8:
        if (_titled(chain[here]) and not titles) or chain[here].lower in lexicon.never:
            break
        following = chain[here + 1] if here + 1 < count else None
        if _is_given(chain, here, lexicon) and following is not None and following.link in _TIGHT:
            break  # "the movement of Abdul Karim"
        here += 1
        while here < count and here - end < 8:
            atom = chain[here]
            if (_titled(atom) and not titles) or atom.text in lexicon.given:
                break
            tied = atom.link in _TIGHT or atom.link == HYPHEN
            # "Bank of Peru officials" ends before them, "Coordination of Azawad Movements" does not.
            goes_on = chain[here - 1].sort not in (Sort.COUNTRY, Sort.PLACE) or (
                atom.text not in lexicon.org_nouns and atom.text.removesuffix("s") in lexicon.org_nouns
            )
            joined = atom.link == AND and atom.common and chain[here - 1].common
            if not (tied and goes_on) and not joined:
                break
            here += 1
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
    return Candidate(start, stop, _tidy(text), _tidy(name), kind, sure=True, words=end - at)


def _place_noun(atom: Atom, lexicon: Lexicon) -> bool:
    return (atom.text.title() if atom.text.isupper() else atom.text) in lexicon.place_nouns


def _facility(body: Candidate, noun: Atom, prose: str) -> Candidate:
    """What a body keeps somewhere: "Air Force" and "Base"."""
    text = _tidy(prose[body.start : noun.end])
    return Candidate(body.start, noun.end, text, text, "place", sure=True, words=body.words + 1)


def _chunk(chain: list[Atom], at: int, lexicon: Lexicon, proven: frozenset[str], *, titled: bool) -> int:
    """The end of the plain words that hang together from `at` on."""
    first = chain[at]
    if titled and first.headline and first.common and first.text not in proven and first.text not in lexicon.given:
        return at  # "Rebel Chief Meets Envoy"
    if not titled and _droppable(chain, at, lexicon, proven):
        return at
    here = at + 1
    personal = titled or _is_given(chain, at, lexicon) or first.text.endswith(".")
    if not personal and _acronym(first) and here < len(chain) and _is_given(chain, here, lexicon):
        # "RID Taweesak Tanadechopol": an office's short name, then the person.
        return here
    while here < len(chain) and here - at < _MOST_WORDS:
        atom = chain[here]
        if atom.link == NICKNAME and personal and here + 1 < len(chain) and chain[here + 1].link == NICKNAME:
            here += 2  # "Jesús “Chuy” García"
            continue
        if atom.link not in _TIGHT:
            break
        apart = atom.lower in lexicon.function and first.text not in lexicon.given  # but "Heather Long"
        if not personal and (apart or _person_starts(chain, at, here, lexicon)):
            break
        bearer = personal or (here == at + 1 and atom.text in _SURNAMES_TOO and _could_be_given(first, lexicon))
        if atom.sort is not None and not (bearer and _surname(chain, here, lexicon)):
            break
        initialled = chain[here - 1].text.endswith(".")  # "By David J. Lynch"
        known = initialled or atom.text in proven or atom.text in lexicon.given
        if atom.headline and atom.common and not known:
            break
        here += 1
    return here


def _could_be_given(atom: Atom, lexicon: Lexicon) -> bool:
    """Whether a word that stands before a surname may be a given name that no list has: "Kwabena" before "King"."""
    if atom.sort is not None or atom.text.isupper() or not atom.text.isalpha():
        return False
    return not atom.common or (atom.text in lexicon.given and not atom.opens)


def _person_starts(chain: list[Atom], at: int, here: int, lexicon: Lexicon) -> bool:
    """Whether words that are no name stop before somebody's given name: "Navy SEAL" before "Jeffrey Eggers"."""
    return _is_given(chain, here, lexicon) and all(atom.common or atom.text.isupper() for atom in chain[at:here])


def _acronym(atom: Atom) -> bool:
    return atom.text.isupper() and atom.text.isalpha() and 2 <= len(atom.text) <= 5 and not atom.headline


def _surname(chain: list[Atom], at: int, lexicon: Lexicon) -> bool:
    """Whether a listed form is here a surname: "Rosalind Jordan", "Julie Bishop", "Natsuo Yamaguchi"."""
    atom = chain[at]
    last = at + 1 >= len(chain) or chain[at + 1].link not in _TIGHT
    if " " in atom.text:
        return False
    if atom.sort in (Sort.PLACE, Sort.ADJECTIVE):
        return True
    if atom.sort is Sort.COUNTRY:
        return atom.text in lexicon.given
    named = last or chain[at + 1].text in lexicon.facilities
    return atom.sort is Sort.TITLE and named and not atom.text.endswith(".")


def _plain(  # noqa: PLR0917  (one place in one chain)
    chain: list[Atom], at: int, end: int, lexicon: Lexicon, proven: frozenset[str], prose: str, titled: str
) -> Candidate | None:
    atoms = chain[at:end]
    given = _is_given(chain, at, lexicon) or (len(atoms) == 1 and atoms[0].text in lexicon.leaders)
    if len(atoms) > 1 and not given and not titled and is_thing(atoms[-1].text, lexicon):
        return None
    while atoms and (atoms[-1].lower.endswith("day") if len(atoms) > 1 and given else atoms[-1].lower in lexicon.never):
        atoms.pop()  # "Ana Levi Friday"
    while len(atoms) > 2 and atoms[-1].text in _HONOURS:
        atoms.pop()  # "Ana Levi KC"
    while atoms and atoms[0].lower in lexicon.never and not given:
        atoms.pop(0)
    if not atoms:
        return _month(chain[at], prose) if end == at + 1 else None
    start, stop = atoms[0].start, atoms[-1].end
    if len(atoms) > 1:
        junior = _JUNIOR.match(prose, stop)
        stop = junior.end() if junior else stop
        stop += atoms[-1].text in ("Jr", "Sr") and prose.startswith(".", stop)
    text = prose[start:stop]
    words = len(atoms)
    if len(text) < 2 or (words == 1 and _nameless(text, lexicon)):
        return None
    if titled and words == 1 and text in lexicon.place_nouns:
        return None
    kind: MentionKind | None = None
    foreign = lexicon.foreign_heads.get(atoms[0].text) if words > 1 and not given else None
    if foreign is not None and not titled:
        kind = foreign
    elif words > 2 and not titled and atoms[-1].text in lexicon.facilities:
        kind = "place"  # "Roger Dean Stadium"
    elif titled or (words > 1 and (given or _initials(atoms))):
        kind = "person"
    elif words > 1 and (
        _place_noun(atoms[-1], lexicon)
        or (atoms[0].text in lexicon.place_prefixes | lexicon.place_nouns and not all(atom.common for atom in atoms))
    ):
        kind = "place"
    opens = atoms[0].opens
    weak = False
    if words == 1 and kind is None:
        lower = atoms[0].lower
        if (
            lower in lexicon.function
            or (atoms[0].common and not text.isupper() and (opens or text not in lexicon.given) and not given)
            or (atoms[0].common and opens and text not in proven and not given)
        ):
            weak = True
    plain = all(atom.common for atom in atoms)
    # "Hope Baker", all of it in the dictionary, may still be somebody.
    given = given or (plain and words > 1 and atoms[0].text in lexicon.given)
    if words > 1 and kind is None and plain and opens and not given:
        return None
    text = _tidy(text)
    return Candidate(
        start, stop, text, text, kind, kind is not None, titled, opens, words, given=given, weak=weak, plain=plain
    )


def is_thing(noun: str, lexicon: Lexicon) -> bool:
    """Whether a noun, or the one it is the plural of, ends the names of things."""
    return noun in lexicon.thing_nouns or noun.removesuffix("s") in lexicon.thing_nouns


def _month(atom: Atom, prose: str) -> Candidate | None:
    """A month's name that may be somebody's ("May"), where no date is written."""
    if atom.lower not in _NAMES_OF_MONTHS or _DATED_BEFORE.search(prose, max(0, atom.start - 12), atom.start):
        return None
    if prose[atom.end + 1 : atom.end + 2].isdigit():
        return None
    return Candidate(atom.start, atom.end, atom.text, atom.text, None, weak=True, opens=atom.opens)


def _nameless(text: str, lexicon: Lexicon) -> bool:
    """A code ("A4", "PPPs") or a people ("Peruvians")."""
    people = text.removesuffix("s")
    nation = people in lexicon.adjectives and people != text
    return bool(_CODE.fullmatch(text)) or nation or people.removesuffix("i") in lexicon.adjectives or "http" in text


def _initials(atoms: list[Atom]) -> bool:
    """J. Smith, George W. Bush, Osama bin Laden, Mutlaq al-Qahtani."""
    if atoms[0].text[:2].lower() in ("l'", "l’"):
        return False  # "l'Unité de", a French noun
    return any(
        (len(atom.text) <= 4 and atom.text.endswith("."))
        or atom.text[0].islower()
        or (atom.link == PARTICLE and atom is not atoms[0])
        for atom in atoms
    ) and not all(atom.text.isupper() for atom in atoms)
