"""Real builds, looked at as a reader's browser does: every page, every link, every word that must not be there."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from builder.pages.citing import outlet_and_day

ROOT = Path(__file__).parent.parent
FISHERY = ROOT / "tests" / "archives" / "fishery" / "content"

SITES = ("fishery", "fishery-files", "bare", "shipped")
ADDRESSES = (
    "",
    "timeline/",
    "rounds/",
    "actors/",
    "glossary/",
    "articles/",
    "about/",
    "about/reading/",
    "about/speed/",
)

LOADING = frozenset({"link", "script", "img", "iframe", "source", "video", "audio", "object", "embed", "use"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
INLINE = frozenset(re.findall(r"\w+", "a abbr b bdi code em i ins mark q s small span strong sub sup time"))


@dataclass(slots=True)
class Element:
    """An element of a page; `children` are elements and pieces of text."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        waiting = deque([self])
        while waiting:
            element = waiting.popleft()
            yield element
            waiting.extendleft(child for child in reversed(element.children) if isinstance(child, Element))

    def find(self, tag: str, name: str = "") -> list[Element]:
        """The elements inside with this tag and, if given, class."""
        return [e for e in self.walk() if e.tag == tag and (not name or name in e.attributes.get("class", "").split())]

    def text(self) -> str:
        """What a reader sees, white space as in the source; blocks are set apart."""
        if self.tag in ("script", "style", "template"):
            return ""
        inner = "".join(child if isinstance(child, str) else child.text() for child in self.children)
        return inner if self.tag in INLINE else f" {inner} "


class TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


@cache
def read_page(path: Path) -> Element:
    builder = TreeBuilder()
    builder.feed(path.read_text(encoding="utf-8"))
    builder.close()
    return builder.root


@cache
def anchors_of(path: Path) -> frozenset[str]:
    return frozenset(e.attributes[key] for e in read_page(path).walk() for key in ("id", "name") if key in e.attributes)


def pages_of(site: Path) -> list[Path]:
    pages = sorted(site.rglob("*.html"))
    assert pages
    return pages


def is_former(path: Path) -> bool:
    """Whether this is no page but the way to one, left at an address that something had before."""
    return any(e.attributes.get("content") == "noindex" for e in read_page(path).find("meta"))


def main_of(path: Path) -> Element:
    """What the page says, without header, navigation and footer."""
    (main,) = read_page(path).find("article")
    return main


def file_at(site: Path, address: str) -> Path:
    """The file that a server shows at `address`, a path under the site's root."""
    path = site / unquote(address)
    return path / "index.html" if path.is_dir() or address in ("", ".") else path


def page(site: Path, uri: str) -> Path:
    """The page at `uri`, whichever way the site is addressed."""
    folder, file = site / uri / "index.html", site / f"{uri.strip('/')}.html"
    return file if file.is_file() and uri else folder


def documents(site: Path) -> Iterator[tuple[str, str]]:
    """Name and text of everything that was published, the theme's own files aside."""
    for path in sorted(p for p in site.rglob("*") if p.suffix in (".html", ".json", ".xml", ".txt", ".md")):
        name = path.relative_to(site).as_posix()
        if name.startswith("assets/"):
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            text = json.dumps(json.loads(text), ensure_ascii=False)
        if path.suffix == ".html":
            tree = read_page(path)
            values = (value for element in tree.walk() for value in element.attributes.values())
            text = "\n".join((tree.text(), *values))
        yield name, text


@pytest.mark.parametrize("name", SITES)
def test_builds_strictly(sites: Callable, name: str) -> None:
    assert sites(name).warnings == []


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", SITES)
def test_address_exists(sites: Callable, name: str, address: str) -> None:
    main = main_of(page(sites(name).site, address))
    assert len(main.find("h1")) == 1
    assert len(main.text().split()) > 5


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("fishery", "actors/helena-marchetti/"),
        ("fishery", "actors/ingrid-solheim/"),
        ("fishery", "rounds/bergen-2023-01/"),
        ("fishery", "glossary/total-allowable-catch/"),
        ("fishery", "articles/2023-03-12-sedaye-darya-vote/"),
        ("bare", "actors/wilma-tassel/"),
        ("bare", "articles/2019-06-08-gazette-strike-ends/"),
        ("shipped", "actors/taliban/"),
        ("shipped", "rounds/intra-afghan-talks-doha-2021-07/"),
        ("shipped", "glossary/loya-jirga/"),
        ("shipped", "articles/2021-07-18-sputnik-kabul-taliban-joint-statement/"),
    ],
)
def test_page_of_one_thing_exists(sites: Callable, name: str, address: str) -> None:
    assert len(main_of(page(sites(name).site, address)).find("h1")) == 1


