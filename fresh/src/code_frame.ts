import { fileURLToPath } from "node:url";

/** The lines of code around the place where an error was thrown. */
export interface CodeFrame {
  /** Path of the file. */
  file: string;
  /** The line, counted from 1. */
  line: number;
  /** The column, counted from 1. */
  column: number;
  /** The line itself and those around it. */
  lines: { number: number; text: string }[];
}

/** How many lines are shown before and after the one in question. */
const AROUND = 4;

/**
 * Reads the code the topmost readable frame of a stack points at.
 *
 * @param stack `error.stack`
 * @param read reads a text file
 * @returns null when no frame points at a local file that can be read
 */
export function codeFrame(
  stack: string,
  read: (path: string) => string = Deno.readTextFileSync,
): CodeFrame | null {
  for (const [, url, line, column] of stack.matchAll(/(file:\/\/\/\S+?):(\d+):(\d+)/g)) {
    const file = fileURLToPath(url!);
    // The code of packages rarely is where the mistake is.
    if (file.includes("/node_modules/")) continue;
    const at = Number(line);
    try {
      const texts = read(file).split("\n");
      const start = Math.max(0, at - 1 - AROUND);
      const lines = texts.slice(start, at + AROUND)
        .map((text, i) => ({ number: start + i + 1, text }));
      return { file, line: at, column: Number(column), lines };
    } catch {
      // Not there or not permitted: the next frame may be.
      continue;
    }
  }
  return null;
}
