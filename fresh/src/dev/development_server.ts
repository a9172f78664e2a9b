import type { App } from "../app.ts";
import { listen, type ListenOptions } from "../listen.ts";
import type { RequestHandler } from "../request_handler.ts";
import { setProcessSnapshot, setSnapshot, type Snapshot } from "../snapshot.ts";
import type { ResolvedBuildConfig } from "./build_config.ts";
import { type Revisions, revisions } from "./revisions.ts";
import { superviseIfFirst } from "./supervisor.ts";
import { changesOf } from "./watch.ts";

/** What the development server works with. */
export interface Development<State> {
  config: ResolvedBuildConfig;
  build: () => Promise<Snapshot>;
  importApp: () => Promise<{ app: App<State> }>;
  options: ListenOptions;
}

/**
 * Serves an app for development.
 *
 * A process of its own runs the app: it is started again when a module has changed, as modules stay
 * loaded. Static files are built anew within it.
 */
export async function serveDevelopment<State>(development: Development<State>): Promise<void> {
  const { config, build, importApp, options } = development;
  if (await superviseIfFirst(config)) return;
  // The app's module may already make a handler.
  let snapshot = await build();
  setProcessSnapshot(snapshot);
  const { app } = await importApp();
  const pages = revisions(snapshot.buildId);
  let handler = applied(app, snapshot);
  await listen(withRevisions((req, info) => handler(req, info), app, pages), options);
  for await (const _ of changesOf({ deep: config.staticDir }, () => true)) {
    try {
      snapshot = await build();
    } catch (error) {
      console.error(error);
      continue;
    }
    setProcessSnapshot(snapshot);
    handler = applied(app, snapshot);
    pages.publish(snapshot.buildId);
  }
}

function applied<State>(app: App<State>, snapshot: Snapshot): RequestHandler {
  setSnapshot(app, snapshot);
  return app.handler();
}

/** Answers pages that ask for the current revision, and leaves the rest to the app. */
function withRevisions<State>(
  handler: RequestHandler,
  app: App<State>,
  pages: Revisions,
): RequestHandler {
  const path = `${app.config.basePath?.replace(/\/+$/, "") ?? ""}/_fresh/alive`;
  return async (req, info) =>
    new URL(req.url).pathname === path ? pages.subscribe() : await handler(req, info);
}
