"""Names that appear nowhere, because nothing downstream ever sees them: `do_not_name`, and files of `names/`."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import quote, unquote

from builder.content.article import Article
from builder.content.curated import ActorMetadata, NameMetadata
from builder.content.folder import Content, Curated
from builder.content.front_matter import Metadata
from builder.content.identifiers import identifier_of
from builder.content.ledger import Ledger, Recorded
from builder.content.markdown import prose_of
from builder.content.yaml_nodes import Scalar
from builder.problems import Problem
from builder.text import Location

WITHHELD = "(name withheld)"

Model = TypeVar("Model", bound=Metadata)

_IDS = frozenset(
    (
        "part_of",
        "actor",
        "side",
        "parties",
        "host",
        "facilitators",
        "see",
        "actors",
        "same",
        "apart",
        "entry",
        "formerly",
    )
)
_ADDRESSES = frozenset(("same_as",))
_SOURCES = frozenset(("sources",))
_FIXED = frozenset(("kind", "status", "period", "from", "until", "date", "became", "number"))

_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
# What may stand within a name without a reader seeing it: marks of emphasis, escapes, characters of no width.
_NOISE = r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff*\\`~]*"
# What may stand between its words: also the hyphens, dots and underscores of addresses, and the parts of a link.
_GAP = rf"{_NOISE}(?:(?:[\s_.+\[\]-]|%20|\]\([^()\s]*\)){_NOISE})+"
_SAME = {"-": "[-\u2010\u2011\u2012\u2013\u2043\u2212]", "'": "['\u2018\u2019\u02bc\u02b9`]"}
_SAME |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2043\u2212", _SAME["-"])
_SAME |= dict.fromkeys("\u2018\u2019\u02bc\u02b9`", _SAME["'"])


@dataclass(frozen=True, slots=True)
class _Names:
    """The forms that are to vanish, in text and as parts of ids and addresses."""

    in_text: re.Pattern[str]
    in_id: re.Pattern[str]

    def clean(self, text: str) -> str:
        """`text` without the names; without a name in it, the very same text."""
        plain = unicodedata.normalize("NFC", _ENTITY.sub(_letter_of, text))
        return self.in_text.sub(WITHHELD, plain) if self.in_text.search(plain) else text

    def stand_in(self, text: str) -> bool:
        return self.clean(text) != text

    def stand_in_id(self, identifier: str) -> bool:
        return self.in_id.search(identifier) is not None

    def stand_in_address(self, address: str) -> bool:
        shown = unquote(address)
        return self.stand_in(shown) or self.stand_in_id(identifier_of(shown)) or self.stand_in_id(shown.lower())


def redact(content: Content, names: Iterable[str]) -> Content:
    """`content` without `names`: an actor of that name is left out, in all other text the name is replaced.

    A name matches on word edges, whatever its case, white space and Markdown marks; give each written form that is to
    vanish. The other forms of an actor that is left out vanish too. What has a name in its own address is left out, and
    a Problem tells so: nothing can be published there without it.

    Names that a file of `content/names/` withholds count as given; nothing downstream sees those files.
    """
    everything, hidden = _withheld(content, names)
    if everything is None:
        return content
    gone = frozenset(entry.id for entry in hidden)
    problems: list[Problem] = []
    return replace(
        content,
        articles=tuple(
            _clean_article(article, everything, gone)
            for article in content.articles
            if not _is_unpublishable(article, everything, problems)
        ),
        actors=_clean_entries([entry for entry in content.actors if entry.id not in gone], everything, gone, problems),
        rounds=_clean_entries(content.rounds, everything, gone, problems),
        terms=_clean_entries(content.terms, everything, gone, problems),
        entries=_clean_entries(content.entries, everything, gone, problems),
        names=tuple(entry for entry in content.names if not _tells(entry, everything)),
        places=tuple(
            _clean_model(place, everything, gone)
            for place in content.places
            if everything.clean(place.name) != WITHHELD
        ),
        introduction=everything.clean(content.introduction),
        recorded=_clean_ledger(content.recorded, everything, gone),
        problems=tuple(sorted({*content.problems, *problems})),
    )


def find_censor(content: Content, names: Iterable[str]) -> Callable[[str], str]:
    """What takes the names out of texts that tell of `content` as it was before, out of ids and paths in them too."""
    everything, _ = _withheld(content, names)
    if everything is None:
        return lambda text: text
    return lambda text: everything.in_id.sub(identifier_of(WITHHELD), everything.clean(text))


def _withheld(content: Content, names: Iterable[str]) -> tuple[_Names | None, list[Curated[ActorMetadata]]]:
    """All forms that are to vanish, None where there are none, and the actors who are left out with theirs."""
    withheld = (form for entry in content.names if entry.data.decision == "do-not-name" for form in entry.data.forms)
    forms = {form for name in (*names, *withheld) if (form := " ".join(unicodedata.normalize("NFC", name).split()))}
    if not forms:
        return None, []
    given = _names(forms)
    hidden = [
        entry
        for entry in content.actors
        if given.stand_in_id(entry.id) or _is_called(given, entry.data.name, *entry.data.aliases)
    ]
    return _names(forms | {form for entry in hidden for form in (entry.data.name, *entry.data.aliases)}), hidden


def _tells(entry: Curated[NameMetadata], names: _Names) -> bool:
    """Whether a decision about a name holds one that is withheld: it has none to say then that others may see."""
    return names.stand_in_id(entry.id) or any(
        names.stand_in(text) for text in (*entry.data.forms, entry.data.reason or "")
    )


def _names(forms: set[str]) -> _Names:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    patterns = [_pattern(form) for form in ordered] + [re.escape(quote(form)) for form in ordered if not form.isascii()]
    # An underscore is a letter to `\w`, and a mark of emphasis to Markdown.
    in_text = re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])", re.IGNORECASE)
    slugs = [slug for form in ordered if (slug := identifier_of(form))]
    in_id = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, slugs)) or '(?!)'})(?![a-z0-9])")
    return _Names(in_text, in_id)


def _pattern(form: str) -> str:
    return _GAP.join(_NOISE.join(_SAME.get(c) or re.escape(c) for c in word) for word in form.split())


def _letter_of(entity: re.Match[str]) -> str:
    """The letter that an entity stands for; other entities stay, lest they become Markdown."""
    character = html.unescape(entity[0])
    return character if all(c.isalnum() or c in " \u00a0-'’.\u200c\u200d\u00ad" for c in character) else entity[0]


def _is_called(names: _Names, *forms: str) -> bool:
    return any(names.in_text.fullmatch(form) for form in forms)


def _is_unpublishable(article: Article, names: _Names, problems: list[Problem]) -> bool:
    if names.stand_in_id(article.id) or names.stand_in_address(article.path):
        problems.append(_left_out(article.path, "the file's name"))
        return True
    if names.stand_in_address(article.url):
        problems.append(_left_out(article.path, "the address in 'url'"))
        return True
    return False


def _left_out(path: str, where: str) -> Problem:
    return Problem(
        path, 1, 1, "do-not-name", f"{where} holds a name that do_not_name, or a file of names/, keeps out of the site",
        "The file is left out; rename it, or give an address without the name",
    )  # fmt: skip


def _clean_article(article: Article, names: _Names, gone: frozenset[str]) -> Article:
    body = names.clean(article.body)
    prose = article.prose if body == article.body else prose_of(body)
    kept = [
        index
        for index, correction in enumerate(article.corrections)
        if correction.text in prose and not names.stand_in(correction.text) and correction.actor not in gone
    ]
    return replace(
        article,
        title=names.clean(article.title),
        publisher=names.clean(article.publisher),
        agency=names.clean(article.agency) if article.agency else None,
        authors=tuple(names.clean(author) for author in article.authors),
        submitted_by=names.clean(article.submitted_by) if article.submitted_by else None,
        archive_url=_clean_address(article.archive_url, names),
        rights_url=_clean_address(article.rights_url, names),
        formerly=tuple(former for former in article.formerly if not names.stand_in_id(former)),
        corrections=tuple(article.corrections[index] for index in kept),
        corrections_at=tuple(article.corrections_at[index] for index in kept),
        body=body,
        prose=prose,
    )


def _clean_ledger(ledger: Ledger, names: _Names, gone: frozenset[str]) -> Ledger:
    """`ledger` without ids that would tell the name: even what is gone is published, as an address."""

    def clean(kind: str, recorded: Recorded) -> Recorded:
        hidden = gone if kind == "actors" else frozenset[str]()
        kept = {
            anchor: tuple(known for known in ids if known not in hidden and not names.stand_in_id(known))
            for anchor, ids in recorded.items()
            if anchor.natural not in hidden
            and not names.stand_in_id(anchor.natural)
            and not names.stand_in_id(anchor.article)
        }
        return {anchor: ids for anchor, ids in kept.items() if ids}

    return {kind: clean(kind, recorded) for kind, recorded in ledger.items()}


def _clean_address(address: str | None, names: _Names) -> str | None:
    return None if address is None or names.stand_in_address(address) else address


def _clean_entries(
    entries: Iterable[Curated[Model]], names: _Names, gone: frozenset[str], problems: list[Problem]
) -> tuple[Curated[Model], ...]:
    cleaned = []
    for entry in entries:
        if names.stand_in_id(entry.id):
            problems.append(_left_out(entry.path, "the file's name"))
            continue
        # The nodes hold what was written; they have served their purpose.
        blank = Scalar(Location(1, 1), None)
        data = _clean_model(entry.data, names, gone)
        cleaned.append(replace(entry, data=data, prose=names.clean(entry.prose), nodes=blank))
    return tuple(cleaned)


def _clean_model(data: Model, names: _Names, gone: frozenset[str]) -> Model:
    """`data` with every text cleaned, and without the ids, addresses and aliases that would tell the name."""
    update: dict[str, object] = {}
    for field, info in type(data).model_fields.items():
        value = _clean_value(info.alias or field, getattr(data, field), names, gone)
        if value != getattr(data, field):
            update[field] = value
    return data.model_copy(update=update) if update else data


def _clean_value(key: str, value: object, names: _Names, gone: frozenset[str]) -> object:
    if isinstance(value, tuple):
        kept = [_clean_value(key, item, names, gone) for item in value]
        if key == "aliases":  # a form that reads "(name withheld)" would mean whoever is withheld
            kept = [item for item in kept if item in value]
        return tuple(item for item in kept if item is not None)
    if isinstance(value, Metadata):
        # Who took part is nobody without the actor; a statement or role without its last source is hearsay.
        cleaned = _clean_model(value, names, gone)
        lost_actor = getattr(value, "actor", None) in gone or names.stand_in_id(getattr(value, "actor", None) or "")
        lost_sources = bool(getattr(value, "sources", ())) and not getattr(cleaned, "sources", ())
        return None if lost_actor or lost_sources else cleaned
    if not isinstance(value, str) or key in _FIXED:
        return value
    if key in _IDS:
        return None if value in gone or names.stand_in_id(value) else value
    if key in _ADDRESSES or key in _SOURCES:
        return None if names.stand_in_address(value) else value
    cleaned_text = names.clean(value)
    return None if key == "place" and cleaned_text == WITHHELD else cleaned_text
