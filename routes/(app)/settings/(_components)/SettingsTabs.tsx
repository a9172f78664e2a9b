import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";

const tabs: { href: string; key: PlainKey }[] = [
  { href: "/settings", key: "settings.appearance" },
  { href: "/settings/projects", key: "settings.projects" },
  { href: "/settings/sessions", key: "settings.sessions" },
  { href: "/settings/tokens", key: "settings.tokens" },
  { href: "/api/docs", key: "settings.api" },
];

/** The pages of the settings. */
export function SettingsTabs({ t, path }: { t: Translator; path: string }) {
  return (
    <nav class="segments" aria-label={t("settings.title")}>
      {tabs.map(({ href, key }) => (
        <a key={href} class="segment" href={href} aria-current={href === path ? "page" : "false"}>
          {t(key)}
        </a>
      ))}
    </nav>
  );
}
