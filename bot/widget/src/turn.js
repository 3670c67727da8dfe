/** @import { Texts } from "./texts.js" */

import { h } from "./dom.js";

/** Characters of a question from which it has more than four lines on a phone. */
const LONG = 150;

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
  const lines = question.length > LONG ? "long" : null;
  return h(
    "div",
    { class: "turn", "aria-live": known ? "off" : null },
    h("h3", { part: "question", class: lines, "aria-live": "off" }, asked, words),
    answer,
  );
}

/** What stands under a question until it is answered. */
export function typing() {
  const dots = h("div", { class: "typing", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  return h("div", { part: "answer" }, dots);
}
