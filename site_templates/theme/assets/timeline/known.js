// Entries as they were known on a day: what the reports published until then add up to.

/** Days as numbers that compare as the days do. */
export const numberOfDay = day => Number(day.replaceAll("-", ""))

const union = lists => [...new Set(lists.flat())].sort((one, other) => one - other)

const best = reports => reports.reduce((best, report) => (report.rank < best.rank ? report : best), reports[0])

// That somebody spoke is `said`: whether what they said happened is another question.
const sumUp = (reports, articles, { other, statement }) => {
  const status = reports.some(report => report.status === "happened") ? "happened" : reports.at(-1).status
  const kind = (reports.find(report => report.kind !== other) ?? reports[0]).kind
  const told = reports.filter(report => report.text !== undefined)
  return {
    status: status === "happened" && kind === statement ? "said" : status,
    announced: status === "happened" && reports.some(report => report.status === "planned"),
    kind,
    place: reports.find(report => report.place !== undefined)?.place,
    actors: union(reports.map(report => report.actors)),
    outlets: union(reports.map(report => articles[report.article][1])),
    telling: best(told.filter(report => report.status === status)) ?? best(told),
  }
}

// Lists one behind the other: that of entry `at` is `values` from starts[at] up to starts[at + 1].
const layOut = lists => {
  const starts = new Uint32Array(lists.length + 1)
  for (const [at, list] of lists.entries()) starts[at + 1] = starts[at] + list.length
  return { starts, values: Uint32Array.from(lists.flat()) }
}

// Of what is only known to lie in a year, the year: no month is invented.
const monthOf = ({ date, from, to }) => (date.length === 4 ? date : (from ?? to).slice(0, 7))

/**
 * The bounds of entries, which no report changes.
 * @param entries  those of `<name>.entries.json`
 */
export const readBounds = entries => {
  const names = [...new Set(entries.map(monthOf))]
  const numbers = new Map(names.map((name, number) => [name, number]))
  return {
    first: Int32Array.from(entries, ({ from }) => (from ? numberOfDay(from) : 0)),
    last: Int32Array.from(entries, ({ to }) => (to ? numberOfDay(to) : 99999999)),
    month: Uint16Array.from(entries, entry => numbers.get(monthOf(entry))),
    months: names,
  }
}

// Reports are in order of publication: those known on a day are the first so many.
const countKnown = (reports, articles, day) => {
  let count = 0
  while (count < reports.length && articles[reports[count].article][2].slice(0, 10) <= day) count++
  return count
}

/**
 * The entries as told by the reports published until `day`, column by column; "": by all reports. In a column of one
 * value an entry, -1 is none.
 * @param whole  the view of all reports, where there is one already: most entries are the same in both
 */
export const viewOf = ({ articles, entries }, facets, day = "", whole = null) => {
  const indexOfKind = id => facets.kind.findIndex(([known]) => known === id)
  const kinds = { other: indexOfKind("other"), statement: indexOfKind("statement") }
  const statuses = new Map(facets.status.map(([id], index) => [id, index]))

  const known = Uint16Array.from(entries, ({ reports }) => (day ? countKnown(reports, articles, day) : reports.length))
  const summaries = entries.map(({ reports }, at) => {
    if (known[at] === 0) return null
    if (known[at] === reports.length && whole) return whole.summaries[at]
    return sumUp(reports.slice(0, known[at]), articles, kinds)
  })
  const column = valueOf => Int32Array.from(summaries, summary => (summary ? valueOf(summary) : -1))
  return {
    known,
    // Whether some reports of an entry are known and others not yet.
    partly: entries.some(({ reports }, at) => known[at] > 0 && known[at] < reports.length),
    summaries,
    round: whole?.round ?? Int32Array.from(entries, ({ round }) => round ?? -1),
    place: column(({ place }) => place ?? -1),
    status: column(({ status }) => statuses.get(status) ?? -1),
    kind: column(({ kind }) => kind),
    actor: layOut(summaries.map(summary => summary?.actors ?? [])),
    outlet: layOut(summaries.map(summary => summary?.outlets ?? [])),
  }
}
