"""What `explainer review` prints: what there is to decide, and what a decision writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from builder.commands.archive import count
from builder.content.file_edits import FileEdit
from builder.problems import visible
from builder.reviewing.docket import Docket, Found, Pair, Sentence

COMMAND = "explainer review"


def docket_lines(docket: Docket, most: int) -> Iterator[str]:
    """The list for people, at most `most` of each sort."""
    yield f"{count(len(docket.pairs), 'pair')} of names may be one actor."
    for pair in docket.pairs[:most]:
        yield from ("", *pair_lines(pair))
        yield f"  If they are one: {COMMAND} --merge {pair.other.thing.id}={pair.one.thing.id}"
        yield f"  If they are two: {COMMAND} --distinct {pair.one.thing.id}={pair.other.thing.id}"
    for found, noun in ((docket.actors, "actor"), (docket.terms, "term")):
        yield from ("", f"{count(len(found), noun)} without an editor's entry.")
        for one in found[:most]:
            yield from ("", *found_lines(one, most=1))
    yield ""
    yield f"To decide, run '{COMMAND}' on a terminal, or see '{COMMAND} --help'."


def pair_lines(pair: Pair, most: int = 1) -> Iterator[str]:
    """Two that may be one, each with so many sentences."""
    yield visible(f"{pair.score:.2f}  {pair.reason}")
    for found in (pair.one, pair.other):
        yield from (f"  {line}" for line in found_lines(found, most=most))


def found_lines(found: Found, *, most: int, roles: bool = False) -> Iterator[str]:
    """An actor or a term: its id, where it occurs, and sentences to decide by."""
    machine = "" if found.curated else ", machine-read"
    yield visible(f"{found.name} ({found.sort}, {found.thing}{machine}): {_occurrence(found)}")
    others = [name for name in found.names if name != found.name]
    if others:
        yield visible(f"  also {'; '.join(others)}")
    yield from (f"  {_sentence_line(sentence)}" for sentence in found.sentences[:most])
    if roles:
        for text, sentence in found.roles:
            yield visible(f"  role: {text}")
            if sentence not in found.sentences[:most]:
                yield f"    {_sentence_line(sentence)}"


def _occurrence(found: Found) -> str:
    parts = [
        f"{count(found.mentions, 'mention')} in {count(found.articles, 'article')} of {count(found.outlets, 'outlet')}"
    ]
    parts += [count(found.rounds, "round")] if found.rounds else []
    parts += [f"{found.entries} on the timeline"] if found.entries else []
    return ", ".join(parts)


def _sentence_line(sentence: Sentence) -> str:
    return visible(f"{sentence.publisher}, {sentence.published}: {sentence.text} [{sentence.article}]")


def docket_rows(docket: Docket, most: int) -> dict[str, Any]:
    """The list for programs."""
    return {
        "suggestions": [
            {"score": pair.score, "reason": pair.reason, "one": _row(pair.one), "other": _row(pair.other)}
            for pair in docket.pairs[:most]
        ],
        "unchecked": [_row(found) for found in docket.actors[:most]],
        "terms": [_row(found) for found in docket.terms[:most]],
    }


def _row(found: Found) -> dict[str, Any]:
    first = _sentence_row(found.sentences[0]) if found.sentences else {}
    return {
        "id": found.thing.id,
        "name": found.name,
        "kind": found.sort,
        "names": list(found.names),
        "curated": found.curated,
        "mentions": found.mentions,
        "articles": found.articles,
        "outlets": found.outlets,
        "rounds": found.rounds,
        "entries": found.entries,
        **first,
        "sentences": [_sentence_row(sentence) for sentence in found.sentences],
        "roles": [{"role": text, **_sentence_row(sentence)} for text, sentence in found.roles],
    }


def _sentence_row(sentence: Sentence) -> dict[str, Any]:
    return {
        "article": sentence.article,
        "publisher": sentence.publisher,
        "published": sentence.published.isoformat(),
        "sentence": sentence.text,
    }


def edit_line(edit: FileEdit, folder: str) -> str:
    """Which file of the content folder called `folder` changes, and how."""
    verb = "new" if edit.old is None else "deleted" if edit.new is None else "changed"
    return visible(f"{folder}/{edit.path}: {verb}")


def file_lines(edits: Iterable[FileEdit], folder: str) -> Iterator[str]:
    """The files as they would be."""
    for edit in edits:
        yield edit_line(edit, folder)
        yield from (visible(f"  {line}") for line in (edit.new or "").splitlines())
