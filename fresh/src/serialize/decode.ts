import { computed, type Signal, signal } from "@preact/signals";
import * as format from "./format.ts";
import { parseTemporal } from "./temporal.ts";

const { TAG } = format;

/**
 * Makes the function that gives back a value by the number the encoder answered.
 *
 * @param table what the encoder wrote, parsed
 * @param jsx makes an element of a slot's number
 */
export function createDecoder(
  table: readonly format.Entry[],
  jsx: (slot: number) => unknown,
): (number: number) => unknown {
  const values: unknown[] = [];

  function decode(number: number): unknown {
    if (number < 0) return SPECIAL[-number];
    if (number in values) return values[number];
    const entry = table[number];
    if (Array.isArray(entry)) return decodeArray(entry, number);
    if (entry === null || typeof entry !== "object") return values[number] = entry;
    const object: Record<string, unknown> = values[number] = {};
    for (const key in entry) {
      // Assigning would set the prototype if the key is `__proto__`.
      Object.defineProperty(object, key, {
        value: decode(entry[key]!),
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
    return object;
  }

  function decodeArray(entry: (string | number | null)[], number: number): unknown {
    const [tag, first, second] = entry;
    const text = first as string;
    const numbers = entry.slice(1) as number[];
    switch (tag) {
      case TAG.date:
        return values[number] = new Date(first ?? NaN);
      case TAG.url:
        return values[number] = new URL(text);
      case TAG.regExp:
        return values[number] = new RegExp(text, second as string);
      case TAG.bigint:
        return values[number] = BigInt(text);
      case TAG.bytes:
        return values[number] = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
      case TAG.temporal:
        return values[number] = parseTemporal(text, second as string);
      case TAG.jsx:
        return values[number] = jsx(first as number);
      case TAG.signal: {
        const made: Signal = values[number] = signal();
        made.value = decode(first as number);
        return made;
      }
      case TAG.computed: {
        // Known before its value is, which may hold the signal itself.
        const held: { value?: unknown } = {};
        values[number] = computed(() => held.value);
        held.value = decode(first as number);
        return values[number];
      }
      case TAG.set: {
        const set = values[number] = new Set();
        for (const item of numbers) set.add(decode(item));
        return set;
      }
      case TAG.map: {
        const map = values[number] = new Map();
        for (let i = 0; i < numbers.length; i += 2) {
          map.set(decode(numbers[i]!), decode(numbers[i + 1]!));
        }
        return map;
      }
    }
    const array: unknown[] = values[number] = new Array(entry.length);
    (entry as number[]).forEach((item, i) => {
      if (item !== format.HOLE) array[i] = decode(item);
    });
    return array;
  }

  return decode;
}

/** Values that have no entry, at the positions of their negated numbers. */
const SPECIAL = [null, undefined, NaN, Infinity, -Infinity, -0];
