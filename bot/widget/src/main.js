import { AttributesElement } from "./attributes.js";
import { CareerBot } from "./element.js";

/** What the page loads: it registers the element, and adds a launcher where the page has no widget. */

const NAME = "career-bot";

// Read at once: after this turn of the event loop it is null.
const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);

if (!customElements.get(NAME)) {
  if (script?.src) AttributesElement.home = new URL(".", script.src).href;
  customElements.define(NAME, CareerBot);

  // For the page's own script: `careerbot.open()` is of its only widget, or its first.
  /** @returns {any} */
  const widget = () => document.querySelector(NAME);
  const called = (/** @type {string} */ name) => (/** @type {any[]} */ ...values) => widget()[name](...values);
  const methods = ["close", "toggle", "ask", "startOver", "on"].map((name) => [name, called(name)]);
  Object.assign(window, {
    careerbot: { open: () => (widget().open = true), ...Object.fromEntries(methods) },
  });
}

/** @param {HTMLScriptElement} from Its data-… attributes become the launcher's. */
function addLauncher(from) {
  const widget = document.createElement(NAME);
  widget.setAttribute("endpoint", new URL(".", from.src).href);
  widget.setAttribute("position", "bottom-end");
  for (const [name, value] of Object.entries(from.dataset)) widget.setAttribute(name, value ?? "");
  widget.dataset.added = "";
  for (const other of document.querySelectorAll(NAME)) {
    // A widget of the page's own is the one that its owner wants; a line pasted twice is one.
    if (other.dataset.added === undefined || other.isEqualNode(widget)) return;
  }
  document.body.append(widget);
}

if (script?.src) {
  if (document.readyState === "loading") {
    addEventListener("DOMContentLoaded", () => addLauncher(script), { once: true });
  } else addLauncher(script);
}
