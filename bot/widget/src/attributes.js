import { webAddress } from "./dom.js";

const POSITIONS = ["inline", "bottom-end", "bottom-start"];
const THEMES = ["auto", "light", "dark", "page"];

/** @param {string | null} text */
const asText = (text) => text ?? "";

/** @param {string | null} text */
function asTexts(text) {
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    console.warn(`career-bot: texts is no JSON: ${text}`);
    return {};
  }
}

/**
 * The property that each attribute is: its value, given the attribute's text.
 * @type {Record<string, (text: string | null) => unknown>}
 */
const PROPERTIES = {
  endpoint: (text) =>
    (text && webAddress(text.replace(/\/?$/, "/"), document.baseURI)?.href) || AttributesElement.home,
  greeting: asText,
  suggestions: (text) => text?.split("|").map((one) => one.trim()).filter(Boolean) ?? null,
  position: (text) => POSITIONS.find((one) => one === text) ?? "inline",
  theme: (text) => THEMES.find((one) => one === text) ?? "auto",
  subtitle: asText,
  logo: asText,
  note: asText,
  privacy: asText,
  teaser: asText,
  offset: asText,
  trigger: asText,
  open: (text) => text !== null,
  articles: (text) => asText(text).split(/[\s,]+/).filter(Boolean),
  texts: asTexts,
};

/**
 * The attribute's text, given a value; null takes it away.
 * @param {string} name @param {any} value
 */
function written(name, value) {
  if (name === "open") return value ? "" : null;
  if (Array.isArray(value)) return value.join(name === "articles" ? " " : "|");
  return name === "texts" ? JSON.stringify(value) : value;
}

/** What an owner sets: each attribute is a property too. `title` and `lang` are any element's. */
export class AttributesElement extends HTMLElement {
  static observedAttributes = [...Object.keys(PROPERTIES), "title", "lang"];

  /** Where the script came from: the service, unless `endpoint` names another. */
  static home = document.baseURI;

  connectedCallback() {
    // A property set before the script had loaded hides its accessor: set it again, through it.
    for (const [name, value] of Object.entries(this)) {
      if (!AttributesElement.observedAttributes.includes(name)) continue;
      const properties = /** @type {any} */ (this);
      delete properties[name];
      properties[name] = value;
    }
  }
}

for (const [name, read] of Object.entries(PROPERTIES)) {
  Object.defineProperty(AttributesElement.prototype, name, {
    /** @this {HTMLElement} */
    get() {
      return read(this.getAttribute(name));
    },
    /** @this {HTMLElement} @param {any} value */
    set(value) {
      const text = written(name, value);
      if (text == null) this.removeAttribute(name);
      else this.setAttribute(name, text);
    },
  });
}
