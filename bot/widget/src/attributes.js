import { webAddress } from "./dom.js";

const POSITIONS = /** @type {const} */ (["inline", "bottom-end", "bottom-start"]);
const THEMES = /** @type {const} */ (["auto", "light", "dark"]);

/** What an owner sets: each attribute is a property too. `title` and `lang` are any element's. */
export class AttributesElement extends HTMLElement {
  static observedAttributes = [
    "endpoint",
    "title",
    "greeting",
    "suggestions",
    "position",
    "theme",
    "lang",
    "open",
    "articles",
    "texts",
  ];

  /** Where the script came from: the service, unless `endpoint` names another. */
  static home = document.baseURI;

  /** Address of the service. */
  get endpoint() {
    const named = this.getAttribute("endpoint");
    const url = named ? webAddress(named.replace(/\/?$/, "/"), document.baseURI) : null;
    return url?.href ?? AttributesElement.home;
  }

  set endpoint(value) {
    this.setAttribute("endpoint", value);
  }

  /** First words of the bot; "" leaves them to the widget. */
  get greeting() {
    return this.getAttribute("greeting") ?? "";
  }

  set greeting(value) {
    this.setAttribute("greeting", value);
  }

  /**
   * Questions to open with; null leaves them to the service.
   * @returns {string[] | null}
   */
  get suggestions() {
    const named = this.getAttribute("suggestions")?.split("|");
    return named?.map((one) => one.trim()).filter(Boolean) ?? null;
  }

  set suggestions(value) {
    if (value) this.setAttribute("suggestions", value.join("|"));
    else this.removeAttribute("suggestions");
  }

  /** In the page, or behind a launcher in a corner of the window. */
  get position() {
    return POSITIONS.find((one) => one === this.getAttribute("position")) ?? "inline";
  }

  set position(value) {
    this.setAttribute("position", value);
  }

  /** Light or dark, or as the visitor prefers. */
  get theme() {
    return THEMES.find((one) => one === this.getAttribute("theme")) ?? "auto";
  }

  set theme(value) {
    this.setAttribute("theme", value);
  }

  /** Whether the panel behind the launcher shows. */
  get open() {
    return this.hasAttribute("open");
  }

  set open(value) {
    this.toggleAttribute("open", value);
  }

  /**
   * Ids of the articles to answer from; none means all.
   * @returns {string[]}
   */
  get articles() {
    return (this.getAttribute("articles") ?? "").split(/[\s,]+/).filter(Boolean);
  }

  set articles(value) {
    this.setAttribute("articles", value.join(" "));
  }

  /**
   * The owner's own texts, by their names in the documentation.
   * @returns {Record<string, string>}
   */
  get texts() {
    const named = this.getAttribute("texts");
    try {
      return named ? JSON.parse(named) : {};
    } catch {
      console.warn(`career-bot: texts is not JSON such as {"send": "Go"}: ${named}`);
      return {};
    }
  }

  set texts(value) {
    this.setAttribute("texts", JSON.stringify(value));
  }

  connectedCallback() {
    // A property set before the script had loaded hides its accessor: set it again, through it.
    for (const [name, value] of Object.entries(this)) {
      if (!AttributesElement.observedAttributes.includes(name)) continue;
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }
}
