"""The editor's word on entries: files of `content/timeline/` that join, split and overrule what the machine read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from builder.archive.identifiers import Anchor, Claim, Recorded, assign
from builder.archive.timeline.entry import Aspect, Disagreement, Outcome, TimelineEntry
from builder.archive.timeline.matching import Matcher
from builder.archive.timeline.naming import natural_id
from builder.archive.timeline.reports import Traits
from builder.content.curated import EntryMetadata
from builder.content.folder import Curated
from builder.content.yaml_nodes import find_location
from builder.period import parse_period
from builder.problems import Problem
from builder.reading.statements import Status

Group = tuple[int, ...]
"""The numbers of the reports of one event, in order."""


@dataclass(frozen=True, slots=True)
class Named:
    """A group of reports and the id of their entry; `former` ids lead to it. Only an editor's own has no reports."""

    id: str
    former: tuple[str, ...]
    group: Group
    curated: Curated[EntryMetadata] | None


@dataclass(frozen=True, slots=True)
class Curation:
    """The groups as editors have them, ordered by id, and which of their words came to nothing.

    `anchors` is what to record, see `identifiers.Assignment`.
    """

    named: tuple[Named, ...]
    anchors: Mapping[Anchor, str]
    problems: tuple[Problem, ...]


def curate(
    groups: Sequence[Group],
    reports: Sequence[Traits],
    files: Sequence[Curated[EntryMetadata]],
    matcher: Matcher,
    recorded: Recorded,
) -> Curation:
    """Give every group its id, once the editors' files have split and joined them."""
    ordered = tuple(sorted(files, key=lambda file: file.id))
    anchors = [Anchor(traits.report.citation.article, natural_id(traits)) for traits in reports]
    if not ordered:
        return Curation(*_name({}, groups, anchors, (), recorded), ())
    read = _identify(groups, anchors, {}, recorded)
    held, rivals = _hold(read, ordered)
    left, apart, missing = _part(held, reports, matcher)
    owners = {left[group]: file for group, file in held.items()}
    parted = sorted({*(left.get(group, group) for group in groups), *apart})
    again = _identify(parted, anchors, {group: file.id for group, file in owners.items()}, recorded)
    joined, unknown = _join(again, owners, ordered)
    problems = (*rivals, *missing, *unknown, *timeline_problems(ordered, frozenset(read), frozenset(joined)))
    return Curation(*_name(joined, parted, anchors, ordered, recorded), tuple(sorted(problems)))


def part(group: Group, reports: Sequence[Traits], articles: frozenset[str]) -> tuple[Group, Group]:
    """The reports of a group that stay, and those of `articles`."""
    apart = tuple(number for number in group if reports[number].report.citation.article in articles)
    return tuple(number for number in group if number not in apart), apart


def join(groups: Sequence[Group]) -> Group:
    """The reports of several groups as one."""
    return tuple(sorted(number for group in groups for number in group))


def overrule(entry: TimelineEntry, file: Curated[EntryMetadata]) -> TimelineEntry:
    """The entry as its editor's file has it."""
    data = file.data
    status: Status = "happened" if data.status == "said" else data.status or entry.status
    kind = entry.kind
    if data.status == "said":
        kind = "statement"
    elif data.status == "happened" and kind == "statement":
        kind = "other"  # what happened on the day, whoever spoke
    return replace(
        entry,
        period=parse_period(data.date) if data.date else entry.period,
        status=status,
        was_planned=entry.was_planned and status == "happened",
        contested=entry.contested and data.status is None,
        kind=kind,
        actors=tuple(sorted(data.actors)) or entry.actors,
        place=data.place or entry.place,
        disagreements=_left_open(entry.disagreements, data),
        outcome=Outcome(data.outcome.became, data.outcome.entry, ()) if data.outcome else entry.outcome,
        curated=file,
    )


