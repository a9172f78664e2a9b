import type { ComponentChildren } from "preact";
import type { Translator } from "@/lib/i18n/mod.ts";
import { BottomBar, Rail } from "./Rail.tsx";

/** Props of {@link Shell}. */
export interface ShellProps {
  t: Translator;
  /** The page's path, which marks the current entry of the navigation. */
  path: string;
  /** The top bar's left end: the project switcher. */
  switcher: ComponentChildren;
  /** The top bar's right end: live indicator, theme, account. */
  tools: ComponentChildren;
  /** A line across the top for every page, such as the demo notice. */
  notice?: string;
  /** The page: a {@link PageHeader} and its content. */
  children: ComponentChildren;
}

/** Id of what follows the frame: a browser may hold its first frame back until it is there. */
export const SHELL_END = "shell-end";

/** The frame of every signed-in page: navigation, top bar and the main content. */
export function Shell({ t, path, switcher, tools, notice, children }: ShellProps) {
  return (
    <>
      <a class="skip-link" href="#main">{t("shell.skipToContent")}</a>
      {notice !== undefined && <aside class="notice-bar">{notice}</aside>}
      <div class="shell">
        <Rail t={t} path={path} />
        <header class="top-bar">
          {switcher}
          <div class="top-bar-end">{tools}</div>
        </header>
        <span id={SHELL_END} hidden />
        <main class="main" id="main" tabIndex={-1}>{children}</main>
        <BottomBar t={t} path={path} />
      </div>
    </>
  );
}
