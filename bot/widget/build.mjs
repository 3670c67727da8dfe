// Makes widget.js, the one file that is served, of src/. Run it by `npm run build`.
//
// Its first line holds a digest of the sources, so that a test without Node can tell when the
// built file is older than they are.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { build, transform } from "esbuild";
import { TEXTS } from "./src/texts.js";

const here = new URL(".", import.meta.url);
const target = ["chrome123", "firefox128", "safari18"];

const digest = createHash("sha256");
for (const name of readdirSync(new URL("src/", here)).sort()) {
  digest.update(name).update("\0").update(readFileSync(new URL(`src/${name}`, here))).update("\0");
}

// Custom properties with an underscore are the sheet's own: they get the shortest names there are.
const minifiedCss = {
  name: "minified-css",
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target });
      const names = [...new Set(code.match(/--_[a-z-]{3,}/g))];
      const short = (name) => `--${names.indexOf(name).toString(36)}`;
      return { contents: code.trim().replace(/--_[a-z-]{3,}/g, short), loader: "text" };
    });
  },
};

// Properties of the widget's own objects, which no page, no service and no storage ever sees.
const inside =
  /^(launcher|launcherText|news|restart|below|box|frame|dialog|notice|small|place|write|greet|show|reveal|arrive|approach|refocus|until|check|hold|merge|kept|opening|choose|vote|stay)$/;

// The texts as lines: their names, then those of each language in the same order.
const packedTexts = {
  name: "packed-texts",
  setup(builder) {
    const names = Object.keys(TEXTS.en);
    const lines = Object.entries(TEXTS).map(([language, said]) => [language, ...names.map((name) => said[name])]);
    const packed = [["", ...names], ...lines].map((line) => line.join("|")).join("\n");
    if (packed.split("|").length !== (names.length + 1) * (lines.length + 1) - lines.length) {
      throw new Error("no text may have a | in it");
    }
    builder.onLoad({ filter: /texts\.js$/ }, () => ({
      contents: `const [names, ...lines] = ${JSON.stringify(packed)}.split("\\n").map((line) => line.split("|"));
        export const TEXTS = Object.fromEntries(lines.map(([language, ...said]) =>
          [language, Object.fromEntries(said.map((text, at) => [names[at + 1], text]))]));`,
    }));
  },
};

await build({
  entryPoints: [new URL("src/main.js", here).pathname],
  outfile: new URL("widget.js", here).pathname,
  banner: { js: `/* careerbot widget, Apache-2.0, sources ${digest.digest("hex").slice(0, 16)} */` },
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  legalComments: "none",
  mangleProps: inside,
  plugins: [minifiedCss, packedTexts],
  target,
});
