/** @import { Block, Contact, Origin, Source, Turn } from "./types" */
/** @import { Texts } from "./texts.js" */

import { contactAddress, h, icon, webAddress } from "./dom.js";
import { link, plain, squash } from "./quote.js";
import { fill } from "./texts.js";

/**
 * What a person can do with an answer.
 * @typedef {object} Actions
 * @property {(question: string, origin: Origin) => void} ask
 * @property {(passage: string) => void} choose
 * @property {(helpful: boolean, comment?: string) => Promise<boolean>} vote Whether it arrived.
 * @property {() => Promise<boolean>} copy
 */

/** How the view speaks: its texts, its language tag and the page's address. */
/** @typedef {{ texts: Texts, language: string, base: string }} Voice */

/** A smallest piece of the answer, where a citation can stand. */
/** @typedef {{ node: HTMLElement, text: string }} Leaf */

/** Ids inside one shadow root. */
let made = 0;

/**
 * `text` with the best sentence marked, where it stands in it.
 * @param {string} text
 * @param {string} highlight
 */
function marked(text, highlight) {
  const mark = (/** @type {string} */ words) => h("mark", { part: "highlight" }, words);
  const at = highlight ? text.indexOf(highlight) : -1;
  if (at >= 0) {
    return [text.slice(0, at), mark(highlight), text.slice(at + highlight.length)];
  }
  return text && squash(highlight) && squash(text) === squash(highlight) ? [mark(text)] : [text];
}

/**
 * @param {Block} block @param {string} highlight @param {Leaf[]} leaves
 * @param {Voice} voice
 * @returns {Node[]}
 */
function renderBlock(block, highlight, leaves, { texts }) {
  /** @param {"p" | "li"} tag @param {string} text @param {Record<string, number | null | undefined>} [more] */
  const leaf = (tag, text, more) => {
    const node = h(tag, { dir: "auto", ...more }, ...marked(text, highlight));
    leaves.push({ node, text });
    return node;
  };
  if (block.type === "paragraph") return block.text.split(/\n{2,}/).map((text) => leaf("p", text));
  if (block.type === "list") {
    const lead = block.lead ? h("p", { dir: "auto" }, ...marked(block.lead, highlight)) : null;
    const { items, numbers, levels } = block;
    const list = h(
      numbers.length ? "ol" : "ul",
      { dir: "auto" },
      ...items.map((item, index) =>
        leaf("li", item, { value: numbers[index], "data-level": levels[index] || null }),
      ),
    );
    return lead ? [lead, list] : [list];
  }
  const best = squash(highlight);
  const rows = block.rows.map((cells) => {
    const row = h("tr", {}, ...cells.map((cell) => h("td", { dir: "auto" }, cell)));
    const text = cells.join(" ");
    if (best && (best.includes(squash(text)) || squash(text).includes(best))) {
      row.setAttribute("part", "highlight");
    }
    const last = row.lastElementChild;
    if (last instanceof HTMLElement) leaves.push({ node: last, text });
    return row;
  });
  const header = block.header.map((cell) => h("th", { scope: "col", dir: "auto" }, cell));
  const head = header.length ? h("thead", {}, h("tr", {}, ...header)) : null;
  const table = h("table", {}, head, h("tbody", {}, ...rows));
  return [h("div", { class: "wide", role: "region", tabindex: 0, "aria-label": texts.table }, table)];
}

/**
 * The piece of the answer that a source stands for: the last that its quote holds, or the end.
 * @param {Source} source
 * @param {Leaf[]} leaves
 */
function place(source, leaves) {
  const quote = squash(source.quote);
  return (
    leaves.findLast(({ text }) => {
      const words = squash(text);
      return words && quote && (quote.includes(words) || words.includes(quote));
    }) ?? leaves.at(-1)
  )?.node;
}

/** @param {string} date ISO @param {string} language */
function day(date, language) {
  const time = Date.parse(date);
  const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  return Number.isNaN(time) ? date : format.format(time);
}

