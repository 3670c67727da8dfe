/** @import { Answer, Turn } from "./types" */
/** @import { Texts } from "./texts.js" */

import { hrefOf, pathOf } from "./sources.js";

/** The programs for mail take addresses of about 2,000 characters. */
const LONGEST = 1900;

/**
 * An answer as plain text, with the places it comes from.
 * @param {Answer} answer @param {string} base
 */
export function textOf({ answer, message, sources }, base) {
  const places = sources.flatMap((source) => [pathOf(source), hrefOf(source, base)]);
  return [answer || message, "", ...new Set(places)].join("\n").trim();
}

/** @param {Turn[]} turns @param {string} base @param {Texts} texts */
export const transcriptOf = (turns, base, texts) =>
  turns.map(({ question, answer }) => `${texts.asked} ${question}\n\n${textOf(answer, base)}`).join("\n\n\n");

/**
 * The address of a new mail with the conversation; where that is too long, with its last turns.
 * @param {Turn[]} turns @param {string} base @param {Texts} texts @returns {string}
 */
export function mailOf(turns, base, texts) {
  const body = encodeURIComponent(transcriptOf(turns, base, texts).replaceAll("\n", "\r\n"));
  return body.length > LONGEST && turns.length > 1
    ? mailOf(turns.slice(1), base, texts)
    : `mailto:?subject=${encodeURIComponent(texts.transcript)}&body=${body}`;
}

/**
 * Copy a text; false where the browser forbids it.
 * @param {string} text
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
