import { render } from "preact";
import CommandPalette from "@/islands/CommandPalette.tsx";
import LiveChart from "@/islands/LiveChart.tsx";
import LiveIndicator from "@/islands/LiveIndicator.tsx";
import LiveTiles from "@/islands/LiveTiles.tsx";
import ProjectSwitcher from "@/islands/ProjectSwitcher.tsx";
import SyncPanel from "@/islands/SyncPanel.tsx";
import ThemeSwitch from "@/islands/ThemeSwitch.tsx";
import type { IslandProps } from "./samples.ts";

/** Shows every island in a page of its own, with the props the server sends. */
async function start(): Promise<void> {
  const props = await (await fetch("/props")).json() as IslandProps;
  const root = document.getElementById("root");
  if (root === null) return;
  render(
    <main class="stack">
      <CommandPalette {...props.palette} />
      <LiveIndicator {...props.indicator} />
      <ProjectSwitcher {...props.switcher} />
      <ThemeSwitch {...props.theme} />
      <SyncPanel {...props.sync} />
      <LiveTiles {...props.tiles} />
      <LiveChart {...props.chart} />
    </main>,
    root,
  );
}

start();
