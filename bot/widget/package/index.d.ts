import type { Answer, CareerbotEventMap, Properties } from "./types";

export type * from "./types";

type EventName = keyof CareerbotEventMap extends `careerbot:${infer Name}` ? Name : never;

/** `<career-bot>`: a chat that answers from the articles of one careerbot service. */
export declare class CareerBot extends HTMLElement {
  /** Ask a question as if the visitor had; null where no answer came. */
  ask(question: string): Promise<Answer | null>;
  close(): void;
  toggle(): void;
  /** Forget the conversation; the visitor can undo that for some seconds. */
  startOver(): void;
  /** Call `listener` with the detail of an event, named without `careerbot:`; returns what ends that. */
  on<Name extends EventName>(
    name: Name,
    listener: (detail: CareerbotEventMap[`careerbot:${Name}`]["detail"]) => void,
  ): () => void;
}

export interface CareerBot extends Properties {}

declare global {
  interface GlobalEventHandlersEventMap extends CareerbotEventMap {}
  interface HTMLElementTagNameMap {
    "career-bot": CareerBot;
  }
}
