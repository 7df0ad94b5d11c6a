// The picture of the timeline, brought to life: matches stand out from the bars, and a period is chosen on it.

import { createAxis, isDay } from "./axis.js"
import { createBrush } from "./brush.js"

const SVG = "http://www.w3.org/2000/svg"
const LOWEST = 2
const HINT = " Drag over the bars, or move the handles, to choose a period; a click chooses one bar."

const add = (name, parent, attributes) => {
  const element = document.createElementNS(SVG, name)
  set(element, attributes)
  parent.append(element)
  return element
}

const set = (element, attributes) => {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
}

/** A bar of the picture, and over it the part of its entries that match. */
const createBar = (bar, parent) => {
  const { x, y, width, height } = Object.fromEntries(
    ["x", "y", "width", "height"].map(name => [name, Number(bar.getAttribute(name))]),
  )
  const entries = Number(bar.dataset.entries)
  const match = add("rect", parent, { class: "x-strip__match", x, width, y: y + height, height: 0 })
  const title = bar.querySelector("title")
  const said = title.textContent
  return {
    month: bar.dataset.month,
    /** Whether all of its entries match. */
    show(found) {
      // An entry of which only the year is known is found in January, though no bar was drawn for it.
      const share = Math.min(1, found / entries)
      const tall = share && Math.max(LOWEST, share * height)
      set(match, { y: y + height - tall, height: tall })
      title.textContent = share < 1 ? `${said}, ${found} of them found` : said
      return share === 1
    },
  }
}

/**
 * `root` is the figure that the page came with. `onPeriod(from, to)` is called when the reader has chosen a period, in
 * ISO days; "" is an end that was left open, or moved to the edge of the strip.
 */
export const createStrip = (root, { onPeriod }) => {
  const frame = root.querySelector(".x-strip__frame")
  const svg = frame.querySelector("svg")
  const { width, height } = svg.viewBox.baseVal
  const { first, span, bins } = svg.dataset
  const axis = createAxis(first, Number(span), Number(bins))

  const description = svg.querySelector(":scope > desc")
  const described = description.textContent

  const matches = add("g", svg, { class: "x-strip__matches" })
  const bars = [...svg.querySelectorAll(".x-strip__bar")].map(bar => createBar(bar, matches))
  const before = add("rect", svg, { class: "x-strip__shade", x: 0, y: 0, height })
  const after = add("rect", svg, { class: "x-strip__shade", y: 0, height })
  const edges = add("path", svg, { class: "x-strip__edges" })

  const shade = (left, right, period) => {
    set(before, { width: left * width })
    set(after, { x: right * width, width: (1 - right) * width })
    const edge = share => `M${share * width} 0V${height}`
    set(edges, { d: (period.from && edge(left)) + (period.to && edge(right)) })
  }

  const brush = createBrush(frame, axis, { onDraw: shade, onPeriod })
  root.querySelector("figcaption").append(HINT)
  root.classList.add("x-strip--live")

  return {
    /** `months` are the matches ("2020-03" -> 4), regardless of the period; without them all is found. */
    show({ months, from = "", to = "", complete = true }) {
      brush.show({ from: isDay(from) ? from : "", to: isDay(to) ? to : "" })
      const found = months ? axis.gather(months) : new Array(axis.bins).fill(Infinity)
      const areWhole = bars.map(bar => bar.show(found[axis.binOf(bar.month)])).every(Boolean)
      root.classList.toggle("x-strip--asked", !areWhole)
      root.classList.toggle("x-strip--partial", !complete)
      const total = found.reduce((sum, count) => sum + count, 0)
      description.textContent = described + (areWhole ? "" : ` ${total} of these entries are found, and stand out.`)
    },
  }
}
