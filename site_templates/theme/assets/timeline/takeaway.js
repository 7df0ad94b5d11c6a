// Entries to take away: as a table, as data, for a calendar. All say how sure the entry is and, in its own words, when.
//
// `facets` are the manifest's; `address` makes an absolute link to a `page` and an `id` on it, which an entry has.

const labelOf = (facets, facet, index) => facets[facet][index]?.[1] ?? ""

const statusOf = (facets, { status }) => facets.status.find(([id]) => id === status)?.[1] ?? status

const addressOfReport = ({ article, sentence }, address) =>
  address({ page: `articles/${article}`, id: sentence ? `s${sentence}` : "" }).replace(/#$/, "")

// An entry with names instead of places in the lists of facets.
const readable = (entry, facets, address) => ({
  id: entry.id,
  date: entry.when,
  from: entry.from ?? "",
  to: entry.to ?? "",
  status: statusOf(facets, entry),
  planned_before: entry.announced,
  kind: labelOf(facets, "kind", entry.kind),
  place: labelOf(facets, "place", entry.place),
  round: labelOf(facets, "round", entry.round),
  actors: entry.actors.map(actor => labelOf(facets, "actor", actor)),
  text: entry.text ?? entry.phrase ?? "",
  sources: entry.sources,
  outlets: entry.outlets.map(outlet => labelOf(facets, "outlet", outlet)),
  reports: entry.reports.map(report => ({
    title: report.title,
    outlet: labelOf(facets, "outlet", report.outlet),
    published: report.published,
    status: statusOf(facets, report),
    link: addressOfReport(report, address),
  })),
  link: address(entry),
})

// What a spreadsheet would run as a formula is made text by an apostrophe before it.
const defuse = text => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text)

const cellOf = value => {
  const text = defuse([value].flat().join("; "))
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A table (RFC 4180) with a row for every entry. By its first character spreadsheets know that it is UTF-8. */
export const toCsv = (entries, facets, address) => {
  const header = [
    "id", "date", "from", "to", "status", "planned before", "kind", "place", "round", "actors", "text", "sources",
    "outlets", "source titles", "source links", "link",
  ]
  const rows = entries.map(entry => {
    const { reports, planned_before, link, ...rest } = readable(entry, facets, address)
    return [
      rest.id, rest.date, rest.from, rest.to, rest.status, planned_before ? "yes" : "no", rest.kind, rest.place,
      rest.round, rest.actors, rest.text, String(rest.sources), rest.outlets,
      reports.map(report => report.title), reports.map(report => report.link), link,
    ]
  })
  return "\ufeff" + [header, ...rows].map(row => row.map(cellOf).join(",") + "\r\n").join("")
}

/** Data with readable names, the day of the archive, and the selection as the address has it. */
export const toJson = (entries, facets, { asOf, selection, address }) =>
  JSON.stringify({
    as_of: asOf,
    selection,
    entries: entries.map(entry => Object.fromEntries(
      Object.entries(readable(entry, facets, address)).filter(([, value]) => value !== ""),
    )),
  }, null, 2) + "\n"

const CERTAINTY = {
  happened: "CONFIRMED", said: "CONFIRMED", planned: "TENTATIVE", alleged: "TENTATIVE", denied: "CANCELLED",
}

const LONGEST_SUMMARY = 150

const shorten = text => {
  const characters = Array.from(text.replace(/\s+/g, " ").trim())
  if (characters.length <= LONGEST_SUMMARY) return characters.join("")
  return `${characters.slice(0, LONGEST_SUMMARY).join("").replace(/\s+\S*$/, "")} …`
}

const escapeText = text =>
  text.replace(/\r\n?/g, "\n").replace(/(?!\n)\p{Cc}/gu, " ").replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n")

const octetsOf = character => {
  const code = character.codePointAt(0)
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

// Lines of 75 octets at most; a further one begins with a space.
const foldLine = line => {
  let folded = ""
  let octets = 0
  for (const character of line) {
    if (octets + octetsOf(character) > 75) {
      folded += "\r\n "
      octets = 1
    }
    folded += character
    octets += octetsOf(character)
  }
  return folded + "\r\n"
}

const compact = day => day.replaceAll("-", "")

const dayAfter = day => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

const eventOf = (entry, facets, { asOf, address }) => {
  const { date, status, planned_before, kind, place, text, outlets, link } = readable(entry, facets, address)
  const sentence = entry.text ? entry.text.slice(entry.context ?? 0) : text
  const description = [
    `${date}. ${status}${planned_before ? ", planned before" : ""}.`, text, `${outlets.join(", ")}: ${link}`,
  ]
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(entry.id)}@${new URL(link).hostname || "timeline"}`,
    `DTSTAMP:${compact(asOf)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(entry.from ?? entry.to)}`,
    // What is only known to begin, or to be over by a day, is shown on that day alone.
    ...(entry.from && entry.to ? [`DTEND;VALUE=DATE:${compact(dayAfter(entry.to))}`] : []),
    `SUMMARY:${escapeText(shorten(`${status}, ${date}: ${sentence}`))}`,
    `DESCRIPTION:${escapeText(description.join("\n"))}`,
    ...(place ? [`LOCATION:${escapeText(place)}`] : []),
    ...(kind ? [`CATEGORIES:${escapeText(kind)}`] : []),
    `STATUS:${CERTAINTY[entry.status] ?? "TENTATIVE"}`,
    "TRANSP:TRANSPARENT",
    `URL:${link}`,
    "END:VEVENT",
  ]
}

/** A calendar (RFC 5545) of all-day events that keep nobody busy, the same for the same day of the archive. */
export const toCalendar = (entries, facets, { asOf, name, address }) =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Explainer//Timeline//EN",
    "CALSCALE:GREGORIAN",
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    ...entries.flatMap(entry => eventOf(entry, facets, { asOf, address })),
    "END:VCALENDAR",
  ].map(foldLine).join("")
