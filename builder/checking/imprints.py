"""Imprints: what of an article is compared with others' texts, made from the article alone and small enough to keep."""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from builder.archive.sources.agencies import agency_of
from builder.archive.sources.copies import STOCK, UNCOMMON
from builder.reading.furniture import find_furniture
from builder.reading.sentences import find_sentences
from builder.reading.wording import Wording, find_block_quotes, find_wording, fingerprints, pack_numbers, unpack_numbers
from builder.text import blank, plain_spaces

if TYPE_CHECKING:  # what is kept needs no models
    from builder.content.article import Article

_CANDIDATES = 8
"""Texts that one is compared with word by word at most, those that share most."""


@dataclass(frozen=True)
class Imprint:
    """`prints` are the fingerprints of the writer's own wording, which is made when it is asked for: few texts are
    compared word by word. `agency` is whose text the article says that it is.
    """

    article: str
    path: str
    title: str
    url: str
    publisher: str
    published: date
    text: str
    agency: str | None
    prints: frozenset[int]
    find_wording: Callable[[], Wording] = field(compare=False, repr=False)

    @cached_property
    def wording(self) -> Wording:
        return self.find_wording()


def wording_of(article: Article) -> Wording:
    """An article's own wording. Lines are set aside as furniture by what they are, not by what the outlet repeats."""
    written = plain_spaces(article.prose)
    furniture = (
        [piece.span for piece in find_furniture(written, title=article.title, publisher=article.publisher)]
        if article.text == "full"
        else []
    )
    return find_wording(
        article.prose, furniture, find_sentences(blank(written, furniture)), find_block_quotes(article.body)
    )


def imprint_of(article: Article) -> Imprint:
    """The imprint of an article."""
    wording = wording_of(article)
    return Imprint(
        article=article.id,
        path=article.path,
        title=article.title,
        url=article.url,
        publisher=article.publisher,
        published=article.published,
        text=article.text,
        agency=agency_of(article),
        prints=fingerprints(wording),
        find_wording=lambda: wording,
    )


def pack_imprint(imprint: Imprint) -> list[Any]:
    """The fields in their order, as JSON has them; the fingerprints 8 bytes each, lowest first, in base64.

    Without the wording, which is three times as much as all else.
    """
    prints = b64encode(pack_numbers(array("Q", sorted(imprint.prints)))).decode()
    return [
        imprint.article, imprint.path, imprint.title, imprint.url, imprint.publisher, imprint.published.isoformat(),
        imprint.text, imprint.agency, prints,
    ]  # fmt: skip


def unpack_imprint(packed: Any, find_wording: Callable[[str], Wording]) -> Imprint:
    """The imprint that was packed; `find_wording` makes the wording of the article at a path.

    Raises ValueError or TypeError for anything else.
    """
    article, path, title, url, publisher, published, text, agency, prints = packed
    return Imprint(
        article,
        path,
        title,
        url,
        publisher,
        date.fromisoformat(published),
        text,
        agency,
        frozenset(unpack_numbers(b64decode(prints))),
        partial(find_wording, path),
    )


class Imprints:
    """Imprints by what they hold: who asks for texts like one gets few, however large the archive.

    With `about`, only the texts that are going to be asked about: what the others have in common is not looked up.
    """

    def __init__(self, imprints: Iterable[Imprint], about: Iterable[Imprint] | None = None) -> None:
        self.all = tuple(sorted(imprints, key=lambda imprint: imprint.path))
        asked = None if about is None else frozenset(chain.from_iterable(imprint.prints for imprint in about))
        self._by_print: dict[int, list[int]] = defaultdict(list)
        self._by_day: dict[tuple[str, date], list[int]] = defaultdict(list)
        texts: dict[frozenset[int], Collection[int]] = {}
        for at, imprint in enumerate(self.all):
            self._by_day[imprint.publisher.casefold(), imprint.published].append(at)
            prints = imprint.prints if asked is None else imprint.prints & asked
            if prints:
                # Verbatim copies count once: a text that many outlets print is no stock phrase.
                texts[imprint.prints] = prints
            for each in prints:
                self._by_print[each].append(at)
        self._common = Counter(chain.from_iterable(texts.values()))

    def alike(self, imprint: Imprint, least: float = UNCOMMON) -> list[Imprint]:
        """Other texts that share wording with `imprint`, most first: `least` of the fingerprints of either."""
        uncommon = [each for each in imprint.prints if self._common[each] <= STOCK]
        shared = Counter(chain.from_iterable(self._by_print.get(each, ()) for each in uncommon))
        found = [
            (-count, at)
            for at, count in shared.items()
            if count >= least * min(len(uncommon), len(self.all[at].prints)) and self.all[at].path != imprint.path
        ]
        return [self.all[at] for _, at in sorted(found)[:_CANDIDATES]]

    def of_outlet(self, publisher: str, days: Iterable[date]) -> list[Imprint]:
        """What an outlet published on these days."""
        return [self.all[at] for day in days for at in self._by_day.get((publisher.casefold(), day), ())]
