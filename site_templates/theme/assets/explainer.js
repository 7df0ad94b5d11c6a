// Three small comforts. Without this file everything can still be read and followed.

// Opened from a disk, a link to a folder would list its files: lead to its page instead.
if (location.protocol === "file:") {
  for (const link of document.links) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html"
  }
}

// Escape puts away the definition of a term until the term is left and met again.
document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return
  for (const term of document.querySelectorAll(".x-term:is(:hover, :focus-visible)")) {
    term.classList.add("x-term--away")
    const back = () => term.classList.remove("x-term--away")
    term.addEventListener("mouseleave", back, { once: true })
    term.addEventListener("blur", back, { once: true })
  }
})

// The theme opens its menu and search by labels, which a keyboard alone cannot reach. Enter it handles itself.
for (const label of document.querySelectorAll(".x-button[for=__drawer], .x-button[for=__search]")) {
  label.tabIndex = 0
  label.setAttribute("role", "button")
  label.addEventListener("keydown", event => {
    if (event.key !== " ") return
    event.preventDefault()
    label.click()
  })
}
