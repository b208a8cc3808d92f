import { describe, expect, it } from 'vitest';
import { Broadcaster, type EventTarget } from '../../../../src/main/ipc/broadcaster';
import { connectEvents, type EventSources } from '../../../../src/main/ipc/connect-events';
import { EVENT_CHANNEL_PREFIX } from '../../../../src/shared/ipc/event-names';
import { EVENTS } from '../../../../src/shared/ipc/events';

const createTarget = (isDestroyed = false) => {
  const sent: unknown[][] = [];
  return { sent, isDestroyed: () => isDestroyed, send: (...message: unknown[]) => void sent.push(message) };
};

const createBroadcaster = (
  targets: EventTarget[],
  checkValues: boolean,
  errors: string[] = [],
): Broadcaster =>
  new Broadcaster({
    targets: () => targets,
    checkValues,
    logger: { info: () => undefined, warn: () => undefined, error: (event) => void errors.push(event) },
  });

describe('Broadcaster', () => {
  it('sends an event to every window that still exists', () => {
    const alive = createTarget();
    const gone = createTarget(true);
    createBroadcaster([gone, alive], true).send('command.run', { command: 'tab.close' });
    expect(alive.sent).toEqual([[`${EVENT_CHANNEL_PREFIX}command.run`, { command: 'tab.close' }]]);
    expect(gone.sent).toEqual([]);
  });

  it('keeps a value that does not fit from the windows while values are checked, and logs it', () => {
    const target = createTarget();
    const wrong = { command: 'format.disk' } as never;
    const errors: string[] = [];
    createBroadcaster([target], true, errors).send('command.run', wrong);
    expect(target.sent).toEqual([]);
    expect(errors).toEqual(['ipc.event-invalid']);
  });
});

describe('connectEvents', () => {
  it('tells the windows of every change it has a source for', () => {
    const target = createTarget();
    const emitters: ((value: unknown) => void)[] = [];
    const onChanged = (listener: (value: never) => void) => {
      emitters.push(listener as (value: unknown) => void);
      return { dispose: () => undefined };
    };
    const source = { onChanged };
    const sources = {
      profiles: source,
      sessions: { onChanged, onRemoved: onChanged },
      engine: source,
      engineSetup: source,
      settings: source,
      notices: source,
      intents: source,
    } as EventSources;
    connectEvents(sources, createBroadcaster([target], false));
    for (const emit of emitters) emit('value');
    const names = target.sent.map(([channel]) => String(channel).slice(EVENT_CHANNEL_PREFIX.length));
    expect([...names, 'command.run', 'session.show'].sort()).toEqual(Object.keys(EVENTS).sort());
  });
});
