"""Names of people, organisations, states, groups and places."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from builder.reading.names.acronyms import expand
from builder.reading.names.atoms import Atom, find_chains, lower_words
from builder.reading.names.kinds import Context, context_scores, decide, own_scores, read_context
from builder.reading.names.known import KnownHit, find_known
from builder.reading.names.lexicon import Lexicon, Sort, lexicon
from builder.reading.names.mention import KnownName, KnownNames, Mention, MentionKind
from builder.reading.names.people import FullNames, full_names, particles_before
from builder.reading.names.segment import Candidate, find_candidates
from builder.text import Span

__all__ = ["KnownName", "KnownNames", "Mention", "MentionKind", "find_mentions"]


def find_mentions(prose: str, sentences: tuple[Span, ...], known: KnownNames) -> tuple[Mention, ...]:
    """The names in `prose`, ordered and disjoint; short forms carry the full form that the article gives."""
    words = lexicon()
    candidates = _candidates(prose, sentences, words)
    mentions = _mentions(prose, candidates, words)
    return _with_known(mentions, find_known(prose, known))


def _candidates(prose: str, sentences: tuple[Span, ...], words: Lexicon) -> list[Candidate]:
    chains = list(find_chains(prose, sentences, words))
    proven = frozenset(
        atom.text
        for chain in chains
        for atom in chain
        if not atom.opens and atom.entry is None and atom.lower not in words.function
    )
    found: list[Candidate] = []
    for chain in chains:
        found.extend(find_candidates(chain, words, proven, prose))
    found.extend(_state_actors(prose, chains, words))
    found = expand(prose, sentences, found, words)
    found.sort(key=lambda candidate: (candidate.start, -candidate.end))
    lower = lower_words(prose)
    kept, at = [], 0
    for candidate in found:
        if candidate.start < at or _no_name(candidate, lower) or _shouted(prose, candidate):
            continue
        kept.append(candidate)
        at = candidate.end
    return kept


def _no_name(candidate: Candidate, lower: frozenset[str]) -> bool:
    """A lone capital that the article's own spelling speaks against."""
    if candidate.words > 1 or candidate.kind is not None or candidate.weak:
        return False
    return candidate.opens and candidate.text.lower() in lower and not candidate.given


def _shouted(prose: str, candidate: Candidate) -> bool:
    """Words of the dictionary in the capitals of a heading: "FIFTH ATTEMPT", "KEY WORDS:"."""
    if not candidate.plain or candidate.kind is not None or candidate.title or not candidate.text.isupper():
        return False
    return len(candidate.text) > _SHORT and bool(
        _CAPITALS_BEFORE.search(prose, max(0, candidate.start - _BESIDE), candidate.start)
        or _CAPITALS_AFTER.match(prose, candidate.end, candidate.end + _BESIDE)
    )


_SHORT = 3
_BESIDE = 20
_CAPITALS_BEFORE = re.compile(r"[A-Z]{3,} $")
_CAPITALS_AFTER = re.compile(r" [A-Z]{3,}")
_LIST_GAPS = frozenset((", ", " and ", ", and ", " or ", "; ", "/"))
# Scores that show what a name is without its neighbours.
_EVIDENCE = 2
# How far "the militant group" may stand behind the name that it takes up.
_CALL_BACK = 400
_ANAPHOR = re.compile(
    r"\b[Tt]he (?:(?:militant|insurgent|rebel|armed|terrorist|extremist|Islamist|guerrilla) (?:group|movement)"
    r"|militants|insurgents|rebels|guerrillas|movement)\b"
)
_OWNED = re.compile(r"['’]s (?:[\w.]+ )*")
_ACTOR_NOUN = re.compile(r" ((?:[a-z]+ )?[a-z]+)(?![\w-])")


def _state_actors(prose: str, chains: list[list[Atom]], words: Lexicon) -> list[Candidate]:
    """ "The Peruvian government", "Peruvian security forces": no name, but an actor."""
    found = []
    for chain in chains:
        for atom in chain:
            if atom.sort is not Sort.ADJECTIVE or atom.text not in words.state_adjectives:
                continue
            noun = _ACTOR_NOUN.match(prose, atom.end)
            if noun is None:
                continue
            for text in (noun.group(1), noun.group(1).split(" ")[0]):
                kind = words.actor_nouns.get(text)
                if kind is not None:
                    end = atom.end + 1 + len(text)
                    name = prose[atom.start : end]
                    found.append(Candidate(atom.start, end, name, name, kind, sure=True, words=2))
                    break
    return found


