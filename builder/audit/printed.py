"""All pages as they are printed: what each says in words and dates, where it leads, which sentences it cites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from builder.audit.blocks import STATUS, Block, Link
from builder.audit.testimony import Testimony, together
from builder.audit.witness import Witness
from builder.audit.words import plain

KICKER = "x-kicker"
"""The class of the line below a title."""


class Printed:
    """Answers by page; gathers what it needs of one when it is first asked for it."""

    def __init__(self, pages: Mapping[str, Sequence[Block]], witness: Witness) -> None:
        self._pages, self._witness = _with_further(pages), witness
        self.words = cache(self._words)
        self.times = cache(self._times)
        self.leads = cache(self._leads)
        self.sources = cache(self._sources)
        self.cited = cache(self._cited)
        self.sentences = cache(self._sentences)
        self.labels = cache(self._labels)
        self.anchors = cache(self._anchors)

    def _words(self, uri: str) -> str:
        """All that the page says, as `plain`."""
        return plain(" ".join(block.text for block in self._pages.get(uri, ())))

    def _times(self, uri: str) -> frozenset[tuple[str, str]]:
        """Its dates: the machine's value, and the words as `plain`."""
        return frozenset(
            (run.time, plain(run.text)) for block in self._pages.get(uri, ()) for run in block.runs if run.time
        )

    def _leads(self, uri: str) -> frozenset[str]:
        """The pages that it leads to."""
        return frozenset(link.uri for block in self._pages.get(uri, ()) for link in block.links)

    def _sources(self, uri: str) -> frozenset[str]:
        """The articles and other sites that it leads to, as `source_key` writes them."""
        return frozenset(source for block in self._pages.get(uri, ()) for source in block.sources)

    def _cited(self, uri: str) -> Testimony:
        """All that the sentences say that it cites."""
        return together(said for citation in self.sentences(uri) if (said := self._witness.sentence(*citation)))

    def _sentences(self, uri: str) -> tuple[tuple[str, int], ...]:
        """The sentences that it cites: article ids and numbers."""
        return tuple(sorted({citation for block in self._pages.get(uri, ()) for citation in block.sentences}))

    def _labels(self, uri: str) -> frozenset[str]:
        """The statuses in the line below its title."""
        tops = (block for block in self._pages.get(uri, ()) if KICKER in block.marks)
        return frozenset(run.text.strip() for block in tops for run in block.runs if STATUS in run.marks)

    def _anchors(self, uri: str) -> frozenset[str]:
        """The anchors in it that links can lead to."""
        return frozenset(anchor for block in self._pages.get(uri, ()) for anchor in block.ids)


def _with_further(pages: Mapping[str, Sequence[Block]]) -> Mapping[str, Sequence[Block]]:
    """A thing's page says what its further pages say."""
    whole = {uri: list(blocks) for uri, blocks in pages.items()}
    for uri in sorted(pages):
        page = Link(uri)
        subject = "/".join(page.thing) + ".md"
        if page.is_further and subject in whole:
            whole[subject] += pages[uri]
    return whole
