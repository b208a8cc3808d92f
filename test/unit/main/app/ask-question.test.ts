import type { MessageBoxOptions } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { askQuestion } from '../../../../src/main/app/ask-question';

const { dialog } = vi.hoisted(() => ({
  dialog: {} as { showMessageBox: (...args: unknown[]) => Promise<{ response?: number }> },
}));
vi.mock('electron', () => ({ dialog }));

const QUESTION = { title: 'Title', message: 'Really?', detail: '', agree: 'Yes' };

let shown: unknown[][] = [];
let response: number | undefined;
beforeEach(() => {
  shown = [];
  response = 1;
  dialog.showMessageBox = (...args) => {
    shown.push(args);
    return Promise.resolve(response === undefined ? {} : { response });
  };
});

const optionsShown = (): MessageBoxOptions => shown[0]?.at(-1) as MessageBoxOptions;

describe('askQuestion', () => {
  it('takes nothing but the button that agrees for a yes', async () => {
    expect(await askQuestion(undefined, QUESTION)).toBe(true);
    response = 0;
    expect(await askQuestion(undefined, QUESTION)).toBe(false);
    // What Electron says of a dialog that was closed before it was shown.
    response = undefined;
    expect(await askQuestion(undefined, QUESTION)).toBe(false);
  });

  it('lets the dialog be closed by whoever asked', async () => {
    const { signal } = new AbortController();
    await askQuestion(undefined, { ...QUESTION, signal });
    expect(optionsShown().signal).toBe(signal);
  });

  it('gives the dialog no signal when nobody closes it', async () => {
    await askQuestion(undefined, QUESTION);
    expect(optionsShown()).not.toHaveProperty('signal');
  });

  it('lets Enter refuse what is risky', async () => {
    await askQuestion(undefined, { ...QUESTION, isRisky: true });
    expect(optionsShown()).toMatchObject({ buttons: ['Cancel', 'Yes'], defaultId: 0, cancelId: 0 });
  });
});
