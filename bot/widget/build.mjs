// Makes, of src/: widget.js, the one script that is served, and widget.….json, what it says in each
// language but English. `npm run build` does it. With a folder as its argument it makes the npm
// package there instead: the same widget as a module, with its types.
//
// The script's first line holds a digest of the sources, so that a test without Node can tell when
// the built files are older than they are.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build, transform } from "esbuild";
import { minify } from "terser";
import { FRAME, TEXTS } from "./src/texts.js";

const here = new URL(".", import.meta.url);
const target = ["chrome123", "firefox128", "safari18"];

const digest = createHash("sha256");
for (const name of readdirSync(new URL("src/", here)).sort()) {
  digest.update(name).update("\0").update(readFileSync(new URL(`src/${name}`, here))).update("\0");
}
const version = digest.digest("hex").slice(0, 16);
const banner = `/* careerbot widget, Apache-2.0, sources ${version} */\n`;

// Custom properties with an underscore are the sheet's own: they get the shortest names there are.
const minifiedCss = {
  name: "minified-css",
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target });
      const names = [...new Set(code.match(/--_[a-z-]{3,}/g))];
      // Values of custom properties are left as they are by what minifies the rest.
      const tight = code.trim().replace(/([,(])\s+/g, "$1").replace(/\s+\)/g, ")").replace(/="([\w-]+)"/g, "=$1").replace(/(--_[a-z-]+|--[a-z-]+):\s+/g, "$1:");
      const short = (name) => `--${names.indexOf(name).toString(36)}`;
      return { contents: tight.replace(/--_[a-z-]{3,}/g, short), loader: "text" };
    });
  },
};

// Properties of the widget's own objects, which no page, no service and no storage ever sees.
const inside = new RegExp(
  `^(${[
    "launcher|launcherText|news|restart|grow|take|invitation|invite|badge|second|foot|below|box|frame",
    "dialog|notice|small|place|write|greet|show|reveal|arrive|approach|refocus|until|check|hold|merge",
    "kept|opening|choose|vote|stay|hand|loose|drop|wake|welcome|tell|shows|spoken|draw|held|wait|dress",
    "widget|panel|voice|service|conversation|element|refuse|full|spread|base|node|emit|view|handOn|feedback|render|home|load|say|hide|save|root|busy",
  ].join("|")})$`,
);

// The texts as lines: their names, those of the frame first, then those of each language in the same
// order; of the languages but English, the frame's alone.
const names = [...FRAME, ...Object.keys(TEXTS.en).filter((name) => !FRAME.includes(name))];
const spoken = (language) => (language === "en" ? names : FRAME);
const packedTexts = {
  name: "packed-texts",
  setup(builder) {
    const lines = Object.entries(TEXTS).map(([language, said]) => [
      language,
      ...spoken(language).map((name) => said[name]),
    ]);
    const packed = [["", ...names], ...lines].map((line) => line.join("|")).join("\n");
    if (packed.split("|").length !== [names, ...lines].flat().length + 1 - lines.length) {
      throw new Error("no text may have a | in it");
    }
    builder.onLoad({ filter: /texts\.js$/ }, () => ({
      contents: `const [names, ...lines] = ${JSON.stringify(packed)}.split("\\n").map((line) => line.split("|"));
        export const TEXTS = Object.fromEntries(lines.map(([language, ...said]) =>
          [language, Object.fromEntries(said.map((text, at) => [names[at + 1], text]))]));`,
    }));
  },
};

/** What the browser runs, of an entry in src/. */
async function bundled(entry, format) {
  const { outputFiles } = await build({
    entryPoints: [new URL(`src/${entry}`, here).pathname],
    bundle: true,
    minify: true,
    charset: "utf8",
    define: { VERSION: JSON.stringify(version) },
    format,
    legalComments: "none",
    mangleProps: inside,
    plugins: [minifiedCss, packedTexts],
    target,
    write: false,
  });
  const { code } = await minify(outputFiles[0].text, {
    compress: { passes: 3, keep_fargs: false, unsafe_arrows: true, pure_getters: true },
    ecma: 2020,
    module: format === "esm",
  });
  return banner + code + "\n";
}

const folder = process.argv[2];
if (folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(new URL("package/", here))) {
    copyFileSync(new URL(`package/${name}`, here), `${folder}/${name}`);
  }
  copyFileSync(new URL("src/types.d.ts", here), `${folder}/types.d.ts`);
  copyFileSync(new URL("../../LICENSE", here), `${folder}/LICENSE`);
  writeFileSync(`${folder}/career-bot.js`, await bundled("module.js", "esm"));
} else {
  writeFileSync(new URL("widget.js", here), await bundled("main.js", "iife"));
  for (const [language, said] of Object.entries(TEXTS)) {
    const rest = names.slice(spoken(language).length).map((name) => [name, said[name]]);
    if (!rest.length) continue;
    writeFileSync(new URL(`widget.${language}.json`, here), JSON.stringify(Object.fromEntries(rest)) + "\n");
  }
}
