import { sparkline } from "./sparkline.ts";

/** Props of {@link Sparkline}. */
export interface SparklineProps {
  /** Oldest first; `null` leaves a gap. Tiles show twelve. */
  values: readonly (number | null)[];
}

/** The shape of a figure's recent course. Decoration: the tile's text says the change in words. */
export function Sparkline({ values }: SparklineProps) {
  const { line, last } = sparkline(values);
  return (
    <svg class="sparkline" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <path class="sparkline-line" d={line} />
      {last !== null && <path class="sparkline-last" d={last} />}
    </svg>
  );
}
