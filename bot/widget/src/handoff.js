/** @import { Actions, Voice } from "./answer_view.js" */

import { h, showAll } from "./dom.js";

/**
 * The way on to a person: what is sent, and only with the visitor's consent. The sheet shows it where
 * the service has such a way and the answer leaves something to be asked.
 * @param {Actions} actions @param {Voice} voice
 */
export function renderHandoff(actions, { texts }) {
  const said = h("p", { role: "status", class: "quiet" });
  const reach = h("input", { autocomplete: "email", maxlength: 300, required: true, dir: "auto" });
  const send = h("button", { type: "submit" }, texts.send);
  const form = h(
    "form",
    {
      class: "why",
      submit: async (event) => {
        event.preventDefault();
        send.disabled = true;
        const handed = await actions.hand(reach.value.trim());
        said.textContent = handed ? texts.handed : texts.unhanded;
        send.disabled = false;
        if (!handed) return;
        said.tabIndex = -1;
        said.focus();
        details.remove();
      },
    },
    h("label", {}, texts.reach, reach),
    h("label", {}, h("input", { type: "checkbox", required: true }), texts.consent),
    send,
  );
  const details = h("details", { toggle: () => showAll(details) }, h("summary", {}, texts.person), form);
  return h("div", { part: "handoff" }, details, said);
}
