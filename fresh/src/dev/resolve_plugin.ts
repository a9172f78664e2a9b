import type { OnResolveResult, Plugin } from "esbuild";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ImportMap, mapSpecifier, memberFile, packagePath } from "./import_map.ts";

/** The framework's own modules. */
const FRAMEWORK = fileURLToPath(new URL("../", import.meta.url));
const SERVER_RUNTIME = `${FRAMEWORK}runtime/mod.ts`;
const BROWSER_RUNTIME = `${FRAMEWORK}runtime/browser.ts`;

/**
 * Finds modules for browsers as Deno finds them for the server: by the import map, in the workspace
 * and among the installed npm packages. `fresh/runtime` is its variant for browsers.
 */
export function resolvePlugin(map: ImportMap, root: string): Plugin {
  return {
    name: "deno-resolve",
    setup(build) {
      build.onResolve({ filter: /.*/ }, async (args): Promise<OnResolveResult | undefined> => {
        if (args.kind === "entry-point" || args.pluginData === FOUND) return undefined;
        if (args.path.startsWith(".")) {
          // Styles and packages have rules of their own.
          if (!/\.[jt]sx?$/.test(args.path) || args.importer.includes("node_modules")) {
            return undefined;
          }
          return moduleAt(resolve(args.resolveDir, args.path));
        }
        if (args.importer.includes("node_modules")) return undefined;
        const target = mapSpecifier(args.path, map);
        if (target.startsWith("file://")) return moduleAt(fileURLToPath(target));
        if (target.startsWith("/")) return moduleAt(target);
        const name = packagePath(target);
        const member = memberFile(name, map);
        if (member !== undefined) return moduleAt(member);
        if (/^(jsr|https?):/.test(target)) {
          return { errors: [{ text: `"${target}" can't be bundled: install it as npm package` }] };
        }
        const ours = args.importer.startsWith(FRAMEWORK);
        // Of the framework's server code nothing is left in the end, and so neither of this.
        if (ours && /^node:/.test(target)) {
          return { path: target, external: true, sideEffects: false };
        }
        if (/^(data|node):/.test(target)) return undefined;
        const { importer, kind, resolveDir } = args;
        const found = (folder: string) =>
          build.resolve(name, { importer, kind, resolveDir: folder, pluginData: FOUND });
        // All share the project's packages; only what it doesn't have are the framework's own.
        const result = await found(root);
        return ours && result.errors.length > 0 ? await found(resolveDir) : result;
      });
    },
  };
}

/** Tells a module that is being looked up among the npm packages. */
const FOUND = Symbol("found");

function moduleAt(path: string): OnResolveResult {
  if (path === SERVER_RUNTIME) return { path: BROWSER_RUNTIME };
  // Server code that nothing in the browser uses is left out, whatever it does on loading.
  return path.startsWith(FRAMEWORK) ? { path, sideEffects: false } : { path };
}
