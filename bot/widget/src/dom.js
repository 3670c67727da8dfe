/** Elements made without markup: nothing here, or anywhere in the widget, parses a string as HTML. */

/** @typedef {string | number | boolean | null | undefined | ((event: any) => void)} Value */

/**
 * An element with its attributes and children; a function among the attributes is a listener.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, Value>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  if (tag === "button") element.setAttribute("type", tag);
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value != null && value !== false) {
      element.setAttribute(name, value === true ? "" : `${value}`);
    }
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/**
 * A link that leaves the page open.
 * @param {string} href @param {Record<string, Value>} attributes @param {...(Node | string | null)} children
 */
export const away = (href, attributes, ...children) =>
  h("a", { href, target: "_blank", rel: "noopener", ...attributes }, ...children);

/** Scroll as far as a form needs that has opened below. @param {Element} opened */
export const showAll = (opened) => opened.scrollIntoView({ block: "nearest" });

/** Do something once what shows now has been painted. @param {(value?: any) => void} work */
export const later = (work) => requestAnimationFrame(() => setTimeout(work));

const SVG = "http://www.w3.org/2000/svg";

export const PATHS = {
  ask: "M4 20.5v-9a7.5 7.5 0 1 1 7.5 7.5H5M8.5 10h7M8.5 13.5H13",
  close: "m6 6 12 12M18 6 6 18",
  again: "M4.5 5v5h5M4.9 10a7.6 7.6 0 1 1-.4 4",
  send: "M12 19.5v-15M5.5 11 12 4.5l6.5 6.5",
  copy: "M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9",
  good: "M4 11h3.5v9H4zM7.5 11l4-7.5q3 .5 1.5 6h7l-2 10.5H7.5",
  away: "M8 16 17 7M9.5 7H17v7.5",
  wider: "M14 4.5h5.5V10M10 19.5H4.5V14M19 5l-6 6M5 19l6-6",
  share: "M12 15V4M7 9l5-5 5 5M5 13v7h14v-7",
  alert: "M12 8v5M12 16.2v.1M12 3.5 2.5 20h19z",
};

/**
 * A drawing that says nothing: the control around it has the words.
 * @param {keyof typeof PATHS} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.ariaHidden = "true";
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * `text` as a web address, or null where it is none: `javascript:` and the like go nowhere.
 * @param {string} text
 * @param {string} [base]
 * @param {RegExp} [protocols] Where others than the web's will do.
 * @returns {URL | null}
 */
export function webAddress(text, base, protocols = /^https?:$/) {
  try {
    const url = new URL(text, base);
    return protocols.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
