import assert from "node:assert/strict"
import test from "node:test"
import { Worker } from "node:worker_threads"

import { emptySelection } from "../../site_templates/theme/assets/timeline/selection.js"
import { manifest, packIndexes, shards } from "./archive.js"

const build = (suffix = "") => {
  const indexes = packIndexes()
  const index = structuredClone(manifest)
  const site = { "index.json": index }
  for (const [number, shard] of index.shards.entries()) {
    shard.name += suffix
    site[`${shard.name}.entries.json`] = shards[number]
    site[`${shard.name}.index.json`] = indexes[number]
  }
  return site
}

// What a worker says to `site`, and a promise of the first thing that `isMeant`.
const start = (context, site) => {
  const thread = new Worker(new URL("thread.js", import.meta.url))
  context.after(() => thread.terminate())
  const heard = []
  let hear = () => {}
  thread.on("message", message => {
    heard.push(message)
    hear()
  })
  const tell = message => thread.postMessage(message)
  const until = async isMeant => {
    while (!heard.some(isMeant)) await new Promise(resolve => (hear = resolve))
    return heard.find(isMeant)
  }
  const publish = site => tell({ type: "publish", site })
  publish(site)
  tell({ type: "open", data: "https://example.org/site/timeline/data/" })
  return { tell, until, heard, publish }
}

const ofType = type => message => message.type === type
const isComplete = number => ({ type, number: answered, answer }) =>
  type === "answer" && answered === number && answer.complete
const select = parts => ({ ...emptySelection, ...parts })

test("an ask is answered when all that matters is loaded", async context => {
  const { tell, until, heard } = start(context, build())
  const { manifest } = await until(ofType("manifest"))
  assert.equal(manifest.site, "Morrow Bank, explained")
  tell({ type: "ask", number: 1, selection: select({ q: "quota" }), limit: 2 })
  const { answer, loaded, shards } = await until(isComplete(1))
  assert.deepEqual([answer.total, answer.entries.length, loaded, shards], [3, 2, 3, 3])
  const fetched = heard.filter(ofType("fetched"))
  assert.deepEqual([fetched[0].name, fetched[0].cache], ["index.json", "no-cache"])
  assert.equal(new Set(fetched.map(({ name }) => name)).size, fetched.length, "nothing is loaded twice")
})

test("a filter needs no index", async context => {
  const { tell, until, heard } = start(context, build())
  tell({ type: "ask", number: 1, selection: select({ place: ["hull"] }), limit: 50 })
  assert.equal((await until(isComplete(1))).answer.total, 2)
  assert.ok(heard.filter(ofType("fetched")).every(({ name }) => !name.endsWith(".index.json")))
})

test("a newer ask makes an older one void", async context => {
  const { tell, until, heard } = start(context, build())
  for (const [at, q] of ["q", "qu", "quo"].entries()) {
    tell({ type: "ask", number: at + 1, selection: select({ q }), limit: 50 })
  }
  await until(isComplete(3))
  assert.ok(heard.filter(ofType("answer")).every(({ number }) => number === 3))
})

test("a take-away has everything, and is not void", async context => {
  const { tell, until } = start(context, build())
  tell({ type: "all", number: 1, selection: select({ sort: "newest" }) })
  tell({ type: "ask", number: 2, selection: select({ q: "quota" }), limit: 50 })
  const { number, entries } = await until(ofType("everything"))
  assert.deepEqual([number, entries.length, entries[0].id], [1, 7, "hull"])
  await until(isComplete(2))
})

test("a site that was built anew is read anew", async context => {
  const { tell, until, heard, publish } = start(context, build())
  await until(ofType("manifest"))
  publish(build("-again"))
  tell({ type: "ask", number: 1, selection: select({ q: "quota" }), limit: 50 })
  assert.equal((await until(isComplete(1))).answer.total, 3)
  assert.equal(heard.filter(ofType("manifest")).length, 2)
  assert.ok(!heard.some(ofType("failed")))
})

test("what cannot be loaded is told, and tried again by the next ask", async context => {
  const { tell, until, heard, publish } = start(context, {})
  await until(ofType("failed"))
  const site = build()
  delete site["2022-2023-aa.index.json"]
  publish(site)
  tell({ type: "ask", number: 1, selection: select({ kind: ["talks"] }), limit: 50 })
  assert.equal((await until(isComplete(1))).answer.total, 3)
  tell({ type: "ask", number: 2, selection: select({ q: "quota" }), limit: 50 })
  await until(({ type, message }) => type === "failed" && message.includes("2022-2023-aa.index.json"))
  publish(build())
  tell({ type: "ask", number: 3, selection: select({ q: "quota" }), limit: 50 })
  assert.equal((await until(isComplete(3))).answer.total, 3)
})
