"""Names and terms in prose become links, the first time in each section."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.archive.account import Archive
from builder.archive.citations import Citation, Reading
from builder.archive.evidence import may_show
from builder.content.markdown import Run, find_runs, find_shorthands
from builder.pages.addresses import actor_uri, relative, term_uri
from builder.pages.escape import escape_markdown
from builder.reading.forms import FormFinder
from builder.text import Span

TOOLTIP = 300
"""Characters of a definition that a tooltip shows."""


@dataclass(frozen=True, slots=True)
class Linkable:
    """Words that may become a link to a page; `title` is shown as its tooltip."""

    span: Span
    uri: str
    title: str = ""


class Seen:
    """The pages that a section has already linked to."""

    def __init__(self, *uris: str) -> None:
        self._uris = set(uris)

    def first_time(self, uri: str) -> bool:
        if uri in self._uris:
            return False
        self._uris.add(uri)
        return True


class ProseLinker:
    """Knows every name and term of an archive that has a page."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        # In free prose only forms that cannot be mistaken link: what an editor wrote down, and full names.
        self._names = FormFinder(
            {
                actor_uri(actor.id): (
                    (actor.name, *actor.curated.data.aliases)
                    if actor.curated
                    else (actor.name,)
                    if " " in actor.name
                    else ()
                )
                for actor in archive.actors.values()
            },
            ignore_case=False,
        )
        self._terms = FormFinder({term.id: term.forms for term in archive.terms.values()}, ignore_case=True)
        self._in_articles = {article: self._in_article(reading) for article, reading in archive.readings.items()}

    def in_text(self, text: str) -> list[Linkable]:
        """What can be linked in text that no article said, ordered and disjoint; names go before terms."""
        names = [Linkable(found.span, found.owner) for found in self._names.find(text)]
        return _disjoint([*names, *self._terms_in(text)])

    def in_article(self, article: str, within: Span) -> list[Linkable]:
        """What can be linked in a piece of an article: its mentions, as resolved, and terms."""
        found = self._in_articles[article]
        start = bisect_left(found, within.start, key=lambda linkable: linkable.span.start)
        end = bisect_left(found, within.end, lo=start, key=lambda linkable: linkable.span.start)
        return [linkable for linkable in found[start:end] if linkable.span.end <= within.end]

    def _in_article(self, reading: Reading) -> list[Linkable]:
        archive, article = self._archive, reading.id
        names = [
            Linkable(mention.span, actor_uri(archive.who[article, mention.name]))
            for mention in reading.findings.mentions
            if mention.kind != "place" and (article, mention.name) in archive.who
        ]
        return _disjoint([*names, *self._terms_in(reading.article.prose)])

    def _terms_in(self, text: str) -> list[Linkable]:
        return [
            Linkable(found.span, term_uri(found.owner), self.definition(found.owner))
            for found in self._terms.find(text)
        ]

    def definition(self, identifier: str) -> str:
        """The start of a term's definition, as plain text."""
        term = self._archive.terms[identifier]
        if term.curated:
            text = " ".join(term.curated.prose.split())
        else:
            citation = next((citation for citation in term.definitions if self._may_show(citation)), None)
            if citation is None:
                return ""
            text = " ".join(self._archive.words(citation).split())
        return text if len(text) <= TOOLTIP else text[:TOOLTIP].rpartition(" ")[0] + " …"

    def _may_show(self, citation: Citation) -> bool:
        """Whether rights let the sentence that defines something stand on every page that uses it."""
        sentence = self._archive.reading(citation).sentence_around(citation.span)
        return may_show(self._archive.evidence, citation.article, sentence)


