"""Numbers in words and figures."""

from __future__ import annotations

from builder.reading.dates.tokens import lexicon

_COUNTING = ("one", "digit", "teen", "tens", "a", "couple", "dozen", "ordinal", "second")


def number_of(words: list[str]) -> int | None:
    """ "20", "twenty four", "a hundred", "two thousand": None when nothing in `words` counts."""
    total, part, seen = 0, 0, False
    for word in words:
        figure = word.replace(",", "")
        if figure.isdigit() and figure.isascii() and len(figure) < 8:
            part, seen = part + int(figure), True
            continue
        entry = lexicon().get(word)
        if entry is None or not entry.value.isdigit():
            continue
        if entry.kind in ("hundred", "thousand"):
            part = max(part, 1) * int(entry.value)
            if entry.kind == "thousand":
                total, part = total + part, 0
            seen = True
        elif entry.kind in _COUNTING:
            # "a" is one only by itself: "a hundred", "a couple".
            part, seen = (part if entry.kind == "a" else part + int(entry.value)), True
    return max(total + part, 1) if seen else None


def year_of(words: list[str]) -> int | None:
    """ "nineteen ninety-seven" is 1997, "two thousand ten" 2010."""
    numbers = [int(lexicon()[word].value) for word in words if word in lexicon() and lexicon()[word].value.isdigit()]
    if len(numbers) < 2:
        return None
    if numbers[1] == 1000:
        return numbers[0] * 1000 + sum(numbers[2:])
    if numbers[1] == 100:
        return numbers[0] * 100 + sum(numbers[2:])
    year = numbers[0] * 100 + sum(numbers[1:])
    return year if numbers[0] in range(11, 21) and numbers[1] >= 10 else None
