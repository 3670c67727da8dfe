// The page at the service's root: the articles, the line to copy, and the choices that change it.
const bot = document.querySelector("career-bot");
const look = document.querySelector("#look");
const plain = document.querySelector("#plain");
const inside = document.querySelector("#inside");
const pinned = document.querySelector("#pinned");

const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

const attributes = (values, prefix) =>
  Object.entries(values)
    .map(([name, value]) => ` ${prefix}${name}="${quoted(value)}"`)
    .join("");

function write() {
  const chosen = Object.fromEntries([...new FormData(look)].filter(([, value]) => value));
  const { position, ...rest } = { title: bot.title, ...chosen };
  const data = attributes(position === "bottom-start" ? { ...rest, position } : rest, "data-");
  const at = (path) => new URL(path, document.baseURI).href;
  const { path, integrity } = pinned.dataset;
  plain.textContent = `<script src="${at("widget.js")}" async${data}></script>`;
  inside.textContent =
    `<script src="${at("widget.js")}" async></script>\n<career-bot${attributes(rest, "")}></career-bot>`;
  pinned.textContent =
    `<script src="${at(path)}" integrity="${integrity}" crossorigin="anonymous" async${data}></script>`;
}

look.addEventListener("change", ({ target }) => {
  if (target.value) bot.setAttribute(target.name, target.value);
  else bot.removeAttribute(target.name);
  if (target.name === "position") bot.toggleAttribute("open", Boolean(target.value));
  write();
});

for (const button of document.querySelectorAll("[data-copies]")) {
  button.addEventListener("click", async () => {
    const code = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(code.textContent);
      document.querySelector("#copied").textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(code);
    }
  });
}

async function listArticles() {
  const list = document.querySelector("#articles");
  const item = (...parts) => {
    const line = document.createElement("li");
    line.append(...parts);
    return line;
  };
  try {
    const { articles } = await (await fetch("api/articles")).json();
    list.replaceChildren(
      ...articles.map(({ title, passages }) => {
        const count = document.createElement("span");
        count.className = "quiet";
        count.textContent = `${passages} passages`;
        return item(title, count);
      }),
    );
  } catch {
    list.replaceChildren(item("The list could not be read; the service may still be starting."));
  }
}

write();
listArticles();
