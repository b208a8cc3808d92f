import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '../../shared/errors';
import type { IntentOffer, IntentSource } from '../../shared/model/intent';
import type { Notice } from '../../shared/model/notice';
import { fail } from '../../shared/result';
import { safeText } from '../../shared/safe-text';
import { IntentDesk } from '../intents/intent-desk';
import type { LaunchRequest } from '../intents/launch-request';
import { parseLink } from '../intents/parse-link';
import { parseRdpFile } from '../intents/parse-rdp-file';
import { readRdpFile } from '../intents/read-rdp-file';
import type { LaunchRequests } from './launch-requests';
import { openOnce, type Services } from './services';

/** What requests from outside need of the window. */
export type IntentWindow = {
  focus: () => void;
  /** Brings a session that main opened to the front. */
  showSession: (sessionId: string) => void;
  /** Shows the editor with a new connection. */
  editNew: () => void;
  notify: (notice: Notice) => void;
  /** Lets the user pick an .rdp file; null when the user cancelled. */
  chooseFile: () => Promise<string | null>;
};

/** The requests from outside, as the rest of the app uses them. */
export type Intents = {
  desk: IntentDesk;
  /** Takes what the window was given. */
  offer: (offer: IntentOffer) => void;
  chooseFile: () => Promise<void>;
  /** Begins to act on what starts of the program ask for. The window must be there. */
  begin: () => void;
};

const MAX_FILE_NAME = 80;

/** Puts together what happens to links, files, and connections that are named on the command line. */
export function composeIntents(
  services: Pick<Services, 'profiles' | 'sessions' | 'temporaryProfiles'>,
  launches: LaunchRequests,
  window: IntentWindow,
): Intents {
  const desk = new IntentDesk({
    profiles: services.profiles,
    open: (profileId) => services.sessions.open(profileId),
    openOnce: (draft) => openOnce(services, draft),
    createId: randomUUID,
  });
  const offerFile = (path: string, by: IntentSource['by']): void =>
    desk.offer(fileSource(basename(path), by), readRdpFile(path));
  const take = (request: LaunchRequest): void => {
    switch (request.kind) {
      case 'profile':
        openNamed(request.profileId);
        return;
      case 'new-connection':
        window.editNew();
        return;
      case 'link':
        desk.offer({ kind: 'link', by: request.origin, fileName: null }, parseLink(request.text));
        return;
      case 'file':
        offerFile(request.path, request.origin);
    }
  };
  const openNamed = (profileId: string): void => {
    try {
      window.showSession(services.sessions.open(profileId).id);
    } catch (thrown) {
      const { message } = AppError.from(thrown);
      window.notify({
        id: 'launch.failed',
        tone: 'error',
        title: 'A connection was not opened',
        text: message,
      });
    }
  };
  return {
    desk,
    offer: (offer) => desk.offer(...judgeOffer(offer)),
    chooseFile: async () => {
      const path = await window.chooseFile();
      if (path !== null) offerFile(path, 'window');
    },
    begin: () => launches.follow({ focus: window.focus, take }),
  };
}

function judgeOffer(offer: IntentOffer): Parameters<IntentDesk['offer']> {
  if (offer.kind === 'link') return [{ kind: 'link', by: 'window', fileName: null }, parseLink(offer.text)];
  const source = fileSource(offer.name, 'window');
  if (!/\.rdp$/i.test(offer.name)) return [source, fail('file-kind')];
  return [source, parseRdpFile(Buffer.from(offer.bytes, 'latin1'))];
}

const fileSource = (name: string, by: IntentSource['by']): IntentSource => ({
  kind: 'file',
  by,
  fileName: safeText(name, MAX_FILE_NAME),
});
