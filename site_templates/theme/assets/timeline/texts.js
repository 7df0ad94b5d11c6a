// The words of some entries, and their lunr index: how well each matches a term. What is found is what is shown: the
// text of the report that tells an entry, or its phrase, and its date.

import { fold } from "./fold.js"
import { needleOf } from "./query.js"

// A match that weighs nothing is still one; one that the index does not know weighs as much as a word that is not rare.
const LEAST = 0.001
const UNWEIGHED = 1

/**
 * @param lunr     the library
 * @param entries  those of `<name>.entries.json`
 */
export const createTexts = (lunr, entries) => {
  const folded = new Map()

  /** The words that a view shows of an entry: folded, between spaces, two spaces before the date. */
  const read = (at, { summaries }) => {
    const { when, phrase } = entries[at]
    const telling = summaries[at].telling ?? entries[at]
    if (!folded.has(telling)) folded.set(telling, ` ${fold(telling.text ?? phrase ?? "")}  ${fold(when)} `)
    return folded.get(telling)
  }

  let index = null
  let sorted = []
  // By word: entry, weight, entry, weight, … as lunr has it by entry. A query of lunr's own makes an object of every
  // match: too slow for a letter that begins half of all words.
  const postings = new Map()

  const addIndex = serialised => {
    // Builders sort words by code point, lunr expects them by UTF-16 unit.
    const words = [...serialised.invertedIndex].sort(([one], [other]) => (one < other ? -1 : 1))
    index = lunr.Index.load({ ...serialised, invertedIndex: words })
    sorted = words.map(([word]) => word)
    const lists = new Map()
    for (const [word, { _index }] of words) {
      const list = []
      postings.set(word, list)
      lists.set(_index, list)
    }
    for (const [field, { elements }] of Object.entries(index.fieldVectors)) {
      const at = Number(field.slice(field.lastIndexOf("/") + 1))
      for (let pair = 0; pair < elements.length; pair += 2) lists.get(elements[pair]).push(at, elements[pair + 1])
    }
  }

  /** The indexed words that a lunr pattern fits. */
  const findWords = pattern => index.tokenSet.intersect(pattern).toArray()

  // They stand together. lunr's own way, a pattern, builds every one of them anew from its letters.
  const findBeginnings = word => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle] < word) low = middle + 1
      else high = middle
    }
    while (high < sorted.length && sorted[high].startsWith(word)) high++
    return sorted.slice(low, high)
  }

  const scoreWord = (word, open) => {
    const scores = new Float32Array(entries.length)
    for (const found of open ? findBeginnings(word) : [word]) {
      const posting = postings.get(found) ?? []
      const share = found === word ? 1 : 0.5
      for (let pair = 0; pair < posting.length; pair += 2) {
        const score = Math.max(posting[pair + 1] * share, LEAST)
        if (score > scores[posting[pair]]) scores[posting[pair]] = score
      }
    }
    return scores
  }

  /** How well each entry of a view matches a term; 0: not at all. What the view leaves out may have any score. */
  const score = (term, view) => {
    const { words, open } = term
    const [scores, ...others] = words.map((word, place) => scoreWord(word, open && place === words.length - 1))
    for (const further of others) {
      for (let at = 0; at < scores.length; at++) scores[at] = scores[at] && further[at] && scores[at] + further[at]
    }
    // The index does not know which words follow each other, nor an entry of which some reports are not counted.
    const needle = needleOf(term)
    const certain = words.length === 1
    for (let at = 0; at < scores.length; at++) {
      const partly = view.known[at] < entries[at].reports.length
      if (!view.known[at] || (!partly && (certain || !scores[at]))) continue
      if (!read(at, view).includes(needle)) scores[at] = 0
      else if (!scores[at]) scores[at] = UNWEIGHED
    }
    return scores
  }

  return { read, addIndex, isIndexed: () => index !== null, findWords, score }
}
