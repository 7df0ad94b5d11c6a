// What the reader asks for, and how it is written in the address. An address may come from anywhere: whatever it
// holds, it makes a selection, and what cannot be meant is left out.

const MOST_VALUES = 20
const LONGEST_VALUE = 200
const LONGEST_QUERY = 500

const LISTS = ["actor", "round", "place", "status", "outlet", "kind"]
const SORTS = ["newest", "relevance"]

export const emptySelection = Object.freeze({
  q: "",
  ...Object.fromEntries(LISTS.map(key => [key, Object.freeze([])])),
  from: "",
  to: "",
  sources: 0,
  known: "",
  sort: "",
})

// Controls of the writing direction could make what is shown read as something else.
const tidy = (text, longest) => {
  const plain = text.replace(/\s/g, " ").replace(/\p{Cc}|\p{Bidi_Control}/gu, "").normalize("NFC").trimStart()
  return Array.from(plain.slice(0, 2 * longest)).slice(0, longest).join("").trimEnd()
}

const lengthOfMonth = (year, month) => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

// "2021" and "2021-05" are taken for their first or last day.
const parseDay = (text, edge) => {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text ?? "")
  if (!found) return ""
  const last = edge === "last"
  const year = Number(found[1])
  const month = Number(found[2] ?? (last ? 12 : 1))
  if (year < 1 || month < 1 || month > 12) return ""
  const length = lengthOfMonth(year, month)
  const day = Number(found[3] ?? (last ? length : 1))
  if (day < 1 || day > length) return ""
  return [found[1], ...[month, day].map(number => String(number).padStart(2, "0"))].join("-")
}

// One source is what every entry has.
const parseSources = text => (/^\d{1,3}$/.test(text ?? "") && Number(text) > 1 ? Number(text) : 0)

const parseValues = texts => {
  const values = new Set()
  for (const text of texts) {
    const value = tidy(text, LONGEST_VALUE)
    if (value) values.add(value)
    if (values.size === MOST_VALUES) break
  }
  return [...values]
}

/** The selection that the query part of an address means, "?" or not. Throws at nothing. */
export const parseSelection = search => {
  const parameters = new URLSearchParams(typeof search === "string" ? search : "")
  return {
    q: tidy(parameters.get("q") ?? "", LONGEST_QUERY),
    ...Object.fromEntries(LISTS.map(key => [key, parseValues(parameters.getAll(key))])),
    from: parseDay(parameters.get("from"), "first"),
    to: parseDay(parameters.get("to"), "last"),
    sources: parseSources(parameters.get("sources")),
    known: parseDay(parameters.get("known"), "last"),
    sort: SORTS.includes(parameters.get("sort")) ? parameters.get("sort") : "",
  }
}

/** The query part of the address that means the selection: "" or "?…". */
export const writeSelection = selection => {
  const parameters = new URLSearchParams()
  for (const key of Object.keys(emptySelection)) {
    for (const value of [selection[key]].flat()) if (value) parameters.append(key, value)
  }
  const written = parameters.toString()
  return written && `?${written}`
}

/** Whether the selection asks for everything; in what order is no matter. */
export const isEmpty = selection => writeSelection({ ...selection, sort: "" }) === ""
