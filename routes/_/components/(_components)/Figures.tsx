import { Chart } from "@/components/chart/Chart.tsx";
import LiveChart from "@/islands/LiveChart.tsx";
import LiveTiles from "@/islands/LiveTiles.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { crowdedChart, emptyChart, messagesChart, responseChart } from "./sample_charts.ts";
import { sampleTiles } from "./sample_tiles.ts";
import { Section } from "./Section.tsx";

/** Tiles and charts in every state. */
export function Figures({ t }: { t: Translator }) {
  return (
    <Section title="Figures">
      <LiveTiles label="Tile" tiles={sampleTiles(t)} source={null} updated="" />
      <div class="columns">
        <LiveChart model={messagesChart(t, "bars")} source={null} />
        <LiveChart model={responseChart(t, "lines")} source={null} />
        <Chart model={messagesChart(t, "stacked", true)} />
        <Chart model={crowdedChart(t, "crowded")} />
        <Chart model={emptyChart(t, "empty")} />
      </div>
    </Section>
  );
}
