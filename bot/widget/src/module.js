import { AttributesElement } from "./attributes.js";
import { CareerBot } from "./element.js";

/** The widget as a module of npm: who imports it can use `<career-bot endpoint="https://…">`. */

if (!customElements.get("career-bot")) customElements.define("career-bot", CareerBot);

export { AttributesElement, CareerBot };
