/** @import { Answer, CareerbotEventMap, Feedback, Turn } from "./types" */
/** @import { EventName } from "./asking.js" */

import { renderAnswer, renderQuestions } from "./answer_view.js";
import { Asking } from "./asking.js";
import { AttributesElement } from "./attributes.js";
import { Conversation } from "./conversation.js";
import { h, later } from "./dom.js";
import { Panel } from "./panel.js";
import { Service } from "./service.js";
import { languageOf, learn, textsOf } from "./speech.js";
import { recall, remember } from "./storage.js";
import { copy, mailOf, textOf, transcriptOf } from "./transcript.js";
import { renderTurn } from "./turn.js";
import { Turns } from "./turns.js";
import css from "./style.css";

/** What the owner says by itself is said so long after the page came, in ms. */
const CALM = 5000;

/** Kept where that was said, or refused, or isn't needed. */
const INVITED = "careerbot-invited";

/** What is kept where the panel is as wide as the window. */
const FULL = "full";

/** How long starting over can be undone, in ms. */
const UNDO = 8000;

/** @type {CSSStyleSheet | undefined} One sheet for all widgets of a page. */
let sheet;

/** Storage keys in use: two widgets of one page never share one. */
const keys = new Set();

/** `<career-bot>`: a chat that answers from the articles of one careerbot service. */
export class CareerBot extends AttributesElement {
  #turns = new Turns(
    (turn) => renderTurn(turn.question, this.#view(turn), this.#voice.texts, true),
    () => this.#panel.stay(),
  );
  #panel = new Panel(
    {
      toggle: () => this.toggle(),
      close: () => this.close(),
      restart: () => this.startOver(),
      send: () => void this.#asking.ask(this.#panel.box.value, "typed"),
      grow: () => this.#grow(!this.#panel.full),
      take: () => this.#take(),
      refuse: () => this.#refuse(),
    },
    this.#turns.element,
  );
  #service = new Service(this.endpoint);
  #conversation = new Conversation("");
  #asking = new Asking(this.#inside());
  /** Whether what was kept of the conversation has been taken up: not before it shows. */
  #awake = false;
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
    return this.#asking.ask(question, "page");
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
    this.#asking.drop();
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
    notice.say(texts.restarted, h("button", { click: undo }, texts.undo));
    notice.until(() => Date.now() >= until);
    setTimeout(() => notice.check(), UNDO);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#settle();
    if (!this.#inline) {
      // On the page before it was open: it stays so, and takes no focus.
      const before = recall("sessionStorage", this.#name);
      if (before) this.open = true;
      this.#panel.spread(before === FULL);
      // Opened by the page on a small window, it would cover the page before it was read.
      if (this.#panel.small.matches) this.open = false;
    }
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener("pagehide", () => this.#keep(), { signal });
    addEventListener("pageshow", (event) => event.persisted && this.#follow(true), { signal });
    addEventListener("online", () => this.#online(), { signal });
    addEventListener("storage", ({ key }) => this.#conversation.kept(key) && this.#follow(), { signal });
    document.addEventListener("click", (event) => this.#triggered(event), { signal });
    this.#panel.small.addEventListener("change", () => this.#show(), { signal });
    this.#place();
    const inviting = setTimeout(() => this.#invite(), CALM);
    signal.addEventListener("abort", () => clearTimeout(inviting));
  }

  disconnectedCallback() {
    this.#keep();
    this.#listening?.abort();
    this.#listening = null;
    this.#panel.hide();
    keys.delete(this.#conversation.key);
  }

  /** @param {string} name @param {string | null} old @param {string | null} value */
  attributeChangedCallback(name, old, value) {
    if (old === value || !this.#listening) return;
    if (name === "open") {
      if (!this.#inline && (old === null) !== (value === null)) this.#toggle();
    } else if (name === "position") {
      this.#place();
    } else if (name === "endpoint" || name === "articles") {
      this.#keep();
      this.#asking.drop();
      keys.delete(this.#conversation.key);
      this.#settle();
      this.#write();
    } else if (name !== "theme") {
      if (name === "lang" || name === "texts") this.#turns.dress();
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

  /** What it is kept under, for as long as the tab is there, that the panel is open. */
  get #name() {
    return `careerbot:${this.#conversation.key}`;
  }

  /** What asking sees of all this. @returns {import("./asking.js").Widget} */
  #inside() {
    return {
      panel: this.#panel,
      turns: this.#turns,
      now: () => ({
        service: this.#service,
        conversation: this.#conversation,
        articles: this.articles,
        voice: this.#voice,
        shows: this.#shows,
      }),
      wake: () => this.#wake(),
      welcome: () => void this.#welcome(),
      view: (turn) => this.#view(turn),
      emit: (name, detail) => this.#emit(name, detail),
    };
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
    this.#turns.dress();
  }

  #wake() {
    if (this.#awake) return;
    this.#awake = true;
    this.#conversation.load();
    this.#panel.box.value = this.#conversation.draft;
  }

  /** Stand in the page, or behind the launcher. */
  #place() {
    this.#panel.place(this.#inline);
    this.#write();
    this.#show();
  }

  /** Keep what stands in the box for the next page. */
  #keep() {
    if (!this.#awake) return;
    if (!this.#asking.busy) this.#conversation.draft = this.#panel.box.value;
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

  /** Say what the owner wants said, to whoever hasn't heard it nor needs it, and wants no motion. */
  #invite() {
    const { teaser } = this;
    if (!teaser || this.#shows || this.trigger || recall("localStorage", INVITED)) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    remember("localStorage", INVITED, "1");
    // Where that can't be kept, it would be said on every page.
    this.#panel.invitation.hidden = !recall("localStorage", INVITED);
  }

  #refuse() {
    this.#panel.invitation.hidden = true;
    this.#panel.launcher.focus();
  }

  /** Open or close, after the attribute. */
  #toggle() {
    if (this.open) {
      const before = document.activeElement;
      this.#before = before === this || before === document.body ? null : before;
      this.#show();
      this.#panel.focus();
      if (this.teaser) remember("localStorage", INVITED, "1");
      this.#emit("open", null);
    } else {
      const inside = this.shadowRoot?.activeElement;
      this.#panel.hide();
      const back = this.#before?.isConnected ? this.#before : this.#panel.launcher;
      if (inside && back instanceof HTMLElement) back.focus();
      this.#emit("close", null);
    }
    this.#grow(this.#panel.full);
  }

  /** @param {boolean} full Whether the panel is as wide as the window. */
  #grow(full) {
    this.#panel.spread(full);
    // Writing takes its time, which whoever opens it need not wait for.
    later(() => remember("sessionStorage", this.#name, this.open ? (full ? FULL : "1") : ""));
  }

  /** Offer the conversation as text. */
  #take() {
    const { notice } = this.#panel;
    const { texts, base } = this.#voice;
    const { turns } = this.#conversation;
    const copied = async () => {
      const arrived = await copy(transcriptOf(turns, base, texts));
      notice.say(arrived ? texts.copied : texts.uncopied);
    };
    notice.say(
      texts.transcript,
      h("button", { click: copied }, texts.copy),
      h("a", { href: mailOf(turns, base, texts) }, texts.mail),
    );
  }

  #show() {
    if (this.#inline || !this.open) return;
    // The newest turn stands at the top as long as it is the only one there: until after the frame.
    (this.#panel.turns.lastElementChild ? queueMicrotask : later)(() => {
      this.#panel.reveal(this.#panel.turns.lastElementChild, "instant");
    });
    // What shows is made first: then it is laid out once.
    this.#write();
    this.#panel.show();
  }

  get #voice() {
    const tag = this.closest("[lang]")?.getAttribute("lang") || navigator.language;
    const language = languageOf(tag);
    return {
      texts: Object.assign(textsOf(language), this.texts),
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
    this.#panel.invite.textContent = this.teaser;
    if (!this.#shows) return;
    this.#panel.dress(this, texts.privacy);
    this.#wake();
    const learning = learn(language, this.#service);
    if (learning) {
      void learning.then(() => {
        this.#turns.dress();
        this.#write();
        this.#panel.reveal(this.#panel.turns.lastElementChild, "instant");
      });
    } else {
      this.#turns.draw(this.#conversation.turns);
      void this.#welcome();
    }
  }

  /** Greet, and offer questions while none was asked; the service isn't called until that shows. */
  async #welcome() {
    const { greeting, suggestions, articles, endpoint } = this;
    const { restart, take, turns } = this.#panel;
    this.#panel.suggestions.hidden = !!turns.lastElementChild;
    restart.hidden = take.hidden = !this.#conversation.turns.length;
    if (!this.#shows) return;
    const { texts, language } = this.#voice;
    const own = [greeting, suggestions, articles, endpoint, language, texts.suggestions];
    const wanted = JSON.stringify(own);
    if (wanted === this.#opened) return;
    this.#opened = wanted;
    if (greeting) this.#panel.greet(greeting);
    await new Promise(later);
    const asked = await this.#service.opening(articles, language);
    if (wanted !== this.#opened) return;
    // After a failure it is asked again, when it shows the next time.
    if (!asked) this.#opened = "";
    this.#articles = asked?.language ?? "";
    this.#panel.root.classList.toggle("person", asked?.handoff ?? false);
    this.#panel.greet(greeting || asked?.greeting || "");
    const questions = suggestions ?? asked?.suggestions ?? [];
    const ask = (/** @type {number} */ at) => void this.#asking.ask(questions[at] ?? "", "suggestion");
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
        ask: (words, origin, passage) => void this.#asking.ask(words, origin, passage),
        choose: (choice) => void this.#tell({ answer_id, choice, question }),
        vote: async (helpful, comment) => {
          const said = comment ? { helpful, comment } : { helpful };
          const arrived = await this.#tell({ answer_id, ...said, question });
          if (arrived) this.#conversation.save(() => (turn.helpful = helpful ?? undefined));
          return arrived;
        },
        person: () => void this.#tell({ answer_id, person: true, question }),
        copy: () => copy(textOf(answer, this.endpoint)),
        hand: (contact) => {
          // What follows the path of an address may be nobody's business.
          const page = location.origin + location.pathname;
          return this.#service.tell("handoff", { answer_id, question, page, contact, consent: true });
        },
      },
      this.#voice,
    );
  }

  /** @param {Feedback} feedback */
  #tell(feedback) {
    this.#emit("feedback", feedback);
    return this.#service.tell("feedback", feedback);
  }

  /**
   * @template {EventName} K
   * @param {K} name
   * @param {CareerbotEventMap[`careerbot:${K}`]["detail"]} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`careerbot:${name}`, { detail, bubbles: true, composed: true }));
  }
}
