"""Everything that one article says, found stage by stage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from builder.reading.capitals import in_capitals, write_true_case
from builder.reading.corrections import correct_dates, correct_events, correct_mentions, correct_rounds
from builder.reading.dates import DateExpression, find_dates
from builder.reading.events import Event, Gist, find_events, find_gists
from builder.reading.furniture import CAPTION, Furniture, find_furniture
from builder.reading.names import KnownNames, Mention, find_mentions
from builder.reading.names.known import find_known
from builder.reading.positions import Position, find_positions
from builder.reading.quotes.quote import Quote
from builder.reading.quotes.reader import find_quotes
from builder.reading.roles import Role, find_roles
from builder.reading.rounds import RoundReport, find_rounds
from builder.reading.sentences import find_sentences
from builder.reading.terms import Definition, find_terms
from builder.reading.wording import NO_WORDING, Wording, find_wording
from builder.text import Span, blank, plain_spaces

if TYPE_CHECKING:  # the models behind it take longer to load than an article to read
    from builder.content.corrections import Correction


@dataclass(frozen=True, slots=True)
class Findings:
    """Spans into one text. All tuples are ordered by place; `gists` are those of `events`, one each.

    `wording` is what the writer worded; none where the text is not the outlet's.

    `effective` are the places, among the article's corrections, of those that changed something here.
    """

    furniture: tuple[Furniture, ...]
    sentences: tuple[Span, ...]
    dates: tuple[DateExpression, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    quotes: tuple[Quote, ...]
    events: tuple[Event, ...]
    gists: tuple[Gist, ...]
    rounds: tuple[RoundReport, ...]
    terms: tuple[Definition, ...]
    positions: tuple[Position, ...]
    wording: Wording
    effective: frozenset[int]


def read_text(
    text: str,
    published: date,
    known: KnownNames,
    *,
    title: str = "",
    publisher: str = "",
    raw: bool = False,
    corrections: tuple[Correction, ...] = (),
    round_words: tuple[str, ...] = (),
    recurring: frozenset[str] = frozenset(),
    block_quotes: tuple[Span, ...] = (),
) -> Findings:
    """Read one article. `text` must be free of markup; with `raw` no line of it is taken for page furniture.

    `recurring` are lines that stand in other articles of the outlet too, see `builder.reading.furniture`;
    `block_quotes` are lines that the writer sets as quotations.
    """
    written = plain_spaces(text)
    if in_capitals(written):
        written = write_true_case(written)
    furniture = () if raw else find_furniture(written, title=title, publisher=publisher, recurring=recurring)
    # Blanked, not cut: later stages see only the article and its captions, and every span stays true.
    prose = blank(written, (piece.span for piece in furniture if piece.reason != CAPTION))
    captions = [piece.span for piece in furniture if piece.reason == CAPTION]
    sentences = find_sentences(prose)
    corrected_dates = correct_dates(text, find_dates(prose, sentences, published), corrections)
    dates = corrected_dates.found
    corrected_mentions = correct_mentions(text, find_mentions(prose, sentences, known), corrections, known)
    mentions = corrected_mentions.found
    roles = find_roles(prose, sentences, mentions)
    quotes = _outside(captions, find_quotes(prose, sentences, mentions, roles))
    events = find_events(prose, sentences, dates, mentions, quotes, published=published)
    corrected_events = correct_events(text, _outside(captions, events), corrections)
    rounds = find_rounds(prose, sentences, dates, mentions, round_words, published=published)
    corrected_rounds = correct_rounds(text, _outside(captions, rounds), corrections)
    return Findings(
        furniture=furniture,
        sentences=sentences,
        dates=dates,
        mentions=mentions,
        roles=roles,
        quotes=quotes,
        events=corrected_events.found,
        gists=find_gists(text, sentences, dates, mentions, corrected_events.found),
        rounds=corrected_rounds.found,
        terms=find_terms(prose, sentences, mentions),
        positions=_outside(captions, find_positions(prose, sentences, mentions, quotes)),
        # Of a summary the words are the archive's: two that resemble each other say nothing of their originals.
        wording=NO_WORDING if raw else find_wording(text, (piece.span for piece in furniture), sentences, block_quotes),
        effective=corrected_dates.effective
        | corrected_mentions.effective
        | corrected_events.effective
        | corrected_rounds.effective,
    )


def is_read(language: str) -> bool:
    """Whether texts in `language`, a BCP 47 tag, are in the one language that the rules and word lists are for."""
    return language.partition("-")[0].lower() == "en"


def only_known(findings: Findings, text: str, known: KnownNames) -> Findings:
    """What holds of a text in another language: where it names whom editors know by that form, or by a correction.

    All else that rules for English find there is chance: in German, every noun would be somebody's name.
    """
    hits = [hit for hit in find_known(text, known) if hit.known.id is not None]
    starts = [hit.span.start for hit in hits]
    mentions = [Mention(hit.span, hit.known.name, hit.known.kind, hit.known.id) for hit in hits]
    for mention in findings.mentions:
        at = bisect_left(starts, mention.span.end) - 1
        if mention.actor is not None and (at < 0 or not hits[at].span.overlaps(mention.span)):
            mentions.append(mention)
    mentions.sort(key=lambda mention: mention.span)
    return replace(
        findings, dates=(), mentions=tuple(mentions), roles=(), quotes=(), events=(), gists=(), rounds=(), terms=(),
        positions=(),
    )  # fmt: skip


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


_P = TypeVar("_P", bound=_Placed)


def _outside(captions: Sequence[Span], found: tuple[_P, ...]) -> tuple[_P, ...]:
    """Those not in a caption: it tells who and when, but what it shows "speaking" or "arriving" is no report."""
    return tuple(one for one in found if not any(caption.overlaps(one.span) for caption in captions))
