// The whole of an article that was found, read when somebody unfolds it.

import { drawArticleText } from "./article_text.js";
import { button, languageTag, link, make } from "./nodes.js";
import { problemWords } from "./problem_words.js";
import { Problem, call } from "./service.js";
import { t } from "./words.js";

/** What is unfolded, so that it stays so where all is drawn anew: the answer that was asked for, by the summary's id. */
const unfolded = new Map();

/** `place` is "agent", or "customer" for those who see public articles alone; `onOpen` hears that it was unfolded. */
export function drawWhole(parent, one, { place, onOpen = () => {} }) {
  const id = `whole-${place}-${one.article_id}`;
  const details = make("details", { className: "whole", parent });
  const label = t("whole") + ": " + (one.title || one.article_id);
  const summary = make("summary", { id, className: "small quiet", text: t("whole"), "aria-label": label, parent: details });
  const status = make("p", { className: "small quiet", role: "status", parent: details });
  const box = make("div", { parent: details });
  let read = false;

  async function show() {
    if (!unfolded.has(id)) unfolded.set(id, call("v1/articles/" + encodeURIComponent(one.article_id)));
    status.textContent = t("typing");
    try {
      const article = await unfolded.get(id);
      if (place === "customer" && !isPublic(article)) throw new Problem({ status: 404, detail: "" });
      drawText(box, article, place === "agent" ? 4 : 3);
      status.textContent = "";
      read = true;
    } catch (error) {
      unfolded.delete(id);
      status.textContent = whyNot(error);
      if (!isGone(error)) button(make("p", { parent: box }), t("retry"), again, "plain small");
    }
  }

  function again() {
    summary.focus();
    box.replaceChildren();
    show();
  }

  details.open = unfolded.has(id);
  if (details.open) show();
  details.addEventListener("toggle", () => {
    if (!details.open) unfolded.delete(id);
    else if (!unfolded.has(id)) {
      onOpen();
      if (!read) again();
    }
  });
}

/** What is as it mostly is, the service leaves out. */
const isPublic = ({ visibility = "public", restricted_to: groups = [] }) => visibility === "public" && !groups.length;
const isGone = (error) => error instanceof Problem && error.document.status === 404;

function whyNot(error) {
  if (isGone(error)) return t("wholeGone");
  return t("wholeFailed") + " " + (error instanceof Problem ? problemWords(error.document) : t("gone"));
}

/** `under` is the level of the heading of its title. */
function drawText(box, { body, language, url, title }, under) {
  if (body?.trim()) {
    const text = make("div", { className: "whole-text", lang: languageTag(language), dir: "auto", parent: box });
    drawArticleText(text, body, { under, title: title ?? "" });
  } else make("p", { className: "quiet", text: t("wholeEmpty"), parent: box });
  const line = make("p", { className: "small" });
  if (link(line, t("wholeAt"), url).href) box.append(line);
}
