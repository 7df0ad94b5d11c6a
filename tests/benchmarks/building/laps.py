"""One lap: each generator in turn builds the same site from nothing, then again after each change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from building.costs import Cost, RunError
from building.generators import Generator
from building.states import STATES, States
from building.weights import Weight, weigh

COLD, UNCHANGED = "cold", "unchanged"


@dataclass(frozen=True, slots=True)
class Lap:
    """Costs by generator and stage: "cold", "unchanged", "edited", "added". `differing` files should be none.

    These are files that a build that remembered wrote otherwise than one that did not; `failed` says who fell out.
    """

    costs: dict[str, dict[str, Cost]]
    weights: dict[str, list[Weight]]
    differing: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def run_lap(generators: Sequence[Generator], states: States, folder: Path, limit: float, *, check: bool) -> Lap:
    """`check` compares what was built after the last change with a build from nothing, which is one build more.

    Raises RunError where a generator that reads fails: the others fall out, ours must not.
    """
    lap = Lap({generator.name: {} for generator in generators}, {})
    running = list(generators)

    def build(generator: Generator, stage: str) -> None:
        try:
            lap.costs[generator.name][stage] = generator.cost(folder / generator.name, limit)
        except (OSError, RunError) as error:
            if generator.reads:
                raise
            lap.failed.append(f"{generator.name}, {stage}: {error}")
            running.remove(generator)

    for generator in generators:
        generator.set_up(folder / generator.name)
        generator.take(states, STATES[0], folder / generator.name)
    for generator in generators:
        build(generator, COLD)
    for generator in tuple(running):
        lap.weights[generator.name] = weigh(folder / generator.name / generator.site)
    before = {generator.name: _digests(generator, folder) for generator in running if generator.reads}
    for stage, state in ((UNCHANGED, STATES[0]), *((state, state) for state in STATES[1:])):
        for generator in [generator for generator in running if generator.remembers]:
            generator.take(states, state, folder / generator.name)
            build(generator, stage)
            if generator.reads and stage == UNCHANGED:
                lap.differing.extend(differences(before[generator.name], _digests(generator, folder)))
    if check:
        for generator in [generator for generator in running if generator.reads]:
            warm = _digests(generator, folder)
            generator.set_up(folder / generator.name)
            generator.take(states, STATES[-1], folder / generator.name)
            generator.cost(folder / generator.name, limit)
            lap.differing.extend(differences(warm, _digests(generator, folder)))
    return lap


def _digests(generator: Generator, folder: Path) -> dict[str, str]:
    return digests(folder / generator.name / generator.site)


def digests(folder: Path) -> dict[str, str]:
    """Of all files, by their path."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Paths of files that are not the same, or in only one of the two."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
