import type { Entry } from "./entries.ts";
import { compareSpecificity, fileFolder, filePattern } from "./file_path.ts";
import { type Deferred, deferred } from "./lazy.ts";

import { routeRunner } from "./route.ts";
import { errorPageOf, middlewareOf, routeOf, surroundingOf } from "./route_module.ts";
import { joinPattern, type Place, placeOf } from "./segments.ts";
import type { FsRouteFile } from "./snapshot.ts";

/** Files that hold something other than a route, in the order they apply within a folder. */
const SPECIAL = ["_app", "_error", "_500", "_404", "_middleware", "_layout"];

/**
 * What the files of a routes folder add to an app.
 *
 * What surrounds routes comes first, outer folders before inner ones; then the routes, those that
 * match fewer paths before those that match more.
 *
 * @param mount path the folder is mounted at; empty for the root
 */
export function fsEntries<State>(files: readonly FsRouteFile[], mount: string): Entry<State>[] {
  const tree = {};
  const found = files.filter(isPublic).map((file) => {
    const folder = fileFolder(file.id);
    const name = file.id.slice(file.id.lastIndexOf("/") + 1);
    return { file, folder, name };
  });
  const around = found.filter(({ name }) => SPECIAL.includes(name)).toSorted((a, b) =>
    a.folder.length - b.folder.length || SPECIAL.indexOf(a.name) - SPECIAL.indexOf(b.name)
  );
  const routes = found.filter(({ name }) => !name.startsWith("_")).map(({ file, folder }) => {
    const pattern = joinPattern(mount, file.routeOverride ?? filePattern(file.id));
    const place = placeOf(pattern, { tree, names: folder });
    return { file, pattern, place };
  }).toSorted((a, b) => compareSpecificity(a.pattern, b.pattern));

  return [
    ...around.flatMap(({ file, folder, name }) => {
      const place = placeOf(joinPattern(mount, filePattern([...folder, "index"].join("/"))), {
        tree,
        names: folder,
      });
      return specialEntry<State>(file, name, place);
    }),
    ...routes.map(({ file, pattern, place }): Entry<State> => ({
      kind: "route",
      place,
      pattern,
      methods: null,
      run: routeRunner(moduleOf(file, routeOf<State>)),
    })),
  ];
}

function specialEntry<State>(file: FsRouteFile, name: string, place: Place): Entry<State>[] {
  switch (name) {
    case "_app":
    case "_layout": {
      const kind = name === "_app" ? "app" : "layout";
      return [{ kind, place, surrounding: moduleOf(file, surroundingOf<State>) }];
    }
    case "_middleware": {
      const middleware = moduleOf(file, middlewareOf<State>);
      return [{ kind: "middleware", place, run: async (ctx) => (await middleware.get())(ctx) }];
    }
    default:
      return [{
        kind: "error",
        place,
        only: name === "_404" ? 404 : null,
        page: moduleOf(file, errorPageOf<State>),
      }];
  }
}

/** What a file's module stands for; the module is loaded when first needed. */
function moduleOf<T>(file: FsRouteFile, read: (module: object, id: string) => T): Deferred<T> {
  return deferred(() => {
    const loaded = file.load();
    if (loaded instanceof Promise) return loaded.then((module) => read(module, file.id));
    return read(loaded as object, file.id);
  });
}

/** Whether a file is one for routing: those of `(_components)` and `(_islands)` are not. */
function isPublic(file: FsRouteFile): boolean {
  return !file.id.split("/").some((segment) => segment.startsWith("(_"));
}
