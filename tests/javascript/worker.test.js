import assert from "node:assert/strict"
import test from "node:test"

import { emptySelection } from "../../site_templates/theme/assets/timeline/selection.js"
import { manifestWith, packedIndexes, shards } from "./archive.js"

const DATA = "https://example.org/site/timeline/data/"

// A worker, and a site of which it asks files.
let tellWorker = null
let heard = []
let hear = () => {}
let files = {}
let asked = []
globalThis.addEventListener = (_, listener) => (tellWorker = data => listener({ data }))
globalThis.postMessage = message => {
  heard.push(structuredClone(message))
  hear()
}
globalThis.fetch = async (address, settings) => {
  const name = String(address).slice(DATA.length)
  asked.push(settings?.cache ? `${name} ${settings.cache}` : name)
  await new Promise(resolve => setTimeout(resolve, 1))
  return { ok: name in files, status: name in files ? 200 : 404, json: async () => structuredClone(files[name]) }
}

const publish = (build = "") => {
  const manifest = manifestWith([])
  const indexes = packedIndexes([])
  files = {}
  for (const [number, shard] of manifest.shards.entries()) {
    shard.name += build
    files[`${shard.name}.entries.json`] = shards[number]
    files[`${shard.name}.index.json`] = indexes[number]
  }
  files["index.json"] = manifest
}

const start = async () => {
  heard = []
  asked = []
  await import(`../../site_templates/theme/assets/timeline/worker.js?${Math.random()}`)
  tellWorker({ type: "open", data: DATA })
}

const until = async isThere => {
  let found
  while (!(found = heard.find(isThere))) await new Promise(resolve => (hear = resolve))
  return found
}
const isComplete = number => message => message.type === "answer" && message.number === number && message.answer.complete
const select = parts => ({ ...emptySelection, ...parts })

test("an ask is answered when all that matters is loaded", async () => {
  publish()
  await start()
  const { manifest } = await until(({ type }) => type === "manifest")
  assert.equal(manifest.site, "Morrow Bank, explained")
  tellWorker({ type: "ask", number: 1, selection: select({ q: "quota" }), limit: 2 })
  const { answer, loaded, shards } = await until(isComplete(1))
  assert.deepEqual([answer.total, answer.entries.length, loaded, shards], [3, 2, 3, 3])
  assert.equal(asked[0], "index.json no-cache")
  assert.deepEqual([...asked].sort(), [...new Set(asked)].sort(), "nothing is loaded twice")
})

test("a filter needs no index", async () => {
  publish()
  await start()
  tellWorker({ type: "ask", number: 1, selection: select({ place: ["hull"] }), limit: 50 })
  const { answer } = await until(isComplete(1))
  assert.equal(answer.total, 2)
  assert.ok(asked.every(name => !name.includes(".index.json")))
})

test("a newer ask makes an older one void", async () => {
  publish()
  await start()
  await until(({ type }) => type === "manifest")
  for (const [at, q] of ["q", "qu", "quo"].entries()) {
    tellWorker({ type: "ask", number: at + 1, selection: select({ q }), limit: 50 })
  }
  await until(isComplete(3))
  assert.ok(heard.every(({ type, number }) => type !== "answer" || number === 3))
})

test("a take-away has everything, and is not void", async () => {
  publish()
  await start()
  tellWorker({ type: "all", number: 1, selection: select({ sort: "newest" }) })
  tellWorker({ type: "ask", number: 2, selection: select({ q: "quota" }), limit: 50 })
  const { entries } = await until(({ type }) => type === "everything")
  assert.equal(entries.length, 7)
  await until(isComplete(2))
})

test("a site that was built anew is read anew", async () => {
  publish()
  await start()
  await until(({ type }) => type === "manifest")
  publish("-again")
  tellWorker({ type: "ask", number: 1, selection: select({ q: "quota" }), limit: 50 })
  const { answer } = await until(isComplete(1))
  assert.equal(answer.total, 3)
  assert.equal(heard.filter(({ type }) => type === "manifest").length, 2)
  assert.ok(heard.every(({ type }) => type !== "failed"))
})

test("what cannot be loaded is told, and tried again by the next ask", async () => {
  files = {}
  await start()
  await until(({ type }) => type === "failed")
  publish()
  tellWorker({ type: "ask", number: 1, selection: select({ kind: ["talks"] }), limit: 50 })
  assert.equal((await until(isComplete(1))).answer.total, 3)
  delete files["2022-2023-aa.index.json"]
  tellWorker({ type: "ask", number: 2, selection: select({ q: "quota" }), limit: 50 })
  heard = []
  assert.match((await until(({ type }) => type === "failed")).message, /2022-2023-aa\.index\.json/)
})
