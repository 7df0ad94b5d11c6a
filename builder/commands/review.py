"""`explainer review`"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from builder.archive.account import Archive
from builder.archive.actors import Actor
from builder.archive.actors.suggestions import Suggestion, list_unchecked, suggest_same
from builder.archive.citations import Citation, sentence_around
from builder.commands.archive import begin, count, read_archive_configuration
from builder.commands.options import config_option
from builder.content.folder import read_content
from builder.content.redaction import redact
from builder.problems import visible
from builder.site import build_archive


@click.command()
@config_option
@click.option("--most", type=click.IntRange(min=0), default=20, show_default=True, help="How many of each to print.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def review(config: Path, most: int, form: str) -> None:
    """Print whom an editor should look at: names that may be one actor, and actors that only a machine has read.

    Nothing is changed. Each pair comes with the lines to write where, to make the two one or to keep them apart; a pair
    that was decided is not printed again.

    Example: explainer review --most 5
    """
    configuration = read_archive_configuration(config)
    content = redact(read_content(configuration.folder), configuration.settings.do_not_name)
    with begin(configuration) as run:
        archive = build_archive(content, configuration.settings, run)
    suggestions = suggest_same(archive.actors.values())
    unchecked = list_unchecked(archive.actors.values())
    if form == "json":
        rows = {
            "suggestions": [_suggestion_row(archive, suggestion) for suggestion in suggestions[:most]],
            "unchecked": [_actor_row(archive, actor, actor.mentions[0]) for actor in unchecked[:most]],
        }
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace"))
        return
    click.echo(f"{count(len(suggestions), 'pair')} of names may be one actor.\n")
    for suggestion in suggestions[:most]:
        click.echo("\n".join(_suggestion_lines(archive, suggestion)) + "\n")
    click.echo(f"{count(len(unchecked), 'actor')} without an editor's entry.\n")
    for actor in unchecked[:most]:
        click.echo("\n".join(_actor_lines(archive, actor, actor.mentions[0])))


def _suggestion_lines(archive: Archive, suggestion: Suggestion) -> Iterator[str]:
    yield visible(f"{suggestion.score:.2f}  {suggestion.reason}")
    for actor, context in zip((suggestion.one, suggestion.other), suggestion.contexts, strict=True):
        yield from _actor_lines(archive, actor, context)
    yield "  If they are one:"
    yield from (f"    {visible(line)}" for line in _remedy(suggestion, "aliases"))
    yield "  If they are two:"
    yield from (f"    {visible(line)}" for line in _remedy(suggestion, "distinct_from"))


def _remedy(suggestion: Suggestion, key: str) -> Iterator[str]:
    """The lines of an editor's entry that decide about a pair."""
    one, other = suggestion.one, suggestion.other
    names = json.dumps([name for name in other.names if name not in one.names] or [other.name], ensure_ascii=False)
    if one.curated:
        yield f"add to '{key}' in {one.curated.path}: {names}"
        return
    yield f"write actors/{one.id}.md in the content folder:"
    yield "---"
    yield f"name: {json.dumps(one.name, ensure_ascii=False)}"
    yield f"kind: {one.kind}"
    if key == "aliases":
        names = json.dumps([name for name in (*one.names, *other.names) if name != one.name], ensure_ascii=False)
    yield f"{key}: {names}"
    yield "---"


def _actor_lines(archive: Archive, actor: Actor, context: Citation) -> Iterator[str]:
    row = _actor_row(archive, actor, context)
    entry = f"actors/{actor.id}" + ("" if actor.curated else ", machine-read")
    yield visible(f"  {actor.name} ({actor.kind}, {entry}): {count(row['mentions'], 'mention')} "
                  f"in {count(row['articles'], 'article')}")  # fmt: skip
    yield visible(f"    {row['publisher']}, {row['published']}: {row['sentence']}")


def _suggestion_row(archive: Archive, suggestion: Suggestion) -> dict[str, Any]:
    pair = zip((suggestion.one, suggestion.other), suggestion.contexts, strict=True)
    one, other = (_actor_row(archive, actor, context) for actor, context in pair)
    return {"score": suggestion.score, "reason": suggestion.reason, "one": one, "other": other}


def _actor_row(archive: Archive, actor: Actor, context: Citation) -> dict[str, Any]:
    reading = archive.reading(context)
    sentence = sentence_around(reading, context.span).of(reading.article.prose)
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "names": list(actor.names),
        "curated": actor.curated.path if actor.curated else None,
        "mentions": len(actor.mentions),
        "articles": len({citation.article for citation in actor.mentions}),
        "article": context.article,
        "publisher": reading.article.publisher,
        "published": reading.article.published.isoformat(),
        "sentence": " ".join(sentence.split()),
    }
