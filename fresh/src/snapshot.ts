import type { ComponentType } from "preact";

/** An island as the build left it. */
export interface IslandChunk {
  /** Unique id, used in the markers of the HTML. */
  name: string;
  /** Name the component is exported under. */
  exportName: string;
  component: ComponentType<never>;
  /** Path of the script, without the base path: `/_fresh/js/<buildId>/counter-HASH.js`. */
  url: string;
  /** Paths of its stylesheets. */
  css: string[];
}

/** A static file. */
export interface StaticFile {
  /** Hash of its content; null when unknown. */
  hash: string | null;
  contentType: string;
  /** Bytes. */
  size: number;
  /** Whether its path changes with its content. */
  immutable: boolean;
  open(): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>>;
}

/** A file below the routes folder. */
export interface FsRouteFile {
  /** Path below the routes folder without extension, e.g. `blog/(group)/[slug]/_layout`. */
  id: string;
  filePath: string;
  /** `config.routeOverride` of the module: it must be known before the module is loaded. */
  routeOverride?: string;
  /** The module. */
  load(): Promise<unknown> | unknown;
}

/** What a build leaves for the server. */
export interface Snapshot {
  buildId: string;
  mode: "development" | "production";
  /** Project folder. */
  root: string;
  /** Path of the script that starts islands. */
  clientEntry: string;
  islands: Map<unknown, IslandChunk>;
  routes: FsRouteFile[];
  getStatic(pathname: string): StaticFile | null;
  assetHash(pathname: string): string | null;
}

const snapshots = new WeakMap<object, Snapshot>();

/** Gives an app the build it runs from. */
export function setSnapshot(app: object, snapshot: Snapshot): void {
  snapshots.set(app, snapshot);
}

/** The build an app runs from; null without one. */
export function getSnapshot(app: object): Snapshot | null {
  return snapshots.get(app) ?? null;
}
