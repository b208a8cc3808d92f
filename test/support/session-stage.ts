import { AttemptPacer } from '../../src/main/sessions/attempt-pacer';
import { Session } from '../../src/main/sessions/session';
import type { Profile } from '../../src/shared/model/profile';
import type { SessionState } from '../../src/shared/model/session-state';
import { FakeChannel } from './fake-channel';
import { FakeConnection } from './fake-connection';
import { FakeSessionServices, makeProfile } from './session-services';

export const VIEWPORT = { width: 1280, height: 720, dpi: 96 };
/** Parameters with which ssh connects without asking. */
export const SSH = { hostname: 'host', username: 'ann', password: 'hush-hush' };
/** What guacd ends a frame with, and what the page answers. */
export const SYNC = '4.sync,1.1;';

/** One session, a page that shows it, and every state it told. */
export class SessionStage {
  readonly services = new FakeSessionServices();
  readonly page = new FakeChannel();
  readonly states: SessionState[] = [];

  create(profile: Profile): Session {
    this.services.addProfile(profile);
    return new Session({
      id: '0fd2a1b3-0000-4000-8000-000000000000',
      profile,
      services: this.services,
      pacer: new AttemptPacer(),
      onChanged: (session) => this.states.push(session.state),
    });
  }

  /** A session that shows a picture. */
  async goLive(profile = makeProfile('ssh', SSH)): Promise<{ session: Session; guacd: FakeConnection }> {
    const session = this.create(profile);
    session.attach(this.page, VIEWPORT);
    const guacd = await this.services.acceptConnect(new FakeConnection('$first'));
    guacd.say('sync', 1);
    this.page.input(1, SYNC);
    return { session, guacd };
  }
}
