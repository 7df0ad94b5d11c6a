// Entries as they were known on a day: what the reports published until then add up to.

/** Days as numbers that compare as the days do. */
export const numberOfDay = day => Number(day.replaceAll("-", ""))

const union = lists => [...new Set(lists.flat())].sort((one, other) => one - other)

const best = reports => reports.reduce((best, report) => (report.rank < best.rank ? report : best), reports[0])

// By how many sources, of which each may have been copied by several articles.
const countSources = (reports, articles) =>
  new Set(reports.map(({ article }) => articles[article][4] ?? articles[article][0])).size

// What the build found reports to come to, day by day: the last of these states that had been reached.
const stateOn = ({ states = [] }, day = "") => states.findLast(([since]) => !day || since <= day)?.[1]

// That somebody spoke is `said`: whether what they said happened is another question.
const sumUp = (entry, reports, articles, { other, statement }, day) => {
  const { when, date, from, to } = entry
  const state = stateOn(entry, day) ?? {}
  const status = reports.some(report => report.status === "happened") ? "happened" : reports.at(-1)?.status
  const kind = (reports.find(report => report.kind !== other) ?? reports[0])?.kind
  const told = reports.filter(report => report.text !== undefined)
  const meant = (state.status === "said" ? "happened" : state.status) ?? status
  return {
    status: status === "happened" && kind === statement ? "said" : status,
    announced: status === "happened" && reports.some(report => report.status === "planned"),
    kind,
    place: reports.find(report => report.place !== undefined)?.place,
    actors: union(reports.map(report => report.actors)),
    outlets: union(reports.map(report => articles[report.article][1])),
    sources: countSources(reports, articles),
    telling: best(told.filter(report => report.status === meant)) ?? best(told),
    ...(state.when ? {} : { when, date, from, to }),
    ...state,
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
 * The months in which entries were at any time thought to lie.
 * @param entries  those of `<name>.entries.json`
 */
export const readMonths = entries => {
  const states = entries.flatMap(entry => (entry.states ?? []).map(([, state]) => state))
  return [...new Set([...entries, ...states.filter(({ date }) => date)].map(monthOf))]
}

// Reports are in order of publication: those known on a day are the first so many.
const countKnown = (reports, articles, day) => {
  if (!reports.length) return 1 // an editor's own
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

  const known = Uint16Array.from(entries, ({ reports }) =>
    day ? countKnown(reports, articles, day) : reports.length || 1)
  const summaries = entries.map((entry, at) => {
    const { reports } = entry
    if (known[at] === 0) return null
    const isSame = known[at] >= reports.length && stateOn(entry, day) === stateOn(entry)
    if (isSame && whole) return whole.summaries[at]
    return sumUp(entry, reports.slice(0, known[at]), articles, kinds, day)
  })
  const differs = Uint8Array.from(summaries, (summary, at) =>
    Number(summary !== null && whole !== null && summary !== whole.summaries[at]))
  const numbers = new Map(readMonths(entries).map((name, number) => [name, number]))
  const column = valueOf => Int32Array.from(summaries, summary => (summary ? valueOf(summary) : -1))
  return {
    known,
    // Whether an entry is another than when every report counts, or what became of it is out; and whether any is.
    differs,
    partly: differs.includes(1),
    summaries,
    first: Int32Array.from(summaries, summary => (summary?.from ? numberOfDay(summary.from) : 0)),
    last: Int32Array.from(summaries, summary => (summary?.to ? numberOfDay(summary.to) : 99999999)),
    month: Uint16Array.from(summaries, summary => (summary ? numbers.get(monthOf(summary)) : 0)),
    sources: Uint16Array.from(summaries, summary => summary?.sources ?? 0),
    round: whole?.round ?? Int32Array.from(entries, ({ round }) => round ?? -1),
    place: column(({ place }) => place ?? -1),
    status: column(({ status }) => statuses.get(status) ?? -1),
    kind: column(({ kind }) => kind),
    actor: layOut(summaries.map(summary => summary?.actors ?? [])),
    outlet: layOut(summaries.map(summary => summary?.outlets ?? [])),
  }
}
