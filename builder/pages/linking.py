"""Names and terms in prose become links, the first time in each section."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from builder.archive.account import Archive
from builder.archive.citations import Reading
from builder.archive.forms import FormFinder
from builder.content.markdown import find_runs
from builder.pages.addresses import actor_uri, relative, term_uri
from builder.pages.escape import escape_markdown
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

    def in_article(self, reading: Reading, within: Span) -> list[Linkable]:
        """What can be linked in a piece of an article: its mentions, as resolved, and terms."""
        found = self._in_articles[reading.article.id]
        start = bisect_left(found, within.start, key=lambda linkable: linkable.span.start)
        end = bisect_left(found, within.end, lo=start, key=lambda linkable: linkable.span.start)
        return [linkable for linkable in found[start:end] if linkable.span.end <= within.end]

    def _in_article(self, reading: Reading) -> list[Linkable]:
        archive, article = self._archive, reading.article.id
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
        elif term.definitions:
            citation = term.definitions[0]
            text = " ".join(citation.span.of(self._archive.reading(citation).article.prose).split())
        else:
            return ""
        return text if len(text) <= TOOLTIP else text[:TOOLTIP].rpartition(" ")[0] + " …"


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
    return Markup("").join(pieces)


def link_markdown(
    source: str, linkables: Iterable[Linkable], uri: str, seen: Seen, sentences: Iterable[tuple[int, Span]] = ()
) -> Markup:
    """Contributors' Markdown for the page `uri`: raw HTML shown as text, names linked, sentences addressable as #sN."""
    runs = find_runs(source)
    inserts: list[tuple[int, int, str]] = []
    replaced: list[tuple[Span, str]] = []
    by_start = sorted(linkables, key=lambda linkable: linkable.span)
    at = 0
    for run in runs:
        while at < len(by_start) and by_start[at].span.start < run.span.start:
            at += 1
        while at < len(by_start) and by_start[at].span.end <= run.span.end:
            linkable = by_start[at]
            at += 1
            shown = linkable.span.of(source)
            if (
                run.linkable
                and "[" not in shown
                and "]" not in shown
                and linkable.uri != uri
                and seen.first_time(linkable.uri)
            ):
                inserts.append((linkable.span.start, 3, "["))
                inserts.append((linkable.span.end, 0, f"]({_destination(linkable, uri)})"))
        replaced += [(Span(i, i + 1), "&lt;") for i in range(run.span.start, run.span.end) if source[i] == "<"]
    for number, span in sentences:
        home = next((run for run in runs if run.span.start <= span.start < run.span.end), None)
        if home is None:
            continue
        last = next((run for run in reversed(runs) if run.span.start < span.end), home)
        inserts.append((span.start, 2, f'<span class="x-sentence" id="s{number}">'))
        inserts.append((min(span.end, last.span.end), 1, "</span>"))
    inserts += [(span.start, 4, text) for span, text in replaced]
    skipped = {span.start for span, _ in replaced}
    pieces, at = [], 0
    for place, _, text in sorted(inserts):
        pieces.append(source[at:place])
        pieces.append(text)
        at = place + 1 if text == "&lt;" and place in skipped else place
    pieces.append(source[at:])
    return Markup("".join(pieces))
