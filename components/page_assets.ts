/** The style sheets of every page, in the order of their layers: `/styles/<name>.css`. */
export const stylesheets = [
  "tokens",
  "base",
  "shell",
  "controls",
  "menus",
  "palette",
  "content",
  "tables",
  "identity",
  "portfolio",
  "threads",
  "search",
  "signals",
  "commitments",
  "charts",
] as const;

/** The fonts a page in a language needs at once: `/fonts/<name>.woff2`. */
export function fontsFor(locale: "en" | "ru"): readonly string[] {
  return locale === "ru" ? ["inter-latin", "inter-cyrillic"] : ["inter-latin"];
}
