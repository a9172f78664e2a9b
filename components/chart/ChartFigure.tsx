import type { ComponentChildren } from "preact";
import { Table } from "../Table.tsx";
import type { ChartModel } from "./model.ts";

/** Props of {@link ChartFigure}. */
export interface ChartFigureProps {
  model: ChartModel;
  /** The plot, in its frame. */
  children: ComponentChildren;
}

/** What surrounds every chart: title with unit, legend, and the data as a table. */
export function ChartFigure({ model, children }: ChartFigureProps) {
  return (
    <figure class="chart" id={model.id} data-testid={`chart-${model.id}`}>
      <figcaption class="chart-caption">
        <h3>
          {model.title} <span class="chart-unit">{model.unit}</span>
        </h3>
        <Legend model={model} />
      </figcaption>
      {model.empty === null ? children : <p class="chart-empty">{model.empty}</p>}
      {model.empty === null && (
        <details class="chart-data">
          <summary>{model.words.showData}</summary>
          <ChartTable model={model} />
        </details>
      )}
    </figure>
  );
}

function Legend({ model }: { model: ChartModel }) {
  if (model.series.length < 2) return null;
  const direct = model.series.some(({ labelY }) => labelY !== null);
  return (
    <ul class={direct ? "chart-legend chart-legend-narrow" : "chart-legend"}>
      {model.series.map(({ key, name, color, line }) => (
        <li key={key}>
          <svg class={`chart-key series-${color}`} viewBox="0 0 16 8" aria-hidden="true">
            {line === null
              ? <rect x="4" width="8" height="8" rx="2" />
              : <path class="chart-line" d="M0 4h16" />}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function ChartTable({ model }: { model: ChartModel }) {
  const { slots, series, words } = model;
  const linked = slots.some(({ href }) => href !== null);
  return (
    <Table
      caption={model.title}
      columns={[
        { key: "slot", header: words.slotHeader, cell: (slot) => slot.label },
        ...series.map(({ key, name }, index) => ({
          key,
          header: name,
          numeric: true,
          cell: (slot: typeof slots[number]) => slot.values[index],
        })),
      ]}
      rows={slots.toReversed()}
      rowKey={({ label }) => label}
      rowHref={linked ? ({ href }) => href ?? "" : undefined}
    />
  );
}
