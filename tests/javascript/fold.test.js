import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import test from "node:test"

import { findWords, fold } from "../../site_templates/theme/assets/timeline/fold.js"

const readCases = () => {
  const cases = readFileSync(new URL("../cases/folding.md", import.meta.url), "utf8")
    .replace(/‹([0-9A-F]+)›/g, (_, code) => String.fromCodePoint(parseInt(code, 16)))
  const found = []
  let text = null
  for (const [index, line] of cases.split("\n").entries()) {
    if (line.startsWith("> ")) text = line.slice(2)
    else if (line.startsWith("-") && text !== null) {
      found.push({ number: index + 1, text, expected: line.slice(2) })
      text = null
    }
  }
  return found
}

for (const { number, text, expected } of readCases()) {
  test(`folding.md, line ${number}`, () => {
    assert.equal(fold(text), expected)
    assert.equal(fold(expected), expected)
    assert.equal(findWords(text).flatMap(({ words }) => words).join(" "), expected)
  })
}

const mark = text => findWords(text).map(({ start, end, words }) => [text.slice(start, end), ...words])

test("words are found where they stand", () => {
  assert.deepEqual(mark("“Ghanī’s cafe\u0301”, Qur’an!"), [
    ["Ghanī", "ghani"], ["cafe\u0301", "cafe"], ["Qur’an", "quran"],
  ])
  assert.deepEqual(mark("🕊️𝐏eace 🕊️ ‘𐐀b’"), [["𝐏eace", "peace"], ["𐐀b", "𐐨b"]])
  assert.deepEqual(mark("می\u200cخواهم مُحَمَّد"), [["می", "می"], ["خواهم", "خواهم"], ["مُحَمَّد", "محمد"]])
  assert.deepEqual(mark("在２０２１年"), [["在", "在"], ["２０２１", "2021"], ["年", "年"]])
  assert.deepEqual(mark("ที่นี่"), [["ที่", "ที่"], ["นี่", "นี่"]])
})

test("several words in one character share its place", () => {
  assert.deepEqual(mark("a½b ﷺ"), [["a½b", "a1", "2b"], ["ﷺ", "صلی", "الله", "علیه", "وسلم"]])
})

test("places are in order and apart, whatever the text", () => {
  const pieces = [
    "a", "'s", "’", "漢", "で", "\u3099", "\u0301", "½", " ", "\u093f", "\ud83d", "😀", "\0", "ﷺ", "\u00ad",
  ]
  for (let seed = 1; seed < 3000; seed++) {
    const chosen = Array.from({ length: seed % 9 }, (_, at) => pieces[(seed * (at + 7) * 31 + (seed >> at)) % 15])
    const text = chosen.join("")
    let before = 0
    for (const { start, end, words } of findWords(text)) {
      assert.ok(before <= start && start < end && end <= text.length && words.length > 0, JSON.stringify(text))
      before = end
    }
    assert.equal(fold(fold(text)), fold(text))
    assert.equal(findWords(text).flatMap(({ words }) => words).join(" "), fold(text), JSON.stringify(text))
  }
})

test("hostile text is no trouble", () => {
  for (const piece of ["'", "'s", "a'", "漢'", "漢\u3099", "\u093f", "\u0301", "½"]) findWords(piece.repeat(100_000))
})
