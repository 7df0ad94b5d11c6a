"""Whether two places of reports can be one: a city, and the country that it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.content.curated import PlaceMetadata
from builder.reading.folding import fold


@dataclass(frozen=True, slots=True)
class Atlas:
    """What the editor's places say, by folded written form: the folded common name, and the country it lies in."""

    names: Mapping[str, str]
    countries: Mapping[str, str]

    def agree(self, one: str | None, other: str | None) -> bool:
        """Whether two reports can tell of one place: where one says none, or only names the country, they can."""
        if one is None or other is None or one == other:
            return True
        a, b = self.name(one), self.name(other)
        return a == b or self.countries.get(a) == b or self.countries.get(b) == a

    def lies_in(self, place: str, country: str) -> bool:
        """Whether a place is known to lie in a country."""
        return self.countries.get(self.name(place)) == self.name(country)

    def name(self, place: str) -> str:
        """The folded common name of a place."""
        return self.names.get(fold(place), fold(place))


def read_atlas(places: Iterable[PlaceMetadata]) -> Atlas:
    """What the entries of `places.yml` say."""
    known = tuple(places)
    names = {fold(form): fold(place.name) for place in known for form in (place.name, *place.aliases)}
    countries = {
        fold(place.name): names.get(fold(place.country), fold(place.country)) for place in known if place.country
    }
    return Atlas(names, countries)
