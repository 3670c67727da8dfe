/** How the widget says things: in which language, with what filled in. */

import { TEXTS } from "./texts.js";

/**
 * The language of `TEXTS` for a tag such as `fr-CA`; English where there is none.
 * @param {string} tag
 */
export function languageOf(tag) {
  const language = tag.toLowerCase().split("-")[0] ?? "";
  return Object.hasOwn(TEXTS, language) ? language : "en";
}

/**
 * `text` with its `{name}`s filled in.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => `${values[name] ?? whole}`);

/**
 * How a language says that something is so many seconds from now.
 * @param {number} seconds
 * @param {string} language
 */
export function after(seconds, language) {
  const time = new Intl.RelativeTimeFormat(language);
  return seconds < 90 ? time.format(seconds, "second") : time.format(Math.ceil(seconds / 60), "minute");
}

/** @type {Map<string, Intl.DateTimeFormat>} One for each language: making one takes long. */
const formats = new Map();

/**
 * A date as a language writes it.
 * @param {string} date ISO
 * @param {string} language
 */
export function day(date, language) {
  const time = Date.parse(date);
  if (Number.isNaN(time)) return date;
  const format =
    formats.get(language) ?? new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  formats.set(language, format);
  return format.format(time);
}
