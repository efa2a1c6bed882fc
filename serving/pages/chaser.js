// A request that only asks what became of an earlier one: its fields are those of that ticket.

import { link, make } from "./nodes.js";
import { t } from "./words.js";

/** Whether a request surely is one. */
export const asksAgain = ({ request_kind: kind }) => kind?.value === "chaser" && ["auto", "best"].includes(kind.tier);

/** Whether nothing can be said of what it is about, for it speaks of no subject. */
export const isBare = (answer) =>
  asksAgain(answer) && Object.values(answer.fields).every((said) => said.value === null || said.tier === "abstain");

/** Where the fields are: with the person's own open ticket, if it was found. */
export function drawChaser(box, answer) {
  const earlier = answer.duplicates.find((one) => one.relation === "chaser");
  const note = make("p", { className: "note", text: t(earlier ? "chaserOf" : "chaserAlone") + " ", parent: box });
  if (earlier) link(note, [earlier.ticket_id, earlier.subject].filter(Boolean).join(" "), earlier.url, { dir: "auto" });
}
