// What the words of the tiers mean, and what it would take where nothing is auto yet.

import { $, make } from "./nodes.js";
import { fieldInSentence, percent, t, valueName } from "./words.js";

/** Whether no value of any field of the model may be auto yet: that is told once, where the words are explained. */
export const nothingIsAuto = (model) => Boolean(model?.fields.length) && model.fields.every((name) => name in (model.auto_progress ?? {}));

export function drawLegend(model) {
  $("legend").replaceChildren();
  for (const tier of ["auto", "best", "suggest", "abstain"]) {
    make("span", { className: "tier " + tier, text: t("tier." + tier), parent: make("dt", { parent: $("legend") }) });
    const missing = tier === "auto" && nothingIsAuto(model);
    const said = make("dd", { text: t("long." + tier) + (missing ? " " + t("noAuto") : ""), parent: $("legend") });
    if (!missing) continue;
    const details = make("details", { parent: said });
    make("summary", { text: t("noAutoMore"), parent: details });
    make("p", { text: whatIsMissing(model), parent: details });
  }
  document.querySelector("[data-t=legendMark]").hidden = nothingIsAuto(model);
}

function whatIsMissing(model) {
  const missing = ([, one]) => one.needed - one.count;
  const [name, near] = Object.entries(model.auto_progress).sort((a, b) => missing(a) - missing(b))[0];
  const more = missing([name, near]);
  const words = { ...near, more, field: fieldInSentence(name), value: valueName(name, near.value), target: percent(near.target_precision) };
  return t(more > 0 ? "noAutoYet" : "noAutoSure", words);
}
