// The service as the page asks it.

import { keyHeaders } from "./key.js";

const PATIENCE = 15000;
const JSON_TYPE = { "Content-Type": "application/json" };

/** What the service refuses: `document` is its problem document (RFC 9457). */
export class Problem extends Error {
  constructor(document_, retryAfter) {
    super(document_.detail);
    this.document = document_;
    this.retryAfter = retryAfter;
  }

  get isBusy() {
    return [429, 503].includes(this.document.status);
  }
}

/** The JSON of an answer. Throws Problem, or another error when the service does not answer. */
export async function call(path, { body, signal } = {}) {
  const limit = AbortSignal.timeout(PATIENCE);
  const response = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers: { ...keyHeaders(), ...(body === undefined ? {} : JSON_TYPE) },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    cache: "no-store",
  });
  const document_ = await response.json().catch((error) => {
    if (response.ok || error.name === "AbortError") throw error;
    return { title: response.statusText, detail: "", status: response.status };
  });
  if (response.ok) return document_;
  throw new Problem({ status: response.status, ...document_ }, Number(response.headers.get("Retry-After")) || 1);
}

/** Say something that waits for no answer, also while the page is being left. */
export function tell(path, said) {
  const headers = { ...keyHeaders(), ...JSON_TYPE };
  fetch(path, { method: "POST", headers, body: JSON.stringify(said), keepalive: true }).catch(() => {});
}

/** All items of a paged list, at most `pages` pages of 200. */
export async function readAll(path, pages) {
  const items = [];
  let cursor = null;
  for (let page = 0; page < pages; page += 1) {
    const sign = path.includes("?") ? "&" : "?";
    const answer = await call(`${path}${sign}limit=200` + (cursor ? "&cursor=" + encodeURIComponent(cursor) : ""));
    items.push(...answer.items);
    cursor = answer.next_cursor;
    if (!cursor) break;
  }
  return items;
}
