// The library as the page has it, which hands itself over to who says `define`.
let lunr = null
globalThis.define = Object.assign(make => (lunr = make()), { amd: true })
await import("../../site_templates/theme/assets/vendor/lunr/lunr.min.js")
delete globalThis.define

export default lunr
