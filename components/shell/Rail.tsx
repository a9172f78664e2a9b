import type { Translator } from "@/lib/i18n/mod.ts";
import { Icon } from "../icon/Icon.tsx";
import { BrandMark } from "./BrandMark.tsx";
import { currentFor, navigation } from "./navigation.ts";

/** Props of {@link Rail} and {@link BottomBar}. */
export interface RailProps {
  t: Translator;
  /** The page's path. */
  path: string;
}

/** The navigation on the left of wide screens. */
export function Rail({ t, path }: RailProps) {
  return (
    <nav class="rail" aria-label={t("shell.mainNavigation")}>
      <a class="rail-brand" href="/">
        <BrandMark />
        {t("common.productName")}
      </a>
      {navigation.map((group) => (
        <ul key={group[0]?.href} class="rail-links">
          {group.map(({ href, label, icon }) => (
            <li key={href}>
              <a class="rail-link" href={href} aria-current={currentFor(href, path)}>
                <Icon shape={icon} />
                {t(label)}
              </a>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}

/** The same navigation at the bottom of narrow screens. */
export function BottomBar({ t, path }: RailProps) {
  return (
    <nav class="bottom-bar" aria-label={t("shell.mainNavigation")}>
      {navigation.flat().slice(0, 5).map(({ href, label, icon }) => (
        <a key={href} class="bottom-link" href={href} aria-current={currentFor(href, path)}>
          <Icon shape={icon} />
          {t(label)}
        </a>
      ))}
    </nav>
  );
}
