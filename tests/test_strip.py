"""The picture of the timeline: what is drawn where, what is told in words, and that SVG stays a picture."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.archive.rounds import Round
from builder.archive.timeline import TimelineEntry
from builder.pages.html import render_html, sanitise
from builder.pages.page import Page
from builder.pages.timeline.strip import MOST_BANDS, NARROWEST_BAND, Axis, Strip, backdrop, draw_strip, highlight
from builder.period import parse_period


def entry(period: str, name: str = "") -> TimelineEntry:
    return TimelineEntry(name or period, parse_period(period), "happened", False, "talks", (), None, ())


def round_of(period: str, title: str = "Talks", status: str = "held") -> Round:
    return Round(f"r-{period}", title, parse_period(period), None, (), status, (), "", (), None)


def drawn(strip: Strip) -> dict[str, int]:
    return {bin_.month: bin_.count for bin_ in strip.bins if bin_.count}


# Bins


def test_entries_stand_in_the_month_in_which_they_begin_or_are_due() -> None:
    entries = [entry("2020-03-31/2020-04-02"), entry("2020-03"), entry("../2020-05-01"), entry("2020-06/..")]
    assert drawn(draw_strip(entries, [], 2019, 2021)) == {"2020-03": 2, "2020-05": 1, "2020-06": 1}


def test_what_is_not_drawn_is_counted_and_told() -> None:
    entries = [entry("2001"), entry("2017-12-31"), entry("2018-01-01"), entry("2019~"), entry("2019/2020"),
               entry("2020-12-31"), entry("2021-01"), entry("2022")]  # fmt: skip
    strip = draw_strip(entries, [], 2018, 2020)
    assert drawn(strip) == {"2018-01": 1, "2020-12": 1}
    assert (strip.before, strip.after, strip.without_month) == (2, 2, 2)
    assert strip.total == len(entries)
    assert strip.caption.endswith("Not drawn: 2 entries before 2018, 2 after 2020 and 2 without a month.")


def test_without_anything_left_out_the_caption_says_nothing_of_it() -> None:
    assert "Not drawn" not in draw_strip([entry("2018-01")], [], 2018, 2018).caption


@pytest.mark.parametrize(
    ("opening", "close", "span", "bins"),
    [(2021, 2021, "month", 12), (2012, 2021, "month", 120), (2011, 2021, "quarter", 44), (1992, 2021, "quarter", 120),
     (1991, 2021, "year", 31), (1821, 2021, "year", 201)],
)  # fmt: skip
def test_bars_are_as_fine_as_a_phone_can_show(opening: int, close: int, span: str, bins: int) -> None:
    strip = draw_strip([entry(f"{close}-12-31")], [], opening, close)
    assert (strip.span, len(strip.bins)) == (span, bins)
    assert strip.bins[-1].count == 1
    assert strip.title == (f"Entries by {span}, {opening}" + (f" to {close}" if close > opening else ""))


def test_bars_of_years_draw_what_names_only_its_year() -> None:
    strip = draw_strip([entry("2001"), entry("2001-05")], [], 1991, 2021)
    assert drawn(strip) == {"2001-01": 2}
    assert strip.without_month == 0


def test_bins_are_called_what_they_are() -> None:
    assert [Axis(2019, 2020, 1).words(n) for n in (0, 23)] == ["January 2019", "December 2020"]
    assert Axis(2019, 2020, 3).words(5) == "April to June 2020"
    assert Axis(2019, 2020, 12).words(1) == "2020"


DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(DAYS, DAYS, st.sampled_from([1, 3, 12]))
def test_time_runs_one_way_along_the_axis(a: date, b: date, span: int) -> None:
    axis = Axis(2000, 2019, span)
    a, b = min(a, b), max(a, b)
    assert 0 <= axis.place(a) <= axis.place(a, ended=True) <= 1
    assert axis.place(a) <= axis.place(b)
    if a.year >= 2000 and b.year <= 2019 and a < b:
        assert axis.place(a, ended=True) <= axis.place(b) + 1e-9
        assert int(axis.place(a) * axis.bins + 1e-9) == axis.bin_of(a)


def test_an_axis_reaches_from_the_first_day_to_the_last() -> None:
    axis = Axis(9998, 9999, 1)
    assert axis.place(date(9998, 1, 1)) == 0
    assert axis.place(date(9999, 12, 31), ended=True) == 1


def test_no_bar_is_too_low_to_be_seen_and_none_too_tall() -> None:
    strip = draw_strip([entry("2020-01", str(n)) for n in range(500)] + [entry("2020-02")], [], 2020, 2020)
    (_, top, _, tallest), (_, y, _, lowest) = strip.bar(0), strip.bar(1)
    assert top >= 0
    assert tallest > lowest >= 4
    assert y + lowest == strip.floor


# Rounds of talks


def test_bands_stand_at_their_days() -> None:
    (band,) = draw_strip([], [round_of("2020-07-01/2020-12-31")], 2020, 2020).bands
    assert (band.start, band.width) == (0.5, 0.5)
    assert band.title == "Talks: 1 July – 31 December 2020"


@pytest.mark.parametrize("period", ["2020-06-15", "2018-01-01", "2021-12-31"])
def test_a_day_is_wide_enough_to_be_seen_and_stays_inside(period: str) -> None:
    (band,) = draw_strip([], [round_of(period)], 2018, 2021).bands
    assert band.width == NARROWEST_BAND
    assert 0 <= band.start <= 1 - band.width


def test_rounds_outside_are_not_drawn_and_those_across_an_edge_are_cut() -> None:
    rounds = [round_of("2017-05"), round_of("2017-07/2018-06"), round_of("2021-07/2022-02"), round_of("2022-05")]
    first, last = draw_strip([], rounds, 2018, 2021).bands
    assert (first.start, first.width) == (0, 0.125)
    assert last.start + last.width == 1


def test_what_was_not_held_is_hollow_and_says_so() -> None:
    strip = draw_strip([], [round_of("2020-05", "Talks, May 2020", "postponed")], 2020, 2020)
    assert [(band.held, band.title) for band in strip.bands] == [(False, "Talks, May 2020 (postponed)")]
    assert "hollow" in strip.caption
    assert "held" not in strip.description
    assert "hollow" not in draw_strip([], [round_of("2020-05")], 2020, 2020).caption
    assert "Bands" not in draw_strip([], [], 2020, 2020).caption


@given(st.lists(st.dates(date(2018, 1, 1), date(2020, 12, 31)), max_size=150, unique=True))
def test_what_is_drawn_of_rounds_does_not_grow_with_their_number(days: list[date]) -> None:
    rounds = [round_of(day.isoformat()) for day in sorted(days)]
    strip = draw_strip([], rounds, 2018, 2020)
    assert len(strip.band_of) == len(rounds)
    assert len(strip.bands) <= max(MOST_BANDS, 1 / NARROWEST_BAND)
    drawn_feet = [(float(x), float(x) + float(wide)) for x, wide in re.findall(r"M([\d.]+) \d+h([\d.]+)", strip.feet)]
    assert len(drawn_feet) <= 1 / NARROWEST_BAND
    for band in strip.band_of.values():
        begin, end = strip.units(band.start), strip.units(band.start + band.width)
        assert any(x <= begin + 0.02 and end <= beyond + 0.02 for x, beyond in drawn_feet)
    for before, after in pairwise(drawn_feet):
        assert before[1] <= after[0]


def test_bands_that_stand_at_one_place_are_told_as_one() -> None:
    rounds = [
        round_of(f"2020-{month:02d}-{day:02d}", f"Talks {month}/{day}") for month in (1, 7) for day in range(1, 29)
    ]
    early, *_ = draw_strip([], [*rounds, *rounds], 1990, 2020).bands
    assert early.title.startswith("56 rounds of talks: the first Talks 1/1: 1 January 2020; the last Talks 1/28")


# Years


@pytest.mark.parametrize(
    ("opening", "close", "named"),
    [
        (2021, 2021, [2021]),
        (2012, 2021, list(range(2012, 2022))),
        (2011, 2021, [2012, 2014, 2016, 2018, 2020]),
        (1992, 2021, [1995, 2000, 2005, 2010, 2015]),
    ],
)
def test_years_are_named_where_there_is_room(opening: int, close: int, named: list[int]) -> None:
    years = draw_strip([], [], opening, close).years
    assert [year.number for year in years] == list(range(opening, close + 1))
    assert [year.number for year in years if year.labelled] == named
    assert len({b.column - a.column for a, b in pairwise(years)}) <= 1


# Words


def test_the_picture_is_told_in_words() -> None:
    entries = [entry(f"2020-03-{day:02d}") for day in range(1, 6)] + [entry("2018-06-01"), entry("2021-09")]
    rounds = [round_of("2018-10-12", "First"), round_of("2020-09", "Second, September 2020")]
    assert draw_strip(entries, rounds, 2018, 2021).description == (
        "7 entries, from June 2018 to September 2021. "
        "The fullest months: March 2020 (5), June 2018 (1) and September 2021 (1). "
        "By year: 2018 (1), 2019 (0), 2020 (5) and 2021 (1). "
        "2 rounds of talks were held: the first First: 12 October 2018; the last Second, September 2020."
    )


def test_one_entry_is_told_in_one_sentence() -> None:
    strip = draw_strip([entry("2020-03-05")], [], 2020, 2020)
    assert strip.description == "1 entry, March 2020."
    assert strip.caption == "Each bar is a month, the tallest of 1 entry."


def test_no_entries_are_told_too() -> None:
    strip = draw_strip([], [], 2020, 2021)
    assert strip.description == "No entry lies in these years."
    assert strip.caption == "Each bar is a month."


@pytest.mark.parametrize("opening", [2018, 2009, 1992, 1900])
def test_words_stay_few(opening: int) -> None:
    entries = [entry(f"{year}-{month:02d}") for year in range(opening, 2022) for month in range(1, 13)]
    rounds = [round_of(f"{year}-05", "A title of talks that is about as long as titles are") for year in (2019, 2021)]
    assert len(draw_strip(entries, rounds, opening, 2021).description) <= 600


# Some entries among all


def test_some_stand_out_among_all() -> None:
    entries = [entry("2020-03-01"), entry("2020-03-02"), entry("2020-05"), entry("2020"), entry("1999-01")]
    strip = highlight(draw_strip(entries, [], 2020, 2020), [entries[0], entries[3], entries[4]])
    assert (strip.highlighted, strip.highlighted_drawn) == (3, 1)
    assert strip.description == "1 entry is highlighted. The most: March 2020 (1)."
    assert strip.bars.startswith("M21 ")
    assert strip.bars.count("M") == 1


def test_behind_some_stand_all() -> None:
    entries = [entry("2020-03-01"), entry("2020-03-02"), entry("2020-05"), entry("2020"), entry("1999-01")]
    picture = ET.fromstring(backdrop(draw_strip(entries, [round_of("2020-05")], 2020, 2020)))
    assert picture.get("viewBox") == "0 0 120 100"
    (path,) = picture
    assert path.get("d", "").count("M") == 3


def test_other_entries_make_no_other_picture_on_the_page_of_a_few_but_behind_it() -> None:
    months = [(f"{year}-{month:02d}", month) for year in (2019, 2020) for month in range(1, 13)]
    entries = [entry(day) for day, number in months for _ in range(50 * number)]
    whole, fewer, lower = (draw_strip(all_, [], 2019, 2020) for all_ in (entries, entries[300:], entries[:5]))
    assert highlight(whole, entries[:3]) == highlight(fewer, entries[:3]) != highlight(lower, entries[:3])
    assert backdrop(whole) != backdrop(fewer)


def test_none_may_stand_out() -> None:
    strip = highlight(draw_strip([entry("2020-03-01")], [], 2020, 2020), [])
    assert strip.description == "No entry is highlighted."
    assert strip.bars == ""


# SVG as HTML


def test_a_picture_passes_the_fence_whole() -> None:
    picture = (
        '<figure class="x-strip"><svg viewBox="0 0 10 10" preserveAspectRatio="none" role="img" '
        'aria-labelledby="a b" focusable="false" data-first="2018-01" data-span="1" data-bins="1">'
        '<title id="a">A &lt; B</title><desc id="b">C</desc><g class="d"><rect x="1" y="2" width="3" height="4" '
        'data-month="2018-01" data-entries="2"></rect></g><path d="M0 0h1"></path></svg></figure>'
    )
    assert sanitise(picture) == picture


HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)" x="1"></rect>',
        '<use href="#a"></use><use xlink:href="https://example.org/a.svg#b"></use>',
        '<image href="https://example.org/x.png"></image>',
        "<foreignObject><iframe src='https://example.org'></iframe></foreignObject>",
        "<style>@import 'https://example.org/x.css'</style>",
        '<a href="javascript:alert(1)"><rect></rect></a>',
        '<a xlink:href="javascript:alert(1)"><rect></rect></a>',
        '<animate attributeName="href" values="javascript:alert(1)"></animate>',
        '<set attributeName="onmouseover" to="alert(1)"></set>',
        '<rect style="fill:url(https://example.org/x)" fill="url(https://example.org/x)"></rect>',
        '<path d="M0 0" marker-end="url(https://example.org/x)" filter="url(https://example.org/x)"></path>',
        f'<title><a id="</title>{HOSTILE}">x</a></title>',
        f'<desc><p title="</desc></svg>{HOSTILE}">x</p></desc>',
        f'<foreignObject><title><a id="</title>{HOSTILE}">x</a></title></foreignObject>',
        f"</svg>{HOSTILE}<svg>",
        f"<p>{HOSTILE}</p>",
    ],
)
def test_nothing_in_a_picture_runs_or_loads(bad: str) -> None:
    cleaned = sanitise(f'<p>before</p><svg viewBox="0 0 1 1"><g>{bad}</g></svg><p>after</p>')
    tags = {match.lower() for match in re.findall(r"<([A-Za-z]+)", cleaned)}
    assert tags <= {"p", "svg", "g", "rect", "path", "title", "desc", "a"}
    assert not re.search(r"javascript|alert|onerror|onload|style|url\(|example\.org|href", cleaned)
    assert sanitise(cleaned) == cleaned
    assert "before" in cleaned
    assert "after" in cleaned


# Links that tell a script what to search


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("../timeline/index.md?actor=jane-doe", "../../timeline/?actor=jane-doe"),
        ("../timeline/index.md?q=a%20b%26c&actor=x", "../../timeline/?q=a%20b%26c&amp;actor=x"),
        ("../timeline/index.md?round=x#y2020-03", "../../timeline/?round=x#y2020-03"),
        ("../timeline/index.md?q=%D8%B5%D9%84%D8%AD", "../../timeline/?q=%D8%B5%D9%84%D8%AD"),
        ("?q=a", "?q=a"),
        ("jane-doe.md?q=a#b", "?q=a#b"),
    ],
)
@pytest.mark.parametrize("form", ["[x]({})", '<p><a href="{}">x</a></p>'])
def test_a_query_stays_on_its_link(address: str, way: str, form: str) -> None:
    rendered = render_html(Page.of("actors/jane-doe.md", "", form.format(address.replace("&", "&amp;"))))
    assert f'href="{way}"' in rendered.html
    (link,) = rendered.links
    assert link.uri == ("timeline/index.md" if "timeline" in address else "actors/jane-doe.md")
    assert link.query == address.partition("?")[2].partition("#")[0]


def test_a_query_says_what_it_said_in_any_script() -> None:
    rendered = render_html(
        Page.of("actors/jane-doe.md", "", '<p><a href="../timeline/index.md?q=صلح &quot;a&quot;">x</a></p>')
    )
    assert 'href="../../timeline/?q=%D8%B5%D9%84%D8%AD%20%22a%22"' in rendered.html
