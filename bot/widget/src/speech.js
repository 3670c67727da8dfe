/** @import { Texts } from "./texts.js" */

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

/** Languages of which all is there that can be had. */
const known = new Set(["en"]);

/** @type {Record<string, Promise<unknown>>} The others, on their way. */
const learning = {};

/**
 * Fetch what a language says beyond the frame; null where it is there. What can't be fetched stays
 * English for this page.
 * @param {string} language @param {import("./service.js").Service} service
 */
export const learn = (language, service) =>
  known.has(language)
    ? null
    : (learning[language] ??= service.texts(language).then((said) => {
        Object.assign(TEXTS[language] ?? {}, said);
        known.add(language);
      }));

/**
 * What the widget says in a language, as far as it is there, else in English.
 * @param {string} language
 */
export const textsOf = (language) => /** @type {Texts} */ ({ ...TEXTS.en, ...TEXTS[language] });

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

/**
 * A date as a language writes it.
 * @param {string} date ISO
 * @param {string} language
 */
export function day(date, language) {
  const time = new Date(date);
  return +time ? time.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" }) : date;
}
