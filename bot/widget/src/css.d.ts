declare module "*.css" {
  const css: string;
  export default css;
}

/** Digest of the widget's sources; build.mjs puts it in. */
declare const VERSION: string;
