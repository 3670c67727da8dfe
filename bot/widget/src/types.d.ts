/** The answer object of `POST /api/ask`, as far as the widget reads it. */
export interface Answer {
  answer_id: string;
  status: "answered" | "unsure" | "no_answer";
  answer: string;
  blocks: Block[];
  highlight: string;
  message: string;
  sources: Source[];
  choices: Choice[];
  related: string[];
  interpreted_as: string;
  contact: Contact | null;
}

/** The owner's way to a person: a sentence, and the address in it that leads to `url`. */
export interface Contact {
  text: string;
  address: string;
  url: string;
}

export type Block =
  | { type: "paragraph"; text: string }
  | { type: "list"; lead: string; items: string[]; numbers: (number | null)[]; levels: number[] }
  | { type: "table"; header: string[]; rows: string[][] };

export interface Source {
  n: number;
  title: string;
  heading: string[];
  quote: string;
  url: string;
  updated: string;
  references: Reference[];
}

export interface Reference {
  mark: string;
  title: string;
  url: string;
}

export interface Choice {
  question: string;
  passage_id: string;
}

/** One question of the conversation and what came back. */
export interface Turn {
  question: string;
  answer: Answer;
  helpful?: boolean;
}

export type FailureKind =
  | "offline"
  | "unreachable"
  | "limited"
  | "rejected"
  | "broken"
  | "unreadable"
  | "timeout"
  | "cancelled";

/** How a question came to be asked. */
export type Origin = "typed" | "suggestion" | "choice" | "related" | "retry" | "page";

export interface Feedback {
  answer_id: string;
  helpful?: boolean;
  comment?: string;
  choice?: string;
  question?: string;
}

export interface CareerbotEventMap {
  "careerbot:open": CustomEvent<null>;
  "careerbot:close": CustomEvent<null>;
  "careerbot:question": CustomEvent<{ question: string; origin: Origin }>;
  "careerbot:answer": CustomEvent<{ question: string; answer: Answer }>;
  "careerbot:feedback": CustomEvent<Feedback>;
  "careerbot:error": CustomEvent<{ kind: FailureKind; status: number; question: string }>;
}

declare global {
  interface HTMLElementEventMap extends CareerbotEventMap {}
  interface HTMLElementTagNameMap {
    "career-bot": import("./element.js").CareerBot;
  }
}
