/** @import { Source } from "./types" */

import { webAddress } from "./dom.js";

/** The line of a table that says nothing but where its columns are. */
const RULE = /^[\s|:-]*$/;

/** @param {string} line */
const plainLine = (line) =>
  line
    .replace(/!?\[([^\]]+)\]\([^)\s]*\)/g, "$1")
    .replace(/(\*\*|__|`)(.+?)\1/g, "$2")
    .replace(/^\s*[-*+]\s+/, "• ")
    .replace(/^\s*\|\s*|\s*\|\s*$/g, "")
    .replace(/\s*\|\s*/g, " · ")
    .trim();

/**
 * A quote without the marks of Markdown, as a person reads it, line by line.
 *
 * Made here: the service's own plain text of a passage has no citation marks, and a quote shows
 * where each of them stands.
 * @param {string} quote
 */
export function plain(quote) {
  const lines = quote.split("\n").filter((line) => !RULE.test(line));
  return lines.map(plainLine).join("\n");
}

/**
 * Letters and digits alone, to tell whether two texts say the same.
 * @param {string} text
 */
export const squash = (text) =>
  plain(text).replace(/\[\d+\]/g, "").replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();

/** @param {string} text */
const encode = (text) => encodeURIComponent(text).replace(/-/g, "%2D");

/**
 * The address that opens the article at the sentence; "" where the article has none.
 *
 * The service's own text fragment is kept; without one it is made of the best sentence, or of the
 * quote's first and last words.
 * @param {Source} source
 * @param {string} highlight
 * @param {string} [base]
 */
export function link(source, highlight, base) {
  const url = webAddress(source.url, base);
  if (!url || url.hash.includes(":~:")) return url?.href ?? "";
  const inside = highlight && squash(source.quote).includes(squash(highlight));
  const words = (inside ? highlight : plain(source.quote).replace(/\s*\[\d+\]|• /g, "")).split(/\s+/);
  if (!words[0]) return url.href;
  const ends = words.length > 12 ? [words.slice(0, 5), words.slice(-5)] : [words];
  const fragment = ends.map((part) => encode(part.join(" "))).join(",");
  return `${url.href}${url.hash ? "" : "#"}:~:text=${fragment}`;
}