def find_broken(site: Path) -> Iterator[str]:
    """Internal links of pages, also those in `head`, and of the search index and sitemap, that lead nowhere."""
    canonical = [e.attributes["href"] for e in read_page(site / "index.html").find("link") if is_canonical(e)]
    home = urlsplit("".join(canonical).removesuffix("index.html"))
    for path in pages_of(site):
        here = path.relative_to(site).as_posix()
        for element in read_page(path).walk():
            for key in ("href", "src"):
                if key in element.attributes and (wrong := why_broken(site, here, element.attributes[key], home.path)):
                    yield f"{here}: {element.attributes[key]}: {wrong}"
            if is_canonical(element) and (
                wrong := why_broken(site, here, urlsplit(element.attributes["href"]).path, home.path)
            ):
                yield f"{here}: {element.attributes['href']}: {wrong}"
    for entry in json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]:
        if wrong := why_broken(site, "index.html", entry["location"], home.path):
            yield f"search index: {entry['location']}: {wrong}"


def is_canonical(element: Element) -> bool:
    return element.tag == "link" and element.attributes.get("rel") == "canonical"


def why_broken(site: Path, here: str, address: str, base: str) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""
    if parts.path.startswith("/"):
        if here != "404.html" and not address.startswith(base or "/"):
            return "outside of the site"
        target = file_at(site, parts.path.removeprefix(base or "/").lstrip("/"))
    else:
        target = file_at(site, posixpath.normpath(urljoin(f"/{here}", unquote(parts.path))).lstrip("/"))
    if not target.is_file():
        return "no such page"
    if parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in anchors_of(target):
        return "no such anchor"
    return ""


def find_rooted(site: Path) -> Iterator[str]:
    """Links that only work where the site was meant to be: all but those of the page for missing addresses."""
    for path in pages_of(site):
        for element in read_page(path).walk() if path != site / "404.html" else ():
            for key in ("href", "src"):
                if element.attributes.get(key, "").startswith("/"):
                    yield f"{path.relative_to(site)}: {element.attributes[key]}"


def find_loaded_from_elsewhere(site: Path) -> Iterator[str]:
    """What a browser would fetch from a third party on seeing a page."""
    for path in pages_of(site):
        for element in read_page(path).walk():
            if element.tag in LOADING and element.attributes.get("rel") not in ("canonical", "prev", "next"):
                for key in ("href", "src", "data", "srcset", "xlink:href"):
                    if re.match(r"\s*(?:https?:)?//", element.attributes.get(key, "")):
                        yield f"{path.relative_to(site)}: {element.attributes[key]}"
    for path in sorted(site.rglob("*.css")):
        yield from re.findall(r"url\(\s*[\"']?((?:https?:)?//[^)]*)|@import[^;]*//[^;]*", path.read_text("utf-8"))


def find_repeated_ids(site: Path) -> Iterator[str]:
    for path in pages_of(site):
        ids = Counter(e.attributes["id"] for e in read_page(path).walk() if "id" in e.attributes)
        yield from (f"{path.relative_to(site)}: #{name}" for name, count in ids.items() if count > 1)


def find_statements(site: Path) -> Iterator[tuple[Path, Element]]:
    """Items of the lists that hold statements."""
    for path in pages_of(site):
        for kind in ("x-entries", "x-quotes", "x-mentions"):
            for block in read_page(path).find("div", kind):
                yield from ((path, item) for item in block.find("li"))


