/** @import { Source } from "./types" */
/** @import { Voice } from "./answer_view.js" */
/** @import { Leaf } from "./blocks.js" */

import { away, h, icon, webAddress } from "./dom.js";
import { plain, squash } from "./quote.js";
import { day, fill } from "./speech.js";

/**
 * The piece of the answer that a source stands for: the last that its quote holds, or the end.
 * @param {Source} source
 * @param {Leaf[]} leaves
 */
export function placeOf(source, leaves) {
  const quote = squash(source.quote);
  return (
    leaves.findLast(({ text }) => {
      const words = squash(text);
      return words && quote && (quote.includes(words) || words.includes(quote));
    }) ?? leaves.at(-1)
  )?.node;
}

/** The address of the sentence; "" where the article has none. @param {Source} source @param {string} base */
export const hrefOf = ({ url }, base) => (url && webAddress(url, base)?.href) || "";

/** Its title and headings. @param {Source} source */
export const pathOf = (source) => [source.title, ...source.heading].filter(Boolean).join(" › ");

/**
 * The sources section by section: each heading is shown once.
 * @param {Source[]} sources
 */
export function sectionsOf(sources) {
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
 * What opens under the line of a section.
 * @param {[Source, ...Source[]]} sources @param {Voice} voice
 */
function bodyOf(sources, { texts, language }) {
  const [first] = sources;
  const lang = first.language || null;
  // The last heading stands in the line above.
  const above = first.heading.slice(0, -1).join(" › ");
  /** @type {Node[]} */
  const under = sources.map(({ quote }) =>
    h("blockquote", { part: "quote", dir: "auto", lang }, plain(quote)),
  );
  if (above) under.unshift(h("p", { class: "quiet", lang }, above));
  const { page, updated } = first;
  const facts = [
    page && fill(texts.page, { page }),
    updated && fill(texts.updated, { date: day(updated, language) }),
  ].filter(Boolean);
  if (facts[0]) under.push(h("p", { class: "quiet" }, facts.join(" · ")));
  const every = new Map(sources.flatMap(({ references }) => references.map((one) => [one.mark, one])));
  if (every.size) {
    const references = [...every.values()].map(({ mark, title, url }) => {
      const address = webAddress(url);
      const name = title || url;
      const words = address
        ? away(address.href, {}, name || address.host)
        : name;
      return h("li", {}, `${mark} `, words || null);
    });
    under.push(h("p", { class: "quiet" }, texts.references), h("ul", { class: "bare" }, ...references));
  }
  return under;
}

/**
 * The sources of one section: a line with its number, which opens to the quotes, and a link.
 * @param {number} n 0 where the answer doesn't cite it.
 * @param {[Source, ...Source[]]} sources
 * @param {Voice} voice
 */
export function renderSection(n, sources, voice) {
  const { texts, base } = voice;
  const [first] = sources;
  const href = hrefOf(first, base);
  const heading = first.heading.at(-1);
  const body = h("div", {});
  const details = h(
    "details",
    { toggle: () => details.open && !body.firstChild && body.append(...bodyOf(sources, voice)) },
    h(
      "summary",
      {},
      ...(n
        ? [
            h("span", { class: "number", "aria-hidden": "true" }, `${n}`),
            h("span", { class: "unseen" }, `${fill(texts.source, { n })}: `),
          ]
        : []),
      h(
        "span",
        { class: "path", dir: "auto", lang: first.language || null },
        h("span", {}, first.title),
        heading ? h("span", {}, ` · ${heading}`) : null,
      ),
    ),
    body,
  );
  const label = `${texts.visit} (${texts.newTab})`;
  const link = href
    ? away(href, { part: "link", title: texts.visit, "aria-label": label }, icon("away"))
    : null;
  return h("div", { part: "source" }, details, link);
}
