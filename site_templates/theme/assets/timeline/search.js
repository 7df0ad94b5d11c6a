// Entries and lunr indexes -> answers. Knows nothing of pages, or of where its data comes from.

import { numberOfDay, readMonths, viewOf } from "./known.js"
import { byUnits, createNames } from "./names.js"
import { needleOf, parseQuery } from "./query.js"
import { createTexts } from "./texts.js"

// Several values narrow what is found (all of them), or widen it (any of them).
const NARROWING = ["actor", "outlet"]
const WIDENING = ["round", "place", "status", "kind"]

// Reasons for which an entry falls out, one bit each: what a filter alone keeps out still counts for its own choices.
const [ROUND, PLACE, STATUS, KIND, PERIOD, SOURCES] = [1, 2, 4, 8, 16, 32]

// What a name that fits adds to a score: as much as a word that is not rare.
const NAME_SCORE = 1

// A reader who types on, or goes to and fro between days, asks for the same again.
const MOST_REMEMBERED = 40

const remember = (memory, key, make) => {
  if (!memory.has(key)) {
    if (memory.size >= MOST_REMEMBERED) memory.delete(memory.keys().next().value)
    memory.set(key, make())
  }
  return memory.get(key)
}

// How many errors a word may hold, to be tried in turn. A number is meant as it stands; what is longer than any word
// would only cost time.
const forgivenErrors = word => {
  if (/\d/.test(word) || word.length < 4 || word.length > 24) return []
  return word.length < 8 ? [1] : [1, 2]
}

const hasAll = ({ starts, values }, at, wanted) => {
  for (const value of wanted) {
    let place = starts[at]
    while (place < starts[at + 1] && values[place] !== value) place++
    if (place === starts[at + 1]) return false
  }
  return true
}

/**
 * @param lunr      the library
 * @param manifest  what `index.json` holds
 */
