import assert from "node:assert/strict"
import test from "node:test"

import { createSearch } from "../../site_templates/theme/assets/timeline/search.js"
import { emptySelection } from "../../site_templates/theme/assets/timeline/selection.js"
import { packIndexes, facets, manifest, shards } from "./archive.js"
import lunr from "./lunr.js"

const openAll = () => {
  const search = createSearch(lunr, structuredClone(manifest))
  const indexes = packIndexes()
  for (const number of [2, 0, 1]) {
    search.addEntries(number, structuredClone(shards[number]))
    search.addIndex(number, indexes[number])
  }
  return search
}

const search = openAll()
const ask = (parts, limit = 50, where = search) => where.answer({ ...emptySelection, ...parts }, limit)
const ids = answer => answer.entries.map(({ id }) => id)
const find = parts => ids(ask(parts))
const counted = (answer, facet) =>
  Object.fromEntries(answer.facets[facet].flatMap((count, index) => (count ? [[facets[facet][index][0], count]] : [])))

test("nothing asked finds everything, in order of time", () => {
  const answer = ask({})
  assert.deepEqual(ids(answer), ["moratorium", "bergen", "quota", "vote", "huitan", "nets", "hull"])
  assert.deepEqual([answer.total, answer.of, answer.complete], [7, 7, true])
  assert.deepEqual([answer.words, answer.instead], [[], []])
  assert.deepEqual(answer.months, { "2022-05": 1, "2023-01": 1, "2023-02": 3, "2023-03": 1, "2023-04": 1 })
  assert.deepEqual(find({ sort: "newest" }), ids(answer).reverse())
})

test("an entry is what its reports add up to", () => {
  const [, bergen, quota, , , , hull] = ask({}).entries
  assert.deepEqual(bergen, {
    id: "bergen", page: "timeline/2023", when: "10–11 January 2023", date: "2023-01-10", from: "2023-01-10",
    to: "2023-01-11", status: "happened", announced: true, kind: 1, place: 0, round: 0, actors: [0, 1, 2],
    outlets: [0, 1], sources: 2, text: "The delegations met aboard the ferry.",
    reports: [
      { article: "a1", outlet: 0, published: "2022-12-20", title: "Talks planned", sentence: 1, status: "planned" },
      { article: "a2", outlet: 1, published: "2023-01-11", title: "They met", sentence: 1, status: "happened" },
    ],
    score: 0,
  })
  assert.deepEqual([quota.status, quota.announced, quota.actors, quota.place], ["said", false, [0, 1], 1])
  assert.deepEqual([hull.status, hull.text, hull.phrase],
    ["planned", undefined, "Talks with Helena Marchetti in Hull."])
})

test("words are all required, and begin words of the text", () => {
  assert.deepEqual(find({ q: "quota" }), ["moratorium", "quota", "nets"])
  assert.deepEqual(find({ q: "QUO" }), ["moratorium", "quota", "nets"])
  assert.deepEqual(find({ q: "quota herring" }), ["nets"])
  assert.deepEqual(find({ q: "herring ferry" }), [])
  assert.deepEqual(find({ q: " … — 🕊️" }), find({}))
})

test("words are found in names too, and together with those of the text", () => {
  assert.deepEqual(find({ q: "marchetti" }), ["bergen", "quota", "hull"])
  assert.deepEqual(find({ q: "judge" }), ["bergen", "quota", "hull"])
  assert.deepEqual(find({ q: "judge ferry" }), ["bergen"])
  assert.deepEqual(find({ q: "bjorgvin" }), ["bergen"])
  assert.deepEqual(find({ q: "møre" }), ["moratorium", "bergen", "nets", "hull"])
  assert.deepEqual(find({ q: "alleged" }), ["moratorium"])
  assert.deepEqual(find({ q: '"north wire"' }), ["bergen", "quota", "huitan", "hull"])
  assert.deepEqual(find({ q: '"wire north"' }), [])
})

