import { relative } from "node:path";

/** The project's root folder, with a slash at its end. */
export const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

const skipped = new Set(["node_modules", "_fresh", ".git", "data", "tmp"]);

/** Paths (relative to the root) of all files below `folder` whose name matches. */
export function* files(folder: string, matching: RegExp): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    if (skipped.has(entry.name)) continue;
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* files(path, matching);
    else if (matching.test(entry.name)) yield relative(root, path);
  }
}

/** TypeScript sources that are not tests. */
export function* sources(folder = root.slice(0, -1)): Generator<string> {
  for (const path of files(folder, /\.tsx?$/)) {
    if (!/_test\.tsx?$/.test(path) && !/^(tests|bench)\//.test(path)) yield path;
  }
}

/** The specifiers a module imports or re-exports, types included. */
export function imports(path: string): string[] {
  const text = Deno.readTextFileSync(root + path);
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? "");
}
