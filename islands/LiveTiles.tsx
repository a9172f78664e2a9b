import { Hero } from "../components/Hero.tsx";
import { Tile, type TileModel } from "../components/Tile.tsx";
import { useLive } from "../components/live/useLive.ts";

/** Props of the island. */
export interface LiveTilesProps {
  /** Names the group for assistive technology. */
  label: string;
  tiles: readonly TileModel[];
  /** Address that replies `{ ok: true, tiles }` with the figures of now; `null` keeps them still. */
  source: string | null;
  /** Announced when the figures have changed: `Figures updated`. */
  updated: string;
}

/** A page's tiles, counted again when background work has changed their rows. */
export default function LiveTiles({ label, tiles: initial, source, updated }: LiveTilesProps) {
  const tiles = useLive({ initial, source, field: "tiles" }).value;
  const asOf = tiles.find((tile) => tile.asOf !== null)?.asOf ?? "";
  return (
    <>
      <Hero label={label}>{tiles.map((tile) => <Tile key={tile.key} tile={tile} />)}</Hero>
      <span class="visually-hidden" role="status">
        {tiles === initial ? "" : `${updated} ${asOf}`}
      </span>
    </>
  );
}
