import { ConfigError } from "../errors.ts";
import { refuseUnknownNames } from "./unknown_names.ts";

const LINE = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/;

function unquote(raw: string, line: number): string {
  const text = raw.trim();
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text.replace(/\s+#.*$/, "");
  const end = text.indexOf(quote, 1);
  if (end < 0) {
    throw new ConfigError(".env", `line ${line} opens a quote and does not close it`, "Close it.");
  }
  const inner = text.slice(1, end);
  return quote === '"' ? inner.replaceAll("\\n", "\n") : inner;
}

/**
 * Reads the text of a `.env` file: `NAME=value` lines, `#` comments, single or double quotes. No
 * variables are substituted, so a bcrypt hash stands as it is. Empty values count as not set.
 *
 * @throws {ConfigError} for a line that is none of these, naming its number but not its content
 */
export function parseDotEnv(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name, raw] = LINE.exec(line) ?? [];
    if (name === undefined || raw === undefined) {
      throw new ConfigError(".env", `line ${index + 1} is not NAME=value`, "Correct the line.");
    }
    values[name] = unquote(raw, index + 1);
  }
  return values;
}

/**
 * Reads a `.env` file; a missing one is empty.
 *
 * @throws {ConfigError} for an unreadable file, a broken line or a name that is no setting
 */
export function readDotEnv(path: string): Record<string, string> {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw new ConfigError(".env", `${path} cannot be read`, "Check the file's permissions.");
  }
  const values = parseDotEnv(text);
  refuseUnknownNames(Object.keys(values), "file");
  return values;
}

/** The settings of `.env` with those of the process environment on top. */
export function mergeEnvironment(
  file: Record<string, string>,
  environment: Record<string, string | undefined>,
): Record<string, string | undefined> {
  const merged: Record<string, string | undefined> = { ...file };
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && value !== "") merged[name] = value;
  }
  return merged;
}
