import type { Sql } from "postgres";

/** Where and how a database handle breaks. */
export interface Break {
  /** Number of the statement, from 1; commits count as statements. 0: never. */
  at: number;
  /** `before` it reaches the database, or `after` it was carried out there. */
  when: "before" | "after";
  /** Whether the process that uses it is as good as dead from then on. */
  dead: boolean;
}

/** The handle broke as it was told to. */
export class Broken extends Error {
  override readonly name = "Broken";
}

/** A statement of postgres.js: sent when it is awaited, and otherwise a part of another one. */
interface Lazy extends PromiseLike<unknown> {
  strings: unknown;
}

function isLazy(value: unknown): value is Lazy {
  return typeof value === "object" && value !== null && "strings" in value && "then" in value;
}

/**
 * Wraps a handle so that one of the statements sent through it fails, or all from then on. Parts
 * of statements are not counted.
 */
export function breakingSql(sql: Sql, { at, when, dead }: Break): { sql: Sql; sent(): number } {
  let sent = 0;
  let broken = false;

  /** Carries `work` out, unless this is where it breaks. */
  async function step(work: () => PromiseLike<unknown>): Promise<unknown> {
    if (broken && dead) throw new Broken("the process is no more");
    const hit = ++sent === at;
    if (hit && when === "before") {
      broken = true;
      throw new Broken(`broke before statement ${at}`);
    }
    const result = await work();
    if (hit) {
      broken = true;
      throw new Broken(`broke after statement ${at}`);
    }
    return result;
  }

  const watched = (query: Lazy) =>
    new Proxy(query, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (name === "then") {
          return (...handlers: [never, never]) => step(() => target).then(...handlers);
        }
        return typeof member === "function" ? member.bind(target) : member;
      },
    });

  const wrap = <T extends object>(handle: T): T =>
    new Proxy(handle, {
      apply(callee, self, args) {
        const result: unknown = Reflect.apply(callee as never, self, args);
        return isLazy(result) ? watched(result) : result;
      },
      get(callee, name) {
        const member: unknown = Reflect.get(callee, name);
        if (name !== "begin" || typeof member !== "function") return member;
        // the callback's statements are steps of their own; what is counted here is the commit
        return (work: (tx: object) => unknown) =>
          step(() => Reflect.apply(member, callee, [(tx: object) => work(wrap(tx))]));
      },
    });

  return { sql: wrap(sql), sent: () => sent };
}
