"""The editor's hand, each move by itself: what it changes on the pages, and that taking it back takes it back.

A small archive of two articles that nobody has touched; every test writes what an editor would, looks at the site, and
takes the edit away again: then every byte of the site is what it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.pages.html import render_html
from builder.pages.redirects import write_redirect
from builder.settings import Settings
from builder.site import build_site

BODIES = {
    "2023-03-06-post-arrival": (
        "Ingrid Solheim, the chief negotiator of the Deep Sea Federation, arrived in Bergen on Sunday. "
        "La Signora, a retired judge, received her. A patrol boat cut the nets of two trawlers on 3 March. "
        "The Harbour Council will publish its landing records in May."
    ),
    "2023-03-15-echo-talks": (
        "The Harbour Council and the Deep Sea Federation held talks in Bergen on 14 March. "
        'They spoke of a "net closure", a ban on fishing in the spawning months. '
        "Judge Marchetti, who mediates, called the talks useful."
    ),
}
PLACES = "- name: Bergen\n  kind: city\n"
ARRIVAL, TALKS = (f"articles/{name}.md" for name in BODIES)


def marchetti(more: str = "") -> str:
    return f"---\nname: Helena Marchetti\nkind: person\n{more}---\nA judge who has mediated since January.\n"


ROUND = (
    "---\ntitle: First round\nperiod: 2023-03-14\nstatus: held\nplace: Bergen\nsources: [2023-03-15-echo-talks]\n"
    "{more}---\nThe sides met for the first time.\n"
)
CLOSURE = "---\nterm: net closure\n{more}---\nMonths in which nobody may fish.\n"
JUDGE = "actors/helena-marchetti.md"


def article(name: str, front: str = "") -> str:
    stem = Path(name).stem
    published, body = stem[:10], BODIES[stem]
    keys = f"title: Of {published}\nurl: https://news.example/{published}\npublisher: Post\npublished: {published}\n"
    return f"---\n{keys}{front}---\n{body}\n"


@dataclass(frozen=True, slots=True)
class Published:
    """A site, by address: the HTML of its pages, and the files beside them, redirects among these."""

    pages: Mapping[str, str]
    files: Mapping[str, str]
    problems: tuple[str, ...]

    def says(self, words: str) -> set[str]:
        """The addresses of all that holds `words`."""
        return {uri for uri, text in {**self.pages, **self.files}.items() if words in text}


def publish(content: Path, settings: Settings) -> Published:
    site = build_site(content, settings)
    redirects = [write_redirect(redirect, directory_urls=True) for redirect in site.redirects]
    return Published(
        {page.uri: f"{page.title}\n{page.description}\n{render_html(page).html}" for page in site.pages},
        {file.uri: file.text for file in (*site.files, *redirects)},
        tuple(map(str, site.problems)),
    )


class Desk:
    """A content folder, and what is published from it."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.settings = Settings()

    def published(self) -> Published:
        return publish(self.content, self.settings)

    def write(self, files: Mapping[str, str | None]) -> None:
        for name, text in files.items():
            path = self.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8")

    @contextmanager
    def edit(self, files: Mapping[str, str | None], settings: Settings | None = None) -> Iterator[Published]:
        """The site with some files written, or removed where they are None; then all is as before, to the byte."""
        before = self.published()
        assert before.problems == ()
        kept = {name: path.read_text("utf-8") if (path := self.content / name).exists() else None for name in files}
        self.write(files)
        self.settings = settings or Settings()
        yield self.published()
        self.write(kept)
        self.settings = Settings()
        assert self.published() == before


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "content")
    desk.write({"places.yml": PLACES, ARRIVAL: article(ARRIVAL), TALKS: article(TALKS)})
    return desk


def correct(piece: str, verdict: str) -> str:
    return f"corrections:\n  - text: {piece}\n    {verdict}\n"


def test_untouched(desk: Desk) -> None:
    """What the tests below start from."""
    site = desk.published()
    assert {"actors/la-signora.md", "actors/ingrid-solheim.md", "glossary/net-closure.md"} <= site.pages.keys()
    assert "rounds/bergen-2023-03-14.md" in site.pages
    assert JUDGE not in site.pages


