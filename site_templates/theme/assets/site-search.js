// The theme's search, kept in its place. Runs before the theme's script; should that change one day, nothing breaks.
(() => {
  // The theme takes "q" in any address for its own. On the timeline it is the timeline's: out of sight, and back.
  const tool = document.querySelector("form.x-tool")
  const address = new URL(location.href)
  if (tool && address.searchParams.has("q")) {
    const asked = address.href
    address.searchParams.delete("q")
    history.replaceState(history.state, "", address)
    document.addEventListener("readystatechange", () => history.replaceState(history.state, "", asked), { once: true })
  }

  // Who searches the pages for an event is shown the way to the search of events.
  const root = new URL("../", document.currentScript.src)
  const field = document.querySelector(".md-search__input")
  const meta = document.querySelector(".md-search-result__meta")
  if (field && meta) {
    const way = document.createElement("a")
    way.className = "x-search-way"
    const point = () => {
      way.href = new URL(`timeline/${root.protocol === "file:" ? "index.html" : ""}`, root)
      way.search = new URLSearchParams({ q: field.value })
      way.textContent = `Dated events: search the timeline for “${field.value}”`
      way.hidden = !field.value
    }
    field.addEventListener("input", point)
    point()
    meta.after(way)
  }

  // The theme loads the index of the whole site with every page. Here it waits until somebody is about to search.
  const search = document.querySelector(".md-search")
  const toggle = document.getElementById("__search")
  if (!search || !toggle || new URL(location.href).searchParams.has("q")) return
  const RealWorker = window.Worker
  const wanted = new Promise(resolve => {
    search.addEventListener("focusin", resolve, { once: true })
    search.addEventListener("pointerenter", resolve, { once: true })
    toggle.addEventListener("change", resolve, { once: true })
  })
  // Nor does its worker start before it is handed that index.
  window.Worker = class extends EventTarget {
    constructor(url, options) {
      super()
      if (!String(url).includes("/workers/search.")) return new RealWorker(url, options)
      this.url = url
    }

    postMessage(message) {
      if (!this.worker) {
        this.worker = new RealWorker(this.url)
        this.worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })))
      }
      this.worker.postMessage(message)
    }
  }
  window.XMLHttpRequest = class extends XMLHttpRequest {
    open(method, url, ...rest) {
      this.waits = new URL(url, location.href).pathname.endsWith("/search/search_index.json")
      super.open(method, url, ...rest)
    }

    send(body) {
      if (this.waits) wanted.then(() => super.send(body))
      else super.send(body)
    }
  }
})()
