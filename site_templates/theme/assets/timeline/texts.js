// The words of some entries, and their lunr index: how well each matches a term. What is found is what is shown: an
// editor's words, the text of the report that tells an entry, or its phrase; its notes, further labels and date.

import { fold } from "./fold.js"
import { byUnits } from "./names.js"
import { plainNote } from "./notes.js"
import { needleOf } from "./query.js"

// Weights come as whole numbers of hundredths.
const PRECISION = 100

// A match that weighs nothing is still one; one that the index does not know weighs as much as a word that is not rare.
const LEAST = 0.001
const UNWEIGHED = 1

/**
 * @param lunr     the library
 * @param entries  those of `<name>.entries.json`
 */
export const createTexts = (lunr, entries) => {
  const folded = new WeakMap()

  /** The words that a view shows of an entry: folded, between spaces, two spaces before what is not the same text. */
  const read = (at, { summaries }) => {
    const summary = summaries[at]
    if (!folded.has(summary)) {
      const { told, phrase } = entries[at]
      const { telling, notes = [], labels = [], when } = summary
      const shown = [told ?? telling?.text ?? phrase ?? "", ...notes.map(plainNote), ...labels, when]
      folded.set(summary, ` ${shown.map(fold).join("  ")} `)
    }
    return folded.get(summary)
  }

  let words = null // in order
  let starts = null // of what each word is found in, as places in the next two
  let places = null
  let weights = null
  let tokenSet = null

  /** A shard as lunr.py weighed it: `vectors` has, for each entry, the number of a term and its weight, in turn. */
  const addIndex = ({ terms, vectors }) => {
    // Builders sort words by code point, lunr expects them by UTF-16 unit.
    words = [...terms].sort(byUnits)
    const numbers = new Map(words.map((word, number) => [word, number]))
    const ranks = terms.map(term => numbers.get(term))
    starts = new Uint32Array(words.length + 1)
    for (const vector of vectors) for (let pair = 0; pair < vector.length; pair += 2) starts[ranks[vector[pair]] + 1]++
    for (let number = 0; number < words.length; number++) starts[number + 1] += starts[number]
    const next = starts.slice()
    places = new Uint32Array(starts[words.length])
    weights = new Float32Array(starts[words.length])
    for (const [at, vector] of vectors.entries()) {
      for (let pair = 0; pair < vector.length; pair += 2) {
        const place = next[ranks[vector[pair]]]++
        places[place] = at
        weights[place] = vector[pair + 1] / PRECISION
      }
    }
  }

  /** Makes ready for patterns: not before, since few readers need one. */
  const prepare = () => {
    tokenSet ??= lunr.TokenSet.fromArray(words)
  }

  /** The indexed words that a lunr pattern fits. */
  const findWords = pattern => {
    prepare()
    return tokenSet.intersect(pattern).toArray()
  }

  // Words with one beginning stand together. lunr's own way, a pattern, builds every one of them anew from its letters.
  const findBeginnings = word => {
    let [low, high] = [0, words.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (words[middle] < word) low = middle + 1
      else high = middle
    }
    while (high < words.length && words[high].startsWith(word)) high++
    return [low, high]
  }

  const scoreWord = (word, open) => {
    const scores = new Float32Array(entries.length)
    const [low, high] = findBeginnings(word)
    for (let number = low; number < high; number++) {
      const whole = words[number] === word
      if (!whole && !open) break
      for (let place = starts[number]; place < starts[number + 1]; place++) {
        const score = Math.max(weights[place] * (whole ? 1 : 0.5), LEAST)
        if (score > scores[places[place]]) scores[places[place]] = score
      }
    }
    return scores
  }

  /** How well each entry of a view matches a term; 0: not at all. What the view leaves out may have any score. */
  const score = (term, view) => {
    const last = term.words.length - 1
    const [scores, ...others] = term.words.map((word, place) => scoreWord(word, term.open && place === last))
    for (const further of others) {
      for (let at = 0; at < scores.length; at++) scores[at] = scores[at] && further[at] && scores[at] + further[at]
    }
    // The index does not know which words follow each other, nor an entry of which some reports are not counted.
    const needle = needleOf(term)
    const certain = last === 0
    for (let at = 0; at < scores.length; at++) {
      if (!view.known[at] || (!view.differs[at] && (certain || !scores[at]))) continue
      if (!read(at, view).includes(needle)) scores[at] = 0
      else if (!scores[at]) scores[at] = UNWEIGHED
    }
    return scores
  }

  return { read, addIndex, isIndexed: () => words !== null, prepare, findWords, score }
}
