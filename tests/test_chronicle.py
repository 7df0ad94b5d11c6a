"""Long lists are cut into pages by date: nothing is lost, everything is linked, and the audit still finds it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from builder.archive.citations import Citation
from builder.audit.account import audit
from builder.audit.blocks import Link
from builder.configuration import read_configuration
from builder.pages import chronicle
from builder.pages.about import texts_of_measurements
from builder.pages.addresses import chapter_uri
from builder.pages.html import broken_links, render_afresh
from builder.pages.page import Page
from builder.pages.publish import Publication, publish
from builder.pages.templates import template_sources
from builder.progress import unwatched
from builder.site import Site, build_site
from tests.conftest import ARCHIVES

FISHERY = read_configuration(ARCHIVES / "fishery" / "mkdocs.yml")
FEW = 2


@cache
def fishery() -> Site:
    return build_site(FISHERY.folder, FISHERY.settings)


@pytest.fixture(scope="module")
def cut() -> Publication:
    """The fishery's pages as if its few statements were thousands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chronicle, "MOST_LISTED", FEW)
        patch.setattr(chronicle, "OPEN_WHEN_CUT", 3)
        return publish(fishery().archive, FISHERY.settings)


def below(pages: tuple[Page, ...], subject: str) -> list[Page]:
    return [page for page in pages if page.uri.startswith(subject.removesuffix(".md") + "/")]


def cited(pages: list[Page]) -> set[tuple[str, int]]:
    return {
        (article, int(number))
        for page in pages
        for article, number in re.findall(r"articles/([\w.-]+)\.md#s(\d+)", page.markdown)
    }


def test_a_small_archive_has_no_further_pages() -> None:
    assert not [page.uri for page in fishery().pages if "/by-date/" in page.uri or page.uri.count("/") > 1]


def test_every_sentence_that_names_somebody_is_on_their_pages(cut: Publication) -> None:
    archive = fishery().archive
    busy = [actor for actor in archive.actors.values() if len(actor.mentions) > FEW]
    assert busy
    for actor in busy:
        pages = [page for page in cut.pages if Link(page.uri).thing == ("actors", actor.id)]
        assert len(pages) > 1

        def number(mention: Citation) -> tuple[str, int | None]:
            return mention.article, archive.reading(mention).number_of(mention.span.start)

        assert {number(mention) for mention in actor.mentions} <= cited(pages)


@pytest.mark.parametrize("listed", ["rounds", "articles", "timeline/announced"])
def test_every_thing_of_a_list_is_on_its_pages(cut: Publication, listed: str) -> None:
    index = f"{listed}/index.md" if "/" not in listed else f"{listed}.md"
    further = [page for page in cut.pages if page.uri.startswith(chapter_uri(index, "x").removesuffix("x.md"))]
    assert further
    links = {link for page in further for link in re.findall(r"\]\(((?:\.\./)[^)]*)\)", page.markdown)}
    archive = fishery().archive
    things = {"rounds": archive.rounds, "articles": archive.readings}.get(listed, {})
    assert {f"../{identifier}.md" for identifier in things} <= links


def test_further_pages_are_linked_named_apart_and_light(cut: Publication) -> None:
    rendered = render_afresh(cut.pages, unwatched)
    assert broken_links(rendered) == []
    linked = {link.uri for page in rendered.values() for link in page.links}
    assert {page.uri for page in cut.pages} - {"index.md"} <= linked
    titles = [page.title for page in cut.pages if page.uri not in {before.uri for before in fishery().pages}]
    assert titles
    assert len(titles) == len(set(titles))
    for page in cut.pages:
        assert page.markdown.count("\n- ") < 100 or page.uri.startswith(("timeline/index", "articles/", "index"))


def test_the_audit_finds_the_source_of_every_statement_on_further_pages(cut: Publication) -> None:
    texts = (FISHERY.settings.name, FISHERY.settings.topic, *texts_of_measurements())
    found = audit(fishery().archive, cut.pages, cut.files, template_sources(), texts)
    # The pages about the site itself are the same as ever.
    assert [problem for problem in found.problems if not problem.page.startswith("about")] == []


def test_what_is_cut_does_not_depend_on_anything_but_the_archive(cut: Publication) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chronicle, "MOST_LISTED", FEW)
        patch.setattr(chronicle, "OPEN_WHEN_CUT", 3)
        assert publish(fishery().archive, FISHERY.settings).pages == cut.pages
