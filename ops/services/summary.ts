/** Counts of one test run. */
export interface Summary {
  passed: number;
  failed: number;
  skipped: number;
}

/** A run that has counted nothing yet. */
export function emptySummary(): Summary {
  return { passed: 0, failed: 0, skipped: 0 };
}

/** Adds the counts when the line is the closing line of `deno test`, and does nothing otherwise. */
export function addSummary(summary: Summary, line: string): void {
  const match =
    /^(?:ok|FAILED) \| (\d+) passed.*? \| (\d+) failed.*?(?: \| (\d+) ignored.*?)?(?: \||\s\()/
      .exec(line);
  if (match === null) return;
  summary.passed += Number(match[1]);
  summary.failed += Number(match[2]);
  summary.skipped += Number(match[3] ?? 0);
}

/** Yields the lines of the stream's text; hands each chunk to `echo` as it comes. */
export async function* linesOf(
  stream: ReadableStream<Uint8Array>,
  echo: (chunk: Uint8Array) => Promise<unknown> = () => Promise.resolve(),
): AsyncGenerator<string> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    await echo(chunk);
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/**
 * True for the line with which `deno test` tells that one test has been running for eight minutes
 * (it tells at one, two, four, eight): none takes a third of that, so it will not end.
 */
export function tellsOfHanging(line: string): boolean {
  return /'.*' has been running for over \(8m0s\)/.test(line);
}