def _mentions(prose: str, candidates: list[Candidate], words: Lexicon) -> tuple[Mention, ...]:
    contexts = [read_context(prose, candidate, words) for candidate in candidates]
    kinds, evident = _kinds(prose, candidates, contexts)
    people = full_names(
        (candidate.text, candidate.title)
        for candidate in candidates
        if kinds[candidate.text] == "person" and " " in candidate.text and not candidate.weak
    )
    listed = _listed_names(candidates)
    mentions = (
        _mention(prose, candidate, context, kinds, evident, people, listed)
        for candidate, context in zip(candidates, contexts, strict=True)
    )
    return tuple(mention for mention in mentions if mention is not None)


def _listed_names(candidates: list[Candidate]) -> dict[str, str]:
    """For written forms of listed countries and bodies: the full name if the article has it, else its usual form."""
    forms: dict[str, Counter[str]] = {}
    for candidate in candidates:
        if candidate.country or (candidate.sure and candidate.name != candidate.text):
            forms.setdefault(candidate.name, Counter())[candidate.text] += 1
    present = {candidate.text for candidate in candidates}
    names: dict[str, str] = {}
    for name, written in forms.items():
        usual = max(written, key=lambda form: (written[form], len(form), form))
        if name in present or any(_is_part(form, name) for form in written):
            usual = name
        for form in written:
            if _is_part(form, name):
                continue
            names[form] = usual
    return names


def _is_part(form: str, name: str) -> bool:
    """Whether `name` is `form` with its country before it, which is as full as the article gets."""
    return name.endswith(f" {form}")


def _owns(gap: str, owned: Candidate) -> bool:
    """Whether the gap between two names is a possessive's, with nothing but a title behind it."""
    found = _OWNED.fullmatch(gap) if len(gap) < 30 else None
    return found is not None and (owned.words > 1 or bool(owned.title)) and gap[3:].strip() == owned.title


def _add(total: dict[str, float], more: dict[str, float]) -> None:
    for kind, score in more.items():
        total[kind] += score


def _call_back(
    prose: str, candidates: list[Candidate], contexts: list[Context], totals: dict[str, dict[str, float]]
) -> None:
    """ "The militant group" says what the last collective named before it ("the X") is."""
    ends = [
        (candidate.end, candidate.text)
        for candidate, context in zip(candidates, contexts, strict=True)
        if candidate.kind is None and context.article and decide(totals[candidate.text]) == "organisation"
    ]
    at = -1
    for found in _ANAPHOR.finditer(prose):
        while at + 1 < len(ends) and ends[at + 1][0] <= found.start():
            at += 1
        if at >= 0 and found.start() - ends[at][0] < _CALL_BACK:
            totals[ends[at][1]]["group"] += 2


def _kinds(
    prose: str, candidates: list[Candidate], contexts: list[Context]
) -> tuple[dict[str, MentionKind], frozenset[str]]:
    """One kind for each written form, from all its mentions and, where they say little, from its neighbours in lists.

    Then the forms that are names beyond doubt: a capital within a sentence, or words around that only names have.
    """
    totals: dict[str, dict[str, float]] = {}
    for candidate, context in zip(candidates, contexts, strict=True):
        total = totals.get(candidate.text)
        if total is None:
            total = totals[candidate.text] = own_scores(candidate)
        elif candidate.title:
            _add(total, own_scores(candidate))
        _add(total, context_scores(context))
    _call_back(prose, candidates, contexts, totals)
    decided = {text: decide(total) for text, total in totals.items()}
    bearers = full_names((text, "") for text, kind in decided.items() if kind == "person" and " " in text)
    for text, total in totals.items():
        if " " not in text and bearers.ends(text) and max(total.values()) < _EVIDENCE:
            total["person"] += _EVIDENCE  # the short form of a full name tells of its neighbours in lists
            decided[text] = "person"
    for before, after, context in zip(candidates, candidates[1:], contexts[1:], strict=False):
        gap = prose[before.end : after.start]
        if _owns(gap, after) and decided[after.text] == "person":
            # "The Herald's Ana Levi": bodies and states have their people so, people have not.
            totals[before.text]["organisation"] += 2
            totals[before.text]["person"] -= 2
        elif gap == " of " and decided[before.text] == "person" and " " in before.text:
            totals[after.text]["organisation"] += 1.5  # "Ana Levi of Zamira"
            totals[after.text]["person"] -= 1.5
        elif gap in _LIST_GAPS and not context.employs:
            for one, other in ((before, after), (after, before)):
                strongest = max(totals[one.text].values(), default=0)
                if decided[other.text] != "state" and strongest < _EVIDENCE <= max(totals[other.text].values()):
                    # Behind a body and a comma somebody's office may end: "head of the Council, Ana Levi".
                    apart = gap == ", " and decided[other.text] == "organisation"
                    totals[one.text][decided[other.text]] += 1.2 if apart else 1.6
    # Words of the dictionary are a name only with more than a capital and an article to show for it.
    plain = {candidate.text for candidate in candidates if candidate.plain and candidate.words > 1}
    evident = {
        candidate.text
        for candidate in candidates
        if candidate.text not in plain and (candidate.words > 1 or not candidate.opens)
    }
    for text, total in totals.items():
        if text.endswith("s") and totals.get(text[:-1], total)["group"] >= _EVIDENCE:
            total["group"] += _EVIDENCE  # "the Zarnavis" whose "Zarnavi fighters" the text names
    evident.update(
        text for text, total in totals.items() if max(total.values(), default=0) >= (1.5 if text in plain else 1)
    )
    return {text: decide(total) for text, total in totals.items()}, frozenset(evident)


