"""The picture of the timeline: entries as bars along an axis of time, rounds of talks as bands at their days."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from builder.archive.account import Archive
from builder.archive.rounds import Round
from builder.archive.timeline import TimelineEntry
from builder.pages.wording import enumerate_names
from builder.period import MONTHS, say

MOST_BARS = 120
"""On a phone, more bars than these would be thinner than three pixels."""
MOST_LABELS = 10
"""As many years can be named below the picture on a phone."""
MOST_YEARS_TOLD = 12
"""With more years than these, words tell of the fullest ones only."""
FULLEST = 3

# The picture's own units. Its width is stretched to the column, its height to what the style sheet says.
BIN = 10
GAP = 1
FLOOR = 88
"""Where the bars stand. Below, rounds of talks have their feet."""
FOOT = 92
"""Where the feet of the bands begin."""
HEIGHT = 100
LOWEST_BAR = 4
LOWEST_HIGHLIGHT = 7
"""In a small picture, a lower one would be lost among the others."""
NARROWEST_BAND = 0.008
"""Share of the width: three pixels on a phone."""
MOST_BANDS = 80
"""With more rounds than these, those that begin within three pixels on a phone share a band."""

_SPANS = {1: "month", 3: "quarter", 12: "year"}


@dataclass(frozen=True, slots=True)
class Axis:
    """Time from the beginning of the year `opening` to the end of the year `close`, in bins of `span` months."""

    opening: int
    close: int
    span: int

    @property
    def bins(self) -> int:
        return (self.close - self.opening + 1) * 12 // self.span

    def bin_of(self, day: date) -> int:
        """Negative for a day before the axis; `bins` or more for one after it."""
        return ((day.year - self.opening) * 12 + day.month - 1) // self.span

    def place(self, day: date, *, ended: bool = False) -> float:
        """The share of the axis at which a day begins, or at which it has ended; 0 and 1 for all that lies outside."""
        bin_ = self.bin_of(day)
        if not 0 <= bin_ < self.bins:
            return 0.0 if bin_ < 0 else 1.0
        first = (day.month - 1) // self.span * self.span + 1
        lengths = [monthrange(day.year, month)[1] for month in range(first, first + self.span)]
        before = sum(lengths[: day.month - first]) + day.day - (0 if ended else 1)
        return (bin_ + before / sum(lengths)) / self.bins

    def month(self, bin_: int) -> str:
        """The first month of a bin: "2020-03"."""
        years, months = divmod(bin_ * self.span, 12)
        return f"{self.opening + years:04d}-{months + 1:02d}"

    def words(self, bin_: int) -> str:
        """ "March 2020", "January to March 2020", "2020"."""
        years, months = divmod(bin_ * self.span, 12)
        year = self.opening + years
        if self.span == 12:
            return str(year)
        last = f"{MONTHS[months + self.span - 1]} {year}"
        return last if self.span == 1 else f"{MONTHS[months]} to {last}"


@dataclass(frozen=True, slots=True)
class Bin:
    """The entries that begin (or are due) in a month, a quarter or a year."""

    month: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Band:
    """A round of talks, or several, which then are no `round`; `start` and `width` are shares of the axis."""

    round: str
    title: str
    held: bool
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Year:
    """A year, the bin at which it begins, its entries, and whether there is room for its name."""

    number: int
    column: int
    count: int
    labelled: bool

    @property
    def key(self) -> str:
        return f"{self.number:04d}"


@dataclass(frozen=True, slots=True)
class _Picture:
    """What every picture has, in its own units."""

    axis: Axis

    @property
    def width(self) -> int:
        return self.axis.bins * BIN

    @property
    def height(self) -> int:
        return HEIGHT

    @property
    def floor(self) -> int:
        return FLOOR

    @property
    def foot(self) -> int:
        return FOOT

    @property
    def span(self) -> str:
        """What a bar stands for: "month", "quarter" or "year"."""
        return _SPANS[self.axis.span]

    def units(self, share: float) -> float:
        """A share of the axis as the picture measures it."""
        return _units(share, self.axis.bins)


@dataclass(frozen=True, slots=True)
class Strip(_Picture):
    """What the picture shows, and in `description` and `caption` what it says in words.

    `before`, `after` and `without_month` count the entries that are not drawn.
    """

    bins: tuple[Bin, ...]
    bands: tuple[Band, ...]
    years: tuple[Year, ...]
    before: int
    after: int
    without_month: int
    description: str
    most: int
    """Entries of the tallest bar."""
    band_of: Mapping[str, Band]
    """By round."""
    feet: str
    """The feet of all bands as one path."""

    @property
    def drawn(self) -> int:
        return sum(bin_.count for bin_ in self.bins)

    @property
    def total(self) -> int:
        return self.drawn + self.before + self.after + self.without_month

    @property
    def title(self) -> str:
        opening, close = self.axis.opening, self.axis.close
        return f"Entries by {self.span}, {opening}" + (f" to {close}" if close > opening else "")

    @property
    def caption(self) -> str:
        """How to read the picture, and what it leaves out."""
        fullest = _fullest(self.bins)
        tallest = f", the tallest of {_entries(fullest[0].count)}" if fullest else ""
        bands = "; bands are rounds of talks" if self.bands else ""
        if not all(band.held for band in self.bands):
            bands += ", hollow if not known to have been held"
        return f"Each bar is a {self.span}{tallest}{bands}.{_left_out(self)}"

    def tall(self, count: int) -> float:
        """Height of the bar of `count` entries: none so low that it cannot be seen."""
        return _tall(count, self.most)

    def bar(self, number: int) -> tuple[float, float, float, float]:
        """Where a bin's bar is: x, y, width, height."""
        height = self.tall(self.bins[number].count)
        return number * BIN + GAP, round(FLOOR - height, 1), BIN - 2 * GAP, height

    @property
    def ground(self) -> str:
        """The line on which the bars stand, with a step down where a year begins."""
        return f"M0 {FLOOR}H{self.width}" + "".join(
            f"M{year.column * BIN} {FLOOR}V{HEIGHT}" for year in self.years if year.labelled
        )


