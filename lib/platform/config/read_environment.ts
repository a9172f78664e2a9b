import { ENVIRONMENT_NAMES } from "./environment.ts";

/**
 * The settings in this process's environment. Only known names are asked for, because a process
 * that the launcher started may read no others.
 */
export function readEnvironment(
  get: (name: string) => string | undefined = (name) => Deno.env.get(name),
): Record<string, string | undefined> {
  return Object.fromEntries(ENVIRONMENT_NAMES.map((name) => [name, get(name)]));
}
