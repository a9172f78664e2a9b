/**
 * Maps items with at most `limit` calls at the same time; results keep the items' order. The first
 * failure is thrown after the calls under way have ended.
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  let next = 0;
  let failed = false;
  const worker = async () => {
    while (!failed && next < items.length) {
      const index = next++;
      try {
        results[index] = await map(items[index]!);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const outcomes = await Promise.allSettled(
    Array.from({ length: Math.min(limit, items.length) }, worker),
  );
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  return results;
}

/** Yields what `source` yields, having asked for the next item while the current one is in use. */
export async function* prefetched<Item>(source: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = () => {
    const asked = iterator.next();
    // it is awaited below; until then a failure is not an unhandled one
    asked.catch(() => {});
    return asked;
  };
  let pending = ask();
  try {
    while (true) {
      const { done, value } = await pending;
      if (done) return;
      pending = ask();
      yield value;
    }
  } finally {
    await pending.catch(() => {});
    await iterator.return?.();
  }
}
