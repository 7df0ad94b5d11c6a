"""The JSON Schemas that editors complete and check with, and the commands that print them and what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from markupsafe import Markup

from builder.content.front_matter import Parts, split_front_matter
from builder.content.schemas import KINDS, json_schema
from builder.content.yaml_nodes import parse_yaml, plain
from builder.pages.schemas import write_schemas
from builder.starting.skeleton import render_template
from tests import forking

ROOT = Path(__file__).parent.parent
GOOD = (
    "---\ntitle: Talks end\nurl: https://news.example/1\npublisher: Example News\npublished: 2021-07-18\n---\n\n"
    "They ended.\n"
)
FOLDERS = {"article": "articles", "actor": "actors", "round": "rounds", "term": "glossary", "entry": "timeline"}


def _explainer(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return forking.run("builder.cli", arguments, folder=folder, env=os.environ)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Talks\ndocs_dir: content\nplugins: [explainer]\n")
    (tmp_path / "content" / "articles").mkdir(parents=True)
    (tmp_path / "content" / "articles" / "good.md").write_text(GOOD)
    return tmp_path


@pytest.fixture
def bad_archive(archive: Path) -> Path:
    (archive / "content" / "articles" / "bad.md").write_text(GOOD.replace("2021-07-18", "2021-06-31"))
    (archive / "content" / "notes.txt").write_text("A note.\n")
    return archive


def test_check_good(archive: Path) -> None:
    checked = _explainer("check", folder=archive)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "No problem found.\n")


def test_check_text(bad_archive: Path) -> None:
    checked = _explainer("check", folder=bad_archive)
    assert checked.returncode == 1
    assert checked.stdout == (
        "content/articles/bad.md:5:12: 'published': '2021-06-31' does not exist: June 2021 has 30 days. "
        "Look the date up again [error: value]\n"
        "    published: 2021-06-31\n"
        "               ^\n"
        "content/notes.txt:1:1: this file has no place in the archive and is not published. "
        "If it belongs here, rename it to notes.md [warning: unknown-file]\n"
    )
    assert checked.stderr == "1 error and 1 warning.\n"


def test_check_github(bad_archive: Path) -> None:
    checked = _explainer("check", "--format", "github", folder=bad_archive)
    assert checked.returncode == 1
    assert [line.partition(" file=")[0] for line in checked.stdout.splitlines()] == ["::error", "::warning"]


def test_check_json(bad_archive: Path) -> None:
    checked = _explainer("check", "--format", "json", folder=bad_archive)
    assert checked.returncode == 1
    assert [(entry["line"], entry["column"], entry["severity"]) for entry in json.loads(checked.stdout)] == [
        (5, 12, "error"),
        (1, 1, "warning"),
    ]


def test_check_used_wrongly(archive: Path) -> None:
    assert _explainer("check", "--format", "xml", folder=archive).returncode == 2


def _documents(kind: str) -> list[Any]:
    if kind == "places":
        return [plain(parse_yaml((ROOT / "content" / "places.yml").read_text(encoding="utf-8")))]
    if kind in ("identifiers", "name"):
        folder = {"identifiers": "identifiers", "name": "names"}[kind]
        paths = sorted((ROOT / "content" / folder).glob("*.yml"))
        return [plain(parse_yaml(path.read_text(encoding="utf-8"))) for path in paths]
    documents = []
    for path in sorted((ROOT / "content" / FOLDERS[kind]).rglob("*.md")):
        parts = split_front_matter(path.name, path.read_text(encoding="utf-8"))
        assert isinstance(parts, Parts)
        documents.append(plain(parse_yaml(parts.yaml)))
    return documents


@pytest.fixture(scope="module")
def printed() -> dict[str, Any]:
    schemas = _explainer("schema", folder=ROOT)
    assert schemas.returncode == 0
    read: dict[str, Any] = json.loads(schemas.stdout)
    assert tuple(read) == KINDS
    return read


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_one_and_accepts_the_archive(kind: str, printed: dict[str, Any]) -> None:
    schema = printed[kind]
    assert schema == json_schema(kind)
    assert schema["title"].startswith(("Front matter of content/", "content/"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for document in _documents(kind):
        assert [error.message for error in validator.iter_errors(_typed(document))] == []


def _typed(value: Any) -> Any:
    """As editors read YAML: numbers and truth are no text."""
    if isinstance(value, dict):
        return {key: _typed_value(key, item) for key, item in value.items()}
    return [_typed(item) for item in value] if isinstance(value, list) else value


def _typed_value(key: str, value: Any) -> Any:
    if key in ("lat", "lon"):
        return float(value)
    if key == "number":
        return int(value)
    return value == "true" if key in ("not_an_actor", "drop_event") else _typed(value)


_ARTICLE = {"title": "T", "url": "https://e.org/", "publisher": "P", "published": "2021-07-18"}
_ACTOR = {"name": "N", "kind": "person"}
_ROUND = {"title": "T", "period": "2021", "status": "held", "sources": ["a"]}


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("article", {}),
        ("article", []),
        ("article", {**_ARTICLE, "colour": "red"}),
        ("article", {**_ARTICLE, "title": ["T"]}),
        ("article", {**_ARTICLE, "url": "javascript:alert(1)"}),
        ("article", {**_ARTICLE, "published": "18 July 2021"}),
        ("article", {**_ARTICLE, "published": "2021-07-18T18:30"}),
        ("article", {**_ARTICLE, "accessed": "yesterday"}),
        ("article", {**_ARTICLE, "language": "English, US"}),
        ("article", {**_ARTICLE, "authors": "Jane Roe"}),
        ("article", {**_ARTICLE, "rights": "CC-BY"}),
        ("article", {**_ARTICLE, "corrections": [{"date": "2021"}]}),
        ("article", {**_ARTICLE, "corrections": [{"text": "a", "status": "over"}]}),
        ("article", {**_ARTICLE, "corrections": [{"text": "a"}]}),
        ("article", {**_ARTICLE, "corrections": [{"text": "a", "date": "2021", "drop_event": True}]}),
        ("article", {**_ARTICLE, "text": "full"}),
        ("article", {**_ARTICLE, "text": "full", "rights": "permission"}),
        ("actor", {**_ACTOR, "kind": "thing"}),
        ("actor", {**_ACTOR, "part_of": ["The Ministry"]}),
        ("actor", {**_ACTOR, "roles": [{"role": "envoy"}]}),
        ("actor", {**_ACTOR, "roles": [{"role": "envoy", "sources": []}]}),
        ("round", {**_ROUND, "period": "last week"}),
        ("round", {**_ROUND, "sources": ["not an id"]}),
        ("term", {"aliases": ["a"]}),
        ("name", {"name": "A"}),
        ("name", {"name": "A", "decision": "forget"}),
        ("name", {"name": "A", "decision": "ignore", "kind": "person"}),
        ("identifiers", {"boats": {}}),
        ("identifiers", {"actors": {"Jane Roe": "jane-roe"}}),
        ("identifiers", {"actors": {"jane-roe": "../jane"}}),
        ("identifiers", {"actors": {"jane-roe": {}}}),
        ("places", {"name": "Doha", "kind": "city"}),
        ("places", [{"name": "Doha", "kind": "town"}]),
        ("places", [{"name": "Doha", "kind": "city", "lat": 91, "lon": 0}]),
        ("places", [{"name": "Doha", "kind": "city", "lat": 25}]),
    ],
)
def test_schema_refuses(kind: str, document: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, json_schema(kind), cls=jsonschema.Draft202012Validator)


_LEDGER = {"actors": {"jane-roe": "jane-roe", "roe": ["jane-roe", "roe"]}}


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("article", _ARTICLE),
        ("article", {**_ARTICLE, "text": "full", "rights": "all-rights-reserved"}),
        ("article", {**_ARTICLE, "rights": "permission", "rights_url": "https://e.org/rights"}),
        ("article", {**_ARTICLE, "corrections": [{"text": "a", "date": "2021"}]}),
        ("actor", _ACTOR),
        ("round", _ROUND),
        ("name", {"name": "A", "aliases": ["B"], "decision": "ignore", "reason": "a thing"}),
        ("identifiers", {}),
        ("identifiers", _LEDGER),
        ("places", [{"name": "Doha", "kind": "city", "lat": 25, "lon": 51}]),
    ],
)
def test_schema_accepts(kind: str, document: object) -> None:
    jsonschema.validate(document, json_schema(kind), cls=jsonschema.Draft202012Validator)


def _keys(schema: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every key of the metadata, however deep, with its schema."""
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties" and "required" not in at.rpartition("/")[2]:
                yield from ((f"{at}/{key}", inner) for key, inner in value.items() if "const" not in inner)
            yield from _keys(value, f"{at}/{name}")
    elif isinstance(schema, list):
        for item in schema:
            yield from _keys(item, at)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained(kind: str) -> None:
    """What an editor shows beside a key is its description; a title that only repeats its name would stand above."""
    keys = dict(_keys(json_schema(kind)))
    assert keys
    assert [key for key, schema in keys.items() if not schema.get("description")] == []
    assert [key for key, schema in keys.items() if "title" in schema] == []


