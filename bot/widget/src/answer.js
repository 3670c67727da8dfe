/** @import { Answer, Block, Choice, Contact, Reference, Source } from "./types" */

/** What a service, or a page's storage, says is taken for text and nothing else. */

/** @param {unknown} value */
const text = (value) => (typeof value === "string" || typeof value === "number" ? `${value}` : "");

/**
 * @template {string} K
 * @param {any} value
 * @param {...K} names
 * @returns {Record<K, string>}
 */
const textsAt = (value, ...names) =>
  /** @type {any} */ (Object.fromEntries(names.map((name) => [name, text(value?.[name])])));

/** @param {unknown} value @returns {any[]} */
const list = (value) => (Array.isArray(value) ? value : []);

/** @param {unknown} value */
const texts = (value) => list(value).map(text).filter(Boolean);

/** @param {string} words @param {boolean} [before] @param {boolean} [after] @returns {Block} */
const paragraph = (words, before = false, after = false) => ({
  type: "paragraph",
  text: words,
  cut_before: before,
  cut_after: after,
});

/** How many there are in all; 0 where that isn't more than is shown. @param {any} value @param {number} shown */
const total = (value, shown) => (value > shown ? value | 0 : 0);

/** @param {any} value @returns {Block | null} */
function readBlock(value) {
  if (value?.type === "list") {
    const items = texts(value.items);
    const numbers = list(value.numbers).map((number) => (Number.isInteger(number) ? number : null));
    const levels = list(value.levels).map((level) => (level > 0 ? Math.min(level, 3) | 0 : 0));
    return { type: "list", lead: text(value.lead), items, numbers, levels, of: total(value.of, items.length) };
  }
  if (value?.type === "table") {
    const rows = list(value.rows).map((row) => list(row).map(text));
    return { type: "table", header: list(value.header).map(text), rows, of: total(value.of, rows.length) };
  }
  const words = text(value?.text);
  if (!words) return null;
  if (value.type === "heading") return { type: "heading", text: words, asked: value.asked === true };
  return paragraph(words, value.cut_before === true, value.cut_after === true);
}

/** @param {any} value @returns {Reference} */
const readReference = (value) => textsAt(value, "mark", "title", "url");

/** @param {any} value @param {number} index @returns {Source} */
const readSource = (value, index) => ({
  ...textsAt(value, "quote", "url", "updated", "language", "page"),
  n: Number(value?.n) || index + 1,
  title: text(value?.title) || text(value?.article),
  heading: texts(value?.heading),
  references: list(value?.references).map(readReference),
});

/** @param {any} value @returns {Choice} */
const readChoice = (value) => textsAt(value, "question", "passage_id");

/** @param {any} value @returns {Contact | null} */
function readContact(value) {
  const contact = textsAt(value, "text", "address", "url");
  return contact.text ? contact : null;
}

/**
 * The answer in a parsed JSON value; null where there is none.
 * @param {any} value
 * @returns {Answer | null}
 */
export function readAnswer(value) {
  const status = value?.status;
  if (status !== "answered" && status !== "unsure" && status !== "no_answer") return null;
  const answer = text(value.answer);
  /** @type {Block[]} */
  const blocks = list(value.blocks).flatMap((block) => readBlock(block) ?? []);
  if (!blocks.length && answer) blocks.push(paragraph(answer));
  if (status === "answered" && !blocks.length) return null;
  return {
    ...textsAt(value, "answer_id", "highlight", "message", "not_found", "interpreted_as"),
    status,
    answer,
    blocks,
    sources: list(value.sources).map(readSource),
    more: list(value.more).map(readSource),
    choices: list(value.choices).map(readChoice).filter((choice) => choice.question),
    related: texts(value.related),
    contact: readContact(value.contact),
    small_talk: !!value.small_talk,
  };
}

/**
 * What a conversation opens with, in a parsed JSON value.
 * @param {any} value
 */
export const readOpening = (value) => ({
  ...textsAt(value, "greeting", "language"),
  handoff: value?.handoff === true,
  suggestions: texts(value?.suggestions),
});