@dataclass(frozen=True, slots=True)
class SmallStrip(_Picture):
    """What a small picture shows in front of its `backdrop`: `bars` that are set off, and a round's `own` band.

    What many pages would share is not told on each, so that one entry more makes no other page of all of them.
    """

    ground: str
    bars: str
    own: Band | None
    description: str
    highlighted: int
    highlighted_drawn: int


def _tall(count: int, most: int) -> float:
    return max(LOWEST_BAR, round(count / most * (FLOOR - 1), 1)) if count else 0


def _units(share: float, bins: int) -> float:
    return round(share * bins * BIN, 2)


def _feet(bands: Iterable[Band], bins: int) -> str:
    """Feet that touch are one, so that their number depends on the width of the picture only."""
    feet: list[tuple[float, float]] = []
    for start, end in sorted((band.start, band.start + band.width) for band in bands):
        if feet and start <= feet[-1][1]:
            feet[-1] = feet[-1][0], max(feet[-1][1], end)
        else:
            feet.append((start, end))
    return "".join(
        f"M{start:g} {FOOT}h{width:g}V{HEIGHT}H{start:g}z"
        for start, width in ((_units(start, bins), _units(end - start, bins)) for start, end in feet)
    )


def _side_by_side(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """As many bands as can be told apart."""
    if len(bands) <= MOST_BANDS:
        return bands
    columns: dict[int, list[Band]] = {}
    for band in bands:
        columns.setdefault(int(band.start / NARROWEST_BAND), []).append(band)
    return tuple(_one_of(columns[column]) for column in sorted(columns))


def _one_of(bands: list[Band]) -> Band:
    if len(bands) == 1:
        return bands[0]
    start, end = min(band.start for band in bands), max(band.start + band.width for band in bands)
    title = f"{len(bands)} rounds of talks: the first {bands[0].title}; the last {bands[-1].title}"
    return Band("", title, any(band.held for band in bands), start, round(end - start, 5))


def _bars(counts: Sequence[int], most: int, lowest: int) -> str:
    """As one path, in whole units: those of a few do not change with every entry of the fullest."""
    return "".join(
        f"M{number * BIN + GAP} {FLOOR}v-{max(lowest, round(_tall(count, most)))}h{BIN - 2 * GAP}V{FLOOR}z"
        for number, count in enumerate(counts)
        if count
    )


def strip_of(archive: Archive) -> Strip | None:
    """The years that the negotiation is about: from the first round or article to the last. None without either."""
    years = [round_.period.first.year for round_ in archive.rounds.values() if round_.period.first]
    years += [reading.article.published.year for reading in archive.readings.values()]
    if not years:
        return None
    return draw_strip(archive.entries.values(), archive.rounds.values(), min(years), max(years))


def draw_strip(entries: Iterable[TimelineEntry], rounds: Iterable[Round], opening: int, close: int) -> Strip:
    """The strip of the years `opening` to `close`, with bars of months as long as those can be seen on a phone."""
    months = (close - opening + 1) * 12
    axis = Axis(opening, close, next((span for span in _SPANS if months // span <= MOST_BARS), max(_SPANS)))
    counts: Counter[int] = Counter()
    before = after = without_month = 0
    for entry in entries:
        bin_ = _bin_of(axis, entry)
        if bin_ is None:
            without_month += 1
        elif bin_ < 0:
            before += 1
        elif bin_ >= axis.bins:
            after += 1
        else:
            counts[bin_] += 1
    bins = tuple(Bin(axis.month(bin_), axis.words(bin_), counts[bin_]) for bin_ in range(axis.bins))
    bands = tuple(band for round_ in rounds if (band := _band(axis, round_)))
    years = _years(axis, bins)
    description = _describe(bins, bands, years, _SPANS[axis.span])
    most = max((bin_.count for bin_ in bins), default=0)
    return Strip(
        axis=axis,
        bins=bins,
        bands=_side_by_side(bands),
        years=years,
        before=before,
        after=after,
        without_month=without_month,
        description=description,
        most=most,
        band_of={band.round: band for band in bands},
        feet=_feet(bands, len(bins)),
    )


BACKDROP = "timeline/strip.svg"
"""Where the style sheet finds it."""
_PALE = "#898476"
_OPACITY = 0.4
"""On a light ground as pale as on a dark one: a picture of its own does not know on which it will be."""


def backdrop(strip: Strip) -> str:
    """What stands behind all small pictures, as SVG: the bars of all entries, and the feet of all rounds."""
    bars = _bars([bin_.count for bin_ in strip.bins], strip.most, LOWEST_BAR)
    box = f"0 0 {strip.width} {strip.height}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" preserveAspectRatio="none">'
        f'<path fill="{_PALE}" fill-opacity="{_OPACITY}" d="{strip.feet}{bars}"/></svg>\n'
    )


def highlight(strip: Strip, entries: Collection[TimelineEntry], own: str = "") -> SmallStrip:
    """The same strip, small, with these of its entries set off from the others, and described; `own` is a round."""
    counts = Counter(_bin_of(strip.axis, entry) for entry in entries)
    chosen = [replace(bin_, count=counts[number]) for number, bin_ in enumerate(strip.bins) if counts[number]]
    drawn = sum(bin_.count for bin_ in chosen)
    description = f"{_entries(drawn) if drawn else 'No entry'} {'is' if drawn < 2 else 'are'} highlighted."
    if drawn:
        description += f" The most: {_counted(_fullest(chosen))}."
    return SmallStrip(
        axis=strip.axis,
        ground=strip.ground,
        bars=_bars([counts[number] for number in range(len(strip.bins))], strip.most, LOWEST_HIGHLIGHT),
        own=strip.band_of.get(own),
        description=description,
        highlighted=len(entries),
        highlighted_drawn=drawn,
    )


def _bin_of(axis: Axis, entry: TimelineEntry) -> int | None:
    """The bin in which an entry begins or is due; None where less is known than a bar says.

    An entry outside the years that are drawn is counted as that, whether its month is known or not.
    """
    day = entry.period.first or entry.period.last
    if day is None:
        return None
    bin_ = axis.bin_of(day)
    return bin_ if entry.period.knows_month or axis.span == 12 or not 0 <= bin_ < axis.bins else None


def _band(axis: Axis, round_: Round) -> Band | None:
    first, last = round_.period.first or round_.period.last, round_.period.last or round_.period.first
    if first is None or last is None or last.year < axis.opening or first.year > axis.close:
        return None
    start, end = axis.place(first), axis.place(last, ended=True)
    width = max(end - start, NARROWEST_BAND)
    # A day is widened on both sides alike, but not beyond the picture.
    start = min(max((start + end - width) / 2, 0), 1 - width)
    when = say(round_.period)
    title = round_.title if when in round_.title else f"{round_.title}: {when}"
    held = round_.status == "held"
    return Band(
        round_.id, title if held else f"{title} ({_STATUS[round_.status]})", held, round(start, 5), round(width, 5)
    )


_STATUS = {"planned": "planned", "postponed": "postponed", "cancelled": "called off"}


def _years(axis: Axis, bins: Sequence[Bin]) -> tuple[Year, ...]:
    in_year = 12 // axis.span
    number = axis.close - axis.opening + 1
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100) if number / step <= MOST_LABELS), 500)
    return tuple(
        Year(
            axis.opening + at,
            at * in_year,
            sum(bin_.count for bin_ in bins[at * in_year : (at + 1) * in_year]),
            # The last name needs as much room as the others.
            (axis.opening + at) % step == 0 and number - at >= step * 0.8,
        )
        for at in range(number)
    )


