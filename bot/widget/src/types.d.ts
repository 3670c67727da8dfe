/** The answer object of `POST /api/ask`, as far as the widget reads it. */
export interface Answer {
  answer_id: string;
  status: "answered" | "unsure" | "no_answer";
  answer: string;
  blocks: Block[];
  highlight: string;
  message: string;
  /** Which of several questions have no answer. */
  not_found: string;
  sources: Source[];
  /** Passages that may help, too. */
  more: Source[];
  choices: Choice[];
  related: string[];
  interpreted_as: string;
  contact: Contact | null;
  /** Whether nothing was asked, but thanks said or a greeting. */
  small_talk: boolean;
}

/** The owner's way to a person: a sentence, and the address in it that leads to `url`. */
export interface Contact {
  text: string;
  address: string;
  url: string;
}

/** `of` is how many items or rows the article has, 0 where all of them are here. */
export type Block =
  | { type: "paragraph"; text: string; cut_before: boolean; cut_after: boolean }
  | { type: "heading"; text: string; asked: boolean }
  | { type: "list"; lead: string; items: string[]; numbers: (number | null)[]; levels: number[]; of: number }
  | { type: "table"; header: string[]; rows: string[][]; of: number };

export interface Source {
  n: number;
  title: string;
  heading: string[];
  quote: string;
  url: string;
  updated: string;
  /** Tag of the article's language; "" where the service doesn't say. */
  language: string;
  /** Of a file that has pages. */
  page: string;
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
  /** When it was answered, in ms; no two turns of a conversation have the same. */
  at: number;
  helpful?: boolean | undefined;
}

export type FailureKind =
  | "offline"
  | "unreachable"
  | "limited"
  | "rejected"
  | "broken"
  | "timeout"
  | "cancelled";

/** How a question came to be asked. */
export type Origin = "typed" | "suggestion" | "choice" | "related" | "retry" | "page";

export interface Feedback {
  answer_id: string;
  /** null takes an earlier word back. */
  helpful?: boolean | null;
  comment?: string;
  choice?: string;
  question?: string;
  /** The way to a person was taken. */
  person?: true;
}

/** A question that a person is to answer. */
export interface Handoff {
  answer_id: string;
  question: string;
  /** Where it was asked. */
  page: string;
  /** How the visitor can be reached. */
  contact: string;
  consent: true;
}

export interface CareerbotEventMap {
  "careerbot:open": CustomEvent<null>;
  "careerbot:close": CustomEvent<null>;
  "careerbot:question": CustomEvent<{ question: string; origin: Origin }>;
  "careerbot:answer": CustomEvent<{ question: string; answer: Answer }>;
  "careerbot:feedback": CustomEvent<Feedback>;
  "careerbot:error": CustomEvent<{ kind: FailureKind; status: number; question: string }>;
}

/** What an owner sets, as properties of the element. */
export interface Properties {
  /** Address of the service. */
  endpoint: string;
  /** First words of the bot; "" leaves them to the service. */
  greeting: string;
  /** Questions to open with; null leaves them to the service. */
  suggestions: string[] | null;
  /** In the page, or behind a launcher in a corner of the window. */
  position: "inline" | "bottom-end" | "bottom-start";
  /** Light or dark, as the page around it is, or as the visitor prefers. */
  theme: "auto" | "light" | "dark" | "page";
  /** Second line of the header. */
  subtitle: string;
  /** Address of a picture that stands in the header. */
  logo: string;
  /** What stands under the box, such as what not to enter. */
  note: string;
  /** Address of the owner's word on privacy, which a link under the box leads to. */
  privacy: string;
  /** What the widget says by itself, once, beside the launcher. */
  teaser: string;
  /** How far above the window's lower edge the launcher stands, such as `5rem`. */
  offset: string;
  /** Selector of what opens the panel instead of the launcher, which then isn't shown. */
  trigger: string;
  /** Whether the panel behind the launcher shows. */
  open: boolean;
  /** Ids of the articles to answer from; none means all. */
  articles: string[];
  /** The owner's own texts, by their names in the documentation. */
  texts: Record<string, string>;
}
