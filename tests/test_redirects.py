"""What stands at addresses that things had before."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from builder.content.folder import read_content
from builder.pages.page import Page
from builder.pages.redirects import Redirect, write_redirect
from builder.settings import Settings
from builder.site import Site, build_site

NETS = "---\nterm: net closure\nformerly: [closed-season]\n---\nA ban on fishing.\n"


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


MOVED = Redirect("actors/roe.md", Page.of("actors/jane-roe.md", 'Jane "<b>" Roe', ""))
GONE = Redirect("articles/old.md", None)


@pytest.mark.parametrize(
    ("directory_urls", "place", "way"),
    [(True, "actors/roe/index.html", "../jane-roe/"), (False, "actors/roe.html", "jane-roe.html")],
)
def test_page_that_leads_on(directory_urls: bool, place: str, way: str) -> None:
    file = write_redirect(MOVED, directory_urls=directory_urls)
    tags = Tags(file.text)
    assert file.uri == place
    assert {"http-equiv": "refresh", "content": f"0; url={way}"} in tags.all("meta")
    assert {"name": "robots", "content": "noindex"} in tags.all("meta")
    assert tags.all("link") == [{"rel": "canonical", "href": way}]
    assert tags.all("a") == [{"href": way}]
    assert "This page has moved to" in file.text
    assert "Jane &#34;&lt;b&gt;&#34; Roe" in file.text
    assert "<b>" not in file.text


@pytest.mark.parametrize(
    ("directory_urls", "place", "way"),
    [(True, "articles/old/index.html", "../../"), (False, "articles/old.html", "../index.html")],
)
def test_page_of_what_is_gone(directory_urls: bool, place: str, way: str) -> None:
    file = write_redirect(GONE, directory_urls=directory_urls)
    tags = Tags(file.text)
    assert file.uri == place
    assert "What this address told of is no longer in this archive." in file.text
    assert tags.all("a") == [{"href": way}]
    assert {"name": "robots", "content": "noindex"} in tags.all("meta")
    assert "refresh" not in file.text


@pytest.mark.parametrize("redirect", [MOVED, GONE])
def test_nothing_in_it_needs_leave_from_a_content_security_policy(redirect: Redirect) -> None:
    """`default-src 'none'` lets it work: no script, no style, nothing loaded."""
    tags = Tags(write_redirect(redirect, directory_urls=True).text)
    assert {tag for tag, _ in tags.found} <= {"html", "head", "meta", "title", "link", "body", "main", "h1", "p", "a"}
    assert not {key for _, attributes in tags.found for key in attributes if key == "style" or key.startswith("on")}


# Which there are

OLD_NAME, NEW_NAME = "2019-06-08-strike", "2019-06-08-gazette-strike-ends"


@pytest.fixture
def renamed(archive: Callable[[str], Path]) -> Path:
    """An archive in which an article and a term had other names, and some ids are recorded."""
    folder = archive("bare")
    content = folder / "content"
    (content / "glossary").mkdir()
    (content / "glossary" / "net-closure.md").write_text(NETS, "utf-8")
    (content / "identifiers").mkdir()
    (content / "identifiers" / "2018-01-01-gone.yml").write_text(
        "actors:\n  nobody: [nobody, no-one]\nglossary:\n  net-closure: net-closure\n", "utf-8"
    )
    article = content / "articles" / f"{NEW_NAME}.md"
    text = article.read_text("utf-8").replace("\npublisher:", f"\nformerly: [{OLD_NAME}]\npublisher:", 1)
    article.write_text(text, "utf-8")
    return folder


def redirects(site: Site) -> dict[str, str | None]:
    return {redirect.uri: redirect.target.uri if redirect.target else None for redirect in site.redirects}


def test_former_and_recorded_ids_have_pages_and_live_ones_keep_theirs(renamed: Path) -> None:
    site = build_site(renamed / "content", Settings())
    found = redirects(site)
    assert found["glossary/closed-season.md"] == "glossary/net-closure.md"
    assert found[f"articles/{OLD_NAME}.md"] == f"articles/{NEW_NAME}.md"
    assert found["actors/nobody.md"] is None
    assert found["actors/no-one.md"] is None
    assert found["articles/2018-01-01-gone.md"] is None
    # In the record only by an article that is gone; but there is an editor's page today.
    assert "glossary/net-closure.md" in {page.uri for page in site.pages} - found.keys()


def test_names_that_are_not_to_be_named_have_no_address(renamed: Path) -> None:
    site = build_site(renamed / "content", Settings(do_not_name=("Closed Season", "No One", "2019 06 08 strike")))
    assert not {"glossary/closed-season.md", "actors/no-one.md", f"articles/{OLD_NAME}.md"} & redirects(site).keys()
    assert "actors/nobody.md" in redirects(site)


@pytest.mark.parametrize("directory_urls", [True, False])
def test_built_site(build: Callable, renamed: Path, directory_urls: bool) -> None:
    with (renamed / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"use_directory_urls: {str(directory_urls).lower()}\n")
    built = build(renamed, renamed / "site", "--strict")
    assert built.status == 0, built.log
    end = "/index.html" if directory_urls else ".html"
    assert (built.site / f"glossary/net-closure{end}").is_file()
    for before in ("glossary/closed-season", f"articles/{OLD_NAME}", "actors/nobody"):
        assert "noindex" in (built.site / f"{before}{end}").read_text("utf-8")
        for listing in ("sitemap.xml", "search/search_index.json", "index.html"):
            assert before not in (built.site / listing).read_text("utf-8")
    assert "noindex" not in (built.site / f"glossary/net-closure{end}").read_text("utf-8")


# What cannot be


def problems(folder: Path) -> list[str]:
    return [str(problem).partition(". ")[0] for problem in read_content(folder / "content").problems]


def test_former_id_that_a_file_has_today_is_a_problem(renamed: Path) -> None:
    (renamed / "content" / "glossary" / "closed-season.md").write_text("---\nterm: quota\n---\nA share.\n", "utf-8")
    (found,) = problems(renamed)
    assert found == (
        "content/glossary/net-closure.md:3:12: 'closed-season' is the id of a file that is there today: "
        "glossary/closed-season"
    )


def test_former_id_of_two_is_a_problem(renamed: Path) -> None:
    (renamed / "content" / "glossary" / "quota.md").write_text(
        "---\nterm: quota\nformerly:\n  - closed-season\n---\nA share.\n", "utf-8"
    )
    (found,) = problems(renamed)
    assert found == (
        "content/glossary/quota.md:4:5: 'closed-season' stands under 'formerly' in content/glossary/net-closure.md "
        "already"
    )


def test_former_name_of_an_article_that_is_there_is_a_problem(renamed: Path) -> None:
    article = (renamed / "content" / "articles" / f"{NEW_NAME}.md").read_text("utf-8")
    other = article.replace(f"formerly: [{OLD_NAME}]\n", "").replace("\nurl: https://", "\nurl: https://other.")
    (renamed / "content" / "articles" / f"{OLD_NAME}.md").write_text(other, "utf-8")
    (found,) = problems(renamed)
    assert found.startswith(f"content/articles/{NEW_NAME}.md:4:1: '{OLD_NAME}' is the id of a file")
    assert f"articles/{OLD_NAME}.md" not in redirects(build_site(renamed / "content", Settings()))


def test_former_id_that_articles_give_another_today_is_a_problem(renamed: Path) -> None:
    (renamed / "content" / "actors").mkdir()
    (renamed / "content" / "actors" / "the-envoy.md").write_text(
        "---\nname: The Envoy\nkind: person\nformerly: [wilma-tassel]\n---\nShe.\n", "utf-8"
    )
    site = build_site(renamed / "content", Settings())
    (problem,) = site.problems
    assert str(problem).startswith(
        "content/actors/the-envoy.md:4:12: 'wilma-tassel' is the id of something that articles tell of today"
    )
    assert "actors/wilma-tassel.md" in {page.uri for page in site.pages}