def _left_open(found: Sequence[Disagreement], data: EntryMetadata) -> tuple[Disagreement, ...]:
    """The disagreements about which the editor says nothing: their accounts take the place of all that the machine has.

    A date that an editor gives may be the span of all that is reported: it settles nothing.
    """
    if data.accounts:
        return ()
    settled: tuple[tuple[Aspect, object], ...] = (("place", data.place), ("status", data.status))
    return tuple(one for one in found if not any(one.aspect == aspect and given for aspect, given in settled))


def own_entry(file: Curated[EntryMetadata], former: tuple[str, ...]) -> TimelineEntry:
    """An entry that only an editor's file tells; the file is whole."""
    blank = TimelineEntry(file.id, parse_period(file.data.date or ""), "happened", False, "other", (), None, ())
    return replace(overrule(blank, file), former=former)


def is_whole(file: Curated[EntryMetadata]) -> bool:
    """Whether a file says enough to be an entry by itself."""
    return bool(file.data.date and file.data.status and file.data.sources and file.prose)


def timeline_problems(
    files: Sequence[Curated[EntryMetadata]], known: frozenset[str], joined: frozenset[str]
) -> tuple[Problem, ...]:
    """Files whose entry there is not: `known` are the ids that lead to what was read, `joined` those with `same`."""
    problems = []
    for file in files:
        if file.id in known or file.id in joined or is_whole(file):
            continue
        missing = [key for key, value in (("date", file.data.date), ("status", file.data.status)) if not value]
        missing += [] if file.data.sources else ["sources"]
        missing += [] if file.prose else ["a text below the front matter"]
        problems.append(
            Problem(
                file.path, 1, 1, "entry-unknown",
                f"no report makes an entry with the id '{file.id}', and the file is no whole entry of its own",
                f"Rename the file to an id of the timeline, or add {_enumerate(missing)}",
            )
        )  # fmt: skip
    return tuple(problems)


def _identify(
    groups: Sequence[Group], anchors: Sequence[Anchor], fixed: Mapping[Group, str], recorded: Recorded
) -> dict[str, Group]:
    """By every id that leads to it, a group: ids that reports have by themselves, and those that were published.

    Groups that editors joined were published under one id: it means the one that has it by itself, or the earliest.
    """
    assignment = assign([Claim(_anchors(group, anchors), fixed.get(group)) for group in groups], {})
    found = dict(zip(assignment.ids, groups, strict=True))
    found |= {old: found[new] for old, new in assignment.former.items() if old not in found}
    for identifier, bearers in _published(groups, anchors, recorded).items():
        if found.get(identifier) not in bearers:
            found[identifier] = bearers[0]
    return found


def _published(groups: Sequence[Group], anchors: Sequence[Anchor], recorded: Recorded) -> dict[str, list[Group]]:
    """By recorded id the groups that have its anchors, that of the earliest anchor first."""
    anchored = sorted((anchor, group) for group in groups for anchor in _anchors(group, anchors) if anchor in recorded)
    bearers: dict[str, list[Group]] = {}
    for anchor, group in anchored:
        for identifier in recorded[anchor]:
            bearers.setdefault(identifier, []).append(group)
    return bearers


