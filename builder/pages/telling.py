"""Which words tell a timeline entry: where they stand in the article, and as plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import bidirectional

from builder.archive.account import Archive
from builder.archive.citations import Citation, Reading
from builder.archive.evidence import may_show
from builder.archive.timeline import Report, TimelineEntry
from builder.content.markdown import prose_of
from builder.pages.wording import compose_phrase
from builder.text import Span

LONGEST_SENTENCE = 320
"""Characters up to which an entry shows the whole sentence that reports it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A report's words, as spans of its article's prose.

    A whole sentence is always true to its source. Where only a part of it is about the entry, `stress` is that part;
    where it begins with "he" or "they", `context` is the sentence before it.
    """

    article: str
    sentence: Span
    stress: Span | None
    context: Span | None


@dataclass(frozen=True, slots=True)
class Words:
    """A report's words as plain text: `stress` is a span of `text`, `context` the length of the leading sentence."""

    text: str
    stress: Span | None = None
    context: int = 0


def find_telling(archive: Archive, report: Report) -> Telling | None:
    """Where a report's words stand; None where its sentence is too long, or may not be shown."""
    citation = report.citation
    reading = archive.reading(citation)
    sentence = reading.sentence_around(citation.span)
    if sentence.end - sentence.start > LONGEST_SENTENCE or not _may_show(archive, citation.article, sentence):
        return None
    stress = _trimmed(reading, citation.span)
    before = reading.sentence_before(sentence) if _POINTS_BACK.match(reading.words(sentence)) else None
    if before and (before.end - before.start > LONGEST_SENTENCE or not _may_show(archive, citation.article, before)):
        before = None
    apart = sentence.contains(stress) and stress != sentence
    return Telling(citation.article, sentence, stress if apart else None, before)


def words_of(archive: Archive, report: Report) -> Words | None:
    """A report's words without their links; None where rights do not let them be shown."""
    if not _may_show(archive, report.citation.article, report.citation.span):
        return None
    telling = find_telling(archive, report)
    if telling is None:
        return Words(as_sentence(report.summary))
    reading = archive.reading(report.citation)
    context = f"{_whole(reading, telling.context)} " if telling.context else ""
    if telling.stress is None:
        return Words(context + _whole(reading, telling.sentence), None, len(context))
    opening, closing = missing_marks(reading.words(telling.sentence))
    before = context + opening + _spaced(reading.words(Span(telling.sentence.start, telling.stress.start))).lstrip()
    inside = _spaced(reading.words(telling.stress))
    after = _spaced(reading.words(Span(telling.stress.end, telling.sentence.end))).rstrip() + closing
    return Words(before + inside + after, Span(len(before), len(before) + len(inside)), len(context))


def editors_words(entry: TimelineEntry) -> str:
    """The editor's Markdown about an entry, on one line; empty where there is none."""
    return _spaced(entry.curated.prose).strip() if entry.curated else ""


def plain_words(archive: Archive, entry: TimelineEntry) -> str:
    """What an entry says as plain text: the editor's words, those of the best report, or a phrase."""
    if told := editors_words(entry):
        return _spaced(prose_of(told)).strip()
    words = next((words for report in rank_reports(archive, entry) if (words := words_of(archive, report))), None)
    return words.text if words else phrase_of(archive, entry)


def phrase_of(archive: Archive, told: TimelineEntry | Report) -> str:
    """What stands in for the words of an entry, or of one report, where none may be shown."""
    actors = [archive.actors[actor] for actor in sorted(told.actors)]
    # A state in whose territory something happens is a place here, not a party.
    return compose_phrase(told.kind, [actor.name for actor in actors if actor.name != told.place], told.place)


def rank_reports(archive: Archive, entry: TimelineEntry) -> tuple[Report, ...]:
    """The reports whose words may be shown, that which tells the entry best first.

    Its date is shown beside these words: a sentence that has it goes before all others. One that is about the entry
    from its first word on goes before one that mentions it in passing, and one that stands by itself before one that
    needs the sentence before it.
    """

    def rank(report: Report) -> tuple[bool, bool, bool, bool, bool, date, Citation]:
        reading = archive.reading(report.citation)
        sentence = reading.sentence_around(report.citation.span)
        return (
            report.status != entry.status,
            report.period != entry.period,
            report.citation.span.start > sentence.start or report.citation.span.end < sentence.end - 1,
            _POINTS_BACK.match(reading.words(sentence)) is not None,
            not 40 <= sentence.end - sentence.start <= LONGEST_SENTENCE,
            report.published,
            report.citation,
        )

    shown = (r for r in entry.reports if _may_show(archive, r.citation.article, r.citation.span))
    return tuple(sorted(shown, key=rank))


def reads_leftwards(text: str) -> bool:
    """Whether the first letter of `text` that has a direction is read from right to left (UAX 9, rules P2 and P3)."""
    directions = (bidirectional(character) for character in text)
    return next((found in ("R", "AL") for found in directions if found in ("L", "R", "AL")), False)


def missing_marks(sentence: str) -> tuple[str, str]:
    """The quotation marks that the sentences around it hold: speech over several is opened and closed once."""
    first, last = sentence.find("“"), sentence.rfind("“")
    closes_first = "”" in sentence and (first < 0 or sentence.find("”") < first)
    stays_open = last >= 0 and sentence.find("”", last) < 0
    straight = sentence.rfind('"') if sentence.count('"') % 2 else -1
    opens = straight >= 0 and not sentence[straight - 1 : straight].strip() and sentence[straight + 1 :].strip()
    return "“" if closes_first else "", "”" if stays_open else '"' if opens else ""


def as_role(text: str) -> str:
    """A role as it stands alone: "Chief negotiator"; what somebody has keeps its article, "The union's chair"."""
    return f"The {text}" if _OWNED.match(text) else text[:1].upper() + text[1:]


def as_sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text[-1:] in ".!?…" else ".")


_POINTS_BACK = re.compile(
    r"(?:He|She|It|They|This|That|These|Those|Both|Neither|Another|Others|His|Her|Its|Their|There|One|The (?:two|latter"
    r"|former|same|body|group|move|document|statement|meeting|talks|decision|team|text))\b"
)
"""How a sentence begins that cannot be understood without the one before."""

_OWNED = re.compile(r"(?:[a-z][\w-]* )?[a-z][\w-]*(?:['’]s|s['’]) ")

_SPACE = re.compile(r"\s+")


def _may_show(archive: Archive, article: str, span: Span) -> bool:
    return may_show(archive.evidence, article, span)


def _spaced(text: str) -> str:
    return _SPACE.sub(" ", text)


def _whole(reading: Reading, span: Span) -> str:
    words = reading.words(span)
    opening, closing = missing_marks(words)
    return opening + _spaced(words).strip() + closing


def _trimmed(reading: Reading, span: Span) -> Span:
    """`span` without the white space and commas at its ends."""
    text = reading.words(span)
    lead, trail = len(text) - len(text.lstrip(" ,;\n")), len(text) - len(text.rstrip(" ,;\n"))
    return Span(span.start + lead, span.end - trail) if lead + trail < len(text) else span
