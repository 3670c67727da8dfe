/** @import { Block } from "./types" */
/** @import { Voice } from "./answer_view.js" */

import { h } from "./dom.js";
import { squash } from "./quote.js";
import { fill } from "./speech.js";

/** A smallest piece of the answer, where a citation can stand. */
/** @typedef {{ node: HTMLElement, text: string }} Leaf */

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
 * The words of an answer as the article lays them out; each piece of them is added to `leaves`.
 * @param {Block} block @param {string} highlight @param {Leaf[]} leaves
 * @param {Voice} voice
 * @returns {Node[]}
 */
export function renderBlock(block, highlight, leaves, voice) {
  const { texts } = voice;
  /** @param {"p" | "li"} tag @param {string} text @param {Record<string, number | null | undefined>} [more] */
  const leaf = (tag, text, more) => {
    const node = h(tag, { dir: "auto", ...more }, ...marked(text, highlight));
    leaves.push({ node, text });
    return node;
  };
  if (block.type === "heading") {
    return [h("h4", { part: "heading", class: block.asked ? "asked" : "" }, block.text)];
  }
  if (block.type === "paragraph") {
    const paragraphs = block.text.split(/\n{2,}/).map((text) => leaf("p", text));
    const cut = () => h("span", { class: "cut", role: "img", "aria-label": texts.cut });
    if (block.cut_before) paragraphs[0]?.prepend(cut(), "\u00a0");
    if (block.cut_after) paragraphs.at(-1)?.append("\u00a0", cut());
    return paragraphs;
  }
  if (block.type === "list") {
    const { lead, items, numbers, levels } = block;
    const list = h(
      numbers.length ? "ol" : "ul",
      { dir: "auto" },
      ...items.map((item, index) => {
        const entry = leaf("li", item, { value: numbers[index] });
        entry.style.marginInlineStart = `${1.25 * (levels[index] ?? 0)}em`;
        return entry;
      }),
    );
    return [...(lead ? [h("p", {}, ...marked(lead, highlight))] : []), list];
  }
  return [renderTable(block, squash(highlight), leaves, texts.table)];
}

/**
 * A table; on a phone each row of one with many columns becomes a small list, and the roles say that
 * it is a table all the same.
 * @param {Extract<Block, { type: "table" }>} block @param {string} best @param {Leaf[]} leaves
 * @param {string} label
 */
function renderTable(block, best, leaves, label) {
  const rows = block.rows.map((cells) => {
    const row = h(
      "tr",
      { role: "row" },
      ...cells.map((cell, at) => h("td", { role: "cell", "data-label": block.header[at] }, cell)),
    );
    const text = cells.join(" ");
    if (best && (best.includes(squash(text)) || squash(text).includes(best))) {
      row.setAttribute("part", "highlight");
    }
    const last = /** @type {HTMLElement | null} */ (row.lastElementChild);
    if (last) leaves.push({ node: last, text });
    return row;
  });
  const named = block.header.some(Boolean) ? block.header : [];
  const names = named.map((cell) => h("th", { scope: "col", role: "columnheader" }, cell));
  const head = names.length ? h("thead", {}, h("tr", { role: "row" }, ...names)) : null;
  const table = h(
    "table",
    { role: "table", class: names.length > 2 ? "many" : "", dir: "auto" },
    head,
    h("tbody", {}, ...rows),
  );
  return h("div", { class: "wide", role: "region", tabindex: 0, "aria-label": label }, table);
}

/**
 * How much of a list or a table is shown, where that isn't all.
 * @param {Block} block @param {Voice} voice
 */
export function shownOf(block, { texts }) {
  if (!("of" in block) || !block.of) return "";
  const { of } = block;
  const shown = block.type === "list" ? block.items.length : block.rows.length;
  return fill(texts.part, { shown, of });
}
