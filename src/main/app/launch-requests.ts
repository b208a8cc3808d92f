import { app } from 'electron';
import { readLaunchData, type LaunchRequest } from '../intents/launch-request';
import { MAX_REQUESTS } from '../intents/max-requests';
import { requestOfWord } from '../intents/request-of-word';

/** What is done about requests from outside. */
export type LaunchFollower = {
  /** Somebody started the program, or opened something with it. */
  focus: () => void;
  take: (request: LaunchRequest) => void;
};

/**
 * What the command line, other starts of the program and the system ask this one for. What comes before the app can
 * act on it waits, at most {@link MAX_REQUESTS}. To be made before Electron is ready: macOS tells right then.
 */
export class LaunchRequests {
  readonly #early: LaunchRequest[];
  #follower: LaunchFollower | null = null;

  /** @param requests what this start was asked for */
  constructor(requests: readonly LaunchRequest[]) {
    this.#early = [...requests];
    app.on('second-instance', (_event, _argv, _folder, data) => this.#take(readLaunchData(data)));
    const open = (event: Electron.Event, word: string): void => {
      event.preventDefault();
      const request = requestOfWord(word, '/', 'system');
      this.#take(request === null ? [] : [request]);
    };
    app.on('open-url', open);
    app.on('open-file', open);
  }

  /** Hands over what has come so far, and everything that comes. */
  follow(follower: LaunchFollower): void {
    this.#follower = follower;
    for (const request of this.#early.splice(0)) follower.take(request);
  }

  #take(requests: readonly LaunchRequest[]): void {
    if (this.#follower === null) {
      this.#early.push(...requests.slice(0, MAX_REQUESTS - this.#early.length));
      return;
    }
    this.#follower.focus();
    for (const request of requests) this.#follower.take(request);
  }
}
