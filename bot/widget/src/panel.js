/** @import { Texts } from "./texts.js" */

import { h, icon } from "./dom.js";
import { Notice } from "./notice.js";

/** On small windows, and on large ones zoomed in, the panel takes all of the window. */
const SMALL = "(max-width: 30em), (max-height: 30em)";

/** What the visitor does to the frame. */
/** @typedef {Record<"toggle" | "close" | "restart" | "send", () => void>} Frame */

/** The widget's fixed parts, in one shadow root. */
export class Panel {
  notice = new Notice();
  small = matchMedia(SMALL);

  /** @param {Frame} on */
  constructor(on) {
    this.launcherText = h("span", {});
    this.launcher = h(
      "button",
      {
        part: "launcher",
        type: "button",
        "aria-haspopup": "dialog",
        "aria-expanded": "false",
        "aria-controls": "dialog",
        click: on.toggle,
      },
      icon("ask"),
      icon("close"),
      this.launcherText,
    );
    this.title = h("h2", { part: "title", id: "title", dir: "auto" });
    this.restart = h("button", { type: "button", class: "icon", click: on.restart }, icon("again"));
    this.close = h("button", { type: "button", class: "icon", click: on.close }, icon("close"));
    this.greeting = h("p", { part: "greeting", dir: "auto", hidden: true, "aria-live": "off" });
    this.suggestions = h("div", { "aria-live": "off" });
    this.turns = h("div", { class: "turns" });
    this.log = h("div", { part: "log", role: "log", tabindex: 0 }, this.greeting, this.suggestions, this.turns);
    this.label = h("label", { class: "unseen", for: "box" });
    this.box = h("textarea", {
      part: "input",
      id: "box",
      rows: 1,
      dir: "auto",
      enterkeyhint: "send",
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
      this.label,
      this.box,
      this.send,
    );
    const badge = h("span", { class: "badge" }, icon("ask"));
    const header = h("header", { part: "header" }, badge, this.title, this.restart, this.close);
    this.frame = h("div", { part: "panel" }, header, this.log, this.notice.element, form);
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
    this.close.hidden = inline;
    if (inline) {
      this.frame.setAttribute("role", "region");
      this.frame.setAttribute("aria-labelledby", "title");
      this.root.replaceChildren(this.frame);
    } else {
      this.frame.removeAttribute("role");
      this.frame.removeAttribute("aria-labelledby");
      this.dialog.replaceChildren(this.frame);
      this.root.replaceChildren(this.launcher, this.dialog);
    }
  }

  /** @param {Texts} texts @param {string} language @param {string} title */
  write(texts, language, title) {
    this.root.lang = language;
    this.title.textContent = this.launcherText.textContent = title;
    this.log.setAttribute("aria-label", texts.log);
    this.label.textContent = texts.label;
    this.box.placeholder = texts.placeholder;
    this.send.setAttribute("aria-label", texts.send);
    for (const [button, text] of /** @type {const} */ ([
      [this.restart, texts.again],
      [this.close, texts.close],
    ])) {
      button.setAttribute("aria-label", text);
      button.title = text;
    }
  }

  /** @param {string} greeting What the bot says first; nothing, where it isn't known. */
  greet(greeting) {
    this.greeting.textContent = greeting;
    this.greeting.hidden = !greeting;
  }

  /** Show the dialog; over the whole window, and alone in it, where that is small. */
  show() {
    this.hide();
    if (this.small.matches) this.dialog.showModal();
    else this.dialog.open = true;
    this.launcher.setAttribute("aria-expanded", "true");
  }

  hide() {
    if (this.dialog.open) this.dialog.close();
    this.launcher.setAttribute("aria-expanded", "false");
  }

  /** Put the cursor in the box; where that would raise a keyboard over the text, on the text. */
  focus() {
    const touch = matchMedia("(pointer: coarse)").matches;
    (touch ? this.log : this.box).focus({ preventScroll: true });
  }

  /** @param {Element | null} turn Its question comes to the top of the log. */
  reveal(turn) {
    if (!(turn instanceof HTMLElement) || !turn.isConnected) return;
    this.log.scrollTo({ top: turn.offsetTop - 12, behavior: this.#motion });
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
