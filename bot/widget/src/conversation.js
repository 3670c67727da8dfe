/** @import { Answer, Turn } from "./types" */

import { readAnswer } from "./answer.js";
import { recall, remember } from "./storage.js";

/** A conversation is taken up again within this time of its last question, in ms. */
const SESSION = 4 * 3_600_000;

/** Turns kept. */
const KEPT = 30;

/**
 * Earlier questions that go with a new one, and the characters of each: the service looks at no more
 * questions, and all together must stay far below the 16 KiB that it takes, in any script.
 */
const HISTORY = 5;
const LONGEST = 300;

/** In the place of an answer that can't be read any more. */
const NOTHING = /** @type {Answer} */ (readAnswer({ status: "no_answer" }));

const PREFIX = "careerbot:";

/** @param {Turn} turn What tells it from the others, in every tab. */
const idOf = ({ question, at }) => question + at;

/** @param {any} kept As it was parsed. */
const fresh = (kept) => Date.now() - kept?.at < SESSION;

/**
 * What was asked and answered, kept from page to page where the browser allows it.
 *
 * Other tabs, and pages that the visitor comes back to, keep the same conversation: what they have
 * added is taken in before anything is written, so that none overwrites another.
 */
export class Conversation {
  /** @type {Turn[]} */
  turns = [];
  /** Text in the box that was not answered yet. */
  draft = "";
  /** The draft that the storage was last known to have from here. */
  #was = "";
  /** What was answered until then is forgotten, in ms. */
  #begun = 0;

  /** @param {string} key */
  constructor(key) {
    this.key = key;
  }

  get #name() {
    return PREFIX + this.key;
  }

  /**
   * Whether it is kept under this name in the page's storage.
   * @param {string | null} name
   */
  kept(name) {
    return name === this.#name;
  }

  /** The questions that a new one is read in the light of, oldest first. */
  get history() {
    // Cut between characters, never inside one: half of an emoji would be no text.
    const cut = (/** @type {string} */ text) => [...text].slice(0, LONGEST).join("");
    return this.turns
      .filter(fresh)
      .slice(-HISTORY)
      .map((turn) => cut(turn.question));
  }

  /** Take up what the page's storage holds; there, delete what is over. */
  load() {
    try {
      for (const name of Object.keys(localStorage)) {
        if (!name.startsWith(PREFIX) || this.kept(name)) continue;
        if (!fresh(parsed(localStorage.getItem(name)))) localStorage.removeItem(name);
      }
    } catch {
      // No storage here, as in a sandboxed frame.
    }
    this.draft = this.#was = this.merge().draft;
  }

  /** Take in what other pages have added and forgotten; what was kept is returned. */
  merge() {
    const kept = this.#read();
    this.#begun = Math.max(this.#begun, kept.begun);
    const turns = new Map(this.turns.map((turn) => [idOf(turn), turn]));
    for (const turn of kept.turns) {
      const own = turns.get(idOf(turn));
      if (own) own.helpful = turn.helpful;
      else turns.set(idOf(turn), turn);
    }
    this.turns = [...turns.values()]
      .filter(({ at }) => at > this.#begun)
      .sort((one, other) => one.at - other.at)
      .slice(-KEPT);
    return kept;
  }

  #read() {
    const kept = { begun: 0, draft: "", turns: /** @type {Turn[]} */ ([]) };
    try {
      const read = parsed(recall("localStorage", this.#name));
      if (!fresh(read)) {
        remember("localStorage", this.#name, "");
        return kept;
      }
      kept.begun = Number(read.begun) || 0;
      kept.draft = `${read.draft ?? ""}`;
      for (const { question, answer, at, helpful } of read.turns) {
        // Kept by a version before this one, a turn has no time of its own.
        const turn = keptTurn(`${question}`, answer, at || kept.turns.length + 1, helpful);
        if (answer?.status) kept.turns.push(turn);
      }
    } catch {
      // Another's data: the conversation starts anew.
    }
    return kept;
  }

  /**
   * Keep the conversation for the next page; nothing happens where that is not allowed.
   * @param {() => void} [change] What changes in it, after what others have added is taken in.
   */
  save(change) {
    const { begun, draft, turns } = this.merge();
    const before = JSON.stringify({ begun, draft, turns });
    change?.();
    const own = this.draft === this.#was ? draft : this.draft;
    this.#was = this.draft;
    const state = { begun: this.#begun, draft: own, turns: this.turns };
    if (JSON.stringify(state) !== before) {
      remember("localStorage", this.#name, JSON.stringify({ at: Date.now(), ...state }));
    }
  }

  /** @param {string} question @param {Answer} answer @returns {Turn} */
  add(question, answer) {
    /** @type {Turn} */
    const turn = { question, answer, at: 0 };
    this.save(() => this.#append([turn]));
    return turn;
  }

  /** @param {Turn[]} turns */
  #append(turns) {
    let at = Math.max(Date.now(), this.#begun, this.turns.at(-1)?.at ?? 0);
    for (const turn of turns) turn.at = at += 1;
    this.turns = [...this.turns, ...turns].slice(-KEPT);
  }

  /** Forget everything; what is returned takes that back. */
  clear() {
    const { turns } = this;
    this.save(() => {
      this.#begun = Math.max(Date.now(), turns.at(-1)?.at ?? 0);
      this.turns = [];
      this.draft = "";
    });
    return () => this.save(() => this.#append(turns));
  }
}

/**
 * A turn as the storage has it. Its answer is read when it is wanted: of thirty, one shows at first.
 * @param {string} question @param {any} kept @param {number} at @param {boolean} [helpful]
 * @returns {Turn}
 */
function keptTurn(question, kept, at, helpful) {
  /** @type {Answer | null | undefined} */
  let answer;
  return {
    question,
    get answer() {
      return (answer ??= readAnswer(kept) ?? NOTHING);
    },
    at,
    helpful,
  };
}

/** @param {string | null} text @returns {any} null where it is no JSON. */
function parsed(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
