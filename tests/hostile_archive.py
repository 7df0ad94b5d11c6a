"""An archive in which every attack of `cases/hostile.md` stands everywhere that a contributor can write."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

from case_files import read_cases

ATTACKS = tuple(case.values[0] for case in read_cases(Path(__file__).parent / "cases" / "hostile.md"))

CONFIGURATION = """
site_name: Harbour talks
site_url: https://harbour.example/
repo_url: https://example.org/forge/harbour
edit_uri: edit/main/content/
docs_dir: content
theme:
  name: material
  font: false
  features: [content.action.edit, search.highlight, search.suggest]
  palette:
    - {scheme: default, toggle: {icon: material/weather-night, name: Dark}}
    - {scheme: slate, toggle: {icon: material/weather-sunny, name: Light}}
plugins: [search, explainer]
"""
TOLD = """The {attack} Union met Anna {attack} in Estwick on 3 March 2021 for a second round of talks.

“{attack},” said Jane Example, a spokeswoman for the ministry. {attack}

{attack}
"""


def write_archive(folder: Path) -> None:
    """Put the archive into `folder`."""
    content = folder / "content"
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    places = []
    for number, attack in enumerate(ATTACKS):
        day = f"2021-03-{1 + number % 28:02d}"
        source = f"{number:02d}-told"
        address = f"https://example.org/{number}/{quote(attack, safe='/:?=&@!$*;,()~[]')}"
        _write(
            content / "articles" / f"{source}.md", TOLD.format(attack=attack), url=address, archive_url=f"{address}#",
            title=attack, publisher=f"Gazette {attack}", authors=[f"By {attack}"], submitted_by=f"Sent by {attack}",
            published=day, text="full", rights="CC-BY-4.0",
        )  # fmt: skip
        statement = [{"text": attack, "sources": [source]}]
        _write(
            content / "actors" / f"actor-{number}.md", attack, name=attack, kind="person", aliases=[f"Alias {attack}"],
            roles=[{"role": attack, "sources": [source]}],
        )  # fmt: skip
        _write(
            content / "glossary" / f"term-{number}.md", attack, term=f"Term {attack}", aliases=[f"so-called {attack}"]
        )
        _write(
            content / "rounds" / f"round-{number}.md", attack, title=attack, period=day, status="held",
            place=f"Port {attack}", series=attack, agreed=statement, disputed=statement, sources=[source],
        )  # fmt: skip
        _write(
            content / "timeline" / f"{day}-entry-{number}.md", attack, date=day, status="happened",
            place=f"Port {attack}", actors=[f"actor-{number}"], accounts=statement, sources=[source],
        )  # fmt: skip
        places.append({"name": f"Port {attack}", "kind": "city", "country": attack})
    (content / "places.yml").write_text(json.dumps(places), encoding="utf-8")
    (content / "index.md").write_text("\n\n".join(ATTACKS), encoding="utf-8")


def _write(path: Path, body: str, **metadata: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{key}: {value if key in _PLAIN else json.dumps(value)}\n" for key, value in metadata.items())
    path.write_text(f"---\n{lines}---\n{body}\n", encoding="utf-8")


_PLAIN = ("published", "date", "period")
"""Keys whose days are written without quotation marks."""
