/** @import { Answer, Turn } from "./types" */

import { readAnswer } from "./answer.js";

/** A conversation is taken up again within this time of its last question, in ms. */
const SESSION = 4 * 3_600_000;

/** Turns kept. */
const KEPT = 30;

/**
 * Earlier questions that go with a new one, and the characters of each: the service looks at no more
 * questions, and all together must stay far below the 16 KiB that it takes, in any script.
 */
const HISTORY = 3;
const LONGEST = 500;

/** What was asked and answered, kept from page to page where the browser allows it. */
export class Conversation {
  /** @type {Turn[]} */
  turns = [];
  /** Text in the box that was not answered yet. */
  draft = "";

  /** @param {string} key */
  constructor(key) {
    this.key = key;
    this.load();
  }

  get #name() {
    return `careerbot:${this.key}`;
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
    return this.turns.slice(-HISTORY).map((turn) => cut(turn.question));
  }

  /** Take up what the page's storage holds. */
  load() {
    this.turns = [];
    this.draft = "";
    try {
      const kept = JSON.parse(localStorage.getItem(this.#name) ?? "{}");
      if (!(Date.now() - kept.at < SESSION)) return;
      this.draft = `${kept.draft ?? ""}`;
      for (const { question, answer, helpful } of kept.turns) {
        const read = readAnswer(answer);
        if (read) this.turns.push({ question: `${question}`, answer: read, helpful });
      }
    } catch {
      // No storage here (a sandboxed frame), or another's data in it: the conversation starts anew.
    }
  }

  /** Keep the conversation for the next page; nothing happens where that is not allowed. */
  save() {
    try {
      if (this.turns.length || this.draft) {
        const { turns, draft } = this;
        localStorage.setItem(this.#name, JSON.stringify({ at: Date.now(), turns, draft }));
      } else {
        localStorage.removeItem(this.#name);
      }
    } catch {
      // Forbidden or full: the conversation lives as long as the page.
    }
  }

  /** @param {string} question @param {Answer} answer @returns {Turn} */
  add(question, answer) {
    const turn = { question, answer };
    this.turns = [...this.turns, turn].slice(-KEPT);
    this.save();
    return turn;
  }

  /** Forget everything. */
  clear() {
    this.turns = [];
    this.draft = "";
    this.save();
  }
}
