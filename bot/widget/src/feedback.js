/** @import { Turn } from "./types" */
/** @import { Actions, Voice } from "./answer_view.js" */

import { h, icon, showAll } from "./dom.js";

/**
 * Whether the answer helped, why not, and a copy of it.
 * @param {Turn} turn @param {Actions} actions @param {Voice} voice @param {string} id
 */
export function renderFeedback(turn, actions, { texts }, id) {
  const said = h("p", { role: "status", class: "quiet" });
  /** @type {HTMLFormElement | undefined} */
  let why;
  const close = () => why?.remove();
  const show = (/** @type {boolean | null | undefined} */ value) => {
    good.ariaPressed = `${value === true}`;
    bad.ariaPressed = `${value === false}`;
  };
  /** @param {boolean | null} helpful null takes it back. @param {string} [comment] */
  const vote = async (helpful, comment) => {
    show(helpful);
    said.textContent = "";
    const arrived = await actions.vote(helpful, comment);
    said.textContent = !arrived ? texts.lost : helpful === null ? "" : texts.thanks;
    show(turn.helpful);
    if (arrived && helpful !== null && comment === undefined) ask(helpful);
  };
  /** Ask for a word to go with one thumb. @param {boolean} helpful */
  const ask = (helpful) => {
    close();
    // The owner reads the reason in English, whatever the page's language is.
    const reasons = Object.entries({
      Wrong: texts.wrong,
      Incomplete: texts.incomplete,
      "Not what I asked": texts.unasked,
    }).map(([value, label]) =>
      h("label", {}, h("input", { type: "radio", name: "why", value }), ` ${label}`),
    );
    why = h(
      "form",
      {
        class: "why",
        submit: (event) => {
          event.preventDefault();
          const said = [...new FormData(event.target).values()].map((one) => `${one}`.trim());
          const comment = said.filter(Boolean).join(": ");
          (helpful ? good : bad).focus();
          close();
          if (comment) void vote(helpful, comment);
        },
      },
      helpful ? null : h("div", { role: "group", "aria-label": texts.no }, ...reasons),
      h("label", { for: id }, texts.why),
      h("textarea", { id, name: "word", rows: 2, maxlength: 900, dir: "auto" }),
      h("button", { type: "submit" }, texts.send),
    );
    view.append(why);
    showAll(why);
  };
  /** @param {boolean} helpful @param {string} label */
  const thumb = (helpful, label) =>
    h(
      "button",
      {
        class: helpful ? "icon" : "icon down",
        "aria-label": label,
        click: () => {
          close();
          void vote(turn.helpful === helpful ? null : helpful);
        },
      },
      icon("good"),
    );
  const good = thumb(true, texts.yes);
  const bad = thumb(false, texts.no);
  show(turn.helpful);
  const copy = async () => {
    said.textContent = (await actions.copy()) ? texts.copied : texts.uncopied;
  };
  const view = h(
    "div",
    { part: "feedback" },
    h(
      "div",
      { class: "tools" },
      h("div", { role: "group", "aria-label": texts.helpful }, h("p", { class: "quiet" }, texts.helpful), good, bad),
      turn.answer.blocks.length
        ? h("button", { class: "icon copy", click: copy }, icon("copy"), texts.copy)
        : null,
      said,
    ),
  );
  return view;
}
