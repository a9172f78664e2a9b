import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";

const tabs: { href: string; key: PlainKey }[] = [
  { href: "/signals", key: "signals.signalsTab" },
  { href: "/signals/actions", key: "signals.actionsTab" },
];

/** What was noticed, and what to do. */
export function SignalTabs({ t, path }: { t: Translator; path: string }) {
  return (
    <nav class="segments" aria-label={t("signals.tabs")}>
      {tabs.map(({ href, key }) => (
        <a key={href} class="segment" href={href} aria-current={href === path ? "page" : "false"}>
          {t(key)}
        </a>
      ))}
    </nav>
  );
}
