import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";

const tabs: { href: string; key: PlainKey }[] = [
  { href: "/identity", key: "identity.suggestions" },
  { href: "/identity/groups", key: "identity.groups" },
  { href: "/identity/history", key: "identity.history" },
];

/** The pages of identity. */
export function IdentityTabs({ t, path }: { t: Translator; path: string }) {
  return (
    <nav class="segments" aria-label={t("identity.tabs")}>
      {tabs.map(({ href, key }) => (
        <a key={href} class="segment" href={href} aria-current={href === path ? "page" : "false"}>
          {t(key)}
        </a>
      ))}
    </nav>
  );
}
