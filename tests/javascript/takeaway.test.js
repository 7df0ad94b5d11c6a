import assert from "node:assert/strict"
import test from "node:test"

import { createSearch } from "../../site_templates/theme/assets/timeline/search.js"
import { emptySelection } from "../../site_templates/theme/assets/timeline/selection.js"
import { toCalendar, toCsv, toJson } from "../../site_templates/theme/assets/timeline/takeaway.js"
import { facets, manifest, shards } from "./archive.js"
import lunr from "./lunr.js"

const address = ({ page, id }) => `https://example.org/site/${page}/#${id}`
const search = createSearch(lunr, manifest)
for (const [number, shard] of shards.entries()) search.addEntries(number, shard)
const everything = search.everything(emptySelection)
const [bergen] = everything.filter(({ id }) => id === "bergen")

// What a spreadsheet reads: rows of cells, by RFC 4180.
const readCsv = csv => {
  const rows = [[]]
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ",") rows.push([])
  }
  assert.deepEqual(rows.pop(), [])
  return rows
}

test("a table has a row for every entry", () => {
  const csv = toCsv(everything, facets, address)
  assert.ok(csv.startsWith("\ufeffid,date,") && csv.endsWith("\r\n"))
  const [header, ...rows] = readCsv(csv.slice(1))
  assert.equal(rows.length, 7)
  assert.ok(rows.every(row => row.length === header.length))
  assert.deepEqual(Object.fromEntries(header.map((name, at) => [name, rows[1][at]])), {
    id: "bergen", date: "10–11 January 2023", from: "2023-01-10", to: "2023-01-11", status: "Happened",
    "planned before": "yes", kind: "Talks", place: "Bergen", round: "Bergen, January 2023",
    actors: "Helena Marchetti; Skarra Islands Council; Trawler Union", text: "The delegations met aboard the ferry.",
    sources: "2", outlets: "The Herald; North Wire", "source titles": "Talks planned; They met",
    "source links": "https://example.org/site/articles/a1/#s1; https://example.org/site/articles/a2/#s1",
    link: "https://example.org/site/timeline/2023/#bergen",
  })
})

test("cells are quoted, and no cell is a formula", () => {
  const csvOf = text => readCsv(toCsv([{ ...bergen, text }], facets, address).slice(1))[1][10]
  for (const text of ['He said "no", twice', "two\r\nlines", "", '"', "a,b", "漢 – é 🐟"]) assert.equal(csvOf(text), text)
  for (const text of ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", '=HYPERLINK("x","y")', "＝1"]) {
    assert.equal(csvOf(text), `'${text}`)
  }
})

test("data has names, and says as of when and what was asked", () => {
  const data = JSON.parse(toJson(everything, facets, { asOf: "2023-04-05", selection: "?q=cod", address }))
  assert.deepEqual([data.as_of, data.selection, data.entries.length], ["2023-04-05", "?q=cod", 7])
  assert.deepEqual(data.entries[1], {
    id: "bergen", date: "10–11 January 2023", from: "2023-01-10", to: "2023-01-11", status: "Happened",
    planned_before: true, kind: "Talks", place: "Bergen", round: "Bergen, January 2023",
    actors: ["Helena Marchetti", "Skarra Islands Council", "Trawler Union"],
    text: "The delegations met aboard the ferry.", sources: 2, outlets: ["The Herald", "North Wire"],
    reports: [
      {
        title: "Talks planned", outlet: "The Herald", published: "2022-12-20", status: "Planned",
        link: "https://example.org/site/articles/a1/#s1",
      },
      {
        title: "They met", outlet: "North Wire", published: "2023-01-11", status: "Happened",
        link: "https://example.org/site/articles/a2/#s1",
      },
    ],
    link: "https://example.org/site/timeline/2023/#bergen",
  })
})

const settings = { asOf: "2023-04-05", name: "Morrow Bank, explained", address }
const unfold = calendar => calendar.replaceAll("\r\n ", "").split("\r\n")

// The properties of each event, by name.
const readEvents = calendar => {
  const events = []
  for (const line of unfold(calendar)) {
    if (line === "BEGIN:VEVENT") events.push({})
    else if (events.length) events.at(-1)[line.slice(0, line.indexOf(":"))] ??= line.slice(line.indexOf(":") + 1)
  }
  return events
}

