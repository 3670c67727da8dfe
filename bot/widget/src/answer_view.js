/** @import { Contact, Origin, Turn } from "./types" */
/** @import { Texts } from "./texts.js" */
/** @import { Leaf } from "./blocks.js" */

import { renderBlock, shownOf } from "./blocks.js";
import { away, h, webAddress } from "./dom.js";
import { renderFeedback } from "./feedback.js";
import { renderHandoff } from "./handoff.js";
import { squash } from "./quote.js";
import { hrefOf, placeOf, renderSection, sectionsOf } from "./sources.js";
import { fill } from "./speech.js";

/**
 * What a person can do with an answer.
 * @typedef {object} Actions
 * @property {(question: string, origin: Origin, passage?: string) => void} ask
 * @property {(passage: string) => void} choose
 * @property {(helpful: boolean | null, comment?: string) => Promise<boolean>} vote Whether it arrived.
 * @property {() => Promise<boolean>} copy
 * @property {() => void} person The way to a person was taken.
 * @property {(contact: string) => Promise<boolean>} hand Pass the question on to a person.
 */

/** How the view speaks: its texts, its language tag, the articles' and the page's address. */
/** @typedef {{ texts: Texts, language: string, articles: string, base: string }} Voice */

/** Ids inside one shadow root. */
let made = 0;

/**
 * Questions as buttons, under a title.
 * @param {string} part
 * @param {string} title
 * @param {string[]} questions
 * @param {(index: number) => void} ask
 * @param {string} language Of the questions; "" where it isn't known.
 */
export function renderQuestions(part, title, questions, ask, language) {
  const id = `questions-${(made += 1)}`;
  const items = questions.map((question, index) =>
    h("li", {}, h("button", { click: () => ask(index) }, question)),
  );
  return h(
    "div",
    { part, class: "questions" },
    h("p", { id, class: "quiet" }, title),
    h("ul", { class: "bare", "aria-labelledby": id, lang: language || null }, ...items),
  );
}

/** @param {Contact} contact @param {() => void} click */
function renderContact({ text, address, url }, click) {
  const line = (/** @type {(Node | string)[]} */ ...words) =>
    h("p", { part: "contact" }, ...words);
  const href = webAddress(url, undefined, /^(https?|mailto):$/)?.href;
  const at = address ? text.indexOf(address) : -1;
  if (!href || at < 0) return line(text);
  // A mailbox opens no page.
  const target = href.startsWith("http") ? "_blank" : null;
  const to = away(href, { target, click }, address);
  return line(text.slice(0, at), to, text.slice(at + address.length));
}

/**
 * An answer as the log shows it. Only its words are announced, not the controls around them.
 * @param {Turn} turn
 * @param {Actions} actions
 * @param {Voice} voice
 */
export function renderAnswer(turn, actions, voice) {
  const { answer } = turn;
  const { texts } = voice;
  const [best] = answer.sources;
  const language = best?.language || voice.articles;
  const nothing = answer.status === "no_answer";
  const view = h("div", { part: "answer", class: answer.status });
  if (answer.interpreted_as && squash(answer.interpreted_as) !== squash(turn.question)) {
    view.append(
      h("p", { class: "quiet" }, `${texts.readAs} `, h("q", {}, answer.interpreted_as)),
    );
  }
  const say = (/** @type {string} */ words) =>
    words && view.append(h("p", { class: "message" }, words));
  say(answer.message);
  if (answer.contact) view.append(renderContact(answer.contact, actions.person));

  /** @type {Leaf[]} */
  const leaves = [];
  const words = h("div", { class: "words", lang: language || null });
  for (const block of answer.blocks) {
    words.append(...renderBlock(block, answer.highlight, leaves, voice));
    const shown = shownOf(block, voice);
    if (!shown) continue;
    const href = best && hrefOf(best, voice.base);
    const line = href ? away(href, {}, shown) : shown;
    words.append(h("p", { class: "quiet", lang: voice.language }, line));
  }
  if (words.firstChild) view.append(words);
  say(answer.not_found);
  if (answer.choices.length) {
    const questions = answer.choices.map((choice) => choice.question);
    view.append(
      renderQuestions(
        "choices",
        texts.choices,
        questions,
        (index) => {
          const choice = answer.choices[index];
          if (!choice) return;
          actions.choose(choice.passage_id || choice.question);
          actions.ask(choice.question, "choice", choice.passage_id);
        },
        language,
      ),
    );
  }

  const around = h("div", { "aria-live": "off" });
  if (best) {
    const list = h("div", { part: "sources", role: "group", "aria-label": texts.sources });
    for (const [at, sources] of sectionsOf(answer.sources).entries()) {
      const n = at + 1;
      const section = renderSection(n, sources, voice);
      const open = () => {
        const details = section.querySelector("details");
        if (details) details.open = true;
        section.querySelector("summary")?.focus();
      };
      const label = `${fill(texts.source, { n })}: ${sources[0].title}`;
      for (const node of new Set(sources.map((source) => placeOf(source, leaves)))) {
        const attributes = { part: "citation", "aria-label": label, click: open };
        // It stays on the line of the last word.
        node?.append(h("span", { class: "cite" }, "\u00a0", h("button", attributes, `${n}`)));
      }
      list.append(section);
    }
    around.append(list);
  }
  if (answer.more.length) {
    const more = sectionsOf(answer.more).map((sources) => renderSection(0, sources, voice));
    around.append(
      h(
        "details",
        { part: "more" },
        h("summary", {}, texts.more, h("span", { class: "quiet" }, `${more.length}`)),
        h("div", { part: "sources" }, ...more),
      ),
    );
  }
  // Thanks were answered by nothing that may have helped, and need no person.
  if (answer.answer_id && !answer.small_talk) {
    around.append(renderFeedback(turn, actions, voice, `why-${(made += 1)}`));
  }
  if (answer.answer_id && (!answer.small_talk || answer.contact)) {
    around.append(renderHandoff(actions, voice));
  }
  if (answer.related.length) {
    const ask = (/** @type {number} */ at) => actions.ask(answer.related[at] ?? "", "related");
    const some = nothing ? texts.suggestions : texts.related;
    const title = /[?？]/.test(`${answer.related}`) ? some : texts.topics;
    around.append(renderQuestions("related", title, answer.related, ask, language));
  }
  view.append(around);
  return view;
}
