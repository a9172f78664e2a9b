import { createTranslator } from "@/lib/i18n/mod.ts";
import type { CommandPaletteProps } from "@/islands/CommandPalette.tsx";
import type { LiveChartProps } from "@/islands/LiveChart.tsx";
import type { LiveIndicatorProps } from "@/islands/LiveIndicator.tsx";
import type { LiveTilesProps } from "@/islands/LiveTiles.tsx";
import type { ProjectSwitcherProps } from "@/islands/ProjectSwitcher.tsx";
import type { SyncPanelProps } from "@/islands/SyncPanel.tsx";
import type { ThemeSwitchProps } from "@/islands/ThemeSwitch.tsx";
import { buildTimeSeriesModel } from "../chart/layout.ts";
import type { ChartModel } from "../chart/model.ts";
import { syncWords } from "../sync/words.ts";
import type { TileModel } from "../Tile.tsx";

/** What the islands of the test page are shown with. */
export interface IslandProps {
  palette: CommandPaletteProps;
  indicator: LiveIndicatorProps;
  switcher: ProjectSwitcherProps;
  theme: ThemeSwitchProps;
  sync: SyncPanelProps;
  tiles: LiveTilesProps;
  chart: LiveChartProps;
}

const t = createTranslator("en", "UTC");

/** A chart of five days whose last value is given. */
export function sampleChart(last: number): ChartModel {
  return buildTimeSeriesModel({
    id: "sample",
    title: "Messages",
    unit: "messages",
    slots: [1, 2, 3, 4, 5].map((day) => ({
      label: `Day ${day}`,
      tick: `${day}`,
      href: `/rows?day=${day}`,
    })),
    series: [{ key: "in", name: "In", values: [4, 8, 6, 2, last] }],
    formatValue: (value) => `${value} msg`,
  }, t);
}

/** One tile with the given value. */
export function sampleTiles(value: string): TileModel[] {
  return [{
    key: "messages",
    label: "Messages",
    value,
    change: null,
    trend: [1, 2, 3],
    asOf: "as of 12:05",
    href: "/messages",
    gap: null,
  }];
}

/** Props of every island of the test page. */
export function islandProps(): IslandProps {
  return {
    palette: {
      entries: [
        { id: "1", group: "Pages", label: "Messages", hint: "g m", href: "#messages" },
        { id: "2", group: "Pages", label: "Connectors", href: "#connectors" },
        {
          id: "3",
          group: "Projects",
          label: "Acme",
          post: { action: "/posted", fields: { project_id: "p1" } },
        },
      ],
      shortcuts: [{ key: "m", label: "Messages", href: "#messages" }],
      source: "/find",
      searchHref: "#search",
      csrfToken: "token",
      words: {
        open: "Search or go to",
        placeholder: "A page",
        nothing: "Nothing",
        results: "Search",
        searchFor: "Search for {text}",
        shortcuts: "Shortcuts",
        openPalette: "Open",
        showShortcuts: "Show shortcuts",
        close: "Close",
      },
    },
    indicator: {
      connected: t("shell.live"),
      connecting: t("shell.liveConnecting"),
      offline: t("shell.liveOffline"),
      connectedHint: t("shell.liveHint"),
      offlineHint: t("shell.offlineHint"),
    },
    switcher: {
      projects: ["Acme", "Белый Кит", "Nordwind"].map((name, index) => ({
        id: `p${index + 1}`,
        name,
        pinned: false,
      })),
      projectId: "p1",
      action: "/posted",
      returnTo: "/",
      csrfToken: "token",
      words: { choose: "Choose", all: "All", search: "Find", nothing: "Nothing" },
    },
    theme: {
      theme: "system",
      action: "/posted",
      returnTo: "/",
      csrfToken: "token",
      label: "Theme",
      names: { light: "Light", dark: "Dark", system: "System" },
    },
    sync: {
      connector: "chatwoot",
      job: "connectors_sync_cycle",
      running: null,
      syncAction: "/posted",
      stopAction: "/posted?stop",
      csrfToken: "token",
      locale: "en",
      words: syncWords(t),
    },
    tiles: { label: "Figures", tiles: sampleTiles("1"), source: "/tiles", updated: "Updated" },
    chart: { model: sampleChart(5), source: "/chart" },
  };
}