/** @param {Source} source */
const pathOf = (source) => [source.title, ...source.heading].filter(Boolean).join(" › ");

/**
 * The sources section by section: each heading is shown once.
 * @param {Source[]} sources
 */
function sectionsOf(sources) {
  /** @type {Map<string, [Source, ...Source[]]>} */
  const sections = new Map();
  for (const source of sources) {
    // Two articles may have the same title.
    const place = [pathOf(source), source.url.split("#")[0]].join("\n");
    const section = sections.get(place);
    if (section) section.push(source);
    else sections.set(place, [source]);
  }
  return [...sections.values()];
}

/**
 * The sources of one section, under its number and its headings.
 * @param {number} n @param {[Source, ...Source[]]} sources
 * @param {string} highlight @param {Voice} voice
 */
function renderSection(n, sources, highlight, { texts, language, base }) {
  const [first] = sources;
  const href = link(first, highlight, base);
  const quotes = sources.map(({ quote }) =>
    h("blockquote", { part: "quote", dir: "auto" }, plain(quote)),
  );
  const body = h("div", {}, ...quotes);
  if (first.updated) {
    body.append(h("p", { class: "quiet" }, fill(texts.updated, { date: day(first.updated, language) })));
  }
  const every = new Map(sources.flatMap(({ references }) => references.map((one) => [one.mark, one])));
  if (every.size) {
    const references = [...every.values()].map(({ mark, title, url }) => {
      const address = webAddress(url);
      const name = title || url;
      const words = address
        ? h("a", { href: address.href, target: "_blank", rel: "noopener" }, name || address.host)
        : name;
      return h("li", { dir: "auto" }, `${mark} `, words || null);
    });
    body.append(h("p", { class: "quiet" }, texts.references), h("ul", { class: "bare" }, ...references));
  }
  if (href) {
    const away = h("span", { class: "unseen" }, ` (${texts.newTab})`);
    body.append(
      h("a", { part: "link", href, target: "_blank", rel: "noopener" }, texts.visit, icon("away"), away),
    );
  }
  return h(
    "details",
    { part: "source" },
    h(
      "summary",
      {},
      h("span", { class: "number", "aria-hidden": "true" }, `${n}`),
      h("span", { class: "unseen" }, `${fill(texts.source, { n })}: `),
      h("span", { class: "path", dir: "auto" }, pathOf(first)),
    ),
    body,
  );
}

/**
 * Questions as buttons, under a title.
 * @param {string} part
 * @param {string} title
 * @param {string[]} questions
 * @param {(index: number) => void} ask
 */
export function renderQuestions(part, title, questions, ask) {
  const id = `questions-${(made += 1)}`;
  const items = questions.map((question, index) =>
    h("li", {}, h("button", { type: "button", dir: "auto", click: () => ask(index) }, question)),
  );
  return h(
    "div",
    { part, class: "questions" },
    h("p", { id, class: "quiet" }, title),
    h("ul", { class: "bare", "aria-labelledby": id }, ...items),
  );
}

