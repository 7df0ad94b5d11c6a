// Loads the data as it is needed, and answers with what there is so far. Beside the page, so that no typing waits.

import { createSearch } from "./search.js"

const AT_ONCE = 4
const BETWEEN_ANSWERS = 200 // milliseconds

// lunr is no module of today's kind, and hands itself over to who says `define`.
const importLunr = async () => {
  let lunr = null
  globalThis.define = Object.assign(make => (lunr = make()), { amd: true })
  await import("../vendor/lunr/lunr.min.js")
  delete globalThis.define
  return lunr
}

let data = ""
let library = null
let opened = null
let latest = 0 // the newest ask; those before it are void

class Gone extends Error {}

// Lets what the page has said meanwhile be heard.
const pause = () => new Promise(resolve => setTimeout(resolve))

const load = async (name, settings) => {
  const response = await fetch(new URL(name, data), settings)
  if (response.status === 404) throw new Gone(`${name} is not there`)
  if (!response.ok) throw new Error(`${name} could not be loaded: ${response.status}`)
  return response.json()
}

const open = async () => {
  const [lunr, manifest] = await Promise.all([library ??= importLunr(), load("index.json", { cache: "no-cache" })])
  postMessage({ type: "manifest", manifest })
  return { manifest, search: createSearch(lunr, manifest), loading: new Map() }
}

// Each file is fetched once, whoever asks, and again if that failed.
const loadPart = ({ manifest, loading }, { shard, index }) => {
  const name = `${manifest.shards[shard].name}.${index ? "index" : "entries"}.json`
  if (!loading.has(name)) {
    const loaded = load(name)
    loaded.catch(() => loading.delete(name))
    loading.set(name, loaded)
  }
  return loading.get(name)
}

/** Loads what the selection needs, the most helpful first, and tells after every part, until somebody wants no more. */
const loadAll = async (archive, selection, isWanted, tell = () => {}) => {
  const { search } = archive
  for (let needed = search.needs(selection); needed.length && isWanted(); needed = search.needs(selection)) {
    const [first, ...next] = needed
    // The first answer does not share a slow line with what comes after it.
    const ahead = archive.loading.size ? next.slice(0, AT_ONCE - 1) : next.filter(({ shard }) => shard === first.shard)
    for (const part of ahead) loadPart(archive, part).catch(() => {})
    const json = await loadPart(archive, first)
    // Another ask may have taken it over in the meantime.
    const isMissing = search.needs(selection).some(({ shard, index }) => shard === first.shard && index === first.index)
    if (isMissing && first.index) search.addIndex(first.shard, json)
    else if (isMissing) search.addEntries(first.shard, json)
    tell()
  }
}

const enter = () => {
  opened ??= open()
  opened.catch(() => (opened = null))
  return opened
}

// After the site was built anew, shards have other names: the manifest is read once more.
const withArchive = async use => {
  const entered = enter()
  try {
    await use(await entered)
  } catch (error) {
    if (!(error instanceof Gone)) throw error
    if (opened === entered) opened = null
    await use(await enter())
  }
}

const answer = async ({ number, selection, limit }) => {
  const isWanted = () => number === latest
  // Letters typed while the last answer was made: only the newest ask is worth one.
  await pause()
  await withArchive(async archive => {
    const { search, manifest } = archive
    const shards = manifest.shards.length
    let next = 0
    const tell = () => {
      const loaded = shards - new Set(search.needs(selection).map(({ shard }) => shard)).size
      const began = Date.now()
      if (!isWanted() || (loaded < shards && (!loaded || began < next))) return
      postMessage({ type: "answer", number, answer: search.answer(selection, limit), loaded, shards })
      // Answers on the way never take more than half of the time.
      next = Date.now() + Math.max(BETWEEN_ANSWERS, Date.now() - began)
    }
    tell()
    await loadAll(archive, selection, isWanted, tell)
    for (const prepare of search.preparations()) {
      await pause()
      if (!isWanted()) return
      prepare()
    }
  })
}

const takeAll = ({ number, selection }) =>
  withArchive(async archive => {
    await loadAll(archive, selection, () => true)
    postMessage({ type: "everything", number, entries: archive.search.everything(selection) })
  })

const receive = message => {
  if (message.type === "open") {
    data = message.data
    return withArchive(() => {})
  }
  if (message.type === "ask") {
    latest = message.number
    return answer(message)
  }
  return takeAll(message)
}

addEventListener("message", ({ data: message }) => {
  receive(message).catch(error => {
    const isVoid = message.type === "ask" && message.number !== latest
    if (!isVoid) postMessage({ type: "failed", message: error.message })
  })
})
