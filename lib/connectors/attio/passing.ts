import { z } from "zod";
import type { Sql } from "../../platform/mod.ts";
import type { Passing } from "./changes.ts";
import type { AttioCalls } from "./client.ts";

const attributes = z.object({
  data: z.array(z.looseObject({
    api_slug: z.string(),
    type: z.string(),
    is_writable: z.boolean(),
  })),
});

/** Attributes of one object asked for at once. */
const PAGE = 500;

/**
 * Asks which attributes of an object Attio fills in by itself, so that their changes are none: those
 * that cannot be written, and what was written and said last.
 */
async function readPassing(
  calls: AttioCalls,
  object: string,
  signal: AbortSignal,
): Promise<string[]> {
  const slugs: string[] = [];
  for (let offset = 0;; offset += PAGE) {
    const page = `?show_archived=true&limit=${PAGE}&offset=${offset}`;
    const { body } = await calls.ask(`/objects/${object}/attributes${page}`, attributes, signal);
    slugs.push(
      ...body.data.filter((row) => !row.is_writable || row.type === "interaction")
        .map((row) => row.api_slug),
    );
    if (body.data.length < PAGE) return slugs.sort();
  }
}

/** The attributes of an object that change by themselves, as they were when it was last scanned. */
export async function knownPassing(
  sql: Sql,
  connectionId: string,
  object: string,
): Promise<Passing | null> {
  const [row] = await sql<{ slugs: string[] | null }[]>`
    select capabilities -> 'passing' -> ${object} as slugs from connections where id = ${connectionId}`;
  return row?.slugs == null ? null : new Set(row.slugs);
}

/** Asks for the attributes of an object that change by themselves, and notes them for later runs. */
export async function renewPassing(
  sql: Sql,
  connectionId: string,
  calls: AttioCalls,
  object: string,
  signal: AbortSignal,
): Promise<Passing> {
  const slugs = await readPassing(calls, object, signal);
  await sql`
    update connections set capabilities = jsonb_set(
      capabilities || jsonb_build_object('passing', coalesce(capabilities -> 'passing', '{}')),
      array['passing', ${object}], ${sql.json(slugs)})
    where id = ${connectionId}
      and (capabilities -> 'passing' -> ${object}) is distinct from ${sql.json(slugs)}::jsonb`;
  return new Set(slugs);
}
