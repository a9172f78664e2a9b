import { Signal } from "@preact/signals";
import { isValidElement, type VNode } from "preact";
import * as format from "./format.ts";
import { temporalName } from "./temporal.ts";

const { TAG } = format;

/** Collects values, each of which may share parts with those before it. */
export interface Encoder {
  /**
   * Adds a value.
   *
   * @param label what the value is, for messages, e.g. `<Counter>`
   * @returns the number to ask the decoder for it with
   * @throws {TypeError} when a part of it can't be serialised; the message says which and why
   */
  add(value: unknown, label: string): number;
  /** The table of all values so far, as JSON that is safe within a `<script>`. */
  toJson(): string;
}

/**
 * Makes an encoder.
 *
 * @param slotOf gives JSX found within a value the number of the slot it is rendered in; without it
 *   JSX can't be serialised
 */
export function createEncoder(slotOf?: (vnode: VNode) => number): Encoder {
  const table: format.Entry[] = [];
  const numbers = new Map<unknown, number>();
  let label = "";
  /** Where the value lies that is encoded now: keys and positions, from the outside in. */
  const trail: (string | number)[] = [];

  function part(key: string | number, value: unknown): number {
    trail.push(key);
    const number = encode(value);
    trail.pop();
    return number;
  }

  function encode(value: unknown): number {
    const special = specialNumber(value);
    if (special !== null) return special;
    const known = numbers.get(value);
    if (known !== undefined) return known;
    // The number is taken before the parts are encoded: one of them may be the value itself.
    const number = table.push(null) - 1;
    numbers.set(value, number);
    table[number] = entryOf(value);
    return number;
  }

  function entryOf(value: unknown): format.Entry {
    switch (typeof value) {
      case "string":
      case "number":
      case "boolean":
        return value;
      case "bigint":
        return [TAG.bigint, String(value)];
      case "object":
        return value === null ? null : objectEntry(value);
      default:
        throw refusal(`a ${typeof value}`);
    }
  }

  function objectEntry(value: object): format.Entry {
    if (Array.isArray(value)) {
      return Array.from(value, (_, i) => i in value ? part(i, value[i]) : format.HOLE);
    }
    // Most are plain; JSX is too, but says that nothing has made it.
    if (value.constructor === Object && Object.getPrototypeOf(value) === Object.prototype) {
      return partsOf(value);
    }
    // Before JSX: a signal looks like an element, so that it can be rendered as one.
    if (value instanceof Signal) {
      const tag = Object.getPrototypeOf(value) === Signal.prototype ? TAG.signal : TAG.computed;
      return [tag, part("value", value.peek())];
    }
    if (slotOf !== undefined && isValidElement(value)) return [TAG.jsx, slotOf(value as VNode)];
    if (value instanceof Date) return [TAG.date, isNaN(value.getTime()) ? null : value.getTime()];
    if (value instanceof URL) return [TAG.url, value.href];
    if (value instanceof RegExp) return [TAG.regExp, value.source, value.flags];
    if (value instanceof Set) {
      return [TAG.set, ...Array.from(value, (item) => part("values()", item))];
    }
    if (value instanceof Map) {
      return [
        TAG.map,
        ...Array.from(value).flatMap(([key, item]) => [
          part("keys()", key),
          part(`get(${typeof key === "object" ? "…" : String(key)})`, item),
        ]),
      ];
    }
    if (value instanceof Uint8Array) return [TAG.bytes, base64(value)];
    const temporal = temporalName(value);
    if (temporal !== null) return [TAG.temporal, temporal, String(value)];
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
      throw refusal(`an instance of ${prototype.constructor?.name || "a class"}`);
    }
    return partsOf(value);
  }

  function partsOf(value: object): { [key: string]: number } {
    const entry: { [key: string]: number } = {};
    for (const [key, item] of Object.entries(value)) {
      const number = part(key, item);
      // An assignment to this one name would change the prototype.
      if (key === "__proto__") {
        Object.defineProperty(entry, key, { value: number, enumerable: true });
      } else entry[key] = number;
    }
    return entry;
  }

  function refusal(kind: string): TypeError {
    const path = trail.map((key) => typeof key === "number" ? `[${key}]` : `.${key}`).join("");
    return new TypeError(
      `The prop ${path.slice(1)} of ${label} is ${kind}: it can't be serialised`,
    );
  }

  return {
    add: (value, what) => {
      label = what;
      trail.length = 0;
      return encode(value);
    },
    toJson: () => JSON.stringify(table).replaceAll("<", "\\u003c"),
  };
}

/** The number that stands for a value without an entry; null for all others. */
function specialNumber(value: unknown): number | null {
  if (value === undefined) return format.UNDEFINED;
  if (typeof value !== "number") return null;
  if (Number.isNaN(value)) return format.NOT_A_NUMBER;
  if (value === Infinity) return format.INFINITY;
  if (value === -Infinity) return format.MINUS_INFINITY;
  return Object.is(value, -0) ? format.MINUS_ZERO : null;
}

/** In parts, as a call can't have any number of arguments. */
function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(binary);
}
