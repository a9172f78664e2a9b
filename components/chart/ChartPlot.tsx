import type { ChartModel, ChartSeries } from "./model.ts";

/** Props of {@link ChartPlot}. */
export interface ChartPlotProps {
  model: ChartModel;
  /** The slot whose values are marked. */
  cursor?: number | null;
}

/** The drawing of a chart in three parts: value axis, plot, names at the lines' ends. */
export function ChartPlot({ model, cursor = null }: ChartPlotProps) {
  const hasLabels = model.series.some(({ labelY }) => labelY !== null);
  return (
    <>
      <svg class="chart-axis" height={model.height} aria-hidden="true">
        {model.yTicks.map(({ position, label }) => (
          <text key={label} x="100%" y={`${position}%`} dy="0.35em" text-anchor="end">{label}</text>
        ))}
      </svg>
      <svg class="chart-plot" height={model.height} aria-hidden="true">
        {model.yTicks.map(({ position, label }) => (
          <line
            key={label}
            class="chart-grid"
            x1="0"
            x2="100%"
            y1={`${position}%`}
            y2={`${position}%`}
          />
        ))}
        <Bars model={model} cursor={cursor} />
        <Lines series={model.series} />
        {cursor !== null && <Cursor model={model} cursor={cursor} />}
        {model.xTicks.map(({ position, label, minor }) => (
          <text
            key={position}
            class={minor ? "chart-tick-minor" : undefined}
            x={`${position}%`}
            y="100%"
            dy="18"
            text-anchor="middle"
          >
            {label}
          </text>
        ))}
      </svg>
      {hasLabels && (
        <svg class="chart-labels" height={model.height} aria-hidden="true">
          {model.series.map(({ key, name, color, labelY }) =>
            labelY !== null && (
              <g key={key} class={`series-${color}`}>
                <circle cx="10" cy={`${labelY}%`} r="3" />
                <text x="18" y={`${labelY}%`} dy="0.35em">{name}</text>
              </g>
            )
          )}
        </svg>
      )}
    </>
  );
}

function Bars({ model, cursor }: { model: ChartModel; cursor: number | null }) {
  return (
    <>
      {model.series.map(({ key, color, bars }) => (
        <g key={key} class={`chart-bars series-${color}`}>
          {bars.map(({ slot, x, y, width, height }) => (
            <rect
              key={slot}
              class={cursor !== null && cursor !== slot ? "chart-bar-dim" : undefined}
              x={`${x}%`}
              y={`${y}%`}
              width={`${width}%`}
              height={`${height}%`}
            />
          ))}
        </g>
      ))}
    </>
  );
}

function Lines({ series }: { series: readonly ChartSeries[] }) {
  return (
    <svg
      class="chart-lines"
      width="100%"
      height="100%"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
    >
      {series.map(({ key, color, line }) =>
        line !== null && <path key={key} class={`chart-line series-${color}`} d={line} />
      )}
    </svg>
  );
}

function Cursor({ model, cursor }: { model: ChartModel; cursor: number }) {
  const x = `${model.slots[cursor]?.x ?? 0}%`;
  return (
    <g class="chart-cursor">
      <line x1={x} x2={x} y1="0" y2="100%" />
      {model.series.map(({ key, color, line, points }) => {
        const y = points[cursor] ?? null;
        return line !== null && y !== null &&
          <circle key={key} class={`series-${color}`} cx={x} cy={`${y}%`} r="4" />;
      })}
    </g>
  );
}
