/** @import { CareerbotEventMap, Feedback, Origin, Turn } from "./types" */

import { renderAnswer, renderQuestions } from "./answer_view.js";
import { AttributesElement } from "./attributes.js";
import { Conversation } from "./conversation.js";
import { h } from "./dom.js";
import { Panel } from "./panel.js";
import { Failure, Service } from "./service.js";
import { TEXTS, after, fill, languageOf } from "./texts.js";
import { copy, renderTurn, typing } from "./turn.js";
import css from "./style.css";

/** Characters that a question may have. */
const LONGEST = 2000;

/** An answer that takes longer than this is said to, in ms. */
const SLOW = 1000;

/** @type {CSSStyleSheet | undefined} One sheet for all widgets of a page. */
let sheet;

/** Storage keys in use: two widgets of one page never share one. */
const keys = new Set();

/** `<career-bot>`: a chat that answers from the articles of one careerbot service. */
export class CareerBot extends AttributesElement {
  #panel = new Panel({
    toggle: () => void this.toggleAttribute("open"),
    close: () => this.removeAttribute("open"),
    restart: () => this.startOver(),
    send: () => void this.#ask(this.#panel.box.value, "typed"),
  });
  #service = new Service(this.endpoint);
  #conversation = new Conversation("");
  /** @type {AbortController | null} Of the question under way. */
  #asking = null;
  /** @type {HTMLElement | null} The question under way, or one that failed and left the box. */
  #loose = null;
  /** @type {AbortController | null} Of the listeners outside the element. */
  #listening = null;
  /** @type {Element | null} What had the focus before the panel opened. */
  #before = null;
  /** What the greeting and the suggestions on show were asked for. */
  #opened = "";
  #offline = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
    }
    root.adoptedStyleSheets = [sheet];
    root.append(this.#panel.root);
  }

  /**
   * Ask a question as if the visitor had.
   * @param {string} question
   */
  async ask(question) {
    if (!this.#inline) this.open = true;
    await this.#ask(question, "page");
  }

  /** Forget the conversation and begin anew. */
  startOver() {
    this.#drop();
    this.#conversation.clear();
    this.#panel.box.value = "";
    this.#render();
    this.#panel.focus();
  }

  connectedCallback() {
    super.connectedCallback();
    // Opened by the page on a small window, it would cover the page before it was read.
    if (!this.#inline && this.#panel.small.matches) this.open = false;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener("pagehide", () => this.#keep(), { signal });
    addEventListener("online", () => this.#offline && this.#panel.notice.hide(), { signal });
    addEventListener("storage", (event) => this.#follow(event), { signal });
    this.#panel.small.addEventListener("change", () => this.#show(), { signal });
    this.#settle();
    this.#place();
  }

  disconnectedCallback() {
    this.#keep();
    this.#listening?.abort();
    keys.delete(this.#conversation.key);
  }

  /** @param {string} name @param {string | null} old @param {string | null} value */
  attributeChangedCallback(name, old, value) {
    if (old === value || !this.isConnected || !this.#listening) return;
    if (name === "open") {
      if (!this.#inline && (old === null) !== (value === null)) this.#toggle();
    } else if (name === "position") {
      this.#place();
    } else if (name === "endpoint" || name === "articles") {
      this.#keep();
      this.#drop();
      keys.delete(this.#conversation.key);
      this.#settle();
      this.#render();
    } else if (name !== "theme") {
      this.#render();
    }
  }

  get #inline() {
    return this.position === "inline";
  }

  /** Take up the service and the conversation that the attributes name. */
  #settle() {
    let key = [this.endpoint, this.articles, this.id].join(" ");
    while (keys.has(key)) key += "+";
    keys.add(key);
    if (key === this.#conversation.key) return;
    this.#service = new Service(this.endpoint);
    this.#conversation = new Conversation(key);
    this.#panel.box.value = this.#conversation.draft;
  }

  /** Stand in the page, or behind the launcher. */
  #place() {
    this.#panel.place(this.#inline);
    this.#render();
    this.#show();
  }

  /** Let go of the question under way. */
  #drop() {
    this.#asking?.abort();
    this.#loose = null;
    this.#panel.notice.hide();
  }

  /** Keep what stands in the box for the next page. */
  #keep() {
    if (!this.#asking) this.#conversation.draft = this.#panel.box.value;
    this.#conversation.save();
  }

  /** @param {StorageEvent} event The same conversation may have gone on in another tab. */
  #follow(event) {
    if (!this.#conversation.kept(event.key) || this.#asking) return;
    this.#conversation.load();
    this.#render();
  }

  /** Open or close, after the attribute. */
  #toggle() {
    if (this.open) {
      const before = document.activeElement;
      this.#before = before === this || before === document.body ? null : before;
      this.#show();
      this.#panel.focus();
      this.#emit("careerbot:open", null);
    } else {
      const inside = this.shadowRoot?.activeElement;
      this.#panel.hide();
      const back = this.#before?.isConnected ? this.#before : this.#panel.launcher;
      if (inside && back instanceof HTMLElement) back.focus();
      this.#emit("careerbot:close", null);
    }
  }

  #show() {
    if (this.#inline || !this.open) return;
    this.#panel.show();
    void this.#welcome();
    this.#panel.reveal(this.#panel.turns.lastElementChild);
  }

  get #voice() {
    const tag = this.closest("[lang]")?.getAttribute("lang") || navigator.language;
    const language = languageOf(tag);
    return {
      texts: Object.assign({}, TEXTS[language], this.texts),
      language,
      base: this.endpoint,
    };
  }

  /** Write everything that stands in the panel. */
  #render() {
    const { texts, language } = this.#voice;
    const { turns } = this.#conversation;
    this.#panel.write(texts, language, this.title || texts.title);
    this.#panel.turns.replaceChildren(
      ...turns.map((turn) => renderTurn(turn.question, this.#view(turn), texts)),
      ...(this.#loose ? [this.#loose] : []),
    );
    this.#panel.restart.hidden = !turns.length;
    void this.#welcome();
  }

  /** Greet, and offer questions while none was asked; the service isn't called until that shows. */
  async #welcome() {
    const { greeting, suggestions, articles, endpoint } = this;
    this.#panel.suggestions.hidden = this.#panel.turns.childElementCount > 0;
    if (!(this.#inline || this.open)) return;
    const { texts, language } = this.#voice;
    const own = [greeting, suggestions, articles, endpoint, language, texts.suggestions];
    const wanted = JSON.stringify(own);
    if (wanted === this.#opened) return;
    this.#opened = wanted;
    if (greeting) this.#panel.greet(greeting);
    const opening = greeting && suggestions ? null : await this.#service.opening(articles, language);
    if (wanted !== this.#opened) return;
    this.#panel.greet(greeting || opening?.greeting || "");
    const questions = suggestions ?? opening?.suggestions ?? [];
    const ask = (/** @type {number} */ at) => void this.#ask(questions[at] ?? "", "suggestion");
    const offer = renderQuestions("suggestions", texts.suggestions, questions, ask);
    this.#panel.suggestions.replaceChildren(...(questions.length ? [offer] : []));
  }

  /** @param {Turn} turn */
  #view(turn) {
    const { answer, question } = turn;
    const { answer_id } = answer;
    return renderAnswer(
      turn,
      {
        ask: (words, origin) => void this.#ask(words, origin),
        choose: (choice) => void this.#tell({ answer_id, choice, question }),
        vote: async (helpful, comment) => {
          const said = comment ? { helpful, comment } : { helpful };
          const arrived = await this.#tell({ answer_id, ...said, question });
          if (arrived) turn.helpful = helpful;
          this.#conversation.save();
          return arrived;
        },
        copy: () => copy(answer, this.endpoint),
      },
      this.#voice,
    );
  }

  /** @param {Feedback} feedback */
  #tell(feedback) {
    this.#emit("careerbot:feedback", feedback);
    return this.#service.feedback(feedback);
  }

  /** @param {string} words @param {Origin} origin */
  async #ask(words, origin) {
    const question = words.trim();
    const { box, log, notice, restart, send, turns } = this.#panel;
    const { texts } = this.#voice;
    if (this.#asking) return;
    if (origin !== "page") this.#panel.focus();
    if (!question) return;
    if (question.length > LONGEST) {
      notice.warn(fill(texts.long, { n: question.length }));
      return;
    }
    const asking = (this.#asking = new AbortController());
    const conversation = this.#conversation;
    if (box.value.trim() === question) box.value = "";
    conversation.draft = question;
    conversation.save();

    log.setAttribute("aria-busy", "true");
    send.setAttribute("aria-disabled", "true");
    notice.hide();
    this.#loose?.remove();
    const turn = (this.#loose = renderTurn(question, typing(), texts));
    turns.append(turn);
    void this.#welcome();
    this.#panel.reveal(turn);
    if (origin !== "page") this.#panel.approach();
    this.#emit("careerbot:question", { question, origin });
    const slow = setTimeout(() => {
      const cancel = h("button", { type: "button", click: () => asking.abort() }, texts.cancel);
      notice.say(texts.slow, cancel);
      this.#panel.reveal(turn);
    }, SLOW);

    /** @type {Failure | undefined} */
    let failure;
    try {
      const { articles } = this;
      const { history } = conversation;
      const { language } = this.#voice;
      const body = { question, history, language };
      const answer = await this.#service.ask(articles.length ? { ...body, articles } : body, asking);
      conversation.draft = box.value;
      turn.lastElementChild?.replaceWith(this.#view(conversation.add(question, answer)));
      this.#loose = null;
      restart.hidden = false;
      notice.hide();
      this.#emit("careerbot:answer", { question, answer });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failure = error;
    } finally {
      clearTimeout(slow);
      this.#asking = null;
      log.removeAttribute("aria-busy");
      send.removeAttribute("aria-disabled");
    }
    if (failure && turn.isConnected) this.#fail(failure, question, turn);
    this.#panel.reveal(turn);
    void this.#welcome();
  }

  /** @param {Failure} failure @param {string} question @param {HTMLElement} turn */
  #fail({ kind, status, wait }, question, turn) {
    const { box, notice } = this.#panel;
    const { texts, language } = this.#voice;
    if (box.value.trim()) {
      // The visitor has written on: the question stays in the log, to be tried again from there.
      turn.lastElementChild?.remove();
    } else {
      box.value = question;
      turn.remove();
      this.#loose = null;
    }
    const again = () => void this.#ask(question, "retry");
    const retry = h("button", { type: "button", click: again }, texts.retry);
    this.#offline = kind === "offline";
    if (kind === "cancelled") {
      notice.say(texts.cancelled, retry);
      return;
    }
    notice.warn(fill(texts[kind], { when: after(wait, language) }), retry);
    if (wait) notice.hold(retry, wait);
    this.#emit("careerbot:error", { kind, status, question });
  }

  /**
   * @template {keyof CareerbotEventMap} K
   * @param {K} name
   * @param {CareerbotEventMap[K]["detail"]} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
