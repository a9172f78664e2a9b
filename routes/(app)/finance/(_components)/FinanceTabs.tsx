import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";

const tabs: { href: string; key: PlainKey }[] = [
  { href: "/finance", key: "finance.overview" },
  { href: "/finance/costs", key: "finance.costs" },
  { href: "/finance/import", key: "finance.import" },
];

/** The pages of finance. */
export function FinanceTabs({ t, path }: { t: Translator; path: string }) {
  return (
    <nav class="segments" aria-label={t("finance.title")}>
      {tabs.map(({ href, key }) => (
        <a key={href} class="segment" href={href} aria-current={href === path ? "page" : "false"}>
          {t(key)}
        </a>
      ))}
    </nav>
  );
}
