import { h, icon } from "./dom.js";

/** One line between the log and the box: what is going on, or what went wrong, and what to do. */
export class Notice {
  #status = h("p", { role: "status" });
  #alert = h("p", { role: "alert" });
  #buttons = h("div", {});
  /** @type {number | undefined} */
  #ticking;
  /** Whether what it says is over. */
  #over = () => false;

  element = h("div", { class: "notice", hidden: true }, icon("alert"), this.#status, this.#alert, this.#buttons);

  /** @param {() => void} refocus Called before a button that has the focus goes. */
  constructor(refocus) {
    this.refocus = refocus;
  }

  /**
   * Say something that can wait for the ear.
   * @param {string} text
   * @param {...HTMLElement} buttons
   */
  say(text, ...buttons) {
    this.#show(false, text, buttons);
  }

  /**
   * Say what went wrong.
   * @param {string} text
   * @param {...HTMLElement} buttons
   */
  warn(text, ...buttons) {
    this.#show(true, text, buttons);
  }

  /** Hide what is said as soon as it is over. @param {() => boolean} over */
  until(over) {
    this.#over = over;
  }

  /** Something has changed that it may have been about. */
  check() {
    if (this.#over()) this.hide();
  }

  /**
   * Keep a button from being pressed for some seconds, counting down on it.
   * @param {HTMLButtonElement} button
   * @param {number} seconds
   * @param {() => void} over
   */
  hold(button, seconds, over) {
    const label = button.textContent ?? "";
    const end = Date.now() + seconds * 1000;
    const tick = () => {
      const left = Math.ceil((end - Date.now()) / 1000);
      button.disabled = left > 0;
      button.textContent = left > 0 ? `${label} (${left})` : label;
      if (left > 0) return;
      clearInterval(this.#ticking);
      // That one has to wait is over, too; what can be done now stays.
      this.#alert.textContent = "";
      over();
    };
    this.#ticking = window.setInterval(tick, 250);
    tick();
  }

  hide() {
    this.#show(false, "", []);
  }

  /** @param {boolean} wrong @param {string} text @param {HTMLElement[]} buttons */
  #show(wrong, text, buttons) {
    clearInterval(this.#ticking);
    this.#over = () => false;
    const root = /** @type {ShadowRoot} */ (this.element.getRootNode());
    if (this.#buttons.contains(root.activeElement)) this.refocus();
    this.element.hidden = !text;
    this.element.setAttribute("part", wrong ? "notice error" : "notice");
    this.#status.textContent = wrong ? "" : text;
    this.#alert.textContent = wrong ? text : "";
    this.#buttons.replaceChildren(...buttons);
  }
}
