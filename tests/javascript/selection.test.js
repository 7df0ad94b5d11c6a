import assert from "node:assert/strict"
import test from "node:test"

import {
  emptySelection, isEmpty, parseSelection, writeSelection,
} from "../../site_templates/theme/assets/timeline/selection.js"

const selectionOf = parts => ({ ...emptySelection, ...parts })

test("nothing asked is the empty selection, and the empty address", () => {
  const searches = ["", "?", "?q=", "?actor=&from=&sources=0", "?utm_source=letter", null, undefined, 7, Symbol("?")]
  for (const search of searches) {
    assert.deepEqual(parseSelection(search), selectionOf({}))
  }
  assert.equal(writeSelection(emptySelection), "")
  assert.ok(isEmpty(emptySelection))
  assert.ok(isEmpty(selectionOf({ sort: "newest" })))
  assert.ok(!isEmpty(selectionOf({ known: "2021-01-05" })))
})

test("an address says all that can be asked, in one order", () => {
  const search = "?sort=relevance&known=2021-01-05&actor=b&q=peace+talks&actor=a&sources=2&to=2021-03-01" +
    "&from=2021-01-01&kind=talks&outlet=o&status=said&place=p&round=r"
  const selection = parseSelection(search)
  assert.deepEqual(selection, {
    q: "peace talks", actor: ["b", "a"], round: ["r"], place: ["p"], status: ["said"], outlet: ["o"], kind: ["talks"],
    from: "2021-01-01", to: "2021-03-01", sources: 2, known: "2021-01-05", sort: "relevance",
  })
  assert.equal(writeSelection(selection), "?q=peace+talks&actor=b&actor=a&round=r&place=p&status=said&outlet=o" +
    "&kind=talks&from=2021-01-01&to=2021-03-01&sources=2&known=2021-01-05&sort=relevance")
  assert.deepEqual(parseSelection(writeSelection(selection)), selection)
})

test("years and months are their first or last day", () => {
  const { from, to, known } = parseSelection("?from=2021&to=2021-02&known=2020-02")
  assert.deepEqual([from, to, known], ["2021-01-01", "2021-02-28", "2020-02-29"])
  assert.equal(parseSelection("?to=1900").to, "1900-12-31")
})

test("days that do not exist are left out", () => {
  for (const day of [
    "2021-02-29", "1900-02-29", "2021-04-31", "2021-13-01", "2021-00", "2021-1-5", "20210105", "0000", "yesterday",
    "2021-01-05T10:00", "٢٠٢١", "2021-01-00", " 2021", "-2021", "99999",
  ]) {
    assert.equal(parseSelection(`?from=${encodeURIComponent(day)}`).from, "", day)
  }
})

test("the number of sources and the order are what can be meant", () => {
  const sources = text => parseSelection(`?sources=${text}`).sources
  assert.deepEqual(["2", "1", "0", "-3", "2.5", "1e3", "Infinity", "9999", "3&sources=5"].map(sources),
    [2, 0, 0, 0, 0, 0, 0, 0, 3])
  assert.equal(parseSelection("?sort=oldest").sort, "")
  assert.equal(parseSelection("?sort=constructor").sort, "")
})

test("texts are cleaned and of bounded length", () => {
  assert.equal(parseSelection("?q=%E2%80%AEsklat%00%07%20cafe%CC%81%0Atwo%20").q, "sklat café two")
  assert.equal(parseSelection("?q=%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85").q, "می\u200cخواهم")
  assert.equal([...parseSelection(`?q=${"😀".repeat(600)}`).q].length, 500)
  assert.equal([...parseSelection(`?actor=${"é".repeat(600)}`).actor[0]].length, 200)
  const many = Array.from({ length: 5000 }, (_, number) => `actor=a${number}`).join("&")
  assert.equal(parseSelection(`?${many}`).actor.length, 20)
  assert.deepEqual(parseSelection("?actor=a&actor=a&actor=%20a%20&actor=+").actor, ["a"])
})

test("no address throws, and what it means can be written", () => {
  const addresses = [
    "?q=%", "?q=%zz%E0%A4%A", "?%%%=%&&&===", "?__proto__=1&constructor=2&q[]=3", "?q=\ud800", "?actor=\udc00\ud800",
    "?q=<script>alert(1)</script>", `?q=${"%F0%9F".repeat(17_000)}`, "?" + "&".repeat(100_000),
    "?q" + "=".repeat(100_000), "?" + "q=a&".repeat(20_000), `?q=${"a\u0301".repeat(300)}`,
    `?q=${"x".repeat(499)}%20y`, `?actor=${"\u0301".repeat(300)}`,
    `?q=${encodeURIComponent("\u0958".repeat(500))}`, "?q=%20%CC%81a", "?q=a#b&c+d%2Be",
  ]
  let state = 1
  const chance = below => (state = (state * 48271) % 0x7fffffff) % below
  const pieces = [
    ..."%&=+#?;aé漢\0 \u202e\u0301", "%C3", "%A9", "%00", "q=", "actor=", "from=2021", "sources=2", "\ud83d",
  ]
  for (let count = 0; count < 500; count++) {
    addresses.push("?" + Array.from({ length: chance(30) }, () => pieces[chance(pieces.length)]).join(""))
  }
  for (const address of addresses) {
    const selection = parseSelection(address)
    assert.deepEqual(parseSelection(writeSelection(selection)), selection, address.slice(0, 80))
  }
})
