import type { Translator } from "@/lib/i18n/mod.ts";
import { Icon } from "../icon/Icon.tsx";
import { list } from "../icon/shapes.ts";
import { BrandMark } from "./BrandMark.tsx";
import { bottomBar, currentFor, navigation, type NavigationEntry } from "./navigation.ts";

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

/** The same navigation at the bottom of narrow screens; what does not fit opens above it. */
export function BottomBar({ t, path }: RailProps) {
  const { shown, more } = bottomBar(navigation.flat());
  return (
    <nav class="bottom-bar" aria-label={t("shell.mainNavigation")}>
      {shown.map((entry) => <BottomLink key={entry.href} t={t} path={path} entry={entry} />)}
      {more.length > 0 && (
        <details class="bottom-more">
          <summary class="bottom-link">
            <Icon shape={list} />
            {t("shell.more")}
          </summary>
          <div class="bottom-sheet">
            {more.map((entry) => (
              <a
                key={entry.href}
                class="menu-item"
                href={entry.href}
                aria-current={currentFor(entry.href, path)}
              >
                <Icon shape={entry.icon} />
                {t(entry.label)}
              </a>
            ))}
          </div>
        </details>
      )}
    </nav>
  );
}

function BottomLink({ t, path, entry }: RailProps & { entry: NavigationEntry }) {
  const { href, label, icon } = entry;
  return (
    <a class="bottom-link" href={href} aria-current={currentFor(href, path)}>
      <Icon shape={icon} />
      {t(label)}
    </a>
  );
}
