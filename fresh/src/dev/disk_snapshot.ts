import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuiltFiles } from "../built_snapshot.ts";
import type { ResolvedBuildConfig } from "./build_config.ts";
import type { BuildOutput } from "./build_output.ts";

/**
 * Writes a production build: static files and scripts, `snapshot.js` that describes them and finds
 * the modules of routes and islands, and `server.js` for `deno serve`.
 */
export async function writeBuild(config: ResolvedBuildConfig, output: BuildOutput): Promise<void> {
  const { outDir } = config;
  await Deno.remove(outDir, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  for (const { pathname, content } of output.assets) {
    const path = join(outDir, "static", pathname);
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeFile(path, content);
  }
  await Deno.mkdir(outDir, { recursive: true });
  await Deno.writeTextFile(join(outDir, "snapshot.js"), snapshotCode(config, output));
  await Deno.writeTextFile(join(outDir, "server.js"), serverCode(config));
}

/** Source of the module that describes a build. Paths are relative: the project may be moved. */
function snapshotCode(config: ResolvedBuildConfig, output: BuildOutput): string {
  const specifier = (path: string) => JSON.stringify(relativeSpecifier(config.outDir, path));
  const files: BuiltFiles = Object.fromEntries(
    output.assets.map(({ pathname, content, contentType, hash, immutable }) => [
      pathname,
      [hash, contentType, content.length, immutable ? 1 : 0],
    ]),
  );
  const { buildId, clientEntry, clientImports } = output;
  const root = relativeSpecifier(config.outDir, config.root);
  return [
    "// Made by the build.",
    `import { openBuild } from ${
      specifier(fileURLToPath(new URL("../built_snapshot.ts", import.meta.url)))
    };`,
    `import { setProcessSnapshot } from ${
      specifier(fileURLToPath(new URL("../snapshot.ts", import.meta.url)))
    };`,
    ...output.islands.map(({ path }, i) => `import * as island${i} from ${specifier(path)};`),
    "",
    `export const snapshot = openBuild(import.meta.url, {`,
    `  about: ${JSON.stringify({ buildId, root, clientEntry, clientImports })},`,
    `  islands: [`,
    ...output.islands.map(({ chunks }, i) => `    [island${i}, ${JSON.stringify(chunks)}],`),
    `  ],`,
    `  routes: [`,
    ...output.routes.map(({ id, path, routeOverride }) => {
      const file = specifier(path);
      const override = routeOverride === undefined ? "" : `, ${JSON.stringify(routeOverride)}`;
      return `    [${JSON.stringify(id)}, ${file}, () => import(${file})${override}],`;
    }),
    `  ],`,
    `  files: ${JSON.stringify(files)},`,
    `});`,
    `setProcessSnapshot(snapshot);`,
    "",
  ].join("\n");
}

/** Source of the module that serves the app: the snapshot must be there before the app is made. */
function serverCode({ outDir, serverEntry }: ResolvedBuildConfig): string {
  return [
    "// Made by the build.",
    `import "./snapshot.js";`,
    `import { app } from ${JSON.stringify(relativeSpecifier(outDir, serverEntry))};`,
    "",
    "const handler = app.handler();",
    "export default { fetch: (req, info) => handler(req, info) };",
    "",
  ].join("\n");
}

function relativeSpecifier(from: string, to: string): string {
  // In a specifier these would end the path.
  const path = relative(from, to).replaceAll("\\", "/").replace(/[%?#]/g, encodeURIComponent);
  return path.startsWith(".") ? path : `./${path}`;
}
