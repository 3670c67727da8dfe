/** @import { Answer, CareerbotEventMap, Origin, Turn } from "./types" */
/** @import { Conversation } from "./conversation.js" */
/** @import { Panel } from "./panel.js" */
/** @import { Service } from "./service.js" */
/** @import { Turns } from "./turns.js" */
/** @import { Texts } from "./texts.js" */

import { h } from "./dom.js";
import { Failure } from "./service.js";
import { after, fill } from "./speech.js";
import { renderTurn, typing } from "./turn.js";

/** Characters that a question may have. */
const LONGEST = 2000;

/** An answer that takes longer than this is said to, in ms. */
const SLOW = 1000;

/** Characters, not the units they are stored in. @param {string} text */
const lengthOf = (text) => [...text].length;

/** An event's, without `careerbot:`. @typedef {keyof CareerbotEventMap extends `careerbot:${infer K}` ? K : never} EventName */

/**
 * What of the widget may be another the next time.
 * @typedef {object} State
 * @property {Service} service
 * @property {Conversation} conversation
 * @property {string[]} articles
 * @property {{ texts: Texts, language: string }} voice
 * @property {boolean} shows
 */

/**
 * What asking needs of the widget.
 * @typedef {object} Widget
 * @property {Panel} panel
 * @property {Turns} turns
 * @property {() => State} now
 * @property {() => void} wake Takes up what was kept of the conversation.
 * @property {() => void} welcome Shows or hides what opens a conversation.
 * @property {(turn: Turn) => HTMLElement} view
 * @property {<K extends EventName>(name: K, detail: CareerbotEventMap[`careerbot:${K}`]["detail"]) => void} emit
 */

/** The question under way: one at a time, from the box to its answer, or to why there is none. */
export class Asking {
  /** @type {AbortController | null} */
  #asking = null;
  /** @type {Promise<unknown>} Over when that is. */
  #done = Promise.resolve();
  /** Until when the service has asked to be left alone, in ms. */
  #held = 0;

  /** @param {Widget} widget */
  constructor(widget) {
    this.widget = widget;
  }

  /** Whether a question is under way. */
  get busy() {
    return !!this.#asking;
  }

  /** Let go of the question under way. */
  drop() {
    const { panel, turns } = this.widget;
    this.#asking?.abort();
    turns.drop();
    this.#hold(0);
    panel.notice.hide();
  }

  /**
   * @param {string} words @param {Origin} origin
   * @param {string} [passage] The id of the one that was chosen to answer.
   * @returns {Promise<Answer | null>}
   */
  async ask(words, origin, passage) {
    const question = words.trim();
    const { panel } = this.widget;
    const { box, notice } = panel;
    const { texts, language } = this.widget.now().voice;
    if (this.#asking && origin === "typed") return null;
    while (this.#asking) await this.#done;
    if (origin !== "page") panel.focus();
    if (!question) return null;
    this.widget.wake();
    if (Date.now() < this.#held) {
      box.value ||= question;
      return null;
    }
    if (lengthOf(question) > LONGEST) {
      notice.warn(fill(texts.long, { n: lengthOf(question).toLocaleString(language) }));
      notice.until(() => lengthOf(box.value.trim()) <= LONGEST);
      return null;
    }
    const asked = this.#send(question, origin, passage);
    this.#done = asked;
    return asked;
  }

  /**
   * @param {string} question @param {Origin} origin @param {string} [passage]
   * @returns {Promise<Answer | null>}
   */
  async #send(question, origin, passage) {
    const { panel, turns } = this.widget;
    const { box, log, notice } = panel;
    const { articles, conversation, service, voice } = this.widget.now();
    const { texts, language } = voice;
    const asking = (this.#asking = new AbortController());
    if (box.value.trim() === question) box.value = "";
    conversation.draft = question;
    conversation.save();

    log.ariaBusy = "true";
    this.#wait(true);
    notice.hide();
    turns.drop();
    const view = (turns.loose = renderTurn(question, typing(), texts, false));
    turns.element.append(view);
    this.widget.welcome();
    panel.reveal(view);
    if (origin !== "page") panel.approach();
    this.widget.emit("question", { question, origin });
    const slow = setTimeout(() => {
      const cancel = h("button", { click: () => asking.abort() }, texts.cancel);
      notice.say(texts.slow, cancel);
      panel.arrive(view);
    }, SLOW);

    /** @type {Failure | undefined} */
    let failure;
    /** @type {Answer | null} */
    let answer = null;
    try {
      const { history } = conversation;
      const some = articles.length ? articles : undefined;
      answer = await service.ask({ question, history, language, passage, articles: some }, asking);
      conversation.draft = box.value;
      const turn = conversation.add(question, answer);
      view.lastElementChild?.replaceWith(this.widget.view(turn));
      turns.hold(turn, view);
      notice.hide();
      if (!this.widget.now().shows) panel.news.textContent = ` (${texts.fresh})`;
      this.widget.emit("answer", { question, answer });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failure = error;
    } finally {
      clearTimeout(slow);
      this.#asking = null;
      log.ariaBusy = null;
      this.#wait(false);
    }
    if (failure && view.isConnected) this.#fail(failure, question, view);
    panel.arrive(view.isConnected ? view : turns.element.lastElementChild);
    this.widget.welcome();
    return answer;
  }

  /** Whether nothing can be sent now. @param {boolean} waits */
  #wait(waits) {
    this.widget.panel.send.ariaDisabled = waits ? "true" : null;
  }

  /** Leave the service alone for some seconds. @param {number} seconds */
  #hold(seconds) {
    this.#held = Date.now() + seconds * 1000;
    this.#wait(seconds > 0);
  }

  /** @param {Failure} failure @param {string} question @param {HTMLElement} view */
  #fail({ kind, status, wait }, question, view) {
    const { panel, turns } = this.widget;
    const { box, notice } = panel;
    const { texts, language } = this.widget.now().voice;
    if (box.value.trim()) {
      // The visitor has written on: the question stays in the log, to be tried again from there.
      view.lastElementChild?.remove();
    } else {
      box.value = question;
      turns.drop();
    }
    const again = () => void this.ask(question, "retry");
    const retry = h("button", { click: again }, texts.retry);
    if (kind === "cancelled") {
      notice.say(texts.cancelled, retry);
      notice.until(() => box.value !== question);
      return;
    }
    notice.warn(fill(texts[kind], { when: after(wait, language) }), retry);
    if (kind === "offline") notice.until(() => navigator.onLine);
    if (wait) {
      this.#hold(wait);
      notice.hold(retry, wait, () => this.#hold(0));
    }
    this.widget.emit("error", { kind, status, question });
  }
}