test("a calendar has an all-day event for every entry", () => {
  const calendar = toCalendar(everything, facets, settings)
  assert.equal(calendar, toCalendar(everything, facets, settings))
  const lines = unfold(calendar)
  assert.deepEqual([lines[0], lines.at(-2), lines.at(-1)], ["BEGIN:VCALENDAR", "END:VCALENDAR", ""])
  assert.ok(lines.includes("X-WR-CALNAME:Morrow Bank\\, explained"))
  const events = readEvents(calendar)
  assert.equal(events.length, 7)
  const { END, DESCRIPTION, ...event } = events[1]
  assert.deepEqual(event, {
    UID: "bergen@example.org", DTSTAMP: "20230405T000000Z", "DTSTART;VALUE=DATE": "20230110",
    "DTEND;VALUE=DATE": "20230112", SUMMARY: "Happened\\, 10–11 January 2023: The delegations met aboard the ferry.",
    LOCATION: "Bergen", CATEGORIES: "Talks", STATUS: "CONFIRMED", TRANSP: "TRANSPARENT",
    URL: "https://example.org/site/timeline/2023/#bergen",
  })
  assert.equal(DESCRIPTION, "10–11 January 2023. Happened\\, planned before.\\n" +
    "The delegations met aboard the ferry.\\nThe Herald\\, North Wire: https://example.org/site/timeline/2023/#bergen")
})

test("what is uncertain stays so in a calendar", () => {
  const [moratorium, , quota, vote, , nets, hull] = readEvents(toCalendar(everything, facets, settings))
  assert.deepEqual([moratorium, quota, vote, nets, hull].map(({ STATUS }) => STATUS),
    ["TENTATIVE", "CONFIRMED", "CANCELLED", "CONFIRMED", "TENTATIVE"])
  assert.deepEqual([moratorium["DTSTART;VALUE=DATE"], moratorium["DTEND;VALUE=DATE"]], ["20220531", undefined])
  assert.deepEqual([nets["DTSTART;VALUE=DATE"], nets["DTEND;VALUE=DATE"]], ["20230301", undefined])
  assert.equal(vote["DTEND;VALUE=DATE"], "20230301")
  assert.match(moratorium.SUMMARY, /^Alleged\\, by May 2022: The Council’s moratorium/)
})

test("a summary leaves the context out, and goes on for a line or two", () => {
  const long = { ...bergen, text: `He said no. ${"They met. ".repeat(40)}`, context: 12 }
  const [event] = readEvents(toCalendar([long], facets, settings))
  assert.match(event.SUMMARY, /: They met\. .* …$/)
  assert.ok(event.SUMMARY.length < 160)
})

test("lines are no longer than 75 octets, and cut no character", () => {
  for (const piece of ["x", "é", "漢", "🐟", "a🐟é漢", "; , \\ "]) {
    const text = piece.repeat(200)
    const calendar = toCalendar([{ ...bergen, text }], facets, settings)
    for (const line of calendar.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line)
    assert.ok(!/(?<!\r)\n|\r(?!\n)|\ufffd/.test(Buffer.from(calendar).toString()))
    const said = readEvents(calendar)[0].DESCRIPTION.replace(/\\([\\;,])/g, "$1")
    assert.ok(said.includes(text), text)
  }
})

test("no text ends a property", () => {
  const [event, ...more] = readEvents(toCalendar(
    [{ ...bergen, text: "one\r\nEND:VEVENT\nBEGIN:VEVENT\rtwo\0\u0007" }], facets, settings))
  assert.equal(more.length, 0)
  assert.match(event.DESCRIPTION, /one\\nEND:VEVENT\\nBEGIN:VEVENT\\ntwo/)
})

test("nothing to take away is an empty table and calendar", () => {
  assert.equal(toCsv([], facets, address).split("\r\n").length, 2)
  assert.deepEqual(JSON.parse(toJson([], facets, { asOf: "", selection: "", address })).entries, [])
  assert.ok(toCalendar([], facets, settings).includes("END:VCALENDAR"))
})
