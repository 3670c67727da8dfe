/** @import { Texts } from "./texts.js" */

import { away, h, icon, webAddress } from "./dom.js";
import { Notice } from "./notice.js";

/** On small windows, and on large ones zoomed in, the panel takes all of the window. */
const SMALL = "(max-width: 30em), (max-height: 30em)";

/** Pixels between an edge of the log and what is scrolled to. */
const EDGE = 24;

/** Windows so low that all of the panel scrolls, as the style sheet has it. */
const LOW = "(max-height: 16em)";

/** What the visitor does to the frame. */
/** @typedef {Record<"toggle" | "close" | "restart" | "send" | "grow" | "take" | "refuse", () => void>} Frame */

/** @param {keyof typeof import("./dom.js").PATHS} name @param {() => void} click */
const iconButton = (name, click) => h("button", { class: `icon ${name}`, click }, icon(name));

/** The widget's fixed parts, in one shadow root. */
export class Panel {
  notice = new Notice(() => this.focus());
  small = matchMedia(SMALL);
  #low = matchMedia(LOW);
  /** The page's own `overflow`, while it is kept from scrolling behind the panel. */
  #scrolls = /** @type {string | null} */ (null);
  /** Whether the visitor has scrolled the log since the last question. */
  #scrolled = false;

  /** @param {Frame} on @param {HTMLElement} turns What was said, in the log. */
  constructor(on, turns) {
    this.turns = turns;
    this.launcherText = h("span", { dir: "auto" });
    this.news = h("span", { class: "unseen" });
    this.launcher = h(
      "button",
      {
        part: "launcher",
        "aria-haspopup": "dialog",
        "aria-expanded": "false",
        "aria-controls": "dialog",
        click: on.toggle,
      },
      icon("ask"),
      icon("close"),
      this.launcherText,
      this.news,
    );
    // What the owner says by itself, until it is answered or refused.
    this.invite = h("button", { click: on.toggle });
    this.refuse = iconButton("close", on.refuse);
    this.invitation = h("div", { part: "teaser", hidden: true }, this.invite, this.refuse);
    this.badge = h("span", { part: "avatar" });
    this.title = h("h2", { part: "title", id: "title" });
    this.second = h("p", { part: "subtitle", class: "quiet", dir: "auto" });
    this.take = iconButton("share", on.take);
    this.restart = iconButton("again", on.restart);
    this.grow = iconButton("wider", on.grow);
    this.close = iconButton("close", on.close);
    this.greeting = h("p", { part: "greeting", hidden: true, "aria-live": "off" });
    this.suggestions = h("div", { "aria-live": "off" });
    const scrolled = () => {
      this.#scrolled = true;
    };
    // A ring around all of the log is for who comes to it by keys, not for who has just sent something.
    const ringed = () => {
      this.log.style.outline = "";
    };
    this.log = h(
      "div",
      {
        part: "log",
        role: "log",
        tabindex: 0,
        wheel: scrolled,
        touchmove: scrolled,
        pointerdown: scrolled,
        focus: ringed,
        keydown: (/** @type {KeyboardEvent} */ { key }) => {
          ringed();
          if (/^(Arrow|Page|Home|End)/.test(key)) scrolled();
        },
      },
      this.greeting,
      this.suggestions,
      turns,
    );
    this.below = h("button", { part: "below", hidden: true });
    this.box = h("textarea", {
      part: "input",
      id: "box",
      rows: 1,
      dir: "auto",
      enterkeyhint: "send",
      input: () => this.notice.check(),
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        on.send();
      },
    });
    this.send = h("button", { part: "send", type: "submit" }, icon("send"));
    const form = h(
      "form",
      {
        part: "composer",
        submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          on.send();
        },
      },
      this.box,
      this.send,
    );
    this.foot = h("p", { part: "note", class: "quiet" });
    const { take, restart, grow, close } = this;
    // No `header`: in a page without landmarks around it that would be a banner.
    const header = h(
      "div",
      { part: "header" },
      this.badge,
      h("div", {}, this.title, this.second),
      take,
      restart,
      grow,
      close,
    );
    this.frame = h(
      "div",
      { part: "panel" },
      header,
      this.log,
      this.below,
      this.notice.element,
      form,
      this.foot,
    );
    this.dialog = h("dialog", {
      id: "dialog",
      "aria-labelledby": "title",
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Escape" || event.isComposing) return;
        event.preventDefault();
        event.stopPropagation();
        on.close();
      },
      cancel: (/** @type {Event} */ event) => {
        event.preventDefault();
        on.close();
      },
    });
    // An empty title keeps the page's own `title` attribute from showing as a tooltip over it all.
    this.root = h("div", { class: "root", title: "" });
  }

  /** @param {boolean} inline In the page, or behind the launcher. */
  place(inline) {
    const { close, dialog, frame, grow, invitation, launcher, root } = this;
    close.hidden = grow.hidden = inline;
    frame.role = inline ? "region" : null;
    root.role = inline ? null : "region";
    root.popover = inline ? null : "manual";
    if (inline) {
      root.replaceChildren(frame);
      return;
    }
    dialog.replaceChildren(frame);
    root.replaceChildren(invitation, launcher, dialog);
    // In the top layer no style of the page's own body moves it or lies over it.
    if (root.isConnected) root.showPopover();
  }

  /** @param {Texts} texts @param {string} language @param {string} title @param {string} offset */
  write(texts, language, title, offset) {
    this.root.lang = language;
    this.root.style.setProperty("--_up", offset);
    this.title.textContent = this.launcherText.textContent = title;
    for (const one of [this.frame, this.root]) one.ariaLabel = one.role ? title : null;
    this.log.ariaLabel = texts.log;
    this.box.ariaLabel = this.box.placeholder = texts.label;
    this.below.textContent = texts.fresh;
    this.send.ariaLabel = texts.send;
    for (const [button, text] of /** @type {const} */ ([
      [this.take, texts.transcript],
      [this.restart, texts.again],
      [this.grow, texts.expand],
      [this.close, texts.close],
      [this.refuse, texts.close],
    ])) {
      button.ariaLabel = button.title = text;
    }
  }

  /**
   * Show what the owner has of their own; a picture is fetched by now.
   * @param {import("./types").Properties} own @param {string} privacy What leads to the owner's word on that.
   */
  dress({ logo, subtitle, note, privacy: url }, privacy) {
    const { badge, foot, second } = this;
    const at = (/** @type {string} */ text) => text && webAddress(text, document.baseURI)?.href;
    const src = at(logo);
    badge.replaceChildren(src ? h("img", { src, alt: "" }) : icon("ask"));
    second.textContent = subtitle;
    const href = at(url);
    foot.replaceChildren(note && `${note} `, href ? away(href, {}, privacy) : "");
  }

  /** @param {string} greeting What the bot says first; nothing, where it isn't known. */
  greet(greeting) {
    this.greeting.textContent = greeting;
    this.greeting.hidden = !greeting;
  }

  /** Whether it is as wide as the window, where that is no small one. */
  get full() {
    return this.dialog.classList.contains("full");
  }

  /** @param {boolean} full */
  spread(full) {
    this.dialog.classList.toggle("full", full);
    this.grow.ariaPressed = `${full}`;
  }

  /** Show the dialog; over the whole window, and alone in it, where that is small. */
  show() {
    const { dialog, small } = this;
    this.news.textContent = "";
    this.invitation.hidden = true;
    if (dialog.open && dialog.matches(":modal") === small.matches) return;
    const inside = /** @type {ShadowRoot} */ (dialog.getRootNode()).activeElement;
    this.hide();
    this.launcher.ariaExpanded = "true";
    if (small.matches) {
      const { style } = document.documentElement;
      this.#scrolls = style.overflow;
      style.overflow = "hidden";
      // The focus is put once, and last: else all would be laid out twice.
      const first = this.#first;
      first.autofocus = true;
      dialog.showModal();
      first.autofocus = false;
    } else dialog.open = true;
    // Who types in a window that becomes small goes on typing.
    if (inside instanceof HTMLElement && dialog.contains(inside)) inside.focus({ preventScroll: true });
  }

  hide() {
    if (this.dialog.open) this.dialog.close();
    if (this.#scrolls !== null) document.documentElement.style.overflow = this.#scrolls;
    this.#scrolls = null;
    this.launcher.ariaExpanded = "false";
  }

  /** Where the cursor belongs: in the box; where that would raise a keyboard over the text, on the text. */
  get #first() {
    return matchMedia("(pointer: coarse)").matches ? this.log : this.box;
  }

  focus() {
    this.#first.focus({ preventScroll: true });
    this.log.style.outline = "0";
  }

  /** What scrolls: in a very low window all of the panel does. */
  get #scroller() {
    return this.#low.matches && this.dialog.matches(":modal") ? this.frame : this.log;
  }

  /** @param {Element} turn */
  #topOf(turn) {
    const scroller = this.#scroller;
    return turn.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
  }

  /**
   * @param {Element | null} turn Its question comes to the top of the log; where the answer is taller
   * than that, it is scrolled on under the question, as far as the words that answer best.
   * @param {ScrollBehavior} [behavior]
   */
  reveal(turn, behavior = this.#motion) {
    this.#scrolled = false;
    this.below.hidden = true;
    if (!turn?.isConnected) return;
    const scroller = this.#scroller;
    for (const other of this.turns.children) {
      /** @type {HTMLElement} */ (other).style.minBlockSize = "";
    }
    // Room below a short answer, so that it can stand at the top, too.
    if (scroller.scrollHeight > scroller.clientHeight) {
      /** @type {HTMLElement} */ (turn).style.minBlockSize = `${scroller.clientHeight}px`;
    }
    const top = this.#topOf(turn);
    const [question, best] = ["question", "highlight"].map((part) => turn.querySelector(`[part=${part}]`));
    const on = best
      ? Math.min(
          this.#topOf(best) + best.clientHeight + EDGE - scroller.clientHeight,
          this.#topOf(best) - EDGE - (question?.clientHeight ?? 0),
        )
      : 0;
    scroller.scrollTo({ top: Math.max(top, on), behavior });
  }

  /** Keep the last turn at the top while others come above it. */
  stay() {
    const last = this.turns.lastElementChild;
    if (!this.#scrolled && last) this.#scroller.scrollTop = this.#topOf(last);
  }

  /**
   * Show an answer that came: who has scrolled meanwhile isn't pulled down to it.
   * @param {Element | null} turn
   */
  arrive(turn) {
    const scroller = this.#scroller;
    if (!this.#scrolled) this.reveal(turn);
    else if (turn && this.#topOf(turn) > scroller.scrollTop + scroller.clientHeight * 0.7) {
      this.below.hidden = false;
      this.below.onclick = () => {
        this.reveal(turn);
        this.focus();
      };
      scroller.onscroll = () => {
        if (this.#topOf(turn) < scroller.scrollTop + scroller.clientHeight / 2) this.below.hidden = true;
      };
    }
  }

  /** Scroll the page, where that takes it: in a small window the top of the log may be out of it. */
  approach() {
    if (this.frame.parentNode !== this.root) return;
    const { top } = this.log.getBoundingClientRect();
    if (top >= 0 && top < innerHeight / 2) return;
    this.log.scrollIntoView({ block: "start", behavior: this.#motion });
  }

  /** @returns {ScrollBehavior} */
  get #motion() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  }
}
