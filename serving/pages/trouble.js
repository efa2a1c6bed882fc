// What keeps the service from answering, and the way on: another key, another try, a shorter text.

import { drawKey, wantsKey } from "./key.js";
import { button, make } from "./nodes.js";
import { faultWords, problemWords, saidByTheService } from "./problem_words.js";
import { language, t } from "./words.js";

/** A fault of the service's own, or of the moment: the same text may be answered when it is asked again. */
const mayPass = ({ status }) => status >= 500 || status === 409;

export class Trouble {
  #box;
  #retry;
  #mended;
  #drawn = "";

  /** `box` is drawn into; `onRetry` asks again; `onMended` hears it when all is well again for whoever asked. */
  constructor(box, { onRetry, onMended }) {
    this.#box = box;
    this.#retry = onRetry;
    this.#mended = onMended;
  }

  /** `phase` is that of the page, `problem` the problem document, null where nothing answered. */
  draw({ phase, problem }) {
    const same = wantsKey(problem) ? problem.status : problem;
    const now = JSON.stringify([phase, same, language()]);
    if (now === this.#drawn) return; // drawn again, an alert would be read out again, and a key half typed be lost
    this.#drawn = now;
    const waited = this.#box.contains(document.activeElement);
    this.#box.replaceChildren();
    if (phase === "gone") this.#drawGone(problem);
    else if (phase === "error") this.#drawProblem(problem);
    if (!waited) return;
    const next = this.#box.querySelector("input, button");
    if (next) next.focus();
    else this.#mended();
  }

  #note() {
    return make("div", { className: "note alert", role: "alert", parent: this.#box });
  }

  #drawGone(problem) {
    const note = this.#note();
    make("p", { text: t(problem ? "busy" : "gone") + " " + t("goneMore"), parent: note });
    this.#drawRetry(note);
  }

  #drawRetry(note) {
    const line = make("p", { parent: note });
    button(line, t("retry"), () => this.#retry());
  }

  #drawProblem(problem) {
    const note = this.#note();
    if (wantsKey(problem)) {
      make("p", { parent: note }).append(make("strong", { text: t(problem.status === 401 ? "keyWanted" : "keyOther") }));
      drawKey(note, this.#retry);
      return;
    }
    make("p", { parent: note }).append(make("strong", { text: problemWords(problem) }));
    for (const words of faultWords(problem)) make("p", { text: words, parent: note });
    if (mayPass(problem)) this.#drawRetry(note);
    const details = make("details", { className: "small", parent: note });
    make("summary", { text: t("problemMore"), parent: details });
    const list = make("ul", { lang: "en", parent: details });
    for (const line of saidByTheService(problem)) make("li", { text: line, parent: list });
    const { request_id: id } = problem;
    if (id) make("p", { className: "small", text: t("request", { id }), parent: note });
  }
}
