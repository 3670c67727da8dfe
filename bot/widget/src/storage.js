/** The page's storage, where the browser allows one: a sandboxed frame has none. */

/** @typedef {"localStorage" | "sessionStorage"} Kind The latter lasts as long as the tab. */

/** @param {Kind} kind @param {string} name What is kept under it; null where nothing is. */
export function recall(kind, name) {
  try {
    return window[kind].getItem(name);
  } catch {
    return null;
  }
}

/** @param {Kind} kind @param {string} name @param {string} value "" to forget it. */
export function remember(kind, name, value) {
  try {
    if (value) window[kind].setItem(name, value);
    else window[kind].removeItem(name);
  } catch {
    // Forbidden or full: what is not kept lives as long as the page.
  }
}
