// Text as it is searched: words without case, accents or variants of letters.
// `builder/pages/timeline/folding.py` folds the same way; `tests/cases/folding.md` holds both to it.

// They stand inside words, or between a name and its possessive "s".
const APOSTROPHES = /^['`‘’‛ʹʺʻʼʽʾʿ׳״]$/
// Accents, vowel points and cantillation, tatweel, the soft hyphen, and selectors of a glyph's looks: read past.
const DROPPED = new RegExp(
  "^[\\u0300-\\u036F\\u0483-\\u0489\\u0591-\\u05BD\\u05BF\\u05C1\\u05C2\\u05C4\\u05C5\\u05C7\\u0610-\\u061A\\u0640" +
  "\\u064B-\\u065F\\u0670\\u06D6-\\u06DC\\u06DF-\\u06E4\\u06E7\\u06E8\\u06EA-\\u06ED\\u0898-\\u089F\\u08CA-\\u08E1" +
  "\\u08E3-\\u08FF\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFB1E\\uFE20-\\uFE2F\\u00AD\\u180B-\\u180D\\u180F" +
  "\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]$",
  "u",
)
// Letters that decomposition leaves alone although readers take them for one another, or write them out.
const LETTERS = new Map(Object.entries({
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i", ς: "σ",
  ي: "ی", ى: "ی", ك: "ک", ة: "ه", ە: "ه", ہ: "ه", ۃ: "ه", ٱ: "ا",
}))
// Written without spaces: Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar. Every letter is a word.
const UNSPACED = new RegExp(
  "^[\\u0E00-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF\\u19E0-\\u19FF\\u2E80-\\u2FDF\\u3005-\\u3007\\u3021-\\u3029" +
  "\\u3031-\\u3035\\u3038-\\u30FF\\u31F0-\\u31FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uA9E0-\\uA9FF\\uAA60-\\uAA7F" +
  "\\uF900-\\uFAFF\\u{1AFF0}-\\u{1B16F}\\u{20000}-\\u{3FFFF}]$",
  "u",
)
const LETTER_OR_NUMBER = /^[\p{L}\p{N}]$/u
const MARK = /^\p{M}$/u
const DIGIT = /^\p{Nd}$/u

// Where a word of one letter ends, save for marks that follow.
const END = "\0"

// Decimal digits come in rows from zero to nine, with nothing to tell which is which but their place.
const digitValue = character => {
  let place = 0
  while (DIGIT.test(String.fromCodePoint(character.codePointAt(0) - place - 1))) place++
  return String(place % 10)
}

const foldPart = part => {
  if (APOSTROPHES.test(part)) return "'"
  if (DROPPED.test(part)) return ""
  if (LETTERS.has(part)) return LETTERS.get(part)
  if (DIGIT.test(part)) return digitValue(part)
  if (LETTER_OR_NUMBER.test(part)) return UNSPACED.test(part) ? ` ${part}${END}` : part
  return MARK.test(part) ? part : " "
}

const folded = new Map()
const foldCharacter = character => {
  let known = folded.get(character)
  if (known === undefined) {
    // A modifier letter that is an apostrophe to us must be seen before it is decomposed into something else.
    const parts = APOSTROPHES.test(character) ? "'" : character.normalize("NFKD").toLowerCase().normalize("NFKD")
    known = Array.from(parts, foldPart).join("")
    folded.set(character, known)
  }
  return known
}

const POSSESSIVE = /(?<=[^ '])'+s'*(?= |$)/g
const WORD = /[^ \0']+(?:'+[^ \0']+)*(?:\0(?:'*\p{M})*)?/gu

/** The folded words of a text, one space between them. */
export const fold = text => {
  let whole = text.replace(/[^a-z0-9 ]/gu, foldCharacter)
  if (whole.includes("'")) whole = whole.replace(POSSESSIVE, "").replaceAll("'", "")
  if (whole.includes(END)) whole = whole.replace(/\0(\p{M}*)/gu, "$1 ")
  // Of marks on one letter, any order is the same text.
  return whole.normalize("NFD").replace(/ {2,}/g, " ").trim()
}

/**
 * The words of a text and where they stand in it, in UTF-16 units. One item holds several words where one character
 * does ("½" is read as "1 2"). Items that touch each other are written without a space.
 * @returns {{start: number, end: number, words: string[]}[]}
 */
export const findWords = text => {
  let whole = ""
  const starts = []
  const ends = []
  let at = 0
  for (const character of text) {
    const known = foldCharacter(character)
    const next = at + character.length
    // An accent belongs to the letter before it.
    if (known === "" && ends.length) ends[ends.length - 1] = next
    for (let unit = 0; unit < known.length; unit++) {
      starts.push(at)
      ends.push(next)
    }
    whole += known
    at = next
  }
  const items = []
  // What is left out stays in its place here, as blanks.
  for (const { 0: found, index } of whole.replace(POSSESSIVE, ending => " ".repeat(ending.length)).matchAll(WORD)) {
    const word = found.replace(/['\0]/g, "").normalize("NFD")
    const [start, end] = [starts[index], ends[index + found.length - 1]]
    const last = items.at(-1)
    if (last && start < last.end) {
      last.end = Math.max(last.end, end)
      last.words.push(word)
    } else items.push({ start, end, words: [word] })
  }
  return items
}
