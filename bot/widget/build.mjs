// Makes widget.js, the one file that is served, of src/. Run it by `npm run build`.
//
// Its first line holds a digest of the sources, so that a test without Node can tell when the
// built file is older than they are.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { build, transform } from "esbuild";

const here = new URL(".", import.meta.url);
const target = ["chrome123", "firefox120", "safari17.5"];

const digest = createHash("sha256");
for (const name of readdirSync(new URL("src/", here)).sort()) {
  digest.update(name).update("\0").update(readFileSync(new URL(`src/${name}`, here))).update("\0");
}

const minifiedCss = {
  name: "minified-css",
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target });
      return { contents: code.trim(), loader: "text" };
    });
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
  plugins: [minifiedCss],
  target,
});
