import assert from "node:assert/strict"
import test from "node:test"

import { createAxis, isDay, sayDay } from "../../site_templates/theme/assets/timeline/axis.js"

const months = createAxis("2018-01", 1, 48)
const quarters = createAxis("1992-01", 3, 120)
const years = createAxis("0090-01", 12, 200)

test("bins know their days", () => {
  assert.deepEqual([months.firstDay(25), months.lastDay(25)], ["2020-02-01", "2020-02-29"])
  assert.deepEqual([quarters.firstDay(1), quarters.lastDay(1)], ["1992-04-01", "1992-06-30"])
  assert.deepEqual([years.firstDay(5), years.lastDay(5)], ["0095-01-01", "0095-12-31"])
  for (const axis of [months, quarters, years]) {
    for (let bin = 0; bin < axis.bins; bin++) {
      assert.equal(axis.binOf(axis.firstDay(bin)), bin)
      assert.equal(axis.binOf(axis.lastDay(bin)), bin)
    }
  }
})

test("what lies outside is before or after", () => {
  assert.ok(months.binOf("2017-12") < 0)
  assert.ok(months.binOf("2022-01-01") >= months.bins)
  assert.equal(months.place("1999-05-05"), 0)
  assert.equal(months.place("2030-05-05"), 1)
})

test("days have their place within their bin", () => {
  assert.equal(months.place("2018-01-01"), 0)
  assert.equal(months.place("2021-12-31", { ends: true }), 1)
  assert.equal(months.place("2020-01-01"), 0.5)
  assert.equal(months.place("2020-02-15", { ends: true }), (25 + 15 / 29) / 48)
  assert.equal(quarters.place("1992-02-01"), 31 / 91 / 120)
  assert.equal(years.place("0096-07-01"), (6 + 182 / 366) / 200)
  for (let bin = 1; bin < quarters.bins; bin++) {
    assert.equal(quarters.place(quarters.firstDay(bin)), quarters.place(quarters.lastDay(bin - 1), { ends: true }))
  }
})

test("a share of the strip is over a bin, the ends included", () => {
  assert.deepEqual([-0.2, 0, 0.5, 0.999, 1, 7].map(months.binAt), [0, 0, 24, 47, 47, 47])
})

test("a period that reaches an edge is open there", () => {
  assert.deepEqual(months.periodOf(0, 47), { from: "", to: "" })
  assert.deepEqual(months.periodOf(3, 3), { from: "2018-04-01", to: "2018-04-30" })
  assert.deepEqual(quarters.periodOf(0, 1), { from: "", to: "1992-06-30" })
  assert.deepEqual(months.binsOf({ from: "", to: "" }), [0, 47])
  assert.deepEqual(months.binsOf({ from: "1999-01-01", to: "2020-02-10" }), [0, 25])
})

test("an end moves no farther than the other, or the edge", () => {
  const period = { from: "2019-03-15", to: "2019-06-30" }
  assert.deepEqual(months.move(period, "from", 15), { from: "2019-04-01", to: "2019-06-30" })
  assert.deepEqual(months.move(period, "from", Infinity), { from: "2019-06-01", to: "2019-06-30" })
  assert.deepEqual(months.move(period, "from", -Infinity), { from: "", to: "2019-06-30" })
  assert.deepEqual(months.move(period, "to", -4), { from: "2019-03-15", to: "2019-03-31" })
  assert.deepEqual(months.move(period, "to", 99), { from: "2019-03-15", to: "" })
})

test("matches gather in their bins", () => {
  const found = quarters.gather({ "1992-01": 1, "1992-03": 2, "1992-04": 4, "1991-12": 8, "2022-01": 16 })
  assert.deepEqual(found.slice(0, 3), [3, 4, 0])
  assert.equal(found.reduce((a, b) => a + b), 7)
})

test("days are said as a person says them", () => {
  assert.equal(sayDay("2020-03-01"), "March 2020")
  assert.equal(sayDay("2020-03-15"), "15 March 2020")
  assert.equal(sayDay("2020-02-29", { ends: true }), "February 2020")
  assert.equal(sayDay("2020-03-01", { ends: true }), "1 March 2020")
})

test("what is no day is told from one", () => {
  assert.ok(isDay("2020-03-01"))
  for (const text of ["", "2020", "2020-03", "2020-13-01", "2020-00-10", "<b>", "2020-03-01T00:00", "20200301"]) {
    assert.ok(!isDay(text), text)
  }
})

test("what is only known to lie in a year is on no month's bar", () => {
  assert.equal(months.gather({ "2018": 5, "2018-01": 1 })[0], 1)
  assert.equal(createAxis("2018-01", 12, 4).gather({ "2018": 5, "2018-01": 1 })[0], 6)
})
