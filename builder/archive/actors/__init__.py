"""Actors: who is who across articles, what each was reported to be, and who may be the same."""

from builder.archive.actors.actor import Actor, Cast, RoleReport, Who
from builder.archive.actors.affiliations import Affiliation, find_affiliations
from builder.archive.actors.known import known_names
from builder.archive.actors.resolve import resolve_actors
from builder.archive.actors.roles import put_side_by_side

__all__ = [
    "Actor",
    "Affiliation",
    "Cast",
    "RoleReport",
    "Who",
    "find_affiliations",
    "known_names",
    "put_side_by_side",
    "resolve_actors",
]
