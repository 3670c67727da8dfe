/** @import { Turn } from "./types" */

import { h, later } from "./dom.js";

/** How long older turns are made before the page may do something else, in ms. */
const AT_ONCE = 8;

/** What shows of a conversation: its turns, and under them a question that has no answer yet. */
export class Turns {
  element = h("div", { class: "turns" });
  /** @type {HTMLElement | null} The question under way, or one that failed and left the box. */
  loose = null;
  /** @type {Map<Turn, HTMLElement>} */
  #views = new Map();
  /** Whether more are on their way. */
  #later = false;

  /**
   * @param {(turn: Turn) => HTMLElement} render
   * @param {() => void} stay Called after turns came above the others.
   */
  constructor(render, stay) {
    this.render = render;
    this.stay = stay;
  }

  /** Take the question under way, or what is left of it, away. */
  drop() {
    this.loose?.remove();
    this.loose = null;
  }

  /** The question under way has become a turn. @param {Turn} turn @param {HTMLElement} view */
  hold(turn, view) {
    this.#views.set(turn, view);
    this.loose = null;
  }

  /** Forget how turns look: they are made anew. */
  dress() {
    this.#views.clear();
    this.element.replaceChildren(...(this.loose ? [this.loose] : []));
  }

  /**
   * Show these and no others. The newest is made at once, and the others after what can be seen has
   * been painted, so that opening is never slow.
   * @param {Turn[]} turns Oldest first.
   */
  draw(turns) {
    for (const [turn, view] of this.#views) {
      if (turns.includes(turn)) continue;
      view.remove();
      this.#views.delete(turn);
    }
    this.#make(turns, 0);
  }

  /** @param {Turn[]} turns @param {number} until Time when one that is missing is left for later. */
  #make(turns, until) {
    let next = this.loose;
    let made = 0;
    for (const turn of turns.toReversed()) {
      let view = this.#views.get(turn);
      if (!view) {
        if (made && performance.now() > until) {
          this.#wait(turns);
          break;
        }
        view = this.render(turn);
        this.#views.set(turn, view);
        this.element.insertBefore(view, next);
        made += 1;
      }
      next = view;
    }
    return made;
  }

  /** @param {Turn[]} turns */
  #wait(turns) {
    this.turns = turns;
    if (this.#later) return;
    this.#later = true;
    later(() => {
      this.#later = false;
      if (this.#make(this.turns ?? [], performance.now() + AT_ONCE)) this.stay();
    });
  }
}
