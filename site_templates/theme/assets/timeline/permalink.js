// An entry's permalink outlives the page that it stood on, and the entry: when the timeline is cut anew, its parts lead
// on to it, and when entries become one, `moved.json` knows where what was the other's id is now.

const moved = new URL("../../timeline/data/moved.json", import.meta.url)

const addressOf = page => {
  const plain = location.pathname.endsWith(".html")
  const path = plain ? `${page}.html` : `${page.replace(/(^|\/)index$/, "$1")}/`.replace(/\/+$/, "/")
  return new URL(`../../${path}`, import.meta.url).href
}

const follow = async () => {
  const entry = location.hash.slice(1) // ids are plain letters: nothing to decode
  if (!/^-?\d{4}/.test(entry) || document.getElementById(entry)) return
  const leads = [...document.querySelectorAll("[data-stretch]")]
    .filter(({ dataset }) => entry.startsWith(dataset.stretch.replace(/-part-\d+$/, "")))
    .sort((a, b) => b.dataset.stretch.length - a.dataset.stretch.length)
  const response = await fetch(moved).catch(() => null)
  const way = response?.ok ? (await response.json())[entry] : undefined
  if (way !== undefined) location.replace(addressOf(way) + location.hash)
  else if (leads.length) location.replace(leads[0].querySelector("a").href + location.hash)
}

addEventListener("hashchange", follow)
follow()
