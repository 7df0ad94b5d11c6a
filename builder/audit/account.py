"""The audit of a whole site: its pages and its data.

Out of scope are a page's description for other sites, which repeats in a line what the page is about, the text of the
timeline's picture, which counts entries, and the index of words, which holds none that entries and pages do not: none
of them can carry a citation.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from builder.archive.account import Archive
from builder.audit.blocks import Block, find_blocks, served_pages
from builder.audit.data import blocks_of_data
from builder.audit.editors import find_entries
from builder.audit.generated import Examiner
from builder.audit.judge import Judge
from builder.audit.notes import Notes
from builder.audit.printed import Printed
from builder.audit.statuses import Statuses
from builder.audit.witness import Witness
from builder.audit.words import own_words
from builder.pages.html import RenderPages, render_afresh
from builder.pages.page import DataFile, Page
from builder.problems import visible
from builder.progress import Watch, unwatched


@dataclass(frozen=True, slots=True, order=True)
class Unsupported:
    """A statement on `page` (its address) of which something is `missing`."""

    page: str
    statement: str
    missing: str

    def __str__(self) -> str:
        return visible(f"{self.page}: {self.missing}: {self.statement}")


@dataclass(frozen=True, slots=True)
class Audit:
    """How many blocks cite sentences, rest on an editor's sources, or only lead elsewhere; and what is unsupported."""

    cited: int
    editors: int
    navigation: int
    problems: tuple[Unsupported, ...]

    @property
    def statements(self) -> int:
        return self.cited + self.editors


def audit(
    archive: Archive,
    pages: Sequence[Page],
    files: Sequence[DataFile],
    templates: Iterable[str],
    texts: Iterable[str],
    *,
    render_pages: RenderPages = render_afresh,
    watch: Watch = unwatched,
) -> Audit:
    """Every statement of `pages` and `files`, as they are published, against the articles of `archive`.

    `templates` are the sources of the templates, `texts` what else the site says of itself: its name, its topic.
    """
    served = served_pages(tuple(page.uri for page in pages))
    rendered = render_pages(pages, watch)
    printed = {uri: find_blocks(uri, page.html, served) for uri, page in rendered.items()}
    witness, own = Witness(archive), own_words(templates, texts)
    judge = Judge(
        archive,
        Examiner(archive, witness, own),
        Statuses(archive, witness),
        Notes(archive, witness, own),
        find_entries(archive),
        own,
        own.with_texts(_catalogue(archive)),
        Printed(printed, witness),
    )
    blocks: list[Block] = [block for found in printed.values() for block in found]
    blocks += blocks_of_data(tuple(files))
    counts: Counter[str] = Counter()
    problems: set[Unsupported] = set()
    for block in watch("Comparing statements", blocks):
        verdict = judge.judge(block)
        counts[verdict.kind] += 1
        problems.update(Unsupported(block.uri, block.text, missing) for missing in verdict.missing)
    return Audit(counts["cited"], counts["editor"], counts["navigation"], tuple(sorted(problems)))


def _catalogue(archive: Archive) -> Iterator[str]:
    """Whom the archive has its articles from, and what it set aside in them: no article says that."""
    for reading in archive.readings.values():
        yield reading.article.publisher
        yield reading.article.submitted_by or ""
        yield from (piece.reason for piece in reading.findings.furniture)


def render_text(found: Audit) -> str:
    """One problem a line, then the counts."""
    return "".join(f"{problem}\n" for problem in found.problems) + summary(found) + "\n"


def render_json(found: Audit) -> str:
    """An object with the fields of `Audit`."""
    return json.dumps({"statements": found.statements, **asdict(found)}, ensure_ascii=False, indent=2) + "\n"


def summary(found: Audit) -> str:
    """The counts in a sentence."""
    unsupported = len({(problem.page, problem.statement) for problem in found.problems})
    return (
        f"{found.statements} statements: {found.cited} cite sentences, {found.editors} rest on editors' sources; "
        f"{unsupported} unsupported. {found.navigation} blocks only lead to others."
    )
