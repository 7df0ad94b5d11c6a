"""What reading is told of names beforehand."""

from __future__ import annotations

from builder.content.folder import Content
from builder.reading.names import KnownName, KnownNames


def known_names(content: Content) -> KnownNames:
    """The editor's actors, and the places that are not actors too."""
    names = [
        KnownName(form, entry.data.name, entry.data.kind, entry.id)
        for entry in content.actors
        for form in (entry.data.name, *entry.data.aliases)
    ]
    taken = {name.form for name in names}
    names += [
        KnownName(form, place.name, "place")
        for place in content.places
        for form in (place.name, *place.aliases)
        if form not in taken
    ]
    return KnownNames.of(names)