test("a phrase is words that follow each other", () => {
  assert.deepEqual(find({ q: '"cod quota"' }), ["moratorium", "quota"])
  assert.deepEqual(find({ q: "“quota for” nets" }), ["nets"])
  assert.deepEqual(find({ q: '"quota cod"' }), [])
  assert.deepEqual(find({ q: '"signed the delegations"' }), [])
  assert.deepEqual(find({ q: '"quo"' }), [])
  assert.deepEqual(find({ q: '"cod quo' }), ["moratorium", "quota"], "not closed yet")
})

test("other scripts are found as they are written", () => {
  assert.deepEqual(find({ q: "سهمیه ماهی" }), ["vote"])
  assert.deepEqual(find({ q: "می‌گوید" }), ["vote"])
  assert.deepEqual(find({ q: "کمالي" }), ["vote"])
  assert.deepEqual(find({ q: "صدای" }), ["vote"])
  assert.deepEqual(find({ q: "会谈" }), ["huitan"])
  assert.deepEqual(find({ q: "会判" }), [], "not beside each other")
  assert.deepEqual(find({ q: "会 判" }), ["huitan"])
})

test("the words to mark are those found", () => {
  assert.deepEqual(ask({ q: "quo trawl" }).words, ["quota", "trawler", "trawlers"])
  assert.deepEqual(ask({ q: '"cod quota"' }).words, ["cod", "quota"])
  assert.deepEqual(ask({ q: "会谈" }).words, ["会", "谈"])
  assert.deepEqual(ask({ q: "ferry herring" }).words, [])
})

test("typing errors are forgiven where nothing else is found", () => {
  const answer = ask({ q: "marcheti qouta" })
  assert.deepEqual(answer.instead, [["marcheti", ["marchetti"]], ["qouta", ["quota"]]])
  assert.deepEqual([ids(answer), answer.words], [["quota"], ["marchetti", "quota"]])
  assert.deepEqual(ask({ q: "moratroiums" }).instead, [["moratroiums", ["moratorium"]]], "two errors in a long word")
  assert.deepEqual(ask({ q: "herxxng" }).instead, [], "but one in a short one")
  assert.deepEqual(ask({ q: "cxd" }).instead, [], "and none in a very short one")
  assert.deepEqual(ask({ q: "2024" }).instead, [], "nor in a number")
  assert.deepEqual(ask({ q: '"qouta"' }).total, 0, "what is quoted is meant")
})

test("words that are everywhere are words", () => {
  assert.deepEqual(find({ q: '"trawlers of the union"' }), ["nets"])
  assert.deepEqual(find({ q: "trawlers of the un" }), ["nets"])
  assert.deepEqual(find({ q: '"trawlers of th' }), ["nets"])
  assert.deepEqual(find({ q: '"the"' }), ["moratorium", "bergen", "quota", "nets", "hull"])
})

test("relevance is comparable over shards", () => {
  const { entries } = ask({ q: "quota", sort: "relevance" })
  assert.deepEqual(entries.map(({ id }) => id), ["quota", "moratorium", "nets"])
  assert.ok(entries[0].score > entries[1].score && entries[1].score > entries[2].score)
  assert.deepEqual(find({ sort: "relevance" }), find({}))
  assert.deepEqual(ids(ask({ q: "union", sort: "relevance" }))[0], "nets", "named and told of")
})

test("actors and outlets narrow, the others widen", () => {
  assert.deepEqual(find({ actor: ["helena-marchetti"] }), ["bergen", "quota", "hull"])
  assert.deepEqual(find({ actor: ["helena-marchetti", "trawler-union"] }), ["bergen", "hull"])
  assert.deepEqual(find({ outlet: ["herald", "wire"] }), ["bergen", "quota", "hull"])
  assert.deepEqual(find({ place: ["bergen", "hull"] }), ["bergen", "quota", "hull"])
  assert.deepEqual(find({ status: ["said", "denied"] }), ["quota", "vote"])
  assert.deepEqual(find({ status: ["happened"] }), ["bergen", "huitan", "nets"])
  assert.deepEqual(find({ kind: ["talks"], round: ["hull-2023-04"] }), ["hull"])
  assert.deepEqual(find({ sources: 2 }), ["bergen", "quota", "hull"])
})

