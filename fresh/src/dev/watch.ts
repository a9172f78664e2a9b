/** How long (ms) to wait for more changes: editors write a file in several steps. */
const SETTLE_MS = 80;

/** What is watched; of this, what doesn't exist is left out. */
export interface Watched {
  /** Folders, with all below them. */
  deep?: readonly string[];
  /** Folders, with the files in them only. */
  shallow?: readonly string[];
}

/**
 * Waits for files to change.
 *
 * @param matters whether a change of a path counts
 * @returns the paths that have changed, together when they did so at once
 */
export async function* changesOf(
  { deep = [], shallow = [] }: Watched,
  matters: (path: string) => boolean,
  signal?: AbortSignal,
): AsyncGenerator<string[]> {
  const watchers = [watch(deep, true), watch(shallow, false)].filter((watcher) => watcher !== null);
  if (watchers.length === 0) return;
  const changed = new Set<string>();
  let settled = Promise.withResolvers<void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    watchers.forEach((watcher) => watcher.close());
    clearTimeout(timer);
    settled.resolve();
  };
  signal?.addEventListener("abort", close, { once: true });
  const reading = watchers.map(async (watcher) => {
    for await (const { kind, paths } of watcher) {
      if (kind === "access" || kind === "other") continue;
      for (const path of paths) if (matters(path)) changed.add(path);
      if (changed.size === 0) continue;
      clearTimeout(timer);
      timer = setTimeout(() => settled.resolve(), SETTLE_MS);
    }
  });
  try {
    while (true) {
      await settled.promise;
      if (!open) return;
      settled = Promise.withResolvers();
      const paths = [...changed];
      changed.clear();
      yield paths;
    }
  } finally {
    signal?.removeEventListener("abort", close);
    close();
    await Promise.all(reading);
  }
}

function watch(folders: readonly string[], recursive: boolean): Deno.FsWatcher | null {
  const existing = folders.filter(exists);
  return existing.length === 0 ? null : Deno.watchFs(existing, { recursive });
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
