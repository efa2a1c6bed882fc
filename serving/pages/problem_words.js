// What went wrong, in the reader's language; the service's own words are English.

import { t } from "./words.js";

const NAME = /^urn:firstline:problem:([a-z-]+)$/;
const PARTS = { "#/ticket/subject": "subject", "#/ticket/body": "body", "#/subject": "subject", "#/text": "body" };
const FAULTS = [[/too long/, "faultTooLong"], [/no text came/, "faultEmpty"]];
const SAID = new Set([
  "too-large", "invalid-request", "not-found", "conflict", "not-ready", "unauthorized", "forbidden",
]);

/** One plain sentence of a problem document (RFC 9457). */
export function problemWords({ type, status }) {
  const name = NAME.exec(type ?? "")?.[1];
  if (SAID.has(name)) return t("problem." + name);
  if (status === 413) return t("problem.too-large");
  return t(status >= 500 ? "problem.failed" : "problem");
}

/** The faults that can be said in the reader's language, as sentences. */
export function faultWords({ errors }) {
  const said = [];
  for (const { pointer, detail } of errors ?? []) {
    const key = FAULTS.find(([sign]) => sign.test(detail))?.[1];
    if (key && PARTS[pointer]) said.push(t(key, { field: t(PARTS[pointer]) }));
  }
  return said;
}

/** All of it as the service said it, a line each. */
export function saidByTheService({ title, detail, errors }) {
  const faults = (errors ?? []).map((fault) => fault.pointer.replace(/^#\//, "") + ": " + fault.detail);
  const whole = [title, detail].filter(Boolean).join(": ");
  return [whole, ...faults.filter((fault) => !whole.includes(fault))].filter(Boolean);
}