@pytest.mark.parametrize("kind", KINDS)
def test_site_has_the_schemas(kind: str, sites: Callable) -> None:
    folder = sites("fishery").site
    published = json.loads((folder / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    address = published.pop("$id")
    site = yaml.safe_load((ROOT / "tests" / "archives" / "fishery" / "mkdocs.yml").read_text(encoding="utf-8"))[
        "site_url"
    ]
    assert address == f"{site.rstrip('/')}/schemas/{kind}.schema.json"
    assert published == json_schema(kind)


def test_archive_without_an_address_has_schemas_without_one() -> None:
    files = {file.uri: json.loads(file.text) for file in write_schemas("")}
    assert sorted(files) == sorted(f"schemas/{kind}.schema.json" for kind in KINDS)
    assert all("$id" not in schema for schema in files.values())


def test_editors_are_told_which_schema_a_file_has() -> None:
    """Those of YAML; the metadata of Markdown files is checked by `explainer check --watch`."""
    text = render_template(".vscode/settings.json", {"content": Markup("content")})
    settings = json.loads("\n".join(line for line in text.splitlines() if not line.strip().startswith("//")))
    told = {path: schema for schema, path in settings["yaml.schemas"].items()}
    for kind in KINDS:
        title = json_schema(kind)["title"]
        if title.startswith("content/"):
            assert told[title] == f"./site/schemas/{kind}.schema.json"


def test_places_name_their_schema() -> None:
    first = (ROOT / "content" / "places.yml").read_text(encoding="utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=../site/schemas/places.schema.json"
