// What in a document could run, load from elsewhere or lead to a script, as [element, attribute or kind, value].
// `own` are the inline scripts that the theme writes, as text.

(root, own) => {
  const ADDRESSES = ["href", "src", "action", "formaction", "data", "poster", "xlink:href", "background", "ping", "to",
    "values", "from", "srcset", "cite", "manifest", "longdesc", "srcdoc", "content"]
  const LEADING = ["a", "area", "q", "blockquote"] // elements that may name another site: a reader decides to follow
  const FOREIGN = ["iframe", "frame", "object", "embed", "applet", "base", "style", "portal", "audio", "video", "source",
    "math", "animate", "set", "foreignobject", "use", "template", "textarea", "marquee"]
  const found = []
  for (const element of root.querySelectorAll("*")) {
    const name = element.localName.toLowerCase()
    const tell = (kind, value) => found.push([name, kind, value.slice(0, 80)])
    for (const { name: attribute, value } of Array.from(Element.prototype.getAttributeNames.call(element), name => (
      { name: name.toLowerCase(), value: Element.prototype.getAttribute.call(element, name) }))) {
      // Scripts of the site set places and sizes; a page as it is built has no styles of its own.
      const styled = attribute === "style" && (root !== document || /url|import|expression/i.test(value))
      if (attribute.startsWith("on") || styled) tell(attribute, value)
      if (!ADDRESSES.includes(attribute)) continue
      const bare = value.replace(/[\u0000-\u0020]/g, "").toLowerCase()
      const scheme = /^([a-z][a-z0-9+.-]*):/.exec(bare)?.[1]
      // Descriptions may begin with a word and a colon, the policy names data.
      if (attribute === "content" && !/^(?:javascript|vbscript|data)$/.test(scheme)) continue
      if (scheme ? !/^https?:\/\/[^/@]+(?:\/|$)/.test(bare) : /^[\\/]{2}/.test(bare)) tell(attribute, value)
      else if (scheme && !LEADING.includes(name) && !(name === "link" && element.rel === "canonical")) tell(attribute, value)
    }
    if (FOREIGN.includes(name)) tell("element", element.outerHTML)
    if (name === "script" && !element.src && element.type !== "application/json" && !own.includes(element.text)) {
      tell("element", element.text)
    }
    if (name === "form" && !element.matches("[name=search], .x-tool, [data-md-component=palette]")) tell("element", "")
    if (name === "meta" && /refresh/i.test(element.httpEquiv) && !/^0; url=(?:\.\.?\/)[\w./-]*$/.test(element.content)) {
      tell("refresh", element.content)
    }
  }
  return found
}
