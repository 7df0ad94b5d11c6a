// What the reader typed, as terms of which an entry has to match every one.

import { findWords } from "./fold.js"

/**
 * @typedef {{words: string[], open: boolean}} Term  words that follow each other; open: the last one may go on
 */

const QUOTES = /["“”„‟«»＂「」『』]/

// Words without a space between them are meant as one: a run of characters in a script that has no spaces.
const findRuns = text => {
  const runs = []
  let before = -1
  for (const { start, end, words } of findWords(text)) {
    if (start === before) runs.at(-1).push(...words)
    else runs.push([...words])
    before = end
  }
  return runs
}

/** How a term is looked for in folded text with a space at either end. */
export const needleOf = ({ words, open }) => ` ${words.join(" ")}${open ? "" : " "}`

/**
 * Words, and phrases in quotation marks. A phrase that is not closed yet is still being typed.
 * @returns {Term[]}
 */
export const parseQuery = q => {
  const terms = new Map()
  const parts = q.split(QUOTES)
  for (const [number, part] of parts.entries()) {
    const quoted = number % 2 === 1
    const runs = quoted ? [findWords(part).flatMap(({ words }) => words)] : findRuns(part)
    for (const words of runs) {
      if (!words.length) continue
      const term = { words, open: quoted ? number === parts.length - 1 : words.length === 1 }
      terms.set(needleOf(term), term)
    }
  }
  return [...terms.values()]
}
