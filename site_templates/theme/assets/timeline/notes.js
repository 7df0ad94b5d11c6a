// On what accounts of an entry differ, and what became of a plan: sentences in parts, as the data files have them. A part
// is words, a list of links to who says so, or a link to another entry.

const plainPart = part => {
  if (typeof part === "string") return part
  return Array.isArray(part) ? part.map(({ label }) => label).join(" ") : part.label
}

/** A note as it reads. `builder/pages/notes.py` reads it the same way. */
export const plainNote = parts => parts.map(plainPart).join("")
