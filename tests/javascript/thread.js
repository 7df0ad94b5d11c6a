// The timeline's worker in a thread of its own, as in a browser, with a site that the test publishes.

import { parentPort } from "node:worker_threads"

let site = {}
globalThis.fetch = async (address, settings) => {
  const name = String(address).split("/").at(-1)
  parentPort.postMessage({ type: "fetched", name, cache: settings?.cache })
  await new Promise(resolve => setTimeout(resolve, 1))
  return { ok: name in site, status: name in site ? 200 : 404, json: async () => structuredClone(site[name]) }
}
globalThis.postMessage = message => parentPort.postMessage(message)
globalThis.addEventListener = (_, listener) => {
  parentPort.on("message", data => {
    if (data.type === "publish") site = data.site
    else listener({ data })
  })
}
await import("../../site_templates/theme/assets/timeline/worker.js")
