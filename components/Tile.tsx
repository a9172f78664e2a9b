import { Icon } from "./icon/Icon.tsx";
import { arrowDown, arrowUp, plug } from "./icon/shapes.ts";
import { Sparkline } from "./chart/Sparkline.tsx";

/** How a figure differs from the previous period, ready to read. */
export interface TileChange {
  /** `+12%`, `−3`. */
  text: string;
  direction: "up" | "down" | "flat";
  /** Whether this is welcome; a figure with no better side stays neutral. */
  tone: "good" | "bad" | "neutral";
  /** The whole sentence for assistive technology: `+12% vs previous period`. */
  description: string;
}

/** What is missing for a figure, and the link that fixes it. */
export interface TileGap {
  text: string;
  actionLabel: string;
  actionHref: string;
}

/** A figure ready to show: every text is formatted, so that it can travel as JSON. */
export interface TileModel {
  key: string;
  label: string;
  /** Formatted value; `null` when there is nothing to count from, and then `gap` says why. */
  value: string | null;
  /** Unit beside the value when it is not part of it. */
  unit?: string;
  change: TileChange | null;
  /** Twelve points over the range, oldest first. */
  trend: readonly (number | null)[];
  /** `as of 12:04`. */
  asOf: string | null;
  /** The rows the figure was counted from. */
  href: string;
  gap: TileGap | null;
}

/** One figure with its change and course; the whole tile opens its rows. */
export function Tile({ tile }: { tile: TileModel }) {
  if (tile.value === null) return <EmptyTile tile={tile} />;
  const { change } = tile;
  return (
    <a class="tile" href={tile.href} data-testid={`tile-${tile.key}`}>
      <span class="tile-label">{tile.label}</span>
      <span class="tile-figure">
        <span class="tile-value">{tile.value}</span>
        {tile.unit !== undefined && <span class="tile-unit">{tile.unit}</span>}
        {change !== null && (
          <span class={`tile-change tile-change-${change.tone}`}>
            {change.direction !== "flat" && (
              <Icon shape={change.direction === "up" ? arrowUp : arrowDown} />
            )}
            <span aria-hidden="true">{change.text}</span>
            <span class="visually-hidden">{change.description}</span>
          </span>
        )}
      </span>
      <Sparkline values={tile.trend} />
      {tile.asOf !== null && <span class="tile-as-of">{tile.asOf}</span>}
    </a>
  );
}

function EmptyTile({ tile }: { tile: TileModel }) {
  return (
    <div class="tile tile-empty" data-testid={`tile-${tile.key}`}>
      <span class="tile-label">{tile.label}</span>
      {tile.gap !== null && (
        <>
          <span class="tile-gap">{tile.gap.text}</span>
          <a class="tile-fix" href={tile.gap.actionHref}>
            <Icon shape={plug} />
            {tile.gap.actionLabel}
          </a>
        </>
      )}
    </div>
  );
}
