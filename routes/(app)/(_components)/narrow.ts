import type { ChartModel } from "@/components/chart/model.ts";
import type { TileModel } from "@/components/Tile.tsx";
import type { ProjectScope } from "@/lib/portfolio/mod.ts";
import type { State } from "@/lib/services.ts";
import { viewOf } from "@/view.ts";
import { uuidIn } from "./query.ts";

/** The one project an address names; undefined when it names none that the scope has. */
export function projectIn(url: URL, state: State) {
  const id = uuidIn(url, "project")?.toLowerCase();
  return viewOf(state).request.projects.find((project) => project.id === id);
}

/** The projects a page is about: the one its address names, else the chosen one or all. */
export function narrowedIn(url: URL, state: State): ProjectScope {
  const { scope } = viewOf(state);
  const project = projectIn(url, state);
  return project === undefined ? scope : { ...scope, projectIds: [project.id] };
}

/** An address that keeps to a project. */
export function keepProject(href: string, projectId: string): string {
  if (href.startsWith("/projects/") || href.includes("project=")) return href;
  return `${href}${href.includes("?") ? "&" : "?"}project=${projectId}`;
}

/** Tiles whose rows are those of a project. */
export function tilesOf(projectId: string, tiles: readonly TileModel[]): TileModel[] {
  return tiles.map((tile) => ({ ...tile, href: keepProject(tile.href, projectId) }));
}

/** A chart whose marks open the rows of a project. */
export function chartOf(projectId: string, model: ChartModel): ChartModel {
  const slots = model.slots.map((slot) => ({
    ...slot,
    href: slot.href === null ? null : keepProject(slot.href, projectId),
  }));
  return { ...model, slots };
}
