/** What a transformation of static files is called with. */
export interface OnTransformArgs {
  /** Absolute path of the file. */
  path: string;
  /** Content of the file, as the transformations before have left it. */
  content: Uint8Array;
  /** The same as text. */
  text: string;
  /** What the build is for. */
  mode: "development" | "production";
}

/** What files a transformation is for. */
export interface OnTransformOptions {
  /** Shown when the transformation fails. */
  pluginName: string;
  /** Matched against the absolute path. */
  filter: RegExp;
}

/** What a transformation makes of a file. */
export interface TransformResult {
  content: string | Uint8Array;
  /** Source map; it is put beside the file. */
  map?: string | Uint8Array;
}

/** Changes a static file; answers nothing to leave it as it is. */
export type TransformFn = (
  args: OnTransformArgs,
) => TransformResult | void | Promise<TransformResult | void>;

/** A registered transformation. */
export interface Transformation extends OnTransformOptions {
  transform: TransformFn;
}

/**
 * Runs all transformations that are for a file, each on the result of the one before.
 *
 * @throws {Error} naming plugin and file when one of them fails
 */
export async function transformFile(
  path: string,
  content: Uint8Array,
  mode: OnTransformArgs["mode"],
  transformations: readonly Transformation[],
): Promise<{ content: Uint8Array; map: Uint8Array | null }> {
  let current = content;
  let map: Uint8Array | null = null;
  for (const { pluginName, filter, transform } of transformations) {
    // A filter with the `g` flag would go on from where it last was.
    if (path.search(filter) < 0) continue;
    const text = () => new TextDecoder().decode(current);
    const args = {
      path,
      content: current,
      mode,
      get text() {
        return text();
      },
    };
    try {
      const result = await transform(args);
      if (!result) continue;
      current = bytesOf(result.content);
      if (result.map !== undefined) map = bytesOf(result.map);
    } catch (cause) {
      throw new Error(`The plugin "${pluginName}" failed on ${path}`, { cause });
    }
  }
  return { content: current, map };
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
