// A shard of the index comes without what repeats itself. This writes it out as lunr serialises an index.

const PRECISION = 100

/** `terms` in order; `vectors`, for each entry the number of a term, its weight in hundredths, and so on in turn. */
export const unpack = ({ version, terms, vectors }) => {
  const postings = terms.map((_, number) => ({ _index: number, text: {} }))
  const fieldVectors = vectors.map((vector, at) => {
    const elements = vector.slice()
    for (let pair = 0; pair < vector.length; pair += 2) {
      postings[vector[pair]].text[at] = {}
      elements[pair + 1] = vector[pair + 1] / PRECISION
    }
    return [`text/${at}`, elements]
  })
  const invertedIndex = terms.map((term, number) => [term, postings[number]])
  return { version, fields: ["text"], fieldVectors, invertedIndex, pipeline: [] }
}
