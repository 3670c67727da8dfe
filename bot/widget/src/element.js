/** @import { Answer, CareerbotEventMap, Feedback, Origin, Turn } from "./types" */

import { renderAnswer, renderQuestions } from "./answer_view.js";
import { AttributesElement } from "./attributes.js";
import { Conversation } from "./conversation.js";
import { h } from "./dom.js";
import { Panel } from "./panel.js";
import { Failure, Service } from "./service.js";
import { after, fill, languageOf } from "./speech.js";
import { TEXTS } from "./texts.js";
import { copy, renderTurn, typing } from "./turn.js";
import css from "./style.css";

/** Characters that a question may have. */
const LONGEST = 2000;

/** An answer that takes longer than this is said to, in ms. */
const SLOW = 1000;

/** How long starting over can be undone, in ms. */
const UNDO = 8000;

/** @type {CSSStyleSheet | undefined} One sheet for all widgets of a page. */
let sheet;

/** Storage keys in use: two widgets of one page never share one. */
const keys = new Set();

/** Characters, not the units they are stored in. @param {string} text */
const lengthOf = (text) => [...text].length;

/** `<career-bot>`: a chat that answers from the articles of one careerbot service. */
export class CareerBot extends AttributesElement {
  #panel = new Panel({
    toggle: () => this.toggle(),
    close: () => this.close(),
    restart: () => this.startOver(),
    send: () => void this.#ask(this.#panel.box.value, "typed"),
  });
  #service = new Service(this.endpoint);
  #conversation = new Conversation("");
  /** Whether what was kept of the conversation has been taken up: not before it shows. */
  #awake = false;
  /** @type {Map<Turn, HTMLElement>} What shows of it. */
  #views = new Map();
  /** @type {AbortController | null} Of the question under way. */
  #asking = null;
  /** @type {Promise<unknown>} Over when that is. */
  #done = Promise.resolve();
  /** Until when the service has asked to be left alone, in ms. */
  #held = 0;
  /** @type {HTMLElement | null} The question under way, or one that failed and left the box. */
  #loose = null;
  /** @type {AbortController | null} Of the listeners outside the element. */
  #listening = null;
  /** @type {Element | null} What had the focus before the panel opened. */
  #before = null;
  /** What the greeting and the suggestions on show were asked for. */
  #opened = "";
  /** Tag of the articles' language, as far as the service says. */
  #articles = "";

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
   * Ask a question as if the visitor had; one that is under way is waited for.
   * @param {string} question
   * @returns {Promise<Answer | null>} null where none came.
   */
  async ask(question) {
    if (!this.#inline) this.open = true;
    return this.#ask(question, "page");
  }

  /**
   * Call `listener` with what happens: `careerbot.on("answer", ({ question }) => …)`.
   * @param {string} name Of an event, without `careerbot:`.
   * @param {(detail: any) => void} listener
   * @returns {() => void} Which ends that.
   */
  on(name, listener) {
    const heard = (/** @type {any} */ { detail }) => listener(detail);
    this.addEventListener(`careerbot:${name}`, heard);
    return () => this.removeEventListener(`careerbot:${name}`, heard);
  }

  close() {
    this.open = false;
  }

  toggle() {
    this.open = !this.open;
  }

  /** Forget the conversation and begin anew; for some seconds that can be undone. */
  startOver() {
    const { notice, box } = this.#panel;
    const { texts } = this.#voice;
    this.#drop();
    this.#wake();
    const some = this.#conversation.turns.length > 0;
    const restore = this.#conversation.clear();
    box.value = "";
    this.#write();
    this.#panel.focus();
    if (!some) return;
    const undo = () => {
      notice.hide();
      restore();
      this.#write();
      this.#panel.reveal(this.#panel.turns.lastElementChild);
    };
    const until = Date.now() + UNDO;
    notice.say(texts.restarted, h("button", { type: "button", click: undo }, texts.undo));
    notice.until(() => Date.now() >= until);
    setTimeout(() => notice.check(), UNDO);
  }

  connectedCallback() {
    super.connectedCallback();
    // Opened by the page on a small window, it would cover the page before it was read.
    if (!this.#inline && this.#panel.small.matches) this.open = false;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener("pagehide", () => this.#keep(), { signal });
    addEventListener("pageshow", (event) => event.persisted && this.#follow(true), { signal });
    addEventListener("online", () => this.#online(), { signal });
    addEventListener("storage", ({ key }) => this.#conversation.kept(key) && this.#follow(), { signal });
    document.addEventListener("click", (event) => this.#triggered(event), { signal });
    this.#panel.small.addEventListener("change", () => this.#show(), { signal });
    this.#settle();
    this.#place();
  }

  disconnectedCallback() {
    this.#keep();
    this.#listening?.abort();
    this.#panel.hide();
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
      this.#write();
    } else if (name !== "theme") {
      if (name === "lang" || name === "texts") this.#empty();
      this.#write();
    }
  }

  get #inline() {
    return this.position === "inline";
  }

  /** Whether it can be read at all. */
  get #shows() {
    return this.#inline || this.open;
  }

  /** Take up the service and the conversation that the attributes name. */
  #settle() {
    let key = [this.endpoint, this.articles, this.id].join(" ");
    while (keys.has(key)) key += "+";
    keys.add(key);
    if (key === this.#conversation.key) return;
    this.#service = new Service(this.endpoint);
    this.#conversation = new Conversation(key);
    this.#awake = false;
    this.#empty();
  }

  #wake() {
    if (this.#awake) return;
    this.#awake = true;
    this.#conversation.load();
    this.#panel.box.value = this.#conversation.draft;
  }

  #empty() {
    this.#views.clear();
    this.#panel.turns.replaceChildren(...(this.#loose ? [this.#loose] : []));
  }

  /** Stand in the page, or behind the launcher. */
  #place() {
    this.#panel.place(this.#inline);
    this.#write();
    this.#show();
  }

  /** Let go of the question under way. */
  #drop() {
    this.#asking?.abort();
    this.#loose?.remove();
    this.#loose = null;
    this.#hold(0);
    this.#panel.notice.hide();
  }

  /** Keep what stands in the box for the next page. */
  #keep() {
    if (!this.#awake) return;
    if (!this.#asking) this.#conversation.draft = this.#panel.box.value;
    this.#conversation.save();
  }

  /** The same conversation may have gone on in another tab, or on the pages after this one. */
  #follow(back = false) {
    if (!this.#awake) return;
    const { draft } = this.#conversation.merge();
    if (back && !this.#panel.box.value) this.#panel.box.value = draft;
    this.#write();
  }

  #online() {
    this.#panel.notice.check();
    void this.#welcome();
  }

  /** @param {Event} event A click somewhere in the page. */
  #triggered(event) {
    const { target } = event;
    if (!this.trigger || this.#inline || !(target instanceof Element)) return;
    if (!target.closest(this.trigger)) return;
    event.preventDefault();
    this.toggle();
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
    this.#write();
    this.#panel.reveal(this.#panel.turns.lastElementChild);
  }

  get #voice() {
    const tag = this.closest("[lang]")?.getAttribute("lang") || navigator.language;
    const language = languageOf(tag);
    return {
      texts: Object.assign({}, TEXTS[language], this.texts),
      language,
      articles: this.#articles,
      base: this.endpoint,
    };
  }

  /** Write all that is missing in the panel; of the conversation only what isn't there yet. */
  #write() {
    const { texts, language } = this.#voice;
    this.#panel.write(texts, language, this.title || texts.title, this.offset);
    this.#panel.launcher.hidden = !!this.trigger;
    if (!this.#shows) return;
    this.#wake();
    const { turns } = this.#conversation;
    for (const [turn, view] of this.#views) {
      if (turns.includes(turn)) continue;
      view.remove();
      this.#views.delete(turn);
    }
    let next = this.#loose;
    let made = false;
    for (const turn of turns.toReversed()) {
      let view = this.#views.get(turn);
      if (!view) {
        // One at once, the last first, so that opening is never slow.
        if (made) {
          setTimeout(() => {
            this.#write();
            this.#panel.stay();
          });
          break;
        }
        made = true;
        view = renderTurn(turn.question, this.#view(turn), texts, true);
        this.#views.set(turn, view);
        this.#panel.turns.insertBefore(view, next);
      }
      next = view;
    }
    this.#panel.restart.hidden = !turns.length;
    void this.#welcome();
  }

  /** Greet, and offer questions while none was asked; the service isn't called until that shows. */
  async #welcome() {
    const { greeting, suggestions, articles, endpoint } = this;
    this.#panel.suggestions.hidden = this.#panel.turns.childElementCount > 0;
    if (!this.#shows) return;
    const { texts, language } = this.#voice;
    const own = [greeting, suggestions, articles, endpoint, language, texts.suggestions];
    const wanted = JSON.stringify(own);
    if (wanted === this.#opened) return;
    this.#opened = wanted;
    if (greeting) this.#panel.greet(greeting);
    const asked = greeting && suggestions ? undefined : await this.#service.opening(articles, language);
    if (wanted !== this.#opened) return;
    // After a failure it is asked again, when it shows the next time.
    if (asked === null) this.#opened = "";
    this.#articles = asked?.language ?? "";
    this.#panel.greet(greeting || asked?.greeting || "");
    const questions = suggestions ?? asked?.suggestions ?? [];
    const ask = (/** @type {number} */ at) => void this.#ask(questions[at] ?? "", "suggestion");
    const spoken = suggestions ? "" : this.#articles;
    const offer = renderQuestions("suggestions", texts.suggestions, questions, ask, spoken);
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
          if (arrived) this.#conversation.save(() => (turn.helpful = helpful ?? undefined));
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

  /**
   * @param {string} words @param {Origin} origin
   * @returns {Promise<Answer | null>}
   */
  async #ask(words, origin) {
    const question = words.trim();
    const { box, notice } = this.#panel;
    const { texts } = this.#voice;
    if (this.#asking && origin === "typed") return null;
    while (this.#asking) await this.#done;
    if (origin !== "page") this.#panel.focus();
    if (!question) return null;
    this.#wake();
    if (Date.now() < this.#held) {
      box.value ||= question;
      return null;
    }
    if (lengthOf(question) > LONGEST) {
      notice.warn(fill(texts.long, { n: lengthOf(question) }));
      notice.until(() => lengthOf(box.value.trim()) <= LONGEST);
      return null;
    }
    const asked = this.#send(question, origin);
    this.#done = asked;
    return asked;
  }

  /**
   * @param {string} question @param {Origin} origin
   * @returns {Promise<Answer | null>}
   */
  async #send(question, origin) {
    const { box, log, notice, restart, turns } = this.#panel;
    const { texts, language } = this.#voice;
    const asking = (this.#asking = new AbortController());
    const conversation = this.#conversation;
    if (box.value.trim() === question) box.value = "";
    conversation.draft = question;
    conversation.save();

    log.setAttribute("aria-busy", "true");
    this.#wait(true);
    notice.hide();
    this.#loose?.remove();
    const view = (this.#loose = renderTurn(question, typing(), texts, false));
    turns.append(view);
    void this.#welcome();
    this.#panel.reveal(view);
    if (origin !== "page") this.#panel.approach();
    this.#emit("careerbot:question", { question, origin });
    const slow = setTimeout(() => {
      const cancel = h("button", { type: "button", click: () => asking.abort() }, texts.cancel);
      notice.say(texts.slow, cancel);
      this.#panel.arrive(view);
    }, SLOW);

    /** @type {Failure | undefined} */
    let failure;
    /** @type {Answer | null} */
    let answer = null;
    try {
      const { articles } = this;
      const { history } = conversation;
      const body = { question, history, language };
      answer = await this.#service.ask(articles.length ? { ...body, articles } : body, asking);
      conversation.draft = box.value;
      const turn = conversation.add(question, answer);
      view.lastElementChild?.replaceWith(this.#view(turn));
      this.#views.set(turn, view);
      this.#loose = null;
      restart.hidden = false;
      notice.hide();
      if (!this.#shows) this.#panel.news.textContent = ` (${texts.fresh})`;
      this.#emit("careerbot:answer", { question, answer });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failure = error;
    } finally {
      clearTimeout(slow);
      this.#asking = null;
      log.removeAttribute("aria-busy");
      this.#wait(false);
    }
    if (failure && view.isConnected) this.#fail(failure, question, view);
    this.#panel.arrive(view.isConnected ? view : turns.lastElementChild);
    void this.#welcome();
    return answer;
  }

  /** Whether nothing can be sent now. @param {boolean} waits */
  #wait(waits) {
    if (waits) this.#panel.send.setAttribute("aria-disabled", "true");
    else this.#panel.send.removeAttribute("aria-disabled");
  }

  /** Leave the service alone for some seconds. @param {number} seconds */
  #hold(seconds) {
    this.#held = Date.now() + seconds * 1000;
    this.#wait(seconds > 0);
  }

  /** @param {Failure} failure @param {string} question @param {HTMLElement} view */
  #fail({ kind, status, wait }, question, view) {
    const { box, notice } = this.#panel;
    const { texts, language } = this.#voice;
    if (box.value.trim()) {
      // The visitor has written on: the question stays in the log, to be tried again from there.
      view.lastElementChild?.remove();
    } else {
      box.value = question;
      view.remove();
      this.#loose = null;
    }
    const again = () => void this.#ask(question, "retry");
    const retry = h("button", { type: "button", click: again }, texts.retry);
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
