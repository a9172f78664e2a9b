import type { ComponentChildren } from "preact";
import type { Translator } from "@/lib/i18n/mod.ts";
import CommandPalette from "@/islands/CommandPalette.tsx";
import LiveIndicator from "@/islands/LiveIndicator.tsx";
import ProjectSwitcher from "@/islands/ProjectSwitcher.tsx";
import ThemeSwitch from "@/islands/ThemeSwitch.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import { paletteEntries, shortcutsOf } from "./palette_entries.ts";
import type { ProjectOption } from "./projects.ts";
import { Shell } from "./Shell.tsx";

/** Props of {@link AppShell}: what a request knows of its session, in the components' terms. */
export interface AppShellProps {
  t: Translator;
  /** The page's path. */
  path: string;
  /** The page's path and query, which switching project or theme returns to. */
  address: string;
  login: string;
  csrfToken: string;
  /** Client projects that can be chosen. */
  projects: readonly ProjectOption[];
  /** The chosen project; `null` for all of them. */
  projectId: string | null;
  /** The chosen theme; `null` follows the device. */
  theme: "light" | "dark" | null;
  /** Whether the data is invented, which every page then says. */
  demo: boolean;
  children: ComponentChildren;
}

/** The shell with its switcher, live indicator, theme switch and account menu. */
export function AppShell(props: AppShellProps) {
  const { t, csrfToken, address: returnTo } = props;
  return (
    <Shell
      t={t}
      path={props.path}
      notice={props.demo ? t("shell.demoNotice") : undefined}
      switcher={
        <ProjectSwitcher
          projects={props.projects.map(({ id, name, pinned }) => ({ id, name, pinned }))}
          projectId={props.projectId}
          action="/projects/select"
          returnTo={returnTo}
          csrfToken={csrfToken}
          words={{
            choose: t("shell.chooseProject"),
            all: t("shell.allProjects"),
            search: t("shell.searchProjects"),
            nothing: t("shell.noProjectFound"),
          }}
        />
      }
      tools={
        <>
          <CommandPalette
            entries={paletteEntries(t, props.projects, returnTo)}
            shortcuts={shortcutsOf(t)}
            source="/api/v1/find"
            searchHref="/search"
            csrfToken={csrfToken}
            words={{
              open: t("palette.open"),
              placeholder: t("palette.placeholder"),
              nothing: t("palette.nothing"),
              results: t("palette.results"),
              // the words are put in where they are typed
              searchFor: t("palette.searchFor", { text: "{text}" }),
              shortcuts: t("palette.shortcuts"),
              openPalette: t("palette.openPalette"),
              showShortcuts: t("palette.showShortcuts"),
              close: t("palette.close"),
            }}
          />
          <LiveIndicator
            connected={t("shell.live")}
            connecting={t("shell.liveConnecting")}
            offline={t("shell.liveOffline")}
            connectedHint={t("shell.liveHint")}
            offlineHint={t("shell.offlineHint")}
          />
          <AccountMenu
            t={t}
            login={props.login}
            csrfToken={csrfToken}
            theme={
              <ThemeSwitch
                theme={props.theme ?? "system"}
                action="/settings/theme"
                returnTo={returnTo}
                csrfToken={csrfToken}
                label={t("shell.theme")}
                names={{
                  light: t("shell.themeLight"),
                  dark: t("shell.themeDark"),
                  system: t("shell.themeSystem"),
                }}
              />
            }
          />
        </>
      }
    >
      {props.children}
    </Shell>
  );
}
