// An invented archive about fishery talks in the North Sea: three shards, as a build writes them.

import { fold } from "../../site_templates/theme/assets/timeline/fold.js"
import { plainNote } from "../../site_templates/theme/assets/timeline/notes.js"
import lunr from "./lunr.js"

export const facets = {
  actor: [
    ["helena-marchetti", "Helena Marchetti", ["Judge Marchetti"]],
    ["skarra-islands-council", "Skarra Islands Council", ["Council of Skarra"]],
    ["trawler-union", "Trawler Union", ["Møre Union"]],
    ["daryush-kamali", "داریوش کمالی", []],
  ],
  round: [["bergen-2023-01", "Bergen, January 2023", []], ["hull-2023-04", "Hull, April 2023", []]],
  place: [["bergen", "Bergen", ["Bjørgvin"]], ["hull", "Hull", []]],
  outlet: [["herald", "The Herald", []], ["wire", "North Wire", []], ["sedaye-darya", "صدای دریا", []]],
  kind: [["other", "Other", []], ["talks", "Talks", []], ["statement", "Statement", []]],
  status: [
    ["happened", "Happened", []], ["said", "Said", []], ["planned", "Planned", []], ["alleged", "Alleged", []],
    ["denied", "Denied", []],
  ],
}

const [HERALD, WIRE, SEDA] = [0, 1, 2]
const [OTHER, TALKS, STATEMENT] = [0, 1, 2]
const [HELENA, COUNCIL, UNION, KAMALI] = [0, 1, 2, 3]
const [BERGEN, HULL] = [0, 1]

const report = (article, status, kind, actors, text, more = {}) =>
  ({ article, sentence: 1, status, kind, actors, rank: 0, ...(text ? { text } : {}), ...more })

const entry = (id, when, from, to, reports, more = {}) => ({
  id, page: `timeline/${(from || to).slice(0, 4)}`, when, date: from || to, ...(from ? { from } : {}),
  ...(to ? { to } : {}), reports, ...more,
})

export const shards = [
  {
    articles: [
      ["a1", HERALD, "2022-12-20", "Talks planned"], ["a2", WIRE, "2023-01-11", "They met"],
      ["a3", HERALD, "2022-12-21", "A moratorium"],
    ],
    entries: [
      entry("moratorium", "by May 2022", "", "2022-05-31", [
        report(2, "alleged", OTHER, [UNION], "The Council’s moratorium on the cod quota was never signed."),
      ]),
      entry("bergen", "10–11 January 2023", "2023-01-10", "2023-01-11", [
        report(0, "planned", OTHER, [HELENA, COUNCIL], "They said no. The delegations will meet in Bergen.",
          { place: BERGEN, rank: 1, stress: [14, 46], context: 14 }),
        report(1, "happened", TALKS, [UNION], "The delegations met aboard the ferry.", { rank: 2 }),
      ], { round: 0 }),
    ],
  },
  {
    articles: [
      ["b1", WIRE, "2023-02-02", "Cod quota"], ["b2", HERALD, "2023-02-03", "Quota again"],
      ["b3", SEDA, "2023-02-10", "رأی"], ["b4", WIRE, "2023-02-12", "会谈"],
    ],
    entries: [
      entry("quota", "2 February 2023", "2023-02-02", "2023-02-02", [
        report(0, "happened", STATEMENT, [COUNCIL],
          "The council repeated that the cod quota, the cod quota alone, divides them."),
        report(1, "happened", STATEMENT, [COUNCIL, HELENA], "", { place: HULL }),
      ], { phrase: "A statement of the Skarra Islands Council." }),
      entry("vote", "February 2023", "2023-02-01", "2023-02-28", [
        report(2, "denied", OTHER, [KAMALI], "شورا می‌گوید رأی‌گیری درباره سهميه ماهي برگزار نشد."),
      ]),
      entry("huitan", "12 February 2023", "2023-02-12", "2023-02-12", [
        report(3, "happened", TALKS, [], "会谈在北海开始，谈判继续。"),
      ]),
    ],
  },
  {
    articles: [
      ["c1", HERALD, "2023-03-30", "To Hull"], ["c2", WIRE, "2023-04-03", "In Hull"],
      ["c3", HERALD, "2023-04-04", "Nets"],
    ],
    entries: [
      entry("nets", "from March 2023", "2023-03-01", "", [
        report(2, "happened", OTHER, [UNION],
          "Trawlers of the union cut nets; the mediator spoke of a quota for herring."),
      ]),
      entry("hull", "3–4 April 2023", "2023-04-03", "2023-04-04", [
        report(0, "planned", TALKS, [HELENA], "", { place: HULL }),
        report(1, "planned", TALKS, [HELENA, UNION], "", { place: HULL }),
      ], { round: 1, phrase: "Talks with Helena Marchetti in Hull." }),
    ],
  },
]

export const manifest = {
  version: 1, as_of: "2023-04-05", site: "Morrow Bank, explained", entries: 7, facets,
  shards: [
    { name: "2022-2023-aa", from: "2022-05-31", to: "2023-01-31", entries: 2 },
    { name: "2023-bb", from: "2023-02-01", to: "2023-02-28", entries: 3 },
    { name: "2023-cc", from: "2023-03-01", to: "2023-04-30", entries: 2 },
  ],
}

// What a build indexes: the words that are shown when every report counts.
const wordsOf = ({ id, reports, told, phrase, when, states = [] }) => {
  const { notes = [], labels = [] } = states.at(-1)?.[1] ?? {}
  const words = told ?? reports[id === "bergen" ? 1 : 0].text ?? phrase
  return fold([words, ...notes.map(plainNote), ...labels, when].join(" ")).split(" ")
}

// One index over everything, cut into the shards' own.
const buildIndexes = shards => {
  const builder = new lunr.Builder()
  builder.ref("id")
  builder.field("text")
  builder.tokenizer = words => words.map(word => new lunr.Token(word, {}))
  for (const [number, { entries }] of shards.entries()) {
    for (const [at, entry] of entries.entries()) {
      builder.add({ id: `${number}:${at}`, text: wordsOf(entry) })
    }
  }
  const whole = JSON.parse(JSON.stringify(builder.build()))
  return shards.map((_, number) => {
    const own = `${number}:`
    const cut = posting => Object.fromEntries(
      Object.entries(posting).filter(([id]) => id.startsWith(own)).map(([id, found]) => [id.slice(own.length), found]),
    )
    return {
      ...whole,
      fieldVectors: whole.fieldVectors.filter(([field]) => field.startsWith(`text/${own}`))
        .map(([field, vector]) => [field.replace(own, ""), vector]),
      invertedIndex: whole.invertedIndex.map(([word, { _index, text }]) => [word, { _index, text: cut(text) }])
        .filter(([, { text }]) => Object.keys(text).length),
    }
  })
}

/** The shards of the index as a build packs them. */
export const packIndexes = (of = shards) =>
  buildIndexes(of).map(({ version, fieldVectors, invertedIndex }) => {
    const numbers = new Map(invertedIndex.map(([, { _index }], number) => [_index, number]))
    return {
      version,
      terms: invertedIndex.map(([word]) => word),
      vectors: fieldVectors.map(([, elements]) =>
        elements.map((part, at) => (at % 2 ? Math.round(part * 100) : numbers.get(part)))),
    }
  })
