import type { App } from "../app.ts";
import type { ListenOptions } from "../listen.ts";
import { setSnapshot } from "../snapshot.ts";
import { absolute, type BuildOptions, resolveBuildConfig } from "./build_config.ts";
import { makeOutput } from "./build_output.ts";
import { serveDevelopment } from "./development_server.ts";
import { writeBuild } from "./disk_snapshot.ts";
import { memorySnapshot } from "./memory_snapshot.ts";
import type { OnTransformOptions, Transformation, TransformFn } from "./transform.ts";

/** Gives an app the build it runs from. */
export type ApplySnapshot = <State>(app: App<State>) => void;

/**
 * Makes what browsers and the server need of a project.
 *
 * @example
 * ```ts
 * const builder = new Builder({ target: "safari15" });
 * if (Deno.args.includes("build")) await builder.build();
 * else await builder.listen(() => import("./main.ts"));
 * ```
 */
export class Builder {
  readonly #options: BuildOptions;
  readonly #islands = new Set<string>();
  readonly #transformations: Transformation[] = [];

  constructor(options: BuildOptions = {}) {
    this.#options = options;
  }

  /**
   * Makes all components a module exports islands.
   *
   * @param specifier path, relative to the project folder, or `file:` URL
   * @throws {TypeError} for another kind of URL: only what is on disk can be bundled
   */
  registerIsland(specifier: string): void {
    if (/^\w\w+:/.test(specifier) && !specifier.startsWith("file://")) {
      throw new TypeError(`The island "${specifier}" must be a file of the project`);
    }
    this.#islands.add(absolute(absolute(Deno.cwd(), this.#options.root ?? "."), specifier));
  }

  /** Changes static files when they are built, in the order of registration. */
  onTransformStaticFile(options: OnTransformOptions, transform: TransformFn): void {
    this.#transformations.push({ ...options, transform });
  }

  /** Makes a production build on disk. */
  async build(options?: { snapshot?: "disk" }): Promise<void>;
  /** Makes a build that is kept in memory, for tests. Answers what gives it to an app. */
  async build(options: { snapshot: "memory" }): Promise<ApplySnapshot>;
  async build(options: { snapshot?: "disk" | "memory" } = {}): Promise<ApplySnapshot | void> {
    const config = resolveBuildConfig(this.#options, "production");
    const output = await makeOutput(config, this.#islands, this.#transformations);
    if (options.snapshot !== "memory") return await writeBuild(config, output);
    const snapshot = await memorySnapshot(config, output);
    return (app) => setSnapshot(app, snapshot);
  }

  /**
   * Serves the app for development: browsers reload pages when files change.
   *
   * @param importApp loads the module that exports the app as `app`
   */
  async listen<State>(
    importApp: () => Promise<{ app: App<State> }>,
    options: ListenOptions = {},
  ): Promise<void> {
    const config = resolveBuildConfig(this.#options, "development");
    await serveDevelopment({
      config,
      build: async () =>
        await memorySnapshot(
          config,
          await makeOutput(config, this.#islands, this.#transformations),
        ),
      importApp,
      options,
    });
  }
}
