import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/shared/errors';
import { makeProfile } from '../../../support/session-services';
import { SessionStage, VIEWPORT } from '../../../support/session-stage';

const RDP = { hostname: 'desk', username: 'ann', 'enable-drive': 'true', 'drive-path': '/data' };

let stage: SessionStage;
/** Answers of the user to come, oldest first. */
let answers: ((refusal?: AppError) => void)[];
let asked: Readonly<Record<string, string>>[];

beforeEach(() => {
  stage = new SessionStage();
  [answers, asked] = [[], []];
  stage.services.allowFolders = (parameters) => {
    asked.push(parameters);
    return new Promise((resolve, reject) => {
      answers.push((refusal) => (refusal === undefined ? resolve() : reject(refusal)));
    });
  };
});

describe('the folders of a session', () => {
  it('are agreed to before the engine is told anything', async () => {
    const session = stage.create(makeProfile('rdp', RDP));
    session.attach(stage.page, VIEWPORT);
    await stage.services.settle();
    expect(stage.services.pending).toHaveLength(0);
    answers.shift()?.();
    const { options } = await stage.services.nextConnect();
    expect(options.parameters['drive-path']).toBe('/data');
    expect(asked).toEqual([options.parameters]);
  });

  it('are agreed to as they were asked for, and told to the engine as it sees them', async () => {
    const session = stage.create(makeProfile('rdp', RDP));
    stage.services.locateFolders = (parameters) =>
      Promise.resolve({ ...parameters, 'drive-path': '/mnt/data' });
    session.attach(stage.page, VIEWPORT);
    await stage.services.settle();
    answers.shift()?.();
    const { options } = await stage.services.nextConnect();
    expect(options.parameters['drive-path']).toBe('/mnt/data');
    expect(asked.map((parameters) => parameters['drive-path'])).toEqual(['/data']);
  });

  it('end it when the user does not agree, and the engine hears nothing', async () => {
    const session = stage.create(makeProfile('rdp', RDP));
    session.attach(stage.page, VIEWPORT);
    await stage.services.settle();
    answers.shift()?.(new AppError('FOLDER_REFUSED'));
    await stage.services.settle();
    expect(session.state).toMatchObject({ phase: 'failed', problem: { code: 'FOLDER_REFUSED' } });
    expect(stage.services.pending).toHaveLength(0);
  });

  it('are looked at again for each connection, as the profile then is', async () => {
    const profile = makeProfile('rdp', RDP);
    const session = stage.create(profile);
    session.attach(stage.page, VIEWPORT);
    await stage.services.settle();
    answers.shift()?.();
    await stage.services.acceptConnect();
    stage.services.storedProfiles.set(profile.id, {
      ...profile,
      parameters: { ...RDP, 'drive-path': '/' },
    });
    session.reconnect(stage.page, VIEWPORT);
    await stage.services.settle();
    expect(asked.map((parameters) => parameters['drive-path'])).toEqual(['/data', '/']);
    expect(stage.services.pending).toHaveLength(0);
  });

  it('open nothing when the session was ended while the user was asked', async () => {
    const session = stage.create(makeProfile('rdp', RDP));
    session.attach(stage.page, VIEWPORT);
    await stage.services.settle();
    session.disconnect();
    answers.shift()?.();
    await stage.services.settle();
    expect(stage.services.pending).toHaveLength(0);
    expect(session.state.phase).toBe('closed');
  });
});
