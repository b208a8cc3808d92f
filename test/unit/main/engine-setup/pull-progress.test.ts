import { describe, expect, it } from 'vitest';
import { PullProgress } from '../../../../src/main/engine-setup/pull-progress';

const LAYERS = ['1f3e46996e29', '83dbea12b9ff'] as const;

describe('the progress of a download', () => {
  it('grows with the stages of the layers up to the whole', () => {
    const progress = new PullProgress();
    const shares = [
      ...LAYERS.map((layer) => `${layer}: Pulling fs layer`),
      `${LAYERS[0]}: Download complete`,
      `${LAYERS[0]}: Pull complete`,
      `${LAYERS[1]}: Verifying Checksum`,
      `${LAYERS[1]}: Pull complete`,
    ].map((line) => progress.take(line));
    expect(shares).toEqual([0, 0, 0.4, 0.5, 0.9, 1]);
  });

  it('never goes back when a layer is named late', () => {
    const progress = new PullProgress();
    progress.take(`${LAYERS[0]}: Already exists`);
    expect(progress.take(`${LAYERS[1]}: Pulling fs layer`)).toBe(1);
  });

  it('is not known from what Podman writes', () => {
    const progress = new PullProgress();
    const lines = ['Trying to pull docker.io/guacamole/guacd…', `Copying blob sha256:${'a'.repeat(64)}`];
    expect(lines.map((line) => progress.take(line))).toEqual([null, null]);
  });

  it('holds a bounded number of layers', () => {
    const progress = new PullProgress();
    for (let n = 0; n < 1000; n++) progress.take(`${n.toString(16).padStart(12, '0')}: Pulling fs layer`);
    for (let n = 0; n < 256; n++) progress.take(`${n.toString(16).padStart(12, '0')}: Pull complete`);
    expect(progress.take('')).toBe(1);
  });
});
