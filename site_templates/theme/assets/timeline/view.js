// The timeline's tool as a reader sees it: form, filters, entries found. Words from data or address are set as text.

import { findWords } from "./fold.js"

const FACETS = ["actor", "round", "place", "status", "kind", "outlet"]
const NAMES = { actor: "Actor", round: "Round", place: "Place", status: "Status", kind: "Kind", outlet: "Reported by" }
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"]

const SHOWN_CITES = 2
const NOTHING = new Set() // no words were found: the index does not know them

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(key, value)
  }
  element.append(...children)
  return element
}

// One for all: a new one for every number in a list of options would take longer than the search.
const { format } = new Intl.NumberFormat("en")

/**
 * A name, and behind it what is said of it. A name from right to left would draw that into itself: the mark U+200E ends
 * its direction. Isolates around it do so too, but then a list's name is not found by typing its first letter.
 */
const say = (name, words) => `${name}\u200e (${words})`

/** An id that an address names and the archive does not have: anything may stand there, also what turns text around. */
const sayUnknown = id => say(id.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ""), "not in this archive")

/** Whether the first letter of `text` that has a direction is read from right to left. */
const readsLeftwards = text =>
  /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(text)

/** As the written list has it: in a link there is nobody to search for a first letter. */
const isolate = name => readsLeftwards(name) ? `\u2068${name}\u2069` : name

const entriesOf = number => `${format(number)} ${number === 1 ? "entry" : "entries"}`

const sayDay = iso => {
  const [year, month, day] = iso.split("-").map(Number)
  return `${day} ${MONTHS[month - 1]} ${year}`
}

/** `text` from `start` to `end`, as text with the words in `found` in `<mark>`. */
const markWords = (text, found, start = 0, end = text.length) => {
  const pieces = []
  let at = start
  for (const word of found.size ? findWords(text) : []) {
    if (word.start < at || word.end > end || !word.words.some(folded => found.has(folded))) continue
    pieces.push(text.slice(at, word.start), make("mark", {}, text.slice(word.start, word.end)))
    at = word.end
  }
  return [...pieces, text.slice(at, end)]
}

/** The entry's words: the sentence that gives the context is quieter, the part that is meant is set off. */
const tell = ({ text, phrase, stress, context = 0 }, found) => {
  const words = text ?? phrase ?? ""
  const [from, to] = stress ?? [context, context]
  const pieces = [
    ["x-context", 0, context], [null, context, from], ["x-stress", from, to], [null, to, words.length],
  ]
  return pieces.filter(([, start, end]) => end > start).flatMap(([kind, start, end]) => {
    const marked = markWords(words, found, start, end)
    return kind ? [make("span", { class: kind }, ...marked)] : marked
  })
}

