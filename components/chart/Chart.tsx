import { ChartFigure } from "./ChartFigure.tsx";
import { ChartPlot } from "./ChartPlot.tsx";
import type { ChartModel } from "./model.ts";

/** Props of {@link Chart}. */
export interface ChartProps {
  model: ChartModel;
}

/** A still chart, for pages without an island; the data table is its full alternative. */
export function Chart({ model }: ChartProps) {
  return (
    <ChartFigure model={model}>
      <div class="chart-frame" role="img" aria-label={model.summary}>
        <ChartPlot model={model} />
      </div>
    </ChartFigure>
  );
}
