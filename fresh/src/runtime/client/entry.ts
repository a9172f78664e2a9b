/**
 * Starts a page: brings its islands to life and, on pages with partials, loads what navigates
 * between them.
 *
 * @module
 */
import { options } from "preact";
import { setBuild } from "./build.ts";
import { startIslands } from "./islands.ts";
import { readPageState } from "./page_state.ts";
import { writeSwitches } from "./switches.ts";

writeSwitches(options);
const state = readPageState(document);
if (state !== null) {
  const [page, table] = state;
  setBuild(page.buildId);
  const started = startIslands(page, table);
  if (page.partials) {
    import("./partials.ts").then(async ({ startPartials }) => {
      await started;
      startPartials();
    });
  }
}
