import type { CallName } from '../../shared/ipc/contract';

/** Most characters in all strings and keys of a request: a profile with every parameter filled stays below. */
export const MAX_REQUEST_CHARACTERS = 2_097_152;
/** Most values in a request, containers included. The largest real one, a profile, has some hundreds. */
export const MAX_REQUEST_VALUES = 10_000;
/** Deepest nesting of a request. The deepest real one, settings with a TLS engine, has four levels. */
export const MAX_REQUEST_DEPTH = 16;

/** Calls that may carry more characters: remote clipboard text, whose schema ends at 4 Mi characters. */
const LARGER_REQUESTS: Partial<Record<CallName, number>> = { 'sessions.receiveClipboard': 4_259_840 };

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

type Item = { value: unknown; depth: number };

/**
 * Why a request must not even be looked at by its schema: too large, too deep, or anything but plain data. Null
 * when it may. Takes time in proportion to the limits, not to the request.
 */
export function findRequestFault(name: CallName, request: unknown): string | null {
  const maxCharacters = LARGER_REQUESTS[name] ?? MAX_REQUEST_CHARACTERS;
  const pending: Item[] = [{ value: request, depth: 0 }];
  let characters = 0;
  let values = 0;
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    values += 1;
    if (values > MAX_REQUEST_VALUES) return 'too many values';
    if (item.depth > MAX_REQUEST_DEPTH) return 'nested too deeply';
    if (typeof item.value === 'string') characters += item.value.length;
    const fault = expand(item, pending);
    if (fault !== null) return fault;
    if (characters > maxCharacters || pending.length > MAX_REQUEST_VALUES) return 'too large';
  }
  return null;

  function expand({ value, depth }: Item, into: Item[]): string | null {
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint')
      return 'not plain data';
    if (typeof value !== 'object' || value === null) return null;
    if (Array.isArray(value)) {
      if (value.length > MAX_REQUEST_VALUES) return 'too many values';
      for (const element of value) into.push({ value: element, depth: depth + 1 });
      return null;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return 'not plain data';
    for (const [key, member] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key)) return 'forbidden key';
      characters += key.length;
      into.push({ value: member, depth: depth + 1 });
    }
    return null;
  }
}
