// The names and labels of facets, in all their written forms.

import { fold } from "./fold.js"
import { needleOf } from "./query.js"

export const byUnits = (one, other) => (one < other ? -1 : one > other ? 1 : 0)

const mapValues = (facets, make) =>
  Object.fromEntries(Object.entries(facets).map(([facet, values]) => [facet, values.map(make)]))

/**
 * @param lunr    the library
 * @param facets  those of the manifest
 */
export const createNames = (lunr, facets) => {
  const forms = mapValues(facets, ([, label, others]) => [label, ...others].map(form => ` ${fold(form)} `))
  const labels = mapValues(facets, ([, label]) => fold(label).split(" "))
  const words = new Set(Object.values(forms).flat(2).join(" ").split(" "))
  let tokenSet = null

  return {
    /** Of each facet of which some values match one of the terms, which do. */
    find: terms => {
      const needles = terms.map(needleOf)
      return Object.entries(forms)
        .map(([facet, values]) => [facet, Uint8Array.from(values, ofValue =>
          needles.some(needle => ofValue.some(form => form.includes(needle))))])
        .filter(([, matches]) => matches.includes(1))
    },
    /** The words that a lunr pattern fits. */
    findWords: pattern => {
      tokenSet ??= lunr.TokenSet.fromArray([...words].filter(Boolean).sort(byUnits))
      return tokenSet.intersect(pattern).toArray()
    },
    /** The words of a value's label, which is what readers see of it. */
    wordsOf: (facet, value) => labels[facet][value] ?? [],
  }
}
