/**
 * Registers the runtime's cron: it only ticks, what is due is decided by the job table. Returns the
 * way to end it.
 */
export function registerTicks(tick: () => Promise<void>): () => void {
  const ended = new AbortController();
  // settles when the signal ends it
  void Deno.cron("due jobs", "* * * * *", { signal: ended.signal }, tick);
  return () => ended.abort();
}