def _describe(bins: Sequence[Bin], bands: Sequence[Band], years: Sequence[Year], span: str) -> str:
    filled = [bin_ for bin_ in bins if bin_.count]
    if not filled:
        said = ["No entry lies in these years."]
    else:
        drawn = sum(bin_.count for bin_ in filled)
        when = filled[0].title if len(filled) == 1 else f"from {filled[0].title} to {filled[-1].title}"
        said = [f"{_entries(drawn)}, {when}."]
    if len(filled) > 1:
        said.append(f"The fullest {span}s: {_counted(_fullest(bins))}.")
    if len(filled) > 1 and len(years) > 1 and span != "year":
        told = [Bin("", str(year.number), year.count) for year in years]
        if len(years) > MOST_YEARS_TOLD:
            said.append(f"The fullest years: {_counted(_fullest(told))}.")
        else:
            said.append(f"By year: {_counted(told)}.")
    held = [band.title for band in bands if band.held]
    if len(held) == 1:
        said.append(f"One round of talks was held: {held[0]}.")
    elif held:
        said.append(f"{len(held)} rounds of talks were held: the first {held[0]}; the last {held[-1]}.")
    return " ".join(said)


def _fullest(bins: Iterable[Bin]) -> list[Bin]:
    filled = [bin_ for bin_ in bins if bin_.count]
    return sorted(filled, key=lambda bin_: -bin_.count)[:FULLEST]


def _counted(bins: Sequence[Bin]) -> str:
    return enumerate_names([f"{bin_.title} ({bin_.count})" for bin_ in bins])


def _left_out(strip: Strip) -> str:
    left_out = [
        (count, where)
        for count, where in (
            (strip.before, f"before {strip.axis.opening}"),
            (strip.after, f"after {strip.axis.close}"),
            (
                strip.without_month,
                f"{'without a month' if strip.axis.span == 1 else 'of which only the year is known'}",
            ),
        )
        if count
    ]
    if not left_out:
        return ""
    (first, where), *others = left_out
    told = [f"{_entries(first)} {where}", *(f"{count} {elsewhere}" for count, elsewhere in others)]
    return f" Not drawn: {enumerate_names(told)}."


def _entries(number: int) -> str:
    return f"{number} entr{'y' if number == 1 else 'ies'}"