def _mention(  # noqa: PLR0917  (all of one article)
    prose: str,
    candidate: Candidate,
    context: Context,
    kinds: dict[str, MentionKind],
    evident: frozenset[str],
    people: FullNames,
    listed: dict[str, str],
) -> Mention | None:
    span = Span(candidate.start, candidate.end)
    if candidate.country:
        return Mention(span, listed.get(candidate.text, candidate.name), "place" if context.locative else "state")
    kind = kinds[candidate.text]
    resolved = people.resolve(candidate.text, candidate.title)
    short = resolved != candidate.text or people.ends(candidate.text)
    if candidate.text.isupper() and people.ends(candidate.text.title()):
        return Mention(span, people.resolve(candidate.text.title(), ""), "person")  # a speaker's label: "LEVI:"
    if candidate.weak and not (short and not context.article):
        return None
    if not short and (candidate.text not in evident or _family(candidate, people)):
        return None
    bearer = candidate.text.removesuffix(" Administration")
    if bearer != candidate.text and (people.ends(bearer) or bearer in lexicon().leaders):
        return Mention(Span(span.start, span.start + len(bearer)), people.resolve(bearer, ""), "person")
    if candidate.sure and candidate.kind not in (None, "person"):
        if short and candidate.kind == "place" and not context.locative and " " not in candidate.text:
            return Mention(span, resolved, "person")
        assert candidate.kind is not None
        return Mention(span, listed.get(candidate.text, candidate.name), candidate.kind)
    if resolved != candidate.text and (kind == "person" or not candidate.sure):
        # A short form of someone with a full name is that person, whatever stands around it.
        particles = particles_before(resolved, candidate.text)
        if particles and prose.endswith(particles, 0, span.start):
            span = Span(span.start - len(particles), span.end)
        return Mention(span, resolved, "person")
    return Mention(span, candidate.name, kind)


def _family(candidate: Candidate, people: FullNames) -> bool:
    """Whether "the Levis" are the family of somebody that the article names."""
    return candidate.kind is None and candidate.text.endswith("s") and people.ends(candidate.text[:-1])


def _with_known(mentions: tuple[Mention, ...], hits: tuple[KnownHit, ...]) -> tuple[Mention, ...]:
    """Editors' names win, but do not split a longer name that the rules found."""
    if not hits:
        return mentions
    placed: list[Mention] = []
    at = 0
    for hit in hits:
        while at < len(mentions) and mentions[at].span.end <= hit.span.start:
            placed.append(mentions[at])
            at += 1
        over = mentions[at] if at < len(mentions) else None
        if over is not None and over.span.contains(hit.span) and over.span != hit.span and over.kind == "person":
            continue
        while at < len(mentions) and mentions[at].span.overlaps(hit.span):
            at += 1
        placed.append(Mention(hit.span, hit.known.name, hit.known.kind, hit.known.id))
    placed.extend(mentions[at:])
    return _spread(tuple(placed), hits)


def _spread(mentions: tuple[Mention, ...], hits: tuple[KnownHit, ...]) -> tuple[Mention, ...]:
    """Rule-found short forms of a known person carry that person's id and name."""
    by_form = {hit.known.form: hit.known for hit in hits if hit.known.kind == "person"}
    people = full_names((form, "") for form in by_form if " " in form)
    spread = []
    for mention in mentions:
        if mention.actor is None and mention.kind == "person":
            known = by_form.get(mention.name) or by_form.get(people.resolve(mention.name, ""))
            if known is not None:
                mention = replace(mention, name=known.name, actor=known.id)  # noqa: PLW2901
        spread.append(mention)
    return tuple(spread)