def _disjoint(found: list[Linkable]) -> list[Linkable]:
    """The earlier in the list wins where two overlap; the result is ordered by place."""
    kept: list[Linkable] = []
    taken: set[int] = set()
    for linkable in found:
        places = range(linkable.span.start, linkable.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(linkable)
    return sorted(kept, key=lambda linkable: linkable.span)


def _destination(linkable: Linkable, uri: str) -> str:
    title = str(escape_markdown(linkable.title)).replace('"', '\\"') if linkable.title else ""
    return relative(linkable.uri, uri) + (f' "{title}"' if title else "")


def link_text(
    text: str, linkables: Iterable[Linkable], uri: str, seen: Seen, *, offset: int = 0, mark: str = ""
) -> Markup:
    """Plain `text` (which begins at `offset` of whatever the spans count in) as Markdown for the page `uri`.

    Occurrences of the page `mark` itself are marked instead of linked.
    """
    pieces, at = [], 0
    for linkable in linkables:
        start, end = linkable.span.start - offset, linkable.span.end - offset
        if start < at or end > len(text):
            continue
        shown = escape_markdown(text[start:end])
        if linkable.uri == mark:
            shown = Markup("<mark>{}</mark>").format(shown)
        elif linkable.uri != uri and seen.first_time(linkable.uri):
            shown = Markup(f"[{shown}]({_destination(linkable, uri)})")
        pieces += [escape_markdown(text[at:start]), shown]
        at = end
    pieces.append(escape_markdown(text[at:]))
    return Markup("".join(pieces))


def link_markdown(
    source: str, linkables: Iterable[Linkable], uri: str, seen: Seen, sentences: Iterable[tuple[int, Span]] = ()
) -> Markup:
    """Contributors' Markdown for the page `uri`: raw HTML shown as text, names linked, sentences addressable as #sN."""
    runs = find_runs(source)
    edits = [
        _Edit(at, 4, at + 1, "&lt;") for run in runs for at in range(run.span.start, run.span.end) if source[at] == "<"
    ]
    for linkable in _in_runs(sorted(linkables, key=lambda linkable: linkable.span), runs):
        start, end = linkable.span.start, linkable.span.end
        if _can_be_link_text(source, linkable.span) and linkable.uri != uri and seen.first_time(linkable.uri):
            edits.append(_Edit(start, 3, start, "["))
            edits.append(_Edit(end, 0, end, f"]({_destination(linkable, uri)})"))
    for number, sentence in sentences:
        span = _shown_part(source, sentence, runs)
        if span is not None:
            edits.append(_Edit(span.start, 2, span.start, f'<span class="x-sentence" id="s{number}">'))
            edits.append(_Edit(span.end, 1, span.end, "</span>"))
    # Where the text of a link was all that named what it leads to, that is named beside it, as it was.
    edits += [_Edit(link.span.end, 0, link.end, link.span.of(source)) for link in find_shorthands(source)]
    pieces, at = [], 0
    for edit in sorted(edits):
        pieces += [source[at : edit.start], edit.text]
        at = edit.end
    pieces.append(source[at:])
    return Markup("".join(pieces))


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    """`text` in place of `start` up to `end`; of edits at one place, what ends comes before what begins."""

    start: int
    rank: int
    end: int
    text: str


def _in_runs(linkables: list[Linkable], runs: tuple[Run, ...]) -> Iterator[Linkable]:
    """Those that lie whole within text that may hold links; both are ordered."""
    at = 0
    for run in runs:
        while at < len(linkables) and linkables[at].span.start < run.span.start:
            at += 1
        while at < len(linkables) and linkables[at].span.end <= run.span.end:
            if run.linkable:
                yield linkables[at]
            at += 1


_EMPHASIS = frozenset("*_")


def _can_be_link_text(source: str, span: Span) -> bool:
    """A bracket in it would end the link early.

    Whether `*` and `_` open or close emphasis depends on what they stand between, where a bracket counts as another
    mark does: https://spec.commonmark.org/0.31.2/#delimiter-run. So they may stand beside it only where that is the
    same with a bracket between.
    """
    if "[" in span.of(source) or "]" in span.of(source):
        return False
    before, after = span.start, span.end
    while before > 0 and source[before - 1] in _EMPHASIS:
        before -= 1
    while after < len(source) and source[after] in _EMPHASIS:
        after += 1
    opening, closing = source[before : span.start], source[span.end : after]
    whole = opening == closing and len(set(opening)) == 1
    ahead, behind = source[before - 1 : before] if before else "", source[after : after + 1]
    return (not opening or not ahead or ahead.isspace()) and (
        not closing or not behind or behind.isspace() or (whole and not behind.isalnum())
    )


def _shown_part(source: str, sentence: Span, runs: tuple[Run, ...]) -> Span | None:
    """The sentence from where to where it is shown; no edit falls inside an autolink."""
    at = bisect_right(runs, sentence.start, key=lambda run: run.span.start) - 1
    if at < 0 or sentence.start >= runs[at].span.end:
        return None
    last = bisect_left(runs, sentence.end, key=lambda run: run.span.start) - 1
    start = runs[at].span.start - 1 if _is_autolink(source, runs[at]) else sentence.start
    end = runs[last].span.end + 1 if _is_autolink(source, runs[last]) else min(sentence.end, runs[last].span.end)
    return Span(start, end)


def _is_autolink(source: str, run: Run) -> bool:
    return not run.linkable and source[run.span.start - 1 : run.span.start] == "<" and source[run.span.end :][:1] == ">"
