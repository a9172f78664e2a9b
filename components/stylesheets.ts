/** The style sheets of every page, in the order of their layers: `/styles/<name>.css`. */
export const stylesheets = [
  "tokens",
  "base",
  "shell",
  "controls",
  "menus",
  "content",
  "tables",
  "threads",
  "charts",
] as const;
