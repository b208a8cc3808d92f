import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL_TARGETS } from './targets/all-targets';

const folder = join(import.meta.dirname, 'crashes');

/** Files are named after their target: `scanner.2f01ab`. */
function targetOf(file: string): (typeof ALL_TARGETS)[number] | undefined {
  return ALL_TARGETS.find(({ name }) => file.startsWith(`${name}.`));
}

describe('an input that once failed', () => {
  it.each(readdirSync(folder))('is handled today: %s', (file) => {
    const target = targetOf(file);
    if (target === undefined) throw new Error(`No target has the name that ${file} begins with.`);
    expect(() => target.fuzz(readFileSync(join(folder, file)))).not.toThrow();
  });

  it.each(ALL_TARGETS.map(({ name, seeds }) => ({ name, seeds })))(
    'has not come from a seed of $name',
    ({ name, seeds }) => {
      const target = ALL_TARGETS.find((each) => each.name === name)!;
      for (const data of seeds) expect(() => target.fuzz(data)).not.toThrow();
    },
  );
});
