// Time along the strip: from the month `opening` ("2018-01") on, in `bins` of `span` months each. The same axis as in
// `builder/pages/timeline/strip.py`.

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
]
const DAY = /^\d{4}-\d{2}-\d{2}$/

const partsOf = day => day.split("-").map(Number)
// `Date` takes the years 0 to 99 for those of the last century; the calendar repeats itself every 400 years.
const dayNumber = (year, month, day) => Date.UTC(year + 400, month - 1, day) / 86_400_000
const lengthOf = (year, month) => dayNumber(year, month + 1, 1) - dayNumber(year, month, 1)
const padded = (number, digits) => String(number).padStart(digits, "0")
const isoDay = (year, month, day) => `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`

export const isDay = text => DAY.test(text) && !Number.isNaN(Date.parse(text))

/** "March 2020" where a period begins with its first day, or ends with its last; else "15 March 2020". */
export const sayDay = (day, { ends = false } = {}) => {
  const [year, month, number] = partsOf(day)
  const isWhole = number === (ends ? lengthOf(year, month) : 1)
  return `${isWhole ? "" : `${number} `}${MONTHS[month - 1]} ${year}`
}

export const createAxis = (opening, span, bins) => {
  const [openingYear, openingMonth] = partsOf(opening)
  const monthAt = count => {
    const months = openingMonth - 1 + count
    return [openingYear + Math.floor(months / 12), months % 12 + 1]
  }
  const inside = bin => Math.min(bins - 1, Math.max(0, bin))

  const firstDay = bin => isoDay(...monthAt(bin * span), 1)
  const lastDay = bin => {
    const [year, month] = monthAt(bin * span + span - 1)
    return isoDay(year, month, lengthOf(year, month))
  }

  /** Of a month or a day. Negative before the strip, `bins` or more after it. */
  const binOf = text => {
    const [year, month] = partsOf(text)
    return Math.floor(((year - openingYear) * 12 + month - openingMonth) / span)
  }

  /** The share of the strip at which a day begins, or has ended; 0 or 1 for one that lies outside. */
  const place = (day, { ends = false } = {}) => {
    const bin = binOf(day)
    if (bin !== inside(bin)) return bin < 0 ? 0 : 1
    const start = dayNumber(...partsOf(firstDay(bin)))
    const length = dayNumber(...partsOf(lastDay(bin))) + 1 - start
    return (bin + (dayNumber(...partsOf(day)) - start + (ends ? 1 : 0)) / length) / bins
  }

  /** A period's first and last bin; an end that is open, or beyond the strip, is at its edge. */
  const binsOf = ({ from, to }) => [from ? inside(binOf(from)) : 0, to ? inside(binOf(to)) : bins - 1]

  // The edges of the strip are no ends: what lies beyond them belongs to the period.
  const periodOf = (first, last) => ({
    from: first > 0 ? firstDay(first) : "",
    to: last < bins - 1 ? lastDay(last) : "",
  })

  return {
    bins, firstDay, lastDay, binOf, place, binsOf, periodOf, inside,
    inYear: Math.max(1, 12 / span),
    binAt: share => inside(Math.floor(share * bins)),
    /** The period with one of its ends moved to another bin, no farther than the other end. */
    move(period, end, bin) {
      const [first, last] = binsOf(period)
      return end === "from"
        ? { from: periodOf(inside(Math.min(bin, last)), last).from, to: period.to }
        : { from: period.from, to: periodOf(first, inside(Math.max(bin, first))).to }
    },
    /** Matches by month -> by bin. What lies outside is not on the strip. */
    gather(months) {
      const found = new Array(bins).fill(0)
      for (const [month, count] of Object.entries(months)) {
        // Where only the year is known, no bar but a year's has it.
        if (month.length === 4 && span < 12) continue
        const bin = binOf(month.length === 4 ? `${month}-01` : month)
        if (bin === inside(bin)) found[bin] += count
      }
      return found
    },
  }
}