export const createSearch = (lunr, manifest) => {
  const { facets } = manifest
  const names = createNames(lunr, facets)
  const indexOf = Object.fromEntries([...NARROWING, ...WIDENING].map(facet => [
    facet, new Map(facets[facet].map(([id], index) => [id, index])),
  ]))
  const shards = manifest.shards.map(() => null)

  const createShard = data => {
    const whole = viewOf(data, facets)
    const texts = createTexts(lunr, data.entries)
    const views = new Map()
    const scores = new Map()
    const asKnown = day => (day ? remember(views, day, () => viewOf(data, facets, day, whole)) : whole)
    return {
      ...data,
      months: readMonths(data.entries),
      texts,
      asKnown,
      scoresOf: (term, day) => {
        const view = asKnown(day)
        const [key, shown] = view.partly ? [day, view] : ["", whole]
        return remember(scores, key + needleOf(term), () => texts.score(term, shown))
      },
    }
  }

  const isReady = (shard, asksWords) => shard !== null && (!asksWords || shard.texts.isIndexed())

  // Entries may last longer than their shard, so that those of an earlier one can matter. What begins after the period
  // only counts for the months.
  const remoteness = ({ from, to }, selection) => {
    if (selection.to && from > selection.to) return 2
    return selection.from && to < selection.from ? 1 : 0
  }

  /** The files still to be loaded, the most helpful first; those of a shard without `index` are its entries. */
  const needs = selection => {
    const asksWords = parseQuery(selection.q).length > 0
    const numbers = manifest.shards.map((_, number) => number)
    if (selection.sort === "newest") numbers.reverse()
    const distance = number => remoteness(manifest.shards[number], selection)
    return numbers.sort((one, other) => distance(one) - distance(other)).flatMap(shard => [
      ...(shards[shard] ? [] : [{ shard, index: false }]),
      ...(asksWords && !isReady(shards[shard], true) ? [{ shard, index: true }] : []),
    ])
  }

  const occurs = term =>
    names.find([term]).length > 0 || shards.some(shard => shard.scoresOf(term, "").some(Boolean))

  // The nearest words that a word with typing errors may have been meant for.
  const findNearest = word => {
    for (const errors of forgivenErrors(word)) {
      const pattern = lunr.TokenSet.fromFuzzyString(word, errors)
      const found = [names, ...shards.map(({ texts }) => texts)].flatMap(words => words.findWords(pattern))
      if (found.length) return [...new Set(found)].sort(byUnits)
    }
    return []
  }

  const corrections = new Map()

  // The words to take instead of one that occurs nowhere; none if it does. Known when every text is there.
  const correct = term => {
    const [word] = term.words
    return remember(corrections, word, () => (occurs(term) ? [] : findNearest(word)))
  }

  // Terms as they are looked for: for each a list of which one is enough.
  const readQuery = (selection, complete) => {
    const instead = []
    const wanted = parseQuery(selection.q).map(term => {
      const taken = complete && term.open && term.words.length === 1 ? correct(term) : []
      if (!taken.length) return [term]
      instead.push([term.words[0], taken])
      return taken.map(word => ({ words: [word], open: false }))
    })
    return { wanted, instead }
  }

  // How well each entry of a shard matches one of some terms, by text and names; 0: not at all.
  const scoreAlternatives = (shard, terms, day) => {
    const sum = new Float32Array(shard.entries.length)
    for (const term of terms) {
      const scores = shard.scoresOf(term, day)
      for (let at = 0; at < sum.length; at++) if (scores[at] > sum[at]) sum[at] = scores[at]
    }
    const named = new Uint8Array(sum.length)
    const view = shard.asKnown(day)
    for (const [facet, matches] of names.find(terms)) {
      const column = view[facet]
      if (NARROWING.includes(facet)) {
        const { starts, values } = column
        for (let at = 0; at < named.length; at++) {
          for (let place = starts[at]; place < starts[at + 1]; place++) named[at] |= matches[values[place]]
        }
      } else for (let at = 0; at < named.length; at++) if (column[at] >= 0) named[at] |= matches[column[at]]
    }
    for (let at = 0; at < sum.length; at++) if (named[at]) sum[at] += NAME_SCORE
    return sum
  }

  const scoreAll = (shard, wanted, day) => {
    const [sum, ...others] = wanted.map(terms => scoreAlternatives(shard, terms, day))
    for (const scores of others) {
      for (let at = 0; at < sum.length; at++) sum[at] = sum[at] && scores[at] && sum[at] + scores[at]
    }
    return sum
  }

  // One pass over the entries that are there: which are found, in order of time, and which would be by other choices.
  const find = selection => {
    const { known, sources } = selection
    const complete = needs(selection).length === 0
    const { wanted, instead } = readQuery(selection, complete)

    const chosen = facet => selection[facet].map(id => indexOf[facet].get(id) ?? -1)
    const [actors, outlets] = NARROWING.map(chosen)
    // Which values pass, and counts of them: one place further on than their index, so that -1 is none.
    const [rounds, places, statuses, kinds] = WIDENING.map(facet => {
      const values = chosen(facet)
      const passes = Uint8Array.from([0, ...facets[facet]], (_, place) =>
        Number(!selection[facet].length || (place > 0 && values.includes(place - 1))))
      return { passes, counts: new Uint32Array(passes.length) }
    })
    const begin = selection.from ? numberOfDay(selection.from) : 0
    const end = selection.to ? numberOfDay(selection.to) : 99999999

    const found = []
    const actorCounts = new Uint32Array(facets.actor.length)
    const outletCounts = new Uint32Array(facets.outlet.length)
    const sourcesCounts = []
    const months = new Map()
    for (const shard of shards) {
      if (!isReady(shard, wanted.length > 0)) continue
      const view = shard.asKnown(known)
      const { round, place, status, kind, actor, outlet, first, last, month } = view
      const scores = wanted.length ? scoreAll(shard, wanted, known) : null
      const monthCounts = new Uint32Array(shard.months.length)
      for (let at = 0; at < first.length; at++) {
        if (!view.known[at] || (scores && !scores[at])) continue
        if (!hasAll(actor, at, actors) || !hasAll(outlet, at, outlets)) continue
        const count = view.sources[at]
        const failed =
          (rounds.passes[round[at] + 1] ? 0 : ROUND) |
          (places.passes[place[at] + 1] ? 0 : PLACE) |
          (statuses.passes[status[at] + 1] ? 0 : STATUS) |
          (kinds.passes[kind[at] + 1] ? 0 : KIND) |
          (first[at] <= end && last[at] >= begin && begin <= end ? 0 : PERIOD) |
          (count >= sources ? 0 : SOURCES)
        if ((failed & ~ROUND) === 0) rounds.counts[round[at] + 1]++
        if ((failed & ~PLACE) === 0) places.counts[place[at] + 1]++
        if ((failed & ~STATUS) === 0) statuses.counts[status[at] + 1]++
        if ((failed & ~KIND) === 0) kinds.counts[kind[at] + 1]++
        if ((failed & ~PERIOD) === 0) monthCounts[month[at]]++
        if ((failed & ~SOURCES) === 0) sourcesCounts[count] = (sourcesCounts[count] ?? 0) + 1
        if (failed) continue
        for (let i = actor.starts[at]; i < actor.starts[at + 1]; i++) actorCounts[actor.values[i]]++
        for (let i = outlet.starts[at]; i < outlet.starts[at + 1]; i++) outletCounts[outlet.values[i]]++
        found.push({ shard, at, score: scores ? scores[at] : 0 })
      }
      for (const [number, count] of monthCounts.entries()) {
        if (count) months.set(shard.months[number], (months.get(shard.months[number]) ?? 0) + count)
      }
    }
    const atLeast = {}
    let sum = 0
    for (let number = sourcesCounts.length - 1; number >= 2; number--) {
      sum += sourcesCounts[number] ?? 0
      if (sum) atLeast[number] = sum
    }
    const [round, place, status, kind] = [rounds, places, statuses, kinds].map(({ counts }) => [...counts.subarray(1)])
    return {
      found: inOrder(found, selection.sort),
      counts: { actor: [...actorCounts], round, place, outlet: [...outletCounts], kind, status, sources: atLeast },
      months: Object.fromEntries([...months].sort(([one], [other]) => byUnits(one, other))),
      complete, wanted, instead,
    }
  }

  const inOrder = (found, sort) => {
    if (sort === "newest") return found.reverse()
    if (sort === "relevance") return found.sort((one, other) => other.score - one.score)
    return found
  }

  // An entry as it was known on a day.
  const present = ({ shard, at, score }, day) => {
    const view = shard.asKnown(day)
    const { id, page, round, phrase, told, checked, further, reports } = shard.entries[at]
    const {
      when, date, from, to, status, announced, kind, place, actors, outlets, sources, labels, notes, telling,
    } = view.summaries[at]
    const entry = {
      id, page, when, date, from, to, status, announced, labels, kind, place, round, actors, outlets, sources, notes,
      checked, further,
      ...(told
        ? { text: told }
        : telling ? { text: telling.text, stress: telling.stress, context: telling.context } : { phrase }),
      reports: reports.slice(0, view.known[at]).map(({ article, sentence, status }) => {
        const [id, outlet, published, title] = shard.articles[article]
        return { article: id, outlet, published, title, sentence, status }
      }),
      score,
    }
    return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined))
  }

  const isMeant = (word, { words, open }) =>
    words.some((each, place) => each === word || (open && place === words.length - 1 && word.startsWith(each)))

  // The words to mark in what is shown.
  const findMeant = (shown, wanted, day) => {
    const terms = wanted.flat()
    if (!terms.length) return []
    const seen = new Set()
    for (const { shard, at } of shown) {
      const view = shard.asKnown(day)
      const { status, kind, place, actors, outlets } = view.summaries[at]
      for (const word of shard.texts.read(at, view).split(" ")) seen.add(word)
      const values = {
        actor: actors, outlet: outlets, round: [view.round[at]], place: [place], kind: [kind],
        status: [indexOf.status.get(status)],
      }
      for (const [facet, indexes] of Object.entries(values)) {
        for (const value of indexes) for (const word of names.wordsOf(facet, value)) seen.add(word)
      }
    }
    return [...seen].filter(word => word && terms.some(term => isMeant(word, term))).sort(byUnits)
  }

  return {
    needs,

    addEntries: (shardNumber, entriesJson) => {
      shards[shardNumber] = createShard(entriesJson)
    },

    /** The index of a shard's texts, when its entries are there. */
    addIndex: (shardNumber, indexJson) => shards[shardNumber].texts.addIndex(indexJson),

    /** What can be done in a quiet moment, step by step, for the first word with a typing error. */
    preparations: () => shards.filter(shard => isReady(shard, true)).map(({ texts }) => texts.prepare),

    /** What is found in all that is loaded: the first `limit` entries, and counts. */
    answer: (selection, limit) => {
      const { found, counts, months, complete, wanted, instead } = find(selection)
      const shown = found.slice(0, limit)
      return {
        total: found.length,
        of: manifest.entries,
        complete,
        entries: shown.map(match => present(match, selection.known)),
        facets: counts,
        months,
        words: findMeant(shown, wanted, selection.known),
        instead,
      }
    },

    /** All entries that are found, in order. */
    everything: selection => find(selection).found.map(match => present(match, selection.known)),
  }
}