# Entries


def test_curated_actor(desk: Desk) -> None:
    with desk.edit({JUDGE: marchetti("aliases: [Judge Marchetti]\n")}) as site:
        assert site.problems == ()
        assert "A judge who has mediated since January." in site.pages[JUDGE]
        assert "2023-03-15-echo-talks" in site.pages[JUDGE]
        assert 'href="../../actors/helena-marchetti/"' in site.pages[TALKS]


def test_curated_round(desk: Desk) -> None:
    with desk.edit({"rounds/first.md": ROUND.format(more="")}) as site:
        assert site.problems == ()
        assert "The sides met for the first time." in site.pages["rounds/first.md"]
        # It takes the report that was a round by itself.
        assert "2023-03-15-echo-talks" in site.pages["rounds/first.md"]
        assert "rounds/bergen-2023-03-14.md" not in site.pages


def test_curated_term(desk: Desk) -> None:
    with desk.edit({"glossary/closure.md": CLOSURE.format(more="")}) as site:
        assert site.problems == ()
        assert "Months in which nobody may fish." in site.pages["glossary/closure.md"]
        assert "glossary/net-closure.md" not in site.pages
        assert 'href="../closure/"' in site.files["glossary/net-closure/index.html"]


def test_curated_place(desk: Desk) -> None:
    # A town that the machine does not know is nobody's name.
    with desk.edit({"places.yml": PLACES + "- name: La Signora\n  kind: site\n"}) as site:
        assert site.problems == ()
        assert "actors/la-signora.md" not in site.pages


# Corrections, a test for each kind


def test_correction_of_a_date(desk: Desk) -> None:
    with desk.edit({ARRIVAL: article(ARRIVAL, correct("3 March", "date: 2022-12-24"))}) as site:
        assert site.problems == ()
        told = site.pages["timeline/index.md"]
        assert "2022-12-24" in told
        assert "2023-03-03" not in told


def test_correction_of_an_actor(desk: Desk) -> None:
    desk.write({JUDGE: marchetti()})
    assert "actors/la-signora.md" in desk.published().pages
    correction = correct("La Signora", "actor: helena-marchetti")
    with desk.edit({ARRIVAL: article(ARRIVAL, correction)}) as site:
        assert site.problems == ()
        assert "actors/la-signora.md" not in site.pages
        assert "2023-03-06-post-arrival" in site.pages[JUDGE]


def test_correction_that_words_name_nobody(desk: Desk) -> None:
    with desk.edit({ARRIVAL: article(ARRIVAL, correct("La Signora", "not_an_actor: true"))}) as site:
        assert site.problems == ()
        assert "actors/la-signora.md" not in site.pages
        assert "actors/ingrid-solheim.md" in site.pages


def test_correction_that_drops_an_event(desk: Desk) -> None:
    with desk.edit({TALKS: article(TALKS, correct("held talks in Bergen", "drop_event: true"))}) as site:
        assert site.problems == ()
        assert "2023-03-14" not in site.pages["timeline/index.md"]
        assert "rounds/bergen-2023-03-14.md" not in site.pages


@pytest.mark.parametrize("status", ["planned", "alleged", "denied"])
def test_correction_of_a_status(desk: Desk, status: str) -> None:
    before = desk.published().pages
    with desk.edit({ARRIVAL: article(ARRIVAL, correct("cut the nets", f"status: {status}"))}) as site:
        assert site.problems == ()
        for uri in ("timeline/index.md", ARRIVAL):
            assert site.pages[uri].count(status) > before[uri].count(status)


# One or two


def test_alias(desk: Desk) -> None:
    desk.write({JUDGE: marchetti()})
    with desk.edit({JUDGE: marchetti("aliases: [La Signora]\n")}) as site:
        assert site.problems == ()
        assert "actors/la-signora.md" not in site.pages
        assert "La Signora" in site.pages[JUDGE]
        assert 'href="../../actors/helena-marchetti/"' in site.pages[ARRIVAL]


