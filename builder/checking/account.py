"""What `explainer check` says of an archive: all of it, or what a change to some of its files makes wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from builder.cache.store import Store
from builder.checking.examine import examine
from builder.checking.imprints import Imprint, imprint_of, pack_imprint, unpack_imprint, wording_of
from builder.checking.keeping import Kept
from builder.checking.near_names import NameUse, find_near_names, known_bearers, names_in, pack_names, unpack_names
from builder.checking.originals import NONE_AT_HAND, Shelf, read_originals
from builder.checking.place import Place
from builder.checking.submission import Submission
from builder.checking.survey import ROOMS, Survey, problems_before, survey
from builder.content.tree import MAX_FILE, decode, has_a_place
from builder.problems import Problem, visible
from builder.reading.wording import NO_WORDING, Wording
from builder.revisions.changed import Changes, changed_paths, read_objects
from builder.settings import Settings

if TYPE_CHECKING:
    from builder.content.article import Article

_READING = (*ROOMS, "reading")
_IMPRINTS = (*_READING, "archive/sources", "checking/imprints")
_NAMES = Kept("names", (*_READING, "checking/near_names"), pack_names, unpack_names)


@dataclass(frozen=True, slots=True)
class Account:
    """`texts` are those of the files that the problems are about; `unjudged` are paths of which only a full check can
    say whether what they hold has an effect.
    """

    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    unjudged: tuple[str, ...] = ()

    def with_problems(self, problems: Iterable[Problem]) -> Account:
        return replace(self, problems=tuple(sorted({*self.problems, *problems})))


def check_all(folder: Path, settings: Settings, store: Store, originals: Shelf | None = None) -> Account:
    """Everything but what the whole archive has to be put together for. Raises OSError for `originals`."""
    surveyed = survey(folder, store)
    doubts = _Doubts(surveyed, settings, store)
    problems = {*surveyed.problems, *doubts.about(surveyed.records, originals)}
    return Account(tuple(sorted(problems)), _by_path(surveyed))


def check_since(
    folder: Path, revision: str, settings: Settings, store: Store, originals: Shelf | None = None
) -> Account:
    """What is wrong in files that changed since `revision`, and what these changes made wrong in others.

    Raises GitError, and OSError for `originals`.
    """
    with ThreadPoolExecutor(1) as aside:  # git and the survey wait for the disk, not for each other
        asked = aside.submit(changed_paths, folder, revision)
        surveyed = survey(folder, store)
        changes = asked.result()
    texts = _by_path(surveyed)
    earlier = problems_before(surveyed, changes.paths, _texts_before(folder, changes), store)
    changed = {visible(f"{surveyed.name}/{path}") for path in changes.paths}
    problems = {
        problem
        for problem in surveyed.problems
        # What could not be read before is not known to have been wrong; that of other files never changes.
        if problem.path in changed or (problem.path in texts and problem not in earlier)
    }
    doubts = _Doubts(surveyed, settings, store)
    problems.update(doubts.about(changes.paths, originals))
    problems.update(doubts.about_names(changes.paths))
    return Account(tuple(sorted(problems)), texts, _unjudged(surveyed, changes.paths))


def _by_path(surveyed: Survey) -> dict[str, str]:
    return {f"{surveyed.name}/{relative}": text for relative, text in surveyed.texts.items()}


def _texts_before(folder: Path, changes: Changes) -> dict[str, str]:
    """What the changed files held before, as far as it was text."""
    names = {path: name for path, name in changes.before.items() if has_a_place(path) and visible(path) == path}
    objects = read_objects(folder, names.values())
    held = {path: objects[name] for path, name in sorted(names.items()) if name in objects}
    texts = {path: decode(data, path) for path, data in held.items() if len(data) <= MAX_FILE}
    return {path: text for path, text in texts.items() if isinstance(text, str)}


def _unjudged(surveyed: Survey, changed: Iterable[str]) -> tuple[str, ...]:
    """Files with words of editors' whose effect only the whole archive shows."""
    return tuple(
        f"{surveyed.name}/{path}"
        for path in sorted(changed)
        if path in surveyed.records
        and (path.startswith("timeline/") or surveyed.records[path].formers or surveyed.records[path].corrects)
    )


class _Doubts:
    """What there is to doubt about the good articles of a survey. An article is read when it is first asked for."""

    def __init__(self, surveyed: Survey, settings: Settings, store: Store) -> None:
        self._surveyed = surveyed
        self._settings = settings
        self._store = store
        self._read: dict[str, Article | None] = {}
        self._good = sorted(path for path in surveyed.kept if surveyed.records[path].folder == "articles")

    def about(self, asked: Iterable[str], originals: Shelf | None) -> tuple[Problem, ...]:
        """Whether the articles at the paths `asked` repeat others, and whose words they are."""
        paths = sorted(set(self._good).intersection(asked))
        if not paths:
            return ()
        kept = Kept("imprint", _IMPRINTS, pack_imprint, partial(unpack_imprint, find_wording=self._wording))
        archive = kept.recall(self._store, self._surveyed.keys, self._good, self._imprint)
        new = [Submission(self._surveyed.texts[path], archive[path]) for path in paths if path in archive]
        at_hand = read_originals(originals, [one.imprint.article for one in new]) if originals else NONE_AT_HAND
        found = examine(new, tuple(archive.values()), self._settings.quote_limit, at_hand.wordings)
        return (*found, *at_hand.problems)

    def about_names(self, new: Iterable[str]) -> Iterator[Problem]:
        """Whether names that only the articles at the paths `new` have are meant for others."""
        paths = sorted(set(self._good).intersection(new))
        if not paths:
            return
        names = _NAMES.recall(self._store, self._surveyed.keys, self._good, self._names)
        records = self._surveyed.records
        actors = [records[path] for path in sorted(self._surveyed.kept) if records[path].folder == "actors"]
        known = known_bearers(actors, {records[path].path: uses for path, uses in names.items() if path not in paths})
        for path in paths:
            article = self._article(path)
            if article is not None:
                place = Place(article.path, self._surveyed.texts[path], article.body)
                yield from find_near_names(place, names[path], known, self._settings.do_not_name)

    def _imprint(self, path: str) -> Imprint | None:
        article = self._article(path)
        return None if article is None else imprint_of(article)

    def _wording(self, shown: str) -> Wording:
        """That of the article that problems call `shown`."""
        article = self._article(shown.removeprefix(f"{self._surveyed.name}/"))
        return NO_WORDING if article is None else wording_of(article)

    def _names(self, path: str) -> tuple[NameUse, ...] | None:
        article = self._article(path)
        return None if article is None else names_in(article)

    def _article(self, path: str) -> Article | None:
        if path not in self._read:
            from builder.content.article import parse_article  # noqa: PLC0415 - the models take longer to load

            record = self._surveyed.records[path]
            self._read[path] = parse_article(record.path, record.id, self._surveyed.texts[path])[0]
        return self._read[path]
