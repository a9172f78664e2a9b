/** Kinds of links of which a page has several: only the address tells them apart. */
export const REPEATABLE_LINKS: readonly string[] = [
  "alternate",
  "dns-prefetch",
  "icon",
  "modulepreload",
  "preconnect",
  "prefetch",
  "preload",
  "stylesheet",
];