export const createView = (form, results, list) => {
  const part = name => form.querySelector(`[data-part="${name}"]`)
  const { root, suffix } = form.dataset
  let manifest = null

  // Long lists of options are written only where they can be seen: they would take more of the time than the entries.
  const hasFilters = () => manifest !== null && part("filters").open
  let showFilters = () => {}
  part("filters").addEventListener("toggle", () => showFilters())

  const addressOf = (page, anchor = "") => {
    const path = page.replace(/(^|\/)index$/, "$1")
    const whole = path === "" || path.endsWith("/") ? path + (suffix === "/" ? "" : "index.html") : path + suffix
    return root + whole + (anchor && `#${encodeURIComponent(anchor)}`)
  }
  const link = (page, anchor, ...children) => make("a", { href: addressOf(page, anchor) }, ...children)
  const labelOf = (facet, at) => manifest.facets[facet][at][1]
  const labelById = (facet, id) => manifest?.facets[facet].find(row => row[0] === id)?.[1]

  const status = word => make("span", { class: `x-status x-status--${word.replaceAll(" ", "-")}` }, word)
  const arrow = () => make("span", { class: "x-arrow" }, " → ")

  /** A label that leads to a source: a page of the site, or an address elsewhere. */
  const cite = ({ label, page, anchor, address, source }, found) => {
    const kind = address ? " x-cite--away" : source ? " x-cite--source" : ""
    const words = markWords(label, found)
    const leading = address ? make("a", { href: address }, ...words) : link(page, anchor, ...words)
    return make("span", { class: `x-cite${kind}` }, leading)
  }

  const space = elements => elements.flatMap((element, at) => at ? [" ", element] : [element])

  /** Beyond two they fold away. */
  const foldCites = labels => {
    if (labels.length <= SHOWN_CITES) return space(labels)
    const folded = labels.slice(SHOWN_CITES)
    const more = make("details", { class: "x-more" },
      make("summary", { "aria-label": `${folded.length} more sources` }, `+${folded.length}`), ...space(folded))
    return [...space(labels.slice(0, SHOWN_CITES)), " ", more]
  }

  /** One label a sentence: the first of an article says of which. */
  const labelSentences = reports => {
    const seen = new Set()
    let before = null
    return reports.flatMap(({ article, outlet, published, sentence }) => {
      const key = `${article} ${sentence}`
      if (seen.has(key)) return []
      seen.add(key)
      const [year, month, day] = published.split("-").map(Number)
      const whole = `${isolate(labelOf("outlet", outlet))}, ${day} ${MONTHS[month - 1].slice(0, 3)} ${year}`
      const label = article === before ? `sentence ${sentence}` : whole
      before = article
      return [{ label, page: `articles/${article}`, anchor: sentence ? `s${sentence}` : "" }]
    })
  }

  /** Every sentence that tells of an entry, then what else its editor names as a source. */
  const cites = ({ reports, further = [] }) => {
    const told = foldCites(labelSentences(reports).map(label => cite(label, NOTHING)))
    return [...told, ...further.flatMap(label => [" ", cite(label, NOTHING)])]
  }

  const note = (parts, found) => make("span", { class: "x-entry__note" }, ...parts.flatMap(part => {
    if (typeof part === "string") return markWords(part, found)
    if (Array.isArray(part)) return foldCites(part.map(label => cite(label, found)))
    return [link(part.page, part.anchor, ...markWords(part.label, found))]
  }))

  const foot = (entry, found) => {
    const [first, ...more] = entry.reports
    const since = more.length ? `, first on ${sayDay(first.published)}` : ""
    const pieces = first ? [[`${entry.sources === 1 ? "1 source" : `${entry.sources} independent sources`}${since}`]] : []
    if (entry.checked) pieces.push(["Checked by an editor"])
    if (entry.round !== undefined) {
      const [id, label] = manifest.facets.round[entry.round]
      pieces.push(["Round: ", link(`rounds/${id}`, "", ...markWords(label, found))])
    }
    for (const at of entry.actors) {
      const [id, label] = manifest.facets.actor[at]
      pieces.push([link(`actors/${id}`, "", ...markWords(label, found))])
    }
    pieces.push([link(entry.page, entry.id, "Permalink")])
    return make("span", { class: "x-entry__foot" }, ...pieces.flatMap((piece, at) => at ? [" · ", ...piece] : piece))
  }

  const item = (entry, found) => {
    const time = make("time", { datetime: entry.date }, ...markWords(entry.when, found))
    const head = make("span", { class: "x-entry__head" }, time, " ")
    if (entry.announced) head.append(status("planned"), arrow())
    head.append(status(entry.status))
    for (const label of entry.labels ?? []) head.append(label === "disputed" ? " " : arrow(), status(label))
    if (entry.place !== undefined) {
      head.append(" ", make("span", { class: "x-place" }, ...markWords(labelOf("place", entry.place), found)))
    }
    return make("li", {}, head, " ", make("span", { dir: "auto" }, ...tell(entry, found)), " ", ...cites(entry), " ",
      ...(entry.notes ?? []).map(parts => note(parts, found)), foot(entry, found))
  }

  const showEntries = (answer, selection, onMore) => {
    const found = new Set(answer.words)
    const groups = []
    for (const entry of answer.entries) {
      const year = selection.sort === "relevance" ? "Best match first" : (entry.from ?? entry.to).slice(0, 4)
      if (groups.at(-1)?.year !== year) groups.push({ year, entries: [] })
      groups.at(-1).entries.push(entry)
    }
    // What has the keyboard's focus is made anew. After "Show more", more begins in the button's place.
    const places = () => [...results.querySelectorAll("a, button, summary")]
    const focused = places().indexOf(document.activeElement)
    results.replaceChildren(...groups.flatMap(({ year, entries }) => [
      make("h2", {}, year), make("ol", {}, ...entries.map(entry => item(entry, found))),
    ]))
    const rest = answer.total - answer.entries.length
    if (rest > 0) {
      const more = make("button", { type: "button", class: "x-button-more" },
        `Show ${format(Math.min(rest, answer.entries.length))} more of ${format(rest)}`)
      more.addEventListener("click", onMore)
      results.append(more)
    }
    if (focused >= 0) (places()[focused] ?? places().at(-1))?.focus()
  }

  const options = (facet, counts, chosen, any) => {
    const rows = manifest.facets[facet]
      .map(([id, label], at) => ({ id, label, count: counts?.[at] ?? 0 }))
      .filter(({ id, count }) => count || id === chosen)
    if (facet !== "round" && facet !== "status") {
      rows.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
    }
    const listed = rows.map(({ id, label, count }) => [id, say(label, format(count))])
    if (chosen && !rows.some(({ id }) => id === chosen)) listed.push([chosen, sayUnknown(chosen)])
    return [["", any], ...listed]
  }

  const fill = (select, listed, chosen) => {
    // Most of a list is as it was: only what changed is touched, so that an open list stays open.
    listed.forEach(([value, label], at) => {
      const option = select.options[at] ?? select.appendChild(make("option"))
      if (option.value !== value || !option.hasAttribute("value")) option.value = value
      if (option.textContent !== label) option.textContent = label
    })
    select.length = listed.length
    select.value = chosen
  }

  /** One list for each value that is chosen, and an empty one to choose another. */
  const showFacet = (facet, selection, counts) => {
    const field = form.querySelector(`[data-facet="${facet}"]`)
    const chosen = selection[facet]
    const selects = [...field.querySelectorAll("select")]
    for (let at = 0; at <= chosen.length; at += 1) {
      const select = selects[at] ?? field.appendChild(make("select", {
        name: facet, "aria-label": `${field.querySelector("label").textContent}, ${field.dataset.several} another`,
      }))
      const any = at ? `${field.dataset.several} …` : "Any"
      fill(select, options(facet, counts, chosen[at], any), chosen[at] ?? "")
    }
    for (const select of selects.slice(chosen.length + 1)) select.remove()
  }

  const showSources = (selection, counts) => {
    const listed = Object.entries(counts ?? {})
      .filter(([number, count]) => count || Number(number) === selection.sources)
      .map(([number, count]) => [number, `${number} or more (${format(count)})`])
    if (selection.sources && !listed.some(([number]) => Number(number) === selection.sources)) {
      listed.push([String(selection.sources), `${selection.sources} or more (0)`])
    }
    fill(form.elements.sources, [["", "Any number"], ...listed], selection.sources ? String(selection.sources) : "")
  }

  // What is chosen, and how a selection is without it.
  const chosenOf = selection => [
    ...FACETS.flatMap(facet => selection[facet].map(id => ({
      label: `${NAMES[facet]}: ${labelById(facet, id) ?? (manifest ? sayUnknown(id) : id)}`,
      without: other => ({ ...other, [facet]: other[facet].filter(value => value !== id) }),
    }))),
    selection.from && { label: `From ${sayDay(selection.from)}`, without: other => ({ ...other, from: "" }) },
    selection.to && { label: `To ${sayDay(selection.to)}`, without: other => ({ ...other, to: "" }) },
    selection.sources && {
      label: `${selection.sources} or more sources`, without: other => ({ ...other, sources: 0 }),
    },
    selection.known && { label: `As known on ${sayDay(selection.known)}`, without: other => ({ ...other, known: "" }) },
  ].filter(Boolean)

  let shownChosen = ""

  const showChosen = (selection, onDrop) => {
    const chosen = chosenOf(selection)
    // Made anew at every answer, a button would lose the keyboard that stands on it.
    const shown = JSON.stringify(chosen.map(({ label }) => label))
    if (shown === shownChosen) return
    shownChosen = shown
    const items = chosen.map(({ label, without }) => {
      const drop = make("button", { type: "button" }, make("bdi", {}, label),
        make("span", { "aria-hidden": "true" }, " ✕"),
        make("span", { class: "x-hidden" }, ", remove"))
      drop.addEventListener("click", () => onDrop(without))
      return make("li", {}, drop)
    })
    const box = part("chosen")
    const buttons = () => [...box.querySelectorAll("button")]
    // Labels change when the archive's names arrive: a reader may stand on one already.
    const focused = buttons().indexOf(document.activeElement)
    if (items.length) {
      const all = make("button", { type: "button" }, "Clear all")
      all.addEventListener("click", () => onDrop(null))
      items.push(make("li", {}, all))
    }
    box.replaceChildren(...items)
    box.hidden = !items.length
    if (focused >= 0) (buttons()[focused] ?? buttons().at(-1))?.focus()
  }

  const wordsOf = (answer, progress) => {
    const counted = answer.total || !answer.complete
      ? `${format(answer.total)} of ${entriesOf(answer.of)}`
      : "No entry of this archive matches"
    const shown = answer.total > answer.entries.length ? `, the first ${answer.entries.length} shown` : ""
    const reading = answer.complete ? "" : `, so far: part ${progress.loaded} of ${progress.shards} is read`
    const instead = answer.instead
      .map(([typed, taken]) => [typed, taken.slice(0, 3).map(word => `“${word}”`).join(", ")])
      .map(([typed, found]) => ` Nothing has “${typed}”: found ${found}.`)
    return `${counted}${shown}${reading}.${instead.join("")}`
  }

  return {
    open(known) {
      manifest = known
    },

    /** What is asked for, in all fields but the one in which the reader is writing. */
    showSelection(selection, counts, onDrop) {
      const { q, from, to, known, sort } = form.elements
      for (const field of [q, from, to, known]) {
        const value = selection[field.name]
        if (field.value !== value && field !== document.activeElement) field.value = value
      }
      sort.value = selection.sort
      showFilters = () => {
        if (!hasFilters()) return
        for (const facet of FACETS) {
          showFacet(facet, selection, counts?.[facet] ?? manifest.facets[facet].map(row => row[3]))
        }
        showSources(selection, counts?.sources ?? manifest.sources)
      }
      showFilters()
      showChosen(selection, onDrop)
    },

    /** What is in the fields; empty lists choose nothing. */
    readSelection(selection) {
      const { q, from, to, known, sort, sources } = form.elements
      const chosen = Object.fromEntries(FACETS.map(facet => [
        facet,
        hasFilters()
          ? [...new Set(Array.from(form.querySelectorAll(`[name="${facet}"]`), ({ value }) => value))].filter(Boolean)
          : selection[facet],
      ]))
      return {
        ...selection, ...chosen, q: q.value, from: from.value, to: to.value, known: known.value, sort: sort.value,
        sources: hasFilters() ? Number(sources.value) : selection.sources,
      }
    },

    showAnswer(answer, selection, progress, onMore) {
      showEntries(answer, selection, onMore)
      results.hidden = false
      list.hidden = true
      part("status").textContent = wordsOf(answer, progress)
    },

    /** Nothing is asked: the document itself. */
    showDocument() {
      results.hidden = true
      results.replaceChildren()
      list.hidden = false
      part("status").textContent = manifest ? entriesOf(manifest.entries) : ""
    },

    say(text) {
      part("status").textContent = text
    },

    openFilters() {
      part("filters").open = true
    },
  }
}