test("a period holds what overlaps it", () => {
  assert.deepEqual(find({ from: "2023-02-15" }), ["vote", "nets", "hull"])
  assert.deepEqual(find({ to: "2023-01-10" }), ["moratorium", "bergen"])
  assert.deepEqual(find({ from: "2023-02-12", to: "2023-02-12" }), ["vote", "huitan"])
  assert.deepEqual(find({ from: "2023-02-20", to: "2023-02-10" }), [])
})

test("counts say what a further choice would leave", () => {
  const answer = ask({ actor: ["helena-marchetti"], status: ["planned"], from: "2023-01-01" })
  assert.deepEqual(ids(answer), ["hull"])
  assert.deepEqual(counted(answer, "actor"), { "helena-marchetti": 1, "trawler-union": 1 })
  assert.deepEqual(counted(answer, "status"), { happened: 1, said: 1, planned: 1 })
  assert.deepEqual(counted(answer, "place"), { hull: 1 })
  assert.deepEqual(answer.facets.sources, { 2: 1 })
  assert.deepEqual(ask({ sources: 2 }).facets.sources, { 2: 3 })
})

test("every count comes true", () => {
  for (const parts of [{}, { q: "quota" }, { kind: ["talks"], sources: 2 }, { known: "2023-02-02", place: ["hull"] }]) {
    const answer = ask(parts)
    for (const facet of ["actor", "outlet", "round", "place", "status", "kind"]) {
      const chosen = ["actor", "outlet"].includes(facet) ? parts[facet] ?? [] : []
      for (const [index, [id]] of facets[facet].entries()) {
        assert.equal(ask({ ...parts, [facet]: [...chosen, id] }).total, answer.facets[facet][index], `${facet} ${id}`)
      }
    }
    for (const [sources, count] of Object.entries(answer.facets.sources)) {
      assert.equal(ask({ ...parts, sources: Number(sources) }).total, count)
    }
  }
})

test("months are of the result without its period", () => {
  const { months, total } = ask({ q: "quota", from: "2023-01-15", to: "2023-02-15" })
  assert.deepEqual([months, total], [{ "2022-05": 1, "2023-02": 1, "2023-03": 1 }, 1])
})

test("an unknown value matches nothing", () => {
  const unknown = ["nobody", "constructor", "__proto__", "HELENA-MARCHETTI"]
  for (const facet of ["actor", "outlet", "round", "place", "status", "kind"]) {
    for (const value of unknown) assert.deepEqual(find({ [facet]: [value] }), [], `${facet} ${value}`)
  }
  assert.deepEqual(find({ place: ["nowhere", "bergen"] }), ["bergen"])
  assert.deepEqual(find({ actor: ["nobody", "trawler-union"] }), [])
  assert.deepEqual(find({ sources: 999 }), [])
})

test("a day shows what was known on it", () => {
  assert.deepEqual(find({ known: "2022-12-19" }), [])
  const [bergen] = ask({ known: "2022-12-20" }).entries
  assert.deepEqual([bergen.id, bergen.status, bergen.announced, bergen.kind, bergen.actors, bergen.outlets],
    ["bergen", "planned", false, 0, [0, 1], [0]])
  assert.deepEqual([bergen.text, bergen.stress, bergen.context, bergen.reports.length],
    ["They said no. The delegations will meet in Bergen.", [14, 46], 14, 1])
  assert.deepEqual(find({ known: "2022-12-31", status: ["planned"] }), ["bergen"])
  assert.deepEqual(find({ known: "2023-01-11", status: ["planned"] }), [])
  assert.deepEqual(find({ known: "2022-12-31", sources: 2 }), [])
  assert.deepEqual(find({ known: "9999-12-31" }), find({}))
})