def find_unsourced(site: Path) -> Iterator[str]:
    """Statements without a link to a sentence that exists, or to the sources of an editor who states it."""
    for path, item in find_statements(site):
        here = path.relative_to(site).as_posix()
        cites = item.find("span", "x-cite")
        editors = [c for c in cites if {"x-cite--source", "x-cite--away"} & set(c.attributes["class"].split())]
        ways = [a.attributes["href"] for cite in cites if cite not in editors for a in cite.find("a")]
        if not ways and not editors:
            yield f"{here}: {item.text().strip()[:100]}: no citation"
        for way in ways:
            if not re.search(r"#s\d+$", way):
                yield f"{here}: {way}: no sentence"
            elif wrong := why_broken(site, here, way, ""):
                yield f"{here}: {way}: {wrong}"


@pytest.mark.parametrize("name", ["fishery", "bare"])
def test_there_are_statements(sites: Callable, name: str) -> None:
    assert len(list(find_statements(sites(name).site))) > 20


@pytest.mark.parametrize("name", SITES)
def test_every_page_is_sound(sites: Callable, name: str) -> None:
    """All checks of all pages in one test: to parse a site takes longer than to check it."""
    site = sites(name).site
    assert list(find_broken(site)) == []
    assert list(find_rooted(site)) == []
    assert list(find_loaded_from_elsewhere(site)) == []
    assert list(find_repeated_ids(site)) == []
    assert list(find_unsourced(site)) == []


def test_a_broken_link_is_seen(sites: Callable, tmp_path: Path) -> None:
    """The checker above, checked."""
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "search_index.json").write_text('{"docs": [{"location": "nowhere/"}]}', encoding="utf-8")
    (tmp_path / "index.html").write_text(
        '<p id="a"><a href="#a">good</a><a href="#b">1</a><a href="x/">2</a><a href="x/#c">3</a><a href="/x">4</a>',
        encoding="utf-8",
    )
    assert len(list(find_broken(tmp_path))) == 5


@pytest.mark.parametrize("name", ["fishery", "shipped"])
def test_sitemap_names_every_page(sites: Callable, name: str) -> None:
    site = sites(name).site
    places = [e.text or "" for e in ET.parse(site / "sitemap.xml").iter() if e.tag.endswith("}loc")]
    home = min(places, key=len)
    served = {path.relative_to(site).as_posix() for path in pages_of(site) if not is_former(path)} - {"404.html"}
    assert {posixpath.join(place.removeprefix(home), "index.html") for place in places} == served


@pytest.mark.parametrize("name", SITES)
def test_navigation_is_a_handful_of_links(sites: Callable, name: str) -> None:
    """With a thousand articles in it, each page would carry a thousand links."""
    site = sites(name).site
    for path in (page(site, "articles/"), *list((site / "articles").rglob("*.html"))[:2], page(site, "")):
        sidebars = read_page(path).find("nav", "md-nav--primary")
        assert sidebars
        lists = [e for sidebar in sidebars for e in sidebar.find("li", "md-nav__item")]
        # The page's own table of contents stands in the same place on small screens.
        contents = {id(e) for s in sidebars for nav in s.find("nav", "md-nav--secondary") for e in nav.find("li")}
        assert 5 <= len([e for e in lists if id(e) not in contents]) <= 9


STATUSES = {"happened", "said", "planned", "alleged", "denied", "disputed"} | {
    "postponed", "not as planned", "called off"
}  # fmt: skip


@pytest.mark.parametrize("name", SITES)
def test_timeline_entries_have_date_status_and_permalink(sites: Callable, name: str) -> None:
    pages = [read_page(path) for path in sorted((sites(name).site / "timeline").rglob("*.html"))]
    items = [li for tree in pages for block in tree.find("div", "x-entries--timeline") for li in block.find("li")]
    assert len(items) >= 3
    for item in items:
        (stamp, *_) = item.find("time")
        assert re.fullmatch(r"-?\d{4}(-\d{2}){0,2}", stamp.attributes["datetime"])
        assert {e.text() for e in item.find("span", "x-status")} <= STATUSES
        assert item.find("span", "x-status")
        # An overview shows the latest entries again: there the date leads to where they stand.
        assert any(
            (a.text() == "Permalink" and a.attributes["href"].startswith("#")) or a.find("time") for a in item.find("a")
        )


