"""The timeline's search as tests use it, and its entries as the data files tell them, read without its scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

FACETS = ("actor", "round", "place", "status", "kind", "outlet")

# What an item of the static list, or of the results, says: the same script reads both.
READ = """items => items.map(item => {
    const head = item.querySelector(".x-entry__head"), foot = item.querySelector(".x-entry__foot")
    // Where another entry stands depends on the page: its anchor does not.
    const isEntry = link => link.closest(".x-entry__note") && !link.closest(".x-cite")
    const all = [...item.querySelectorAll("a")].filter(link => link.textContent !== "Permalink")
    const links = all.filter(link => !isEntry(link)), entries = all.filter(isEntry)
    const permalink = [...foot.querySelectorAll("a")].find(link => link.textContent === "Permalink")
    const words = element => element?.textContent.replace(/\\s+/g, " ").trim()
    const text = item.cloneNode(true)
    const beside = ".x-entry__head, .x-entry__foot, .x-entry__note, .x-cite, .x-more"
    for (const part of text.querySelectorAll(beside)) part.remove()
    return {
        id: head.id || decodeURIComponent(new URL(permalink.getAttribute("href"), "http://x").hash.slice(1)),
        when: words(head.querySelector("time")),
        date: head.querySelector("time").getAttribute("datetime"),
        statuses: [...head.querySelectorAll(".x-status")].map(words),
        place: words(head.querySelector(".x-place")),
        text: words(text),
        context: words(text.querySelector(".x-context")),
        stress: words(text.querySelector(".x-stress")),
        cites: [...item.querySelectorAll(".x-cite")].map(cite => `${cite.className}: ${words(cite)}`),
        notes: [...item.querySelectorAll(".x-entry__note")].map(words),
        entries: entries.map(link => link.hash),
        foot: words(foot).split(" · "),
        links: links.map(link => `${words(link)}: ${link.getAttribute("href").replace(/^(\\.\\.\\/)+/, "")}`).sort(),
    }
})"""


def field(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search the timeline")


def status(page: Page) -> Locator:
    return page.locator("form.x-tool [role=status]")


def results(page: Page) -> Locator:
    return page.get_by_role("region", name="Entries found")


def items(page: Page) -> Locator:
    return results(page).locator("li")


def document(page: Page) -> Locator:
    return page.locator("#document")


def chip(page: Page, label: str) -> Locator:
    return page.get_by_role("list", name="Chosen filters").get_by_role("button").filter(has_text=label)


def count(number: int) -> re.Pattern[str]:
    """What the status says first."""
    return re.compile(rf"^{number:,} of |^{number:,} entr" if number else "^No entry of this archive matches")


def shows(page: Page, number: int) -> None:
    """Waits until so many entries are found."""
    expect(status(page)).to_have_text(count(number))


def read(page: Page) -> list[dict[str, Any]]:
    return items(page).evaluate_all(READ)


def shown(page: Page) -> list[str]:
    """The ids of the entries found, as far as they are shown."""
    return [item["id"] for item in read(page)]


def show_all(page: Page) -> None:
    more = page.get_by_role("button", name=re.compile("^Show .* more of"))
    while more.count():
        before = items(page).count()
        more.click()
        expect(items(page).nth(before)).to_be_attached()


def address(asked: Mapping[str, Any]) -> str:
    return f"?{urlencode(asked, doseq=True)}"


def open_filters(page: Page) -> None:
    if page.locator("details[data-part=filters]").get_attribute("open") is None:
        page.locator("details[data-part=filters] > summary").click()


def options(page: Page, facet: str) -> dict[str, int]:
    """The values that can be chosen next, and how many entries each promises."""
    listed = (
        page.locator(f"select[name={facet}]")
        .last.locator("option")
        .evaluate_all(
            "options => options.filter(option => option.value).map(option => [option.value, option.textContent])"
        )
    )
    return {value: int(re.search(r"\(([\d,]+)\)$", label)[1].replace(",", "")) for value, label in listed}


class Entries:
    """What an archive's data files hold."""

    def __init__(self, site: Path) -> None:
        folder = site / "timeline" / "data"
        self.manifest = json.loads((folder / "index.json").read_text("utf-8"))
        self.shards = [
            json.loads((folder / f"{shard['name']}.entries.json").read_text("utf-8"))
            for shard in self.manifest["shards"]
        ]

    def label(self, facet: str, value: str) -> str:
        return next(row[1] for row in self.manifest["facets"][facet] if row[0] == value)

    def manifest_position(self, facet: str, value: str) -> int:
        return next(at for at, row in enumerate(self.manifest["facets"][facet]) if row[0] == value)

    def told(self, known: str = "") -> Iterator[dict[str, Any]]:
        """Every entry as the reports published until that day tell it."""
        ids = {facet: [row[0] for row in rows] for facet, rows in self.manifest["facets"].items()}
        for shard in self.shards:
            for entry in shard["entries"]:
                reports = [r for r in entry["reports"] if not known or shard["articles"][r["article"]][2] <= known]
                if entry["reports"] and not reports:
                    continue  # an editor's own has none, and is always known
                kinds = [ids["kind"][report["kind"]] for report in reports]
                kind = next((kind for kind in kinds if kind != "other"), "other")
                statuses = [report["status"] for report in reports]
                happened = "happened" in statuses
                places = [report["place"] for report in reports if "place" in report]
                told = {
                    "from": entry.get("from"),
                    "to": entry.get("to"),
                    "status": ("said" if kind == "statement" else "happened") if happened else "".join(statuses[-1:]),
                    "announced": happened and "planned" in statuses,
                    "kind": self.manifest_position("kind", kind),
                    "place": places[0] if places else None,
                    "actors": sorted({actor for report in reports for actor in report["actors"]}),
                    "labels": None,
                }
                states = [state for since, state in entry.get("states", []) if not known or since <= known]
                if states:
                    # What the build found several reports to come to.
                    told |= {key: states[-1].get(key) for key in told if key != "actors" or key in states[-1]}
                articles = [shard["articles"][report["article"]] for report in reports]
                yield {
                    "id": entry["id"],
                    "page": entry["page"],
                    "from": told["from"] or "0000",
                    "to": told["to"] or "9999",
                    "status": told["status"],
                    "announced": told["announced"],
                    "labels": told["labels"] or [],
                    "checked": entry.get("checked", False),
                    "kind": ids["kind"][told["kind"]],
                    "place": None if told["place"] is None else ids["place"][told["place"]],
                    "sources": len({article[4] if len(article) > 4 else article[0] for article in articles}),
                    "round": ids["round"][entry["round"]] if "round" in entry else None,
                    "actor": {ids["actor"][actor] for actor in told["actors"]},
                    "outlet": {ids["outlet"][shard["articles"][report["article"]][1]] for report in reports},
                    "days": [shard["articles"][report["article"]][2] for report in entry["reports"]],
                    "texts": {entry["told"]}
                    if "told" in entry
                    else {report.get("text", entry.get("phrase")) for report in reports},
                }

    def find(self, asked: Mapping[str, Any]) -> list[str]:
        """The ids of the entries that fit what is asked, words aside, oldest first."""
        return [
            entry["id"]
            for entry in self.told(asked.get("known", ""))
            if all(set(asked.get(facet, [])) <= entry[facet] for facet in ("actor", "outlet"))
            and all(entry[facet] in asked.get(facet, [entry[facet]]) for facet in ("round", "place", "status", "kind"))
            and entry["from"] <= asked.get("to", "9999")
            and entry["to"] >= asked.get("from", "0000")
            and entry["sources"] >= asked.get("sources", 0)
        ]
