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