test("words of the date are found and marked", () => {
  assert.deepEqual(find({ q: "february" }), ["quota", "vote", "huitan"])
  assert.deepEqual(find({ q: '"12 february"' }), ["huitan"])
  assert.deepEqual(ask({ q: "april met" }).words, [])
  assert.deepEqual(ask({ q: "apr" }).words, ["april"])
})

test("what is found is what is shown", () => {
  assert.deepEqual(find({ q: "will" }), [], "another report tells it now")
  assert.deepEqual(find({ q: "will", known: "2022-12-31" }), ["bergen"])
  assert.deepEqual(find({ q: '"will meet in"', known: "2022-12-31" }), ["bergen"])
})

test("a day has no words and names of later reports", () => {
  assert.deepEqual(find({ q: "ferry" }), ["bergen"])
  assert.deepEqual(find({ q: "ferry", known: "2022-12-31" }), [])
  assert.deepEqual(find({ q: '"aboard the ferry"', known: "2022-12-31" }), [])
  assert.deepEqual(find({ q: "delegations", known: "2022-12-31" }), ["bergen"])
  assert.deepEqual(find({ q: "trawler", known: "2022-12-20" }), [])
  assert.deepEqual(find({ q: "ferry" }), ["bergen"], "and remembers no such answer")
  assert.deepEqual(find({ q: "huitan OR 会谈", known: "2023-02-02" }), [])
  assert.deepEqual(find({ q: "quota", known: "2023-02-02" }), ["moratorium", "quota"])
})

// An entry of which an editor tells, and whose accounts differ; what became of it was out only later.
const told = () => {
  const own = structuredClone(shards)
  const [, bergen] = own[0].entries
  const link = { label: "The Herald, 20 Dec 2022", page: "articles/a1", anchor: "s1" }
  const differing = ["Reports differ: 40 delegates according to ", [link], "; 60 according to ", []]
  const state = { status: "planned", announced: false, kind: 1, when: "January 2023", date: "2023-01",
    from: "2023-01-01", to: "2023-01-31" }
  Object.assign(bergen, {
    told: "The envoys convened at sea.",
    checked: true,
    further: [{ label: "example.org", address: "https://example.org/x" }],
    states: [
      ["2022-12-20", { ...state, labels: ["disputed"] }],
      ["2023-01-11", { ...state, when: "10–11 January 2023", notes: [differing] }],
      ["2023-03-30", {
        ...state, when: "10–11 January 2023", labels: ["not as planned"],
        notes: [differing, ["It was put off to ", { label: "3–4 April 2023", page: "timeline/2023", anchor: "hull" }]],
      }],
    ],
  })
  const search = createSearch(lunr, structuredClone(manifest))
  const indexes = packIndexes(own)
  for (const [number, shard] of own.entries()) {
    search.addEntries(number, shard)
    search.addIndex(number, indexes[number])
  }
  return search
}

test("an editor's words, notes and labels are found, and what they stand for is not", () => {
  const search = told()
  const find = parts => ids(ask(parts, 50, search))
  assert.deepEqual(find({ q: "envoys convened" }), ["bergen"])
  assert.deepEqual(find({ q: '"convened at sea"' }), ["bergen"])
  assert.deepEqual(find({ q: "ferry" }), [], "the words of a report are not shown beside an editor's")
  assert.deepEqual(find({ q: '"40 delegates according to the herald 20 dec 2022 60"' }), ["bergen"])
  assert.deepEqual(find({ q: '"put off to 3 4 april"' }), ["bergen"])
  assert.deepEqual(find({ q: '"not as planned"' }), ["bergen"])
  assert.deepEqual(find({ q: '"sea reports"' }), [], "no phrase goes from one into the next")
  assert.deepEqual(find({ q: "disputed" }), [], "it is no longer")
  const { words, entries: [bergen] } = ask({ q: "envoy delegates" }, 50, search)
  assert.deepEqual(words, ["delegates", "envoys"])
  assert.deepEqual([bergen.text, bergen.checked, bergen.further[0].label, bergen.labels, bergen.notes.length],
    ["The envoys convened at sea.", true, "example.org", ["not as planned"], 2])
})