def test_merge_leaves_a_way_from_the_former_address(desk: Desk) -> None:
    merged = marchetti("aliases: [La Signora]\nformerly: [la-signora]\n")
    with desk.edit({JUDGE: merged}) as site:
        assert site.problems == ()
        assert "actors/la-signora.md" not in site.pages
        assert 'href="../helena-marchetti/"' in site.files["actors/la-signora/index.html"]


def test_split(desk: Desk) -> None:
    """The inverse of a merge: what was one has two pages, each with its own mentions."""
    desk.write({JUDGE: marchetti("aliases: [Judge Marchetti, La Signora]\n")})
    other = "---\nname: La Signora\nkind: person\n---\nSomebody else.\n"
    alone = marchetti("aliases: [Judge Marchetti]\n")
    with desk.edit({JUDGE: alone, "actors/la-signora.md": other}) as site:
        assert site.problems == ()
        assert "2023-03-06-post-arrival" not in site.pages[JUDGE]
        assert "2023-03-15-echo-talks" in site.pages[JUDGE]
        assert "2023-03-06-post-arrival" in site.pages["actors/la-signora.md"]
        assert "2023-03-15-echo-talks" not in site.pages["actors/la-signora.md"]


# Other names


@pytest.mark.parametrize(
    ("before", "after", "text", "renamed"),
    [
        (JUDGE, "actors/judge-marchetti.md", marchetti(), marchetti("formerly: [helena-marchetti]\n")),
        ("rounds/first.md", "rounds/bergen-2023.md", ROUND.format(more=""), ROUND.format(more="formerly: [first]\n")),
        (
            "glossary/closure.md", "glossary/net-closure.md",
            CLOSURE.format(more=""), CLOSURE.format(more="formerly: [closure]\n"),
        ),
    ],
)  # fmt: skip
def test_rename(desk: Desk, before: str, after: str, text: str, renamed: str) -> None:
    desk.write({before: text})
    with desk.edit({before: None, after: renamed}) as site:
        assert site.problems == ()
        assert before not in site.pages
        way = f"../{Path(after).stem}/"
        assert f'href="{way}"' in site.files[before.removesuffix(".md") + "/index.html"]
        assert site.pages[after].partition("\n")[0]


def test_rename_of_an_article(desk: Desk) -> None:
    other = "articles/2023/2023-03-06-post-solheim-arrives.md"
    with desk.edit({ARRIVAL: None, other: article(ARRIVAL, "formerly: [2023-03-06-post-arrival]\n")}) as site:
        assert site.problems == ()
        assert "articles/2023-03-06-post-solheim-arrives.md" in site.pages
        assert ARRIVAL not in site.pages
        assert "../2023-03-06-post-solheim-arrives/" in site.files["articles/2023-03-06-post-arrival/index.html"]


def test_do_not_name(desk: Desk) -> None:
    assert desk.published().says("Signora")
    recorded = "actors:\n  la-signora: la-signora\n"
    edited = {"identifiers/2023-03-06-post-arrival.yml": recorded}
    with desk.edit(edited, Settings(do_not_name=("La Signora",))) as site:
        assert site.problems == ()
        assert site.says("Signora") == set()
        assert not [uri for uri in (*site.pages, *site.files) if "signora" in uri]


# Names without an entry


def ignored(name: str, more: str = "") -> str:
    return f"name: {name}\ndecision: ignore\n{more}"


def test_ignored_name_is_nobody(desk: Desk) -> None:
    council = "actors/harbour-council.md"
    record = {"identifiers/2023-03-15-echo-talks.yml": "actors:\n  harbour-council: harbour-council\n"}
    with desk.edit(record) as site:
        assert council in site.pages
        assert "harbour-council/" in site.pages["rounds/bergen-2023-03-14.md"]
        assert "harbour-council/" in site.pages["timeline/index.md"]
    with desk.edit({**record, "names/harbour-council.yml": ignored("the Harbour Council")}) as site:
        assert site.problems == ()
        assert council not in site.pages
        linked = site.says("/harbour-council/") | site.says('"harbour-council"') | site.says("actor=harbour-council")
        assert linked == set()
        assert "no longer in this archive" in site.files["actors/harbour-council/index.html"]
        assert "Deep Sea Federation" in site.pages["actors/deep-sea-federation.md"]


