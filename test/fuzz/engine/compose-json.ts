import type { Random } from './random';

/** Values that take the place of others. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  'ssh',
  'a\u0000b',
  '\ud800',
  '😀',
  '__proto__',
  'constructor',
  '0fd2a1b3-0000-4000-8000-000000000000',
  [],
  {},
  [[[[[[]]]]]],
  { constructor: { prototype: { polluted: true } } },
];
const KEYS = [
  'id',
  'name',
  'protocol',
  'parameters',
  'version',
  'data',
  'constructor',
  'toString',
  'hostname',
  'x',
];

/** The JSON text of a value, with nothing or a few things in it changed; now and then with a `__proto__` of its own. */
export function composeJson(value: unknown, random: Random): string {
  const changes = random.oneIn(2) ? 0 : 1 + random.below(3);
  let changed = value;
  for (let i = 0; i < changes; i++) changed = change(changed, random);
  const text = JSON.stringify(changed);
  return random.oneIn(20) ? text.replace('{', '{"__proto__":{"polluted":true},') : text;
}

function change(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.oneIn(6)) return random.pick(STRANGE);
  if (Array.isArray(value)) {
    const items: unknown[] = [...(value as unknown[])];
    if (items.length === 0 || random.oneIn(4)) return [...items, random.pick(STRANGE)];
    const index = random.below(items.length);
    if (random.oneIn(4)) return [...items, items[index]];
    items[index] = change(items[index], random);
    return items;
  }
  const entries: [string, unknown][] = Object.entries(value);
  if (entries.length === 0 || random.oneIn(6)) return { ...value, [random.pick(KEYS)]: random.pick(STRANGE) };
  const at = random.below(entries.length);
  if (random.oneIn(6)) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return Object.fromEntries(
    entries.map(([key, inner], index) => [key, index === at ? change(inner, random) : inner]),
  );
}
