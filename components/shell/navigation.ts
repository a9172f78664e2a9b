import type { PlainKey } from "@/lib/i18n/mod.ts";
import {
  chartColumn,
  circleCheck,
  clock,
  type IconShape,
  layoutDashboard,
  list,
  mail,
  messagesSquare,
  plug,
  search,
  settings,
  tag,
  triangleAlert,
  users,
  wallet,
  zap,
} from "../icon/shapes.ts";

/** An entry of the rail. */
export interface NavigationEntry {
  href: string;
  label: PlainKey;
  icon: IconShape;
}

/** The rail's groups, top to bottom: what the work is about, then what keeps it running. */
export const navigation: readonly (readonly NavigationEntry[])[] = [
  [
    { href: "/", label: "shell.portfolio", icon: layoutDashboard },
    { href: "/messages", label: "shell.messages", icon: messagesSquare },
    { href: "/signals", label: "shell.signals", icon: zap },
    { href: "/agreements", label: "shell.agreements", icon: circleCheck },
    { href: "/continuity", label: "shell.continuity", icon: list },
    { href: "/risks", label: "shell.risks", icon: triangleAlert },
    { href: "/finance", label: "shell.finance", icon: wallet },
    { href: "/search", label: "shell.search", icon: search },
    { href: "/upsell", label: "shell.upsell", icon: tag },
    { href: "/identity", label: "shell.identity", icon: users },
    { href: "/digests", label: "shell.digests", icon: mail },
    { href: "/analytics", label: "shell.analytics", icon: chartColumn },
  ],
  [
    { href: "/connectors", label: "shell.connectors", icon: plug },
    { href: "/jobs", label: "shell.jobs", icon: clock },
    { href: "/settings", label: "shell.settings", icon: settings },
  ],
];

/** Places of the bottom bar; where there are more entries, the last one opens the rest. */
const PLACES = 5;

/** The entries of the bottom bar, and those that its last place opens. */
export function bottomBar(
  entries: readonly NavigationEntry[],
): { shown: readonly NavigationEntry[]; more: readonly NavigationEntry[] } {
  const shown = entries.length <= PLACES ? entries : entries.slice(0, PLACES - 1);
  return { shown, more: entries.slice(shown.length) };
}

/**
 * Whether `path` lies at or below an entry: `page` on the entry's own address, `true` below it.
 * The value fits `aria-current`, which the framework would guess where nothing is said.
 */
export function currentFor(href: string, path: string): "page" | "true" | "false" {
  if (path === href) return "page";
  return href !== "/" && path.startsWith(`${href}/`) ? "true" : "false";
}
