import type { AppCommand } from '../../../shared/ipc/events';
import type { AppInfo } from '../../../shared/model/app-info';
import type { Notice } from '../../../shared/model/notice';
import type { Handlers } from '../register';

/** What the calls about the app itself need. */
export type AppService = {
  info(): AppInfo;
  notices(): Notice[];
  dismissNotice(id: string): void;
  /** Starts to quit; the user may still be asked. */
  requestQuit(): void;
  toggleFullScreen(): void;
  setMenuState(state: { enabled: readonly AppCommand[]; checked: readonly AppCommand[] }): void;
  showMenu(at: { x: number; y: number }): void;
  /** Null: a development run, which has none. */
  licences(): string | null;
  showLicenceFiles(): void;
};

type Names = Extract<keyof Handlers, `app.${string}`>;

/** The calls `app.*`. */
export function createAppHandlers(service: AppService): Pick<Handlers, Names> {
  return {
    'app.info': () => service.info(),
    'app.notices': () => service.notices(),
    'app.dismissNotice': ({ id }) => {
      service.dismissNotice(id);
      return undefined;
    },
    'app.quit': () => {
      service.requestQuit();
      return undefined;
    },
    'app.menuState': (state) => {
      service.setMenuState(state);
      return undefined;
    },
    'app.showMenu': (at) => {
      service.showMenu(at);
      return undefined;
    },
    'app.licences': () => service.licences(),
    'app.showLicenceFiles': () => {
      service.showLicenceFiles();
      return undefined;
    },
    'app.toggleFullScreen': () => {
      service.toggleFullScreen();
      return undefined;
    },
  };
}
