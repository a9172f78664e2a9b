/** How long (ms) to wait for more changes: editors write a file in several steps. */
const SETTLE_MS = 80;

/**
 * Waits for files to change.
 *
 * @param folders to watch with all below them; those that don't exist are left out
 * @param matters whether a change of a path counts
 * @returns the paths that have changed, together when they did so at once
 */
export async function* changesOf(
  folders: readonly string[],
  matters: (path: string) => boolean,
  signal?: AbortSignal,
): AsyncGenerator<string[]> {
  const existing = folders.filter(exists);
  if (existing.length === 0) return;
  const watcher = Deno.watchFs(existing);
  signal?.addEventListener("abort", () => watcher.close(), { once: true });
  const changed = new Set<string>();
  let settled = Promise.withResolvers<void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const reading = (async () => {
    for await (const { kind, paths } of watcher) {
      if (kind === "access" || kind === "other") continue;
      for (const path of paths) if (matters(path)) changed.add(path);
      if (changed.size === 0) continue;
      clearTimeout(timer);
      timer = setTimeout(() => settled.resolve(), SETTLE_MS);
    }
    ended = true;
    clearTimeout(timer);
    settled.resolve();
  })();
  try {
    while (true) {
      await settled.promise;
      if (ended) return;
      settled = Promise.withResolvers();
      const paths = [...changed];
      changed.clear();
      yield paths;
    }
  } finally {
    if (!ended) watcher.close();
    await reading;
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
