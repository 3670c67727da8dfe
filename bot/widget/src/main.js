import { CareerBot } from "./element.js";

/** What the page loads: it registers the element, and adds a launcher where the page has no widget. */

const NAME = "career-bot";

// Read at once: after this turn of the event loop it is null.
const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);

if (!customElements.get(NAME)) {
  if (script?.src) CareerBot.home = new URL(".", script.src).href;
  customElements.define(NAME, CareerBot);
}

/** @param {HTMLScriptElement} from Its data-… attributes become the launcher's. */
function addLauncher(from) {
  if (document.querySelector(`${NAME}:not([data-added])`)) return;
  const widget = document.createElement(NAME);
  widget.setAttribute("endpoint", new URL(".", from.src).href);
  widget.setAttribute("position", "bottom-end");
  for (const [name, value] of Object.entries(from.dataset)) widget.setAttribute(name, value ?? "");
  widget.dataset.added = "";
  document.body.append(widget);
}

if (script?.src) {
  if (document.readyState === "loading") {
    addEventListener("DOMContentLoaded", () => addLauncher(script), { once: true });
  } else addLauncher(script);
}
