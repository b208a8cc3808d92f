import { create } from 'zustand';
import type { AppInfo } from '../../shared/model/app-info';
import type { Notice } from '../../shared/model/notice';
import { bridge, unwrap } from '../platform/bridge';
import { watchValue, type Watch } from '../platform/watch-value';

type AppState = {
  /** Null until the first answer of main. */
  info: AppInfo | null;
  notices: readonly Notice[];
  /** Which dialog about the app is shown. */
  about: 'about' | 'licences' | null;
};

/** What the page knows of the app itself. */
export const useApp = create<AppState>()(() => ({ info: null, notices: [], about: null }));

/** Follows main's notices, and reads once what does not change. */
export function watchApp(): Watch {
  const notices = watchValue(
    'notices.changed',
    () => unwrap(bridge().calls.app.notices()),
    (value) => useApp.setState({ notices: value }),
  );
  const info = unwrap(bridge().calls.app.info()).then((value) => useApp.setState({ info: value }));
  return {
    dispose: () => notices.dispose(),
    ready: Promise.all([notices.ready, info]).then(() => undefined),
  };
}

/** Puts a notice away for good. */
export async function dismissNotice(id: string): Promise<void> {
  await unwrap(bridge().calls.app.dismissNotice({ id }));
}

/** Shows a dialog about the app; null closes it. */
export function showAbout(about: AppState['about']): void {
  useApp.setState({ about });
}
