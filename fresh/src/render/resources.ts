import { type PageState, STATE_ID } from "./page_state.ts";
import type { Snapshot } from "../snapshot.ts";
import type { RenderState } from "./state.ts";

/** Links to the stylesheets and scripts of the islands on a page, for its head. */
export function resourceLinks(state: RenderState, basePath: string): string {
  const { islands, nonce, snapshot } = state;
  if (snapshot === null || !isLive(state)) return "";
  const styles = new Set<string>();
  const modules = new Set([snapshot.clientEntry, ...snapshot.clientImports ?? []]);
  for (const { css, imports = [], url } of islands) {
    for (const path of css) styles.add(path);
    for (const path of [url, ...imports]) modules.add(path);
  }
  return [
    ...Array.from(styles, (path) => link("stylesheet", basePath + path, nonce)),
    ...Array.from(modules, (path) => link("modulepreload", basePath + path, nonce)),
  ].join("");
}

/** Scripts and what they start from, for the end of the body. */
export function scripts(state: RenderState, basePath: string, templates: string): string {
  const { nonce, snapshot } = state;
  if (snapshot === null) return "";
  const reload = reloadScript(snapshot, basePath, nonce);
  if (!isLive(state)) return reload;
  const page: PageState = {
    buildId: snapshot.buildId,
    basePath,
    partials: state.partials.size > 0,
    islands: Object.fromEntries(
      Array.from(
        state.islands,
        ({ name, url, exportName }) => [name, [basePath + url, exportName]],
      ),
    ),
  };
  const start = JSON.stringify(page).replaceAll("<", "\\u003c");
  return `${templates}<script type="application/json" id="${STATE_ID}" nonce="${nonce}">[${start},` +
    `${state.props.toJson()}]</script>${
      moduleScript(basePath + snapshot.clientEntry, nonce)
    }${reload}`;
}

/** The script that reloads the page on changes; nothing in production. */
export function reloadScript(
  { reloadEntry }: Snapshot,
  basePath: string,
  nonce: string,
): string {
  return reloadEntry === undefined ? "" : moduleScript(basePath + reloadEntry, nonce);
}

/** Whether the page needs scripts at all. */
function isLive({ islands, partials }: RenderState): boolean {
  return islands.size > 0 || partials.size > 0;
}

function link(rel: string, href: string, nonce: string): string {
  return `<link rel="${rel}" href="${href}" nonce="${nonce}">`;
}

function moduleScript(src: string, nonce: string): string {
  return `<script type="module" src="${src}" nonce="${nonce}"></script>`;
}