test("what became of a plan is neither shown nor found before a report of it", () => {
  const search = told()
  const find = parts => ids(ask(parts, 50, search))
  for (const [known, off, differ, disputed] of [
    ["2022-12-31", [], [], ["bergen"]], ["2023-03-29", [], ["bergen"], []], ["2023-03-30", ["bergen"], ["bergen"], []],
  ]) {
    assert.deepEqual(find({ q: '"put off"', known }), off, known)
    assert.deepEqual(find({ q: "off", known }), off, known)
    assert.deepEqual(find({ q: '"reports differ"', known }), differ, known)
    assert.deepEqual(find({ q: "disputed", known }), disputed, known)
    assert.deepEqual(find({ q: "convened", known }), ["bergen"], known)
  }
  const [then] = ask({ q: "convened", known: "2022-12-31" }, 50, search).entries
  assert.deepEqual([then.when, then.labels, then.notes], ["January 2023", ["disputed"], undefined])
  assert.deepEqual(find({ q: "10 convened", known: "2022-12-31" }), [], "the day was not known")
})

test("the first so many are answered, and everything taken away", () => {
  const answer = ask({}, 2)
  assert.deepEqual([ids(answer), answer.total], [["moratorium", "bergen"], 7])
  assert.deepEqual(search.everything({ ...emptySelection, sort: "newest" }), [...ask({}).entries].reverse())
  assert.deepEqual(search.everything({ ...emptySelection, q: "quota" }), ask({ q: "quota" }).entries)
})

test("what helps first is needed first", () => {
  const fresh = createSearch(lunr, manifest)
  const needs = parts =>
    fresh.needs({ ...emptySelection, ...parts }).map(({ shard, index }) => `${shard}${index ? "i" : ""}`)
  assert.deepEqual(needs({}), ["0", "1", "2"])
  assert.deepEqual(needs({ sort: "newest" }), ["2", "1", "0"])
  assert.deepEqual(needs({ q: "cod" }), ["0", "0i", "1", "1i", "2", "2i"])
  assert.deepEqual(needs({ q: "…" }), ["0", "1", "2"])
  assert.deepEqual(needs({ from: "2023-02-10", to: "2023-02-20" }), ["1", "0", "2"])
  assert.deepEqual(needs({ from: "2023-03-10" }), ["2", "0", "1"])
  fresh.addEntries(1, shards[1])
  assert.deepEqual(needs({ q: "cod" }), ["0", "0i", "1i", "2", "2i"])
  assert.deepEqual([ask({}, 50, fresh).complete, ids(ask({}, 50, fresh))], [false, ["quota", "vote", "huitan"]])
  assert.deepEqual([ask({ q: "cod" }, 50, fresh).total, ask({ q: "qouta" }, 50, fresh).instead], [0, []])
})

test("what is prepared in a quiet moment finds what is found without", () => {
  const fresh = openAll()
  assert.equal(fresh.preparations().length, 3)
  for (const prepare of [...fresh.preparations(), ...fresh.preparations()]) prepare()
  assert.deepEqual(ask({ q: "qouta" }, 50, fresh), ask({ q: "qouta" }))
  assert.deepEqual(createSearch(lunr, manifest).preparations(), [])
})

test("hostile words are only words", () => {
  for (const q of [
    "*", "a* +b -c ~2 ^3 text:cod", "constructor", "__proto__ toString", "\\", '"', '""""', "“", "\0", "\ud800",
    "a b c d e f g h i j ".repeat(25), "会".repeat(500), `"${"the ".repeat(120)}`, "q".repeat(500), "'".repeat(500),
  ]) {
    const answer = ask({ q })
    assert.equal(answer.total, ask({ q }, 1).total, q)
  }
  assert.deepEqual(find({ q: "constructor" }), [])
})

test("an archive without entries answers too", () => {
  const bare = createSearch(lunr, { ...manifest, entries: 0, shards: [] })
  const answer = ask({ q: "cod" }, 50, bare)
  assert.deepEqual([answer.total, answer.of, answer.complete, answer.months], [0, 0, true, {}])
})