def _anchors(group: Group, anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """Those of a group's reports, each once. `anchors` are those of all reports, by their numbers."""
    return tuple(dict.fromkeys([anchors[number] for number in group]))


def _hold(
    read: Mapping[str, Group], files: Sequence[Curated[EntryMetadata]]
) -> tuple[dict[Group, Curated[EntryMetadata]], list[Problem]]:
    """The groups that files are about; of two files about one entry the first holds it."""
    held: dict[Group, Curated[EntryMetadata]] = {}
    problems = []
    for file in files:
        group = read.get(file.id)
        if group is not None and held.setdefault(group, file) is not file:
            problems.append(
                Problem(
                    file.path, 1, 1, "entry-taken", f"{held[group].path} is about this entry already",
                    "Keep one of the two files, or split the entry with 'apart'",
                )
            )  # fmt: skip
    return held, problems


def _part(
    held: Mapping[Group, Curated[EntryMetadata]], reports: Sequence[Traits], matcher: Matcher
) -> tuple[dict[Group, Group], list[Group], list[Problem]]:
    """What files leave of their groups, and what they split off, which is put together anew."""
    left: dict[Group, Group] = {}
    apart: list[Group] = []
    problems = []
    for group, file in held.items():
        articles = {reports[number].report.citation.article for number in group}
        for at, article in enumerate(file.data.apart):
            if article not in articles:
                where = find_location(file.nodes, ("apart", at))
                problems.append(
                    Problem(
                        file.path, where.line, where.column, "apart-unmatched",
                        f"no report of '{article[:60]}' is in this entry",
                        "Name an article whose report stands in the entry, or delete the line",
                    )
                )  # fmt: skip
        stays, leaves = part(group, reports, frozenset(file.data.apart))
        if not stays:
            where = find_location(file.nodes, ("apart",))
            problems.append(
                Problem(
                    file.path, where.line, where.column, "apart-all", "these articles have all reports of this entry",
                    "Leave one out: the entry keeps its reports",
                )
            )  # fmt: skip
            stays, leaves = group, ()
        left[group] = stays
        apart += matcher.group(leaves)
    return left, apart, problems


def _join(
    again: Mapping[str, Group], owners: Mapping[Group, Curated[EntryMetadata]], files: Sequence[Curated[EntryMetadata]]
) -> tuple[dict[str, tuple[Group, ...]], list[Problem]]:
    """By the id of a file, the groups that it makes one, its own first; a group belongs to one file."""
    owned = {file.id: group for group, file in owners.items()}
    joined: dict[str, tuple[Group, ...]] = {file: (group,) for file, group in owned.items()}
    taken = {group: file.id for group, file in owners.items()}
    problems = []
    for file in files:
        for at, other in enumerate(file.data.same):
            group = again.get(other)
            holder = taken.get(group) if group is not None else None
            if group is not None and holder in (None, file.id):
                taken[group] = file.id
                joined[file.id] = tuple(dict.fromkeys((*joined.get(file.id, ()), group)))
                continue
            where = find_location(file.nodes, ("same", at))
            found = (
                f"'{other[:60]}' is not an entry of the timeline"
                if group is None
                else f"'{other[:60]}' belongs to the entry '{holder}', which has a file of its own"
            )
            hint = (
                "Write the id that stands behind '#' in its permalink" if group is None else "Keep one of the two files"
            )
            problems.append(Problem(file.path, where.line, where.column, "same-unknown", found, hint))
    return joined, problems


def _name(
    joined: Mapping[str, tuple[Group, ...]],
    parted: Sequence[Group],
    anchors: Sequence[Anchor],
    files: Sequence[Curated[EntryMetadata]],
    recorded: Recorded,
) -> tuple[tuple[Named, ...], Mapping[Anchor, str]]:
    """The groups with their ids, ordered by these, and what to record."""
    by_id = {file.id: file for file in files}
    within = {group for groups in joined.values() for group in groups}
    whole: list[tuple[Group, Curated[EntryMetadata] | None]] = [
        (group, None) for group in parted if group not in within
    ]
    whole += [(join(groups), by_id[identifier]) for identifier, groups in joined.items()]
    whole += [((), file) for file in files if file.id not in joined and is_whole(file)]
    claims = [
        Claim(
            _anchors(group, anchors),
            file.id if file else None,
            (*file.data.formerly, *file.data.same) if file else (),
        )
        for group, file in whole
    ]
    assignment = assign(claims, recorded)
    former: dict[str, list[str]] = {}
    for old, new in sorted(assignment.former.items()):
        former.setdefault(new, []).append(old)
    named = (
        Named(identifier, tuple(former.get(identifier, ())), group, file)
        for identifier, (group, file) in zip(assignment.ids, whole, strict=True)
    )
    return tuple(sorted(named, key=lambda one: one.id)), assignment.anchors


def _enumerate(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
