"""Names of people, organisations, states, groups and places."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from builder.reading.names.atoms import find_chains, lower_words
from builder.reading.names.kinds import Context, context_scores, decide, own_scores, read_context
from builder.reading.names.known import KnownHit, find_known
from builder.reading.names.lexicon import Lexicon, Sort, lexicon
from builder.reading.names.mention import KnownName, KnownNames, Mention, MentionKind
from builder.reading.names.people import FullNames, full_names
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
    found.sort(key=lambda candidate: (candidate.start, -candidate.end))
    lower = lower_words(prose)
    kept, at = [], 0
    for candidate in found:
        if candidate.start < at or _no_name(candidate, lower, words):
            continue
        kept.append(candidate)
        at = candidate.end
    return kept


def _no_name(candidate: Candidate, lower: frozenset[str], words: Lexicon) -> bool:
    """A lone capital that the article's own spelling speaks against."""
    if candidate.words > 1 or candidate.kind is not None:
        return False
    return candidate.opens and candidate.text.lower() in lower and not candidate.given


_ACTOR_NOUN = re.compile(r" ((?:[a-z]+ )?[a-z]+)(?![\w-])")


def _state_actors(prose: str, chains: list[list[object]] | list, words: Lexicon) -> list[Candidate]:  # type: ignore[type-arg]
    """ "The Afghan government", "Afghan security forces": no name, but an actor."""
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
    totals: dict[str, Counter[str]] = {}
    shapes: set[str] = set()
    for candidate, context in zip(candidates, contexts, strict=True):
        total = totals.setdefault(candidate.text, Counter())
        if candidate.text not in shapes or candidate.title:
            shapes.add(candidate.text)
            total.update(own_scores(candidate))
        total.update(context_scores(context))
    kinds = {text: decide(total) for text, total in totals.items()}
    people = full_names(
        (candidate.text, candidate.title)
        for candidate in candidates
        if kinds[candidate.text] == "person" and (" " in candidate.text)
    )
    return tuple(
        _mention(candidate, context, kinds, people) for candidate, context in zip(candidates, contexts, strict=True)
    )


def _mention(candidate: Candidate, context: Context, kinds: dict[str, MentionKind], people: FullNames) -> Mention:
    span = Span(candidate.start, candidate.end)
    if candidate.country:
        return Mention(span, candidate.name, "place" if context.locative else "state")
    kind = kinds[candidate.text]
    if candidate.sure and candidate.kind is not None and kind != "person":
        kind = candidate.kind
    name = candidate.name
    if not candidate.sure or kind == "person":
        resolved = people.resolve(candidate.text, candidate.title)
        if resolved != candidate.text:
            # A short form of someone with a full name is that person, whatever stands around it.
            return Mention(span, resolved, "person")
    return Mention(span, name, kind)


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
