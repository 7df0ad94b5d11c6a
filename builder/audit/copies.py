"""Notices of copies: which articles hold one text is a fact about files, as `Archive.sources` found it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from builder.archive.account import Archive
from builder.audit.blocks import Block, Link
from builder.audit.words import HOLE, Phrases
from builder.pages.addresses import ARTICLES

COPIES = "x-copies"
"""The class of a notice that articles hold one text."""


def without_notices(block: Block) -> Block:
    """What a block says beside such notices."""
    return replace(block, runs=tuple(run for run in block.runs if COPIES not in run.marks))


def odd_notices(archive: Archive, block: Block, own: Phrases) -> Iterator[str]:
    """What a notice says of copies that is not so."""
    runs = [run for run in block.runs if COPIES in run.marks]
    if not runs:
        return
    text = "".join(run.text for run in runs if not (run.link and run.link.article)).strip()
    named = {run.link.article for run in runs if run.link and run.link.article}
    numbers = {int(number) for number in "".join(c if c.isdecimal() else " " for c in text).split()}
    article = Link(block.uri).article
    agency = None
    if article is not None and article in archive.readings:
        copies, agency = archive.sources.copies_of(article), archive.sources.agency_of(article)
        right = named == set(copies) and numbers == {len(copies) + 1}
    elif named:
        listed = next((run.link.article for run in block.runs if run.link and run.link.article), "")
        right = named == {archive.sources.origin.get(listed)} - {listed} and not numbers
    else:
        right = numbers == {archive.sources.independent(_articles_of(archive, block.uri))}
    if not right or not own.say(text.replace(agency, HOLE) if agency else text):
        yield f"the archive has other copies than '{text}' says"


def _articles_of(archive: Archive, uri: str) -> Iterable[str]:
    """The articles that a page counts: of a round those that report it, of their index all."""
    if uri == ARTICLES:
        return archive.readings
    round_ = archive.rounds.get(Link(uri).thing[1])
    return [citation.article for citation in round_.reports] if round_ else ()
