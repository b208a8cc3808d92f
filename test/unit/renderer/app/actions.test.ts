import { describe, expect, it } from 'vitest';
import { ACTIONS, findAction } from '../../../../src/renderer/app/actions';
import { KEYMAP } from '../../../../src/shared/model/key-bindings';
import { APP_COMMANDS } from '../../../../src/shared/ipc/events';

describe('the actions', () => {
  it('are each there once', () => {
    const ids = ACTIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('answer every key of the keymap and every command of the menu bar', () => {
    for (const { action } of KEYMAP) expect(findAction(action), action).toBeDefined();
    for (const command of APP_COMMANDS) expect(findAction(command), command).toBeDefined();
  });

  it('that need a session are not to be had without one', () => {
    for (const id of ['tab.close', 'session.ctrl-alt-del', 'session.reconnect', 'session.edit'] as const) {
      expect(findAction(id)?.isEnabled(), id).toBe(false);
    }
  });
});
