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
  /** Paths of the scripts it imports, all the way down: browsers can load them at once. */
  imports?: string[];
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
  /** Paths of the scripts that one imports. */
  clientImports?: string[];
  /** Path of the script that reloads the page on changes; only the development server has one. */
  reloadEntry?: string;
  islands: Map<unknown, IslandChunk>;
  routes: FsRouteFile[];
  getStatic(pathname: string): StaticFile | null;
  assetHash(pathname: string): string | null;
}

const snapshots = new WeakMap<object, Snapshot>();

/** The build of a production process: its `_fresh/snapshot.js` sets it before any app is made. */
let processSnapshot: Snapshot | null = null;

/** Gives an app the build it runs from. */
export function setSnapshot(app: object, snapshot: Snapshot): void {
  snapshots.set(app, snapshot);
}

/** Gives the build to all apps of this process that aren't given one of their own. */
export function setProcessSnapshot(snapshot: Snapshot | null): void {
  processSnapshot = snapshot;
}

/** The build an app runs from; null without one. */
export function getSnapshot(app: object): Snapshot | null {
  return snapshots.get(app) ?? processSnapshot;
}

/** The build of this process; null when apps are given theirs one by one. */
export function getProcessSnapshot(): Snapshot | null {
  return processSnapshot;
}
