import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";

const tabs: { href: string; key: PlainKey }[] = [
  { href: "/search", key: "search.tabSearch" },
  { href: "/search/quality", key: "search.tabQuality" },
  { href: "/search/state", key: "search.tabIndex" },
];

/** The pages of search. */
export function SearchTabs({ t, path }: { t: Translator; path: string }) {
  return (
    <nav class="segments" aria-label={t("search.tabs")}>
      {tabs.map(({ href, key }) => (
        <a key={href} class="segment" href={href} aria-current={href === path ? "page" : "false"}>
          {t(key)}
        </a>
      ))}
    </nav>
  );
}