/** @param {Turn} turn @param {Actions} actions @param {Voice} voice */
function renderFeedback(turn, actions, { texts }) {
  const id = `why-${(made += 1)}`;
  const said = h("span", { role: "status", class: "quiet" });
  const box = h("textarea", { id, rows: 2, maxlength: 1000, dir: "auto" });
  /** @param {boolean} helpful @param {string} [comment] */
  const vote = async (helpful, comment) => {
    const show = (/** @type {boolean | undefined} */ value) => {
      good.setAttribute("aria-pressed", `${value === true}`);
      bad.setAttribute("aria-pressed", `${value === false}`);
    };
    show(helpful);
    said.textContent = "";
    const arrived = await actions.vote(helpful, comment);
    said.textContent = arrived ? texts.thanks : texts.lost;
    show(turn.helpful);
    why.hidden = !arrived || comment !== undefined;
  };
  const why = h(
    "form",
    {
      hidden: true,
      class: "why",
      submit: (event) => {
        event.preventDefault();
        (turn.helpful ? good : bad).focus();
        why.hidden = true;
        const comment = box.value.trim();
        if (comment) void vote(turn.helpful === true, comment);
      },
    },
    h("label", { for: id }, texts.why),
    box,
    h("button", { type: "submit" }, texts.send),
  );
  /** @param {boolean} helpful @param {string} label */
  const thumb = (helpful, label) =>
    h(
      "button",
      {
        type: "button",
        class: helpful ? "thumb" : "thumb down",
        "aria-label": label,
        "aria-pressed": `${turn.helpful === helpful}`,
        click: () => vote(helpful),
      },
      icon("good"),
    );
  const good = thumb(true, texts.yes);
  const bad = thumb(false, texts.no);
  const copy = async () => {
    said.textContent = (await actions.copy()) ? texts.copied : texts.uncopied;
  };
  return h(
    "div",
    { part: "feedback" },
    h(
      "div",
      { class: "tools" },
      h("div", { role: "group", "aria-label": texts.helpful }, good, bad),
      turn.answer.blocks.length
        ? h("button", { type: "button", class: "copy", click: copy }, icon("copy"), texts.copy)
        : null,
      said,
    ),
    why,
  );
}

/** @param {Contact} contact */
function renderContact({ text, address, url }) {
  const line = (/** @type {(Node | string)[]} */ ...words) =>
    h("p", { part: "contact", dir: "auto" }, ...words);
  const href = contactAddress(url)?.href;
  const at = address ? text.indexOf(address) : -1;
  if (!href || at < 0) return line(text);
  const away = href.startsWith("http") ? { target: "_blank", rel: "noopener" } : {};
  return line(text.slice(0, at), h("a", { href, ...away }, address), text.slice(at + address.length));
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
  const nothing = answer.status === "no_answer";
  const view = h("div", { part: "answer", class: answer.status });
  if (answer.interpreted_as && squash(answer.interpreted_as) !== squash(turn.question)) {
    view.append(
      h("p", { class: "quiet" }, `${texts.readAs} `, h("q", { dir: "auto" }, answer.interpreted_as)),
    );
  }
  if (answer.message) view.append(h("p", { class: "message", dir: "auto" }, answer.message));
  if (answer.contact) view.append(renderContact(answer.contact));

  /** @type {Leaf[]} */
  const leaves = [];
  const words = answer.blocks.flatMap((block) => renderBlock(block, answer.highlight, leaves, voice));
  if (words.length) view.append(h("div", { class: "words" }, ...words));
  if (answer.choices.length) {
    const questions = answer.choices.map((choice) => choice.question);
    view.append(
      renderQuestions("choices", texts.choices, questions, (index) => {
        const choice = answer.choices[index];
        if (!choice) return;
        actions.choose(choice.passage_id || choice.question);
        actions.ask(choice.question, "choice");
      }),
    );
  }

  const around = h("div", { "aria-live": "off" });
  if (answer.sources.length) {
    const list = h("div", { part: "sources", role: "group", "aria-label": texts.sources });
    for (const [at, sources] of sectionsOf(answer.sources).entries()) {
      const n = at + 1;
      const details = renderSection(n, sources, answer.highlight, voice);
      const open = () => {
        details.open = true;
        details.querySelector("summary")?.focus();
      };
      const label = `${fill(texts.source, { n })}: ${sources[0].title}`;
      for (const node of new Set(sources.map((source) => place(source, leaves)))) {
        const cite = h(
          "button",
          { part: "citation", type: "button", "aria-label": label, click: open },
          `${n}`,
        );
        node?.append("\u00a0", cite);
      }
      list.append(details);
    }
    around.append(list);
  }
  if (answer.answer_id) around.append(renderFeedback(turn, actions, voice));
  if (answer.related.length) {
    const ask = (/** @type {number} */ at) => actions.ask(answer.related[at] ?? "", "related");
    const title = nothing ? texts.suggestions : texts.related;
    around.append(renderQuestions("related", title, answer.related, ask));
  }
  view.append(around);
  return view;
}
