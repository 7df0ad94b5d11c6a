// Choosing a period on the strip: by dragging over it, by moving the handles at its ends, by keys, by a click on a bar.

import { sayDay } from "./axis.js"

const HANDLE = 24 // pixels: as wide as the style sheet makes it
const A_DRAG = 4 // pixels: less is a click

const createHandle = (frame, label) => {
  const handle = document.createElement("div")
  handle.className = "x-strip__handle"
  handle.tabIndex = 0
  handle.setAttribute("role", "slider")
  handle.setAttribute("aria-label", label)
  frame.append(handle)
  return handle
}

const setValue = (handle, now, least, most, words) => {
  handle.setAttribute("aria-valuemin", least)
  handle.setAttribute("aria-valuemax", most)
  handle.setAttribute("aria-valuenow", now)
  handle.setAttribute("aria-valuetext", words)
}

/** `onDraw(left, right, period)` follows every move, in shares of the strip; `onPeriod(from, to)` ends a change. */
export const createBrush = (frame, axis, { onDraw, onPeriod }) => {
  const handles = { from: createHandle(frame, "Period from"), to: createHandle(frame, "Period to") }
  const steps = {
    ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1,
    PageDown: -axis.inYear, PageUp: axis.inYear, Home: -Infinity, End: Infinity,
  }
  let length = 0 // of the frame in pixels: asked of the page at every answer, it would be laid out anew each time
  let chosen = { from: "", to: "" }
  let drawn = chosen // differs while the reader is changing it

  // Each handle stands at its end of the period; where one would cover the other, both give way.
  const placeHandles = (left, right) => {
    let [from, to] = [left * length, right * length]
    if (to - from < HANDLE) {
      from = Math.max(0, Math.min((from + to - HANDLE) / 2, length - HANDLE))
      to = from + HANDLE
    }
    handles.from.style.left = `${from}px`
    handles.to.style.left = `${to}px`
  }

  const draw = period => {
    drawn = period
    const left = period.from ? axis.place(period.from) : 0
    const right = Math.max(left, period.to ? axis.place(period.to, { ends: true }) : 1)
    placeHandles(left, right)
    const [first, last] = axis.binsOf(period)
    const edge = axis.bins - 1
    setValue(handles.from, first, 0, last,
      period.from ? sayDay(period.from) : `${sayDay(axis.firstDay(0))} or before`)
    setValue(handles.to, last, first, edge,
      period.to ? sayDay(period.to, { ends: true }) : `${sayDay(axis.lastDay(edge), { ends: true })} or after`)
    onDraw(left, right, period)
  }

  const choose = period => {
    draw(period)
    if (period.from === chosen.from && period.to === chosen.to) return
    chosen = period
    onPeriod(period.from, period.to)
  }

  const shareAt = event => {
    const box = frame.getBoundingClientRect()
    return (event.clientX - box.left) / box.width
  }

  // Until the pointer is lifted, its place decides what is drawn; Escape, or a page that begins to scroll, undoes it.
  const follow = (down, { drag, click }) => {
    const listening = new AbortController()
    let dragged = false
    const on = (type, listener) => window.addEventListener(type, event => {
      if (event.pointerId === undefined || event.pointerId === down.pointerId) listener(event)
    }, { signal: listening.signal })
    const stop = period => {
      listening.abort()
      period ? choose(period) : draw(chosen)
    }
    on("pointermove", event => {
      dragged ||= Math.abs(event.clientX - down.clientX) >= A_DRAG
      if (dragged) draw(drag(shareAt(event)))
    })
    on("pointerup", () => stop(dragged ? drawn : click()))
    on("pointercancel", () => stop(null))
    on("keydown", event => event.key === "Escape" && stop(null))
  }

  const followHandle = (event, end) => follow(event, {
    drag(share) {
      const border = Math.round(share * axis.bins)
      return axis.move(drawn, end, end === "from" ? border : border - 1)
    },
    click: () => null,
  })

  const followBars = event => {
    const start = axis.binAt(shareAt(event))
    follow(event, {
      drag(share) {
        const end = axis.binAt(share)
        return axis.periodOf(Math.min(start, end), Math.max(start, end))
      },
      // That bar and nothing beyond it, at the edges too.
      click: () => ({ from: axis.firstDay(start), to: axis.lastDay(start) }),
    })
  }

  frame.addEventListener("pointerdown", event => {
    if (event.button !== 0 || !event.isPrimary) return
    const end = Object.keys(handles).find(name => handles[name] === event.target)
    end ? followHandle(event, end) : followBars(event)
  })

  for (const [end, handle] of Object.entries(handles)) {
    handle.addEventListener("keydown", event => {
      const step = steps[event.key]
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      const [first, last] = axis.binsOf(drawn)
      draw(axis.move(drawn, end, (end === "from" ? first : last) + step))
    })
    // A key that is held down makes one change.
    handle.addEventListener("keyup", () => choose(drawn))
    handle.addEventListener("blur", () => choose(drawn))
  }

  new ResizeObserver(() => {
    length = frame.clientWidth
    draw(drawn)
  }).observe(frame)

  return {
    show(period) {
      chosen = period
      draw(period)
    },
  }
}
