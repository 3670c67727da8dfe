/** @import { Texts } from "./texts.js" */
/** @import { Answer } from "./types" */

import { h } from "./dom.js";
import { hrefOf } from "./sources.js";

/**
 * A question and what stands under it.
 * @param {string} question
 * @param {Node} answer
 * @param {Texts} texts
 * @param {boolean} known Whether it was said before: then nothing of it is announced.
 */
export function renderTurn(question, answer, texts, known) {
  const asked = h("span", { class: "unseen" }, `${texts.asked} `);
  const words = h("bdi", {}, question);
  return h(
    "div",
    { class: "turn", "aria-live": known ? "off" : null },
    h("h3", { part: "question", "aria-live": "off" }, asked, words),
    answer,
  );
}

/** What stands under a question until it is answered. */
export function typing() {
  const dots = h("div", { class: "typing", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  return h("div", { part: "answer" }, dots);
}

/**
 * Copy an answer with the places it comes from; false where the browser forbids it.
 * @param {Answer} answer
 * @param {string} base
 */
export async function copy(answer, base) {
  const places = answer.sources.flatMap((source) => [
    [source.title, ...source.heading].join(" › "),
    hrefOf(source, base),
  ]);
  const text = [answer.answer || answer.message, "", ...new Set(places)].join("\n").trim();
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
