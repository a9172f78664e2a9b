import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { ChartFigure } from "../components/chart/ChartFigure.tsx";
import { ChartPlot } from "../components/chart/ChartPlot.tsx";
import { ChartTip } from "../components/chart/ChartTip.tsx";
import { moveCursor, nearestSlot } from "../components/chart/cursor.ts";
import type { ChartModel } from "../components/chart/model.ts";
import { useLive } from "../components/live/useLive.ts";

/** Props of the island. */
export interface LiveChartProps {
  /** What the server drew. */
  model: ChartModel;
  /** Address that replies `{ ok: true, model }` with the chart of now; `null` keeps it still. */
  source: string | null;
  /** Name of the chart in the reply, where it is not `model`. */
  field?: string;
  /** Kinds of rows that it follows, with commas between; all unless given. */
  follows?: string;
}

/**
 * A chart whose values can be read with the pointer or the arrow keys, and which redraws itself
 * when background work has changed its figures. Enter or a click opens the rows of a slot.
 */
export default function LiveChart(
  { model: initial, source, field = "model", follows }: LiveChartProps,
) {
  const model = useLive({ initial, source, field, follows }).value;
  const cursor = useSignal<number | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  // A finger has no hover: its first tap shows a slot's values, a second one opens the rows.
  const mayOpen = useRef(true);
  const at = cursor.value === null ? null : Math.min(cursor.value, model.slots.length - 1);
  const slot = at === null ? undefined : model.slots[at];

  function follow(event: PointerEvent): void {
    const plot = frame.current?.querySelector(".chart-plot")?.getBoundingClientRect();
    if (plot === undefined || plot.width === 0) return;
    cursor.value = nearestSlot(model.slots, (event.clientX - plot.left) / plot.width * 100);
  }

  function touch(event: PointerEvent): void {
    const before = cursor.value;
    follow(event);
    mayOpen.current = event.pointerType !== "touch" || before === cursor.value;
  }

  function leave(event: PointerEvent): void {
    if (event.pointerType !== "touch") cursor.value = null;
  }

  function open(): void {
    const href = slot?.href;
    if (href !== undefined && href !== null) location.assign(href);
  }

  function press(event: KeyboardEvent): void {
    if (event.key === "Enter") return open();
    const next = moveCursor(at, event.key, model.slots.length);
    if (next === undefined) return;
    event.preventDefault();
    cursor.value = next;
  }

  return (
    <ChartFigure model={model}>
      <div
        ref={frame}
        class={slot?.href ? "chart-frame chart-frame-linked" : "chart-frame"}
        role="slider"
        tabIndex={0}
        aria-label={`${model.summary}. ${model.words.cursorHint}`}
        aria-valuemin={1}
        aria-valuemax={model.slots.length}
        aria-valuenow={(at ?? model.slots.length - 1) + 1}
        aria-valuetext={valueText(model, at ?? model.slots.length - 1)}
        onPointerMove={follow}
        onPointerDown={touch}
        onPointerLeave={leave}
        onFocus={() => cursor.value ??= model.slots.length - 1}
        onBlur={() => cursor.value = null}
        onKeyDown={press}
        onClick={() => {
          if (mayOpen.current) open();
        }}
      >
        <ChartPlot model={model} cursor={at} />
        {at !== null && <ChartTip model={model} cursor={at} frame={frame} />}
      </div>
    </ChartFigure>
  );
}

function valueText({ slots, series }: ChartModel, at: number): string {
  const slot = slots[at];
  if (slot === undefined) return "";
  const values = series.map(({ name }, index) => `${name} ${slot.values[index] ?? ""}`);
  return [slot.label, ...values].join(", ");
}
