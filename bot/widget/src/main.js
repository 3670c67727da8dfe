import { AttributesElement } from "./attributes.js";
import { CareerBot } from "./element.js";

/** What the page loads: it registers the element, and adds a launcher where the page has no widget. */

const NAME = "career-bot";

// Read at once: after this turn of the event loop it is null. Of a module it always is: then the one
// whose address this line was called from.
const script = /** @type {HTMLScriptElement | undefined} */ (
  document.currentScript ??
    [...document.scripts].find(({ src }) => src && /** @type {string} */ (Error().stack).includes(src))
);

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
  for (const [name, value] of Object.entries(from.dataset)) widget.setAttribute(name, /** @type {string} */ (value));
  widget.dataset.added = "yes";
  for (const other of document.querySelectorAll(NAME)) {
    // A widget of the page's own is the one that its owner wants; of a line pasted twice, whatever
    // else it says, two launchers would stand on one another.
    if (!other.dataset.added || (!widget.trigger && widget.position === other.position)) return;
  }
  document.body.append(widget);
}

if (!script?.src) console.warn("career-bot: don't inline this");
else if (document.readyState === "loading") {
  addEventListener("DOMContentLoaded", () => addLauncher(script));
} else addLauncher(script);
