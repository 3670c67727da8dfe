import type { CareerbotEventMap, Properties } from "./types";

declare module "./attributes.js" {
  interface AttributesElement extends Properties {}
}

declare global {
  interface GlobalEventHandlersEventMap extends CareerbotEventMap {}
  interface HTMLElementTagNameMap {
    "career-bot": import("./element.js").CareerBot;
  }
}