def test_ignored_name_is_no_term(desk: Desk) -> None:
    with desk.edit({"names/net-closure.yml": ignored("fishing ban", "aliases: [Net Closure]\n")}) as site:
        assert site.problems == ()
        assert "glossary/net-closure.md" not in site.pages


def test_ignored_name_does_not_take_up_a_short_form(desk: Desk) -> None:
    """Who is ignored is nobody whom a family name might mean."""
    later = "articles/2023-03-06-post-later.md"
    words = "Tomas Solheim, a skipper, spoke in Bergen. Solheim asked for more time."
    text = article(ARRIVAL).replace(BODIES["2023-03-06-post-arrival"], words).replace("news.example/", "post.example/")
    names = ignored("Tomas Solheim", "aliases: [Solheim]\nreason: a private person\n")
    with desk.edit({later: text}) as site:
        assert "actors/tomas-solheim.md" in site.pages
    with desk.edit({later: text, "names/tomas-solheim.yml": names}) as site:
        assert site.problems == ()
        assert not [uri for uri in site.pages if "tomas" in uri]
        assert "actors/ingrid-solheim.md" in site.pages
        assert "2023-03-06-post-later" not in site.pages["actors/ingrid-solheim.md"]


def test_an_entry_stands_although_its_name_is_ignored(desk: Desk) -> None:
    files = {
        JUDGE: marchetti("aliases: [Judge Marchetti]\n"),
        "names/judge.yml": ignored("Judge Marchetti", "aliases: [La Signora]\n"),
    }
    with desk.edit(files) as site:
        assert [problem.partition(": ")[0] for problem in site.problems] == ["content/names/judge.yml:1:7"]
        assert "2023-03-15-echo-talks" in site.pages[JUDGE]
        assert "actors/la-signora.md" not in site.pages


def test_ignoring_what_nobody_reads_is_named(desk: Desk) -> None:
    with desk.edit({"names/nobody.yml": ignored("Erik Dahl")}) as site:
        (problem,) = site.problems
        assert problem.startswith("content/names/nobody.yml:1:7: no name and no term is read as 'Erik Dahl'")


def test_name_withheld_by_a_file(desk: Desk) -> None:
    withheld = "name: La Signora\ndecision: do-not-name\nreason: La Signora is a private person\n"
    with desk.edit({"names/withheld-1.yml": withheld}) as site:
        assert site.problems == ()
        assert site.says("Signora") == set()
        assert not [uri for uri in (*site.pages, *site.files) if "signora" in uri]
    with desk.edit({"names/withheld-1.yml": withheld, "names/la-signora.yml": ignored("La Signora")}) as site:
        assert site.says("Signora") == set()
        assert "content/names/withheld-1.yml:1:7: this name stands in content/names/la-signora.yml too" in " ".join(
            site.problems
        )


# What is recorded


def test_recorded_id_is_the_address(desk: Desk) -> None:
    """As it is after an article from which the id came is gone."""
    record = {"identifiers/2023-03-15-echo-talks.yml": "glossary:\n  net-closure: [closed-season, fishing-ban]\n"}
    with desk.edit(record) as site:
        assert site.problems == ()
        assert 'href="../../glossary/closed-season/"' in site.pages[TALKS]
        assert "glossary/net-closure.md" not in site.pages
        for former in ("net-closure", "fishing-ban"):
            assert 'href="../closed-season/"' in site.files[f"glossary/{former}/index.html"]


def test_what_is_gone_says_so_and_its_id_is_nobodys(desk: Desk) -> None:
    with desk.edit({"identifiers/2022-01-01-post-gone.yml": "glossary:\n  net-closure: net-closure\n"}) as site:
        assert site.problems == ()
        assert "glossary/net-closure-2023-03-15.md" in site.pages
        assert "no longer in this archive" in site.files["glossary/net-closure/index.html"]
        assert "no longer in this archive" in site.files["articles/2022-01-01-post-gone/index.html"]