@pytest.mark.parametrize("text", ['<script>alert("cod")</script>', "<b>No bank, no bread</b>", "<marquee>"])
def test_html_in_an_article_is_text(sites: Callable, text: str) -> None:
    (body,) = main_of(page(sites("fishery").site, "articles/2023-01-25-wire-first-round/")).find("div", "x-text")
    assert text in body.text()


def test_html_in_an_article_becomes_no_element(sites: Callable) -> None:
    for path in pages_of(sites("fishery").site):
        tree = read_page(path)
        assert tree.find("marquee") == []
        assert [s for s in tree.find("script") if "cod" in "".join(map(str, s.children))] == []
        assert [b for b in tree.find("b") if "No bank" in b.text()] == []


def test_markdown_in_an_article_is_markup(sites: Callable) -> None:
    (text,) = main_of(page(sites("fishery").site, "articles/2023-01-25-wire-first-round/")).find("div", "x-text")
    assert "Deep Sea Crews Federation" in [em.text() for em in text.find("em")]
    assert "https://example.org/wire/statement" in [a.attributes["href"] for a in text.find("a")]
    assert len(text.find("li")) == 3
    assert [h.text().strip() for h in text.find("h2")] == ["In brief", "Protest"]
    assert [code.text() for code in text.find("code")] == ["<marquee>"]


def test_text_is_marked_with_its_language(sites: Callable) -> None:
    path = page(sites("fishery").site, "articles/2023-03-12-sedaye-darya-vote/")
    (text,) = main_of(path).find("div", "x-text")
    assert (text.attributes["lang"], text.attributes["dir"]) == ("fa", "auto")
    assert "توماس سولهایم" in text.text()
    assert "رأی‌گیری صیادان استویک" in main_of(path).find("h1")[0].text()


def article(name: str) -> str:
    """The body of an article of the fishery archive."""
    (path,) = FISHERY.rglob(f"{name}.md")
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[1]


RUN = 8


def shown_passages(body: str, site: Path) -> list[list[str]]:
    """The passages of `body` of which the site shows at least eight words in a row, in whatever document."""
    written = words_of(body)
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(written) - RUN + 1):
        places.setdefault(tuple(written[at : at + RUN]), []).append(at)
    shown: set[int] = set()
    for _, text in documents(site):
        published = words_of(text)
        for at in range(len(published) - RUN + 1):
            for start in places.get(tuple(published[at : at + RUN]), ()):
                shown.update(range(start, start + RUN))
    passages: list[list[str]] = []
    for at in sorted(shown):
        if at - 1 not in shown:
            passages.append([])
        passages[-1].append(written[at])
    return passages


def words_of(text: str) -> list[str]:
    return re.findall(r"[\w’'-]+", text.lower())


def test_text_with_all_rights_reserved_is_quoted_within_limits(sites: Callable) -> None:
    body = article("2023-03-07-courier-cut-nets").partition("Follow us on:")[0]
    assert len(body.split()) > 300
    passages = shown_passages(body, sites("fishery").site)
    assert 1 <= len(passages) <= 3
    assert max(len(passage) for passage in passages) <= 50
    assert sum(len(passage) for passage in passages) <= len(body.split()) / 10


def test_free_text_is_shown_whole(sites: Callable) -> None:
    """And so the search for passages above finds what there is."""
    body = article("2023-01-25-wire-first-round")
    shown = sum(map(len, shown_passages(body, sites("fishery").site)))
    assert shown > 0.8 * len(words_of(body))


@pytest.mark.parametrize(
    "words",
    ["Vancura", "Achterberg", "Rautio", "Quillhaven", "Golden Oyster", "29 October 2024", "2024-10"],
)
def test_nothing_of_page_furniture_is_published(sites: Callable, words: str) -> None:
    assert words in article("2023-03-07-courier-cut-nets") + "2024-10"
    assert [name for name, text in documents(sites("fishery").site) if words.lower() in text.lower()] == []


