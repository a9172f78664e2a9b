import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ChartModel } from "./model.ts";

/** Props of {@link ChartTip}. */
export interface ChartTipProps {
  model: ChartModel;
  cursor: number;
  /** The chart's frame, which the tip is placed in. */
  frame: RefObject<HTMLElement>;
}

const distance = 12;

/** The values of one slot beside the cursor's line; on its left where the right has no room. */
export function ChartTip({ model, cursor, frame }: ChartTipProps) {
  const tip = useRef<HTMLDivElement>(null);
  const slot = model.slots[cursor];
  useLayoutEffect(() => {
    const plot = frame.current?.querySelector(".chart-plot");
    if (!(plot instanceof SVGElement) || frame.current === null || tip.current === null) return;
    const [outer, inner] = [frame.current.getBoundingClientRect(), plot.getBoundingClientRect()];
    const line = inner.left - outer.left + inner.width * (slot?.x ?? 0) / 100;
    const right = line + distance;
    const fits = right + tip.current.offsetWidth <= outer.width;
    const left = fits ? right : Math.max(0, line - distance - tip.current.offsetWidth);
    tip.current.style.setProperty("left", `${left}px`);
  }, [cursor, model]);
  if (slot === undefined) return null;
  return (
    <div ref={tip} class="chart-tip" aria-hidden="true">
      <div class="chart-tip-title">{slot.label}</div>
      {model.series.map(({ key, name, color }, index) => (
        <div key={key} class="chart-tip-row">
          <svg class={`chart-key series-${color}`} viewBox="0 0 8 8">
            <rect width="8" height="8" rx="2" />
          </svg>
          {name} <b>{slot.values[index]}</b>
        </div>
      ))}
    </div>
  );
}
