import type { App } from "./app.ts";
import { setSnapshot, type Snapshot, type StaticFile } from "./snapshot.ts";

/** What an app answered. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** Sends an app a request, without a server. */
export async function ask<State>(app: App<State>, path: string, init?: RequestInit) {
  const response = await app.handler()(new Request(`http://localhost${path}`, init));
  const { status, headers } = response;
  return { status, headers, text: await response.text() } satisfies Answer;
}

/** The body of an app's answer, without the document type. */
export async function textOf<State>(app: App<State>, path: string, init?: RequestInit) {
  return (await ask(app, path, init)).text.replace("<!DOCTYPE html>", "");
}

/** A build with the given route modules, by file id, and static files, by path. */
export function fakeSnapshot(
  modules: Record<string, unknown>,
  options: {
    mode?: Snapshot["mode"];
    files?: Record<string, StaticFile>;
    overrides?: Record<string, string>;
    onLoad?: (id: string) => void;
  } = {},
): Snapshot {
  return {
    buildId: "build-1",
    mode: options.mode ?? "production",
    root: "/project",
    clientEntry: "/_fresh/js/build-1/client.js",
    islands: new Map(),
    routes: Object.entries(modules).map(([id, module]) => ({
      id,
      filePath: `/project/routes/${id}.tsx`,
      routeOverride: options.overrides?.[id],
      load: () => {
        options.onLoad?.(id);
        return Promise.resolve(module);
      },
    })),
    getStatic: (path) => options.files?.[path] ?? null,
    assetHash: () => null,
  };
}

/** Gives an app a build and hands it on. */
export function withSnapshot<State>(app: App<State>, snapshot: Snapshot): App<State> {
  setSnapshot(app, snapshot);
  return app;
}

/** Runs a function and collects what it logs as errors. */
export async function collectErrors(run: () => Promise<unknown>): Promise<unknown[]> {
  const original = console.error;
  const logged: unknown[] = [];
  console.error = (error: unknown) => logged.push(error);
  try {
    await run();
  } finally {
    console.error = original;
  }
  return logged;
}