def test_a_caption_is_read_and_called_one(sites: Callable) -> None:
    shown = page(sites("fishery").site, "articles/2023-03-07-courier-cut-nets/").read_text("utf-8")
    captions = [row for row in re.findall(r"Sentence \d+[^<]*", shown) if "the caption of a picture" in row]
    assert len(captions) == 1
    assert "caption: " not in shown  # it is not among what was set aside
    assert "Havnes" not in shown
    timelines = list((sites("fishery").site / "timeline").rglob("*.html"))
    assert timelines
    assert not any("listens to reporters" in path.read_text("utf-8") for path in timelines)


def test_what_is_not_to_be_named_is_nowhere(sites: Callable) -> None:
    assert "Oskar Brandvold" in article("2023-03-07-courier-cut-nets")
    site = sites("fishery").site
    named = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if "brandvold" in path.name.lower() or (path.is_file() and b"brandvold" in path.read_bytes().lower())
    ]
    assert named == []


# Words of the archive that ships; nothing of it may have crept into the generator or into another archive's site.
TOPIC = re.compile(
    r"afghan|tal[ie]ban|kabul|doha|ghani\b|khalilzad|baradar|stane?kzai|haqqani|karzai|kandahar|qatar"
    r"|jirga|islamic emirate",
    re.IGNORECASE,
)
# Gazetteers of the whole world, of which the topic's places are a part like any other.
GAZETTEERS = re.compile(r"\w+_(?:countries|cities|adjectives|capitals)\.txt")


def test_nothing_of_the_shipped_topic_in_another_archive(sites: Callable) -> None:
    found = [(name, match[0]) for name, text in documents(sites("fishery").site) for match in TOPIC.finditer(text)]
    assert found == []


def test_nothing_of_the_shipped_topic_in_code_and_templates() -> None:
    files = [
        path
        for folder in ("builder", "site_templates")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and not GAZETTEERS.fullmatch(path.name)
    ]
    assert len(files) > 50
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in files
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1)
        if TOPIC.search(line)
    ]
    assert found == []


def test_the_topic_is_recognised(sites: Callable) -> None:
    """The search above, checked."""
    assert any(TOPIC.search(text) for _, text in documents(sites("shipped").site))


def test_round_page_says_who_when_where(sites: Callable) -> None:
    text = " ".join(main_of(page(sites("fishery").site, "rounds/bergen-2023-01/")).text().split())
    for words in ("24–25 January 2023", "Bergen", "Skarra Islands Council", "Helena Marchetti", "publish what their"):
        assert words in text


def test_machine_read_and_editor_checked_are_told_apart(sites: Callable) -> None:
    site = sites("fishery").site
    checked = main_of(page(site, "actors/helena-marchetti/")).find("span", "x-kicker")
    machine = main_of(page(site, "actors/ingrid-solheim/")).find("span", "x-kicker")
    assert "machine-read" not in checked[0].text()
    assert "machine-read" in machine[0].text()


def test_terms_show_their_definition(sites: Callable) -> None:
    links = [a for p in pages_of(sites("fishery").site) for a in read_page(p).find("a", "x-term")]
    assert links
    for link in links:
        assert link.attributes["data-definition"].startswith("How many tonnes of one kind of fish")


def test_archive_without_curated_content_is_marked_machine_read(sites: Callable) -> None:
    site = sites("bare").site
    paths = [*(site / "actors").glob("*/index.html"), *(site / "rounds").glob("*/index.html")]
    pages = [path for path in paths if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")]
    assert pages
    for path in pages:
        assert "machine-read" in main_of(path).text(), path


def test_names_that_are_read_leftwards_draw_nothing_into_themselves(sites: Callable) -> None:
    listed = (sites("fishery").site / "articles" / "index.html").read_text("utf-8")
    assert "<bdi>صدای دریا</bdi>: <a " in listed
    for publisher, shown in {
        "صدای دریا": "\u2068صدای دریا\u2069, 12 Mar 2023",
        "Herald": "Herald, 12 Mar 2023",
    }.items():
        article = SimpleNamespace(publisher=publisher, published=date(2023, 3, 12))
        archive = SimpleNamespace(readings={"a": SimpleNamespace(article=article)})
        assert outlet_and_day(archive, "a") == shown
