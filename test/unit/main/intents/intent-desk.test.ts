import { describe, expect, it } from 'vitest';
import type { ConnectionRequest, Refusal } from '../../../../src/main/intents/connection-request';
import { IntentDesk, MAX_WAITING } from '../../../../src/main/intents/intent-desk';
import { parseLink } from '../../../../src/main/intents/parse-link';
import { AppError } from '../../../../src/shared/errors';
import { type IntentSource, type IntentState, intentStateSchema } from '../../../../src/shared/model/intent';
import type { ProfileDraft } from '../../../../src/shared/model/profile';
import type { Result } from '../../../../src/shared/result';
import * as v from 'valibot';
import { sampleId, sampleProfile, sampleSession } from '../../../support/sample-data';

const LINK: IntentSource = { kind: 'link', by: 'system', fileName: null };
const profiles = [
  sampleProfile(1, { name: 'Any user', parameters: { hostname: 'Build.Example', port: '22' } }),
  sampleProfile(2, { name: 'Ann', parameters: { hostname: 'build.example', username: 'ann' } }),
  sampleProfile(3, { parameters: { hostname: 'build.example', port: '2222' } }),
  sampleProfile(4, { protocol: 'telnet', parameters: { hostname: 'build.example', port: '22' } }),
];

class Stage {
  readonly opened: string[] = [];
  readonly once: ProfileDraft[] = [];
  readonly told: IntentState[] = [];
  #ids = 100;
  readonly desk = new IntentDesk({
    profiles: { list: () => profiles },
    open: (profileId) => {
      this.opened.push(profileId);
      return sampleSession(1, sampleProfile(1), 'connecting');
    },
    openOnce: (draft) => {
      this.once.push(draft);
      return sampleSession(1, sampleProfile(1), 'connecting');
    },
    createId: () => sampleId(this.#ids++),
  });

  constructor() {
    this.desk.onChanged((state) => {
      this.told.push(state);
      if (!v.is(intentStateSchema, state)) throw new Error('a state that breaks its schema');
    });
  }

  offer(link: string, source = LINK): void {
    const parsed: Result<ConnectionRequest, Refusal> = parseLink(link);
    this.desk.offer(source, parsed);
  }

  get shownId(): string {
    return this.desk.state.shown?.id ?? '';
  }
}

describe('IntentDesk', () => {
  it('asks about a link and connects nothing by itself', () => {
    const stage = new Stage();
    stage.offer('ssh://ann@build.example');
    expect(stage.desk.state).toMatchObject({
      shown: { kind: 'question', protocol: 'ssh', host: 'build.example', port: 22, username: 'ann' },
      waiting: 0,
      ignored: 0,
    });
    expect([stage.opened, stage.once]).toEqual([[], []]);
  });

  it('connects once with what the link says and nothing else', () => {
    const stage = new Stage();
    stage.offer('ssh://ann:secret@build.example:2200');
    expect(stage.desk.answer(stage.shownId, { kind: 'connect' })).toMatchObject({ kind: 'session' });
    expect(stage.once).toEqual([
      {
        name: 'build.example',
        protocol: 'ssh',
        parameters: { hostname: 'build.example', port: '2200', username: 'ann' },
        secrets: {},
      },
    ]);
    expect(stage.desk.state.shown).toBeNull();
  });

  it('gives a draft to be saved, with what a new connection of its kind starts with', () => {
    const stage = new Stage();
    stage.offer('rdp://pc', { kind: 'file', by: 'window', fileName: 'My desk.RDP' });
    expect(stage.desk.answer(stage.shownId, { kind: 'edit' })).toEqual({
      kind: 'draft',
      draft: {
        name: 'My desk',
        protocol: 'rdp',
        parameters: { hostname: 'pc', 'resize-method': 'display-update' },
        secrets: {},
      },
    });
    expect(stage.once).toEqual([]);
  });

  it('names the saved connections to the same place, and opens only one of those', () => {
    const stage = new Stage();
    stage.offer('ssh://build.example');
    const { shown } = stage.desk.state;
    expect(shown).toMatchObject({
      matches: [
        { profileId: sampleId(1), name: 'Any user' },
        { profileId: sampleId(2), name: 'Ann' },
      ],
    });
    stage.desk.answer(stage.shownId, { kind: 'open', profileId: sampleId(3) });
    expect(stage.opened).toEqual([]);
    stage.offer('ssh://ann@build.example');
    expect(stage.desk.state.shown).toMatchObject({ matches: [{ name: 'Ann' }] });
    stage.desk.answer(stage.shownId, { kind: 'open', profileId: sampleId(2) });
    expect(stage.opened).toEqual([sampleId(2)]);
  });

  it('does nothing for an answer to another question than the one shown', () => {
    const stage = new Stage();
    stage.offer('ssh://a');
    const first = stage.shownId;
    stage.desk.answer(first, { kind: 'dismiss' });
    stage.offer('ssh://b');
    expect(stage.desk.answer(first, { kind: 'connect' })).toEqual({ kind: 'nothing' });
    expect(stage.once).toEqual([]);
    expect(stage.desk.state.shown).toMatchObject({ host: 'b' });
  });

  it('shows one of a hundred links at a time, keeps three and counts the rest', () => {
    const stage = new Stage();
    for (let number = 0; number < 100; number++) stage.offer(`ssh://host${number}`);
    expect(stage.desk.state).toMatchObject({ shown: { host: 'host0' }, waiting: MAX_WAITING, ignored: 96 });
    stage.desk.answer(stage.shownId, { kind: 'dismiss' });
    expect(stage.desk.state).toMatchObject({ shown: { host: 'host1' }, waiting: 2, ignored: 96 });
    stage.desk.answer(stage.shownId, { kind: 'dismiss-all' });
    expect(stage.desk.state).toEqual({ shown: null, waiting: 0, ignored: 0 });
  });

  it('asks about the same link once, however often it comes', () => {
    const stage = new Stage();
    for (let times = 0; times < 100; times++) stage.offer('ssh://host');
    expect(stage.desk.state).toMatchObject({ waiting: 0, ignored: 0 });
    expect(stage.told).toHaveLength(1);
  });

  it('says why a link is refused, and connects nothing whatever is answered', () => {
    const stage = new Stage();
    stage.offer('ssh://-oProxyCommand=id');
    expect(stage.desk.state.shown).toMatchObject({
      kind: 'refusal',
      reason: 'The host is not one that can be used.',
    });
    expect(stage.desk.answer(stage.shownId, { kind: 'connect' })).toEqual({ kind: 'nothing' });
    expect(stage.once).toEqual([]);
  });

  it('keeps the question when the session cannot be opened', () => {
    const desk = new IntentDesk({
      profiles: { list: () => [] },
      open: () => {
        throw new AppError('SESSION_LIMIT');
      },
      openOnce: () => {
        throw new AppError('SESSION_LIMIT');
      },
      createId: () => sampleId(1),
    });
    desk.offer(LINK, parseLink('ssh://host'));
    expect(() => desk.answer(sampleId(1), { kind: 'connect' })).toThrow(AppError);
    expect(desk.state.shown).toMatchObject({ host: 'host' });
  });
});
