"""What a page says of its licence, in the words of the key `rights`: a hint for a person, never a permission."""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/(?:licenses/(by(?:-sa)?)/4\.0|publicdomain/(?:zero|mark)/1\.0)(?![\w-])", re.IGNORECASE
)
_BY_NAME = re.compile(r"\bCC[ -]BY(-SA)?[ -]4\.0\b", re.IGNORECASE)


def rights_of(statement: str) -> str | None:
    """The value of `rights` for a licence's address or name, where it is one that lets a text be republished here."""
    found = _CREATIVE_COMMONS.search(statement)
    if found:
        return f"CC-{found[1].upper()}-4.0" if found[1] else "public-domain"
    named = _BY_NAME.search(statement)
    return f"CC-BY{(named[1] or '').upper()}-4.0" if named else None
