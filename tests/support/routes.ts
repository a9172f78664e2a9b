import { files, root } from "../house/sources.ts";

/** A module of the routes folder that answers requests. */
export interface RouteModule {
  file: string;
  /** Its address, parameters in braces: `/api/v1/projects/{id}`. */
  path: string;
  /** What it answers, GET included where there is a page. */
  methods: string[];
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

function pathOf(file: string): string {
  const segments = file.replace(/^routes\//, "").replace(/\.tsx?$/, "").split("/")
    .filter((segment) => !/^\(.*\)$/.test(segment) && segment !== "index")
    .map((segment) => segment.replace(/^\[(\w+)\]$/, "{$1}"));
  return `/${segments.join("/")}`;
}

function methodsOf(module: { default?: unknown; handler?: unknown }): string[] {
  const { handler } = module;
  if (typeof handler === "function") return METHODS;
  const own = typeof handler === "object" && handler !== null ? Object.keys(handler) : [];
  return METHODS.filter((name) =>
    own.includes(name) || (name === "GET" && module.default !== undefined)
  );
}

/** Every route of the product, with what it answers. */
export async function routeModules(): Promise<RouteModule[]> {
  const modules: RouteModule[] = [];
  for (const file of files(`${root}routes`, /\.tsx?$/)) {
    const name = file.split("/").at(-1)!;
    if (name.startsWith("_") || /\/\(_/.test(file) || /_test\.tsx?$/.test(name)) continue;
    const module = await import(`file://${root}${file}`);
    modules.push({ file, path: pathOf(file), methods: methodsOf(module) });
  }
  return modules;
}

/** An address with its parameters filled in, ids by one that nothing has. */
export function addressOf(path: string, values: Record<string, string> = {}): string {
  return path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => values[name] ?? "00000000-0000-4000-8000-000000000000",
  );
}
