// The timeline's tool: what the reader asks for goes to the address and to the worker, what that finds to the page.

import { emptySelection, isEmpty, parseSelection, writeSelection } from "./selection.js"
import { createStrip } from "./strip.js"
import { createView } from "./view.js"

const WINDOW = 30
const SAVED = { csv: "text/csv", json: "application/json", ics: "text/calendar" }

const form = document.querySelector("form.x-tool")
const list = document.getElementById("document")
const data = new URL(`${form.dataset.root}timeline/data/`, location.href).href
const view = createView(form, document.querySelector(".x-results"), list)
const picture = document.querySelector(".x-strip")
const strip = picture && createStrip(picture, { onPeriod: (from, to) => change({ ...selection, from, to }) })

let selection = parseSelection(location.search)
let limit = WINDOW
let number = 0
let counts = null
let manifest = null
let worker = null
let takes = 0
let typing = false // whether the newest entry of the history is one that the reader is still writing
const waiting = new Map() // names of take-aways -> what is done with the entries

/** Loads nothing before it is wanted, and from then on answers. */
const wake = () => {
  if (worker) return
  worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" })
  worker.addEventListener("message", ({ data }) => receive(data))
  worker.addEventListener("error", () => fail("it did not start"))
  worker.postMessage({ type: "open", data })
}

const fail = why => {
  view.showDocument()
  view.say(`The search is not available (${why}). What is listed below needs none.`)
}

const open = known => {
  manifest = known
  view.open(manifest)
  view.showSelection(selection, counts, drop)
  if (isEmpty(selection)) view.showDocument()
}

/** What there is to choose from, with the numbers of all entries, when a hand comes near: nothing is loaded unasked. */
const introduce = async () => {
  const response = await fetch(`${data}index.json`, { cache: "no-cache" })
  if (response.ok && !manifest) open(await response.json())
}

const receive = message => {
  if (message.type === "manifest") {
    open(message.manifest)
  } else if (message.type === "answer" && message.number === number && !isEmpty(selection)) {
    counts = message.answer.facets
    view.showAnswer(message.answer, selection, message, () => {
      limit *= 2
      ask()
    })
    view.showSelection(selection, counts, drop)
    strip?.show({ ...message.answer, from: selection.from, to: selection.to })
  } else if (message.type === "everything") {
    waiting.get(message.number)?.(message.entries)
    waiting.delete(message.number)
  } else if (message.type === "failed") {
    fail(message.message)
  }
}

const ask = () => {
  number += 1
  if (isEmpty(selection)) {
    counts = null
    view.showDocument()
    strip?.show({ months: null, from: "", to: "", complete: true })
  } else {
    wake()
    worker.postMessage({ type: "ask", number, selection, limit })
  }
  view.showSelection(selection, counts, drop)
}

const addressOf = asked => location.pathname + writeSelection(asked)

/** A new choice is a step of the history; the letters of one search are one step together. */
const change = (next, { letters = false } = {}) => {
  const address = addressOf(next)
  if (address !== location.pathname + location.search || location.hash) {
    if (letters && typing) history.replaceState(null, "", address)
    else history.pushState(null, "", address)
  }
  typing = letters
  selection = next
  limit = WINDOW
  ask()
}

/** Takes a choice back, or all of them. */
const drop = without => {
  change(without?.(selection) ?? { ...emptySelection, sort: selection.sort })
  form.elements.q.focus()
}

const read = () => {
  selection = parseSelection(location.search)
  typing = false
  limit = WINDOW
  form.elements.q.value = selection.q
  ask()
}

/** An anchor of the document leads there even while entries found stand in its place. */
const follow = () => {
  const target = list.hidden && list.querySelector(":target")
  if (!target) return
  history.replaceState(null, "", location.pathname + location.hash)
  read()
  target.scrollIntoView()
}

const save = (text, kind) => {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([text], { type: `${SAVED[kind]};charset=utf-8` }))
  link.download = `timeline.${kind}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

const linkOf = entry => {
  const page = entry.page.replace(/\/index$/, "")
  const whole = form.dataset.suffix === "/" ? `${page}/` : entry.page + form.dataset.suffix
  return new URL(`${form.dataset.root}${whole}#${encodeURIComponent(entry.id)}`, location.href).href
}

const write = (kind, entries, asked, { toCsv, toJson, toCalendar }) => {
  const { facets, as_of: asOf, site: name } = manifest
  if (kind === "csv") return toCsv(entries, facets, linkOf)
  if (kind === "json") return toJson(entries, facets, { asOf, selection: writeSelection(asked), address: linkOf })
  return toCalendar(entries, facets, { asOf, name, address: linkOf })
}

const takeAway = kind => {
  wake()
  const asked = selection
  const writers = import("./takeaway.js")
  writers.catch(() => view.say("What writes the file could not be loaded."))
  const taken = `take ${(takes += 1)}` // apart from the numbers of asks: neither makes the other void
  waiting.set(taken, async entries => {
    save(write(kind, entries, asked, await writers), kind)
    view.say(`${entries.length === 1 ? "1 entry" : `${entries.length} entries`} saved as timeline.${kind}.`)
  })
  worker.postMessage({ type: "all", number: taken, selection })
}

const copyLink = async () => {
  try {
    await navigator.clipboard.writeText(location.href)
    view.say("The link is copied.")
  } catch {
    view.say(`The link to this selection: ${location.href}`)
  }
}

form.addEventListener("submit", event => event.preventDefault())
form.addEventListener("focusin", wake)
form.addEventListener("input", event => {
  if (event.target.name === "q") change(view.readSelection(selection), { letters: true })
})
form.addEventListener("change", event => {
  if (event.target.name === "q") typing = false
  else change(view.readSelection(selection))
})
form.addEventListener("click", event => {
  const kind = event.target.closest?.("[data-take]")?.dataset.take
  if (kind === "link") copyLink()
  else if (kind) takeAway(kind)
})
addEventListener("popstate", read)
addEventListener("hashchange", follow)

for (const part of form.querySelectorAll("[data-live]")) part.hidden = false
if (["actor", "round", "place", "status", "kind", "outlet"].some(facet => selection[facet].length) ||
    selection.from || selection.to || selection.known || selection.sources) view.openFilters()
read()
form.addEventListener("pointerenter", () => worker || introduce().catch(() => {}), { once: true })
