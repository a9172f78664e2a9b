import type { Translator } from "@/lib/i18n/mod.ts";
import { navigation } from "./navigation.ts";
import type { PaletteEntry, Shortcut } from "./palette.ts";
import type { ProjectOption } from "./projects.ts";

/** Letters after `g`, by the page they lead to. */
const LETTERS: Record<string, string> = {
  "/": "p",
  "/messages": "m",
  "/signals": "s",
  "/risks": "r",
  "/search": "f",
  "/connectors": "c",
  "/jobs": "j",
  "/digests": "d",
  "/analytics": "a",
  "/identity": "i",
};

const pages = () => navigation.flat();

/** The shortcuts of the pages that are in the navigation. */
export function shortcutsOf(t: Translator): Shortcut[] {
  return pages().flatMap(({ href, label }) => {
    const key = LETTERS[href];
    return key === undefined ? [] : [{ key, label: t(label), href }];
  });
}

/**
 * What the palette leads to without asking the server: every page, every project, and what can be
 * done from anywhere.
 *
 * @param returnTo where choosing a project leads back to
 */
export function paletteEntries(
  t: Translator,
  projects: readonly ProjectOption[],
  returnTo: string,
): PaletteEntry[] {
  const choose = (id: string, name: string): PaletteEntry => ({
    id: `project:${id}`,
    group: t("palette.projects"),
    label: name,
    post: { action: "/projects/select", fields: { project_id: id, return_to: returnTo } },
  });
  const actions: [string, string, Pick<PaletteEntry, "href" | "post">][] = [
    ["sync", t("palette.syncNow"), { post: { action: "/connectors/sync" } }],
    ["connect", t("palette.newConnection"), { href: "/connectors/new" }],
    ["project", t("palette.newProject"), { href: "/settings/projects" }],
    ["sign-out", t("palette.signOut"), { post: { action: "/logout" } }],
  ];
  return [
    ...pages().map(({ href, label }) => {
      const key = LETTERS[href];
      return {
        ...{ id: `page:${href}`, group: t("palette.pages"), label: t(label), href },
        ...(key === undefined ? {} : { hint: `g ${key}` }),
      };
    }),
    choose("", t("shell.allProjects")),
    ...projects.map(({ id, name }) => choose(id, name)),
    ...actions.map(([id, label, does]) => ({
      ...{ id: `action:${id}`, group: t("palette.actions"), label },
      ...does,
    })),
  ];
}
