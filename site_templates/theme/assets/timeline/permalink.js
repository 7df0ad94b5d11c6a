// An entry's permalink outlives the page that it stood on: when the timeline is cut anew, its parts lead on to it.

const follow = () => {
  const entry = location.hash.slice(1) // ids are plain letters: nothing to decode
  if (!/^-?\d{4}/.test(entry) || document.getElementById(entry)) return
  const leads = [...document.querySelectorAll("[data-stretch]")]
    .filter(({ dataset }) => entry.startsWith(dataset.stretch.replace(/-part-\d+$/, "")))
    .sort((a, b) => b.dataset.stretch.length - a.dataset.stretch.length)
  if (leads.length) location.replace(leads[0].querySelector("a").href + location.hash)
}

addEventListener("hashchange", follow)
follow()
