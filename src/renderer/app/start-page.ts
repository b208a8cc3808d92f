import { createDisposable, type Disposable } from '../../shared/disposable';
import { watchProfiles } from '../connections/connections-store';
import { watchEngine } from '../engine/engine-store';
import { listenForDrops } from '../intents/listen-for-drops';
import { watchIntents } from '../intents/intents-store';
import { bridge } from '../platform/bridge';
import { watchSettings } from '../settings/settings-store';
import { showView, watchSessions } from '../tabs/tabs-store';
import { showError } from '../ui/toasts-store';
import { runAction } from './actions';
import { watchApp } from './app-store';
import { tellMenuState } from './menu-state';
import { listenForShortcuts } from './shortcuts';
import { followTheme } from './theme';
import { followZoom } from './zoom';

/** Connects the page to main: stores, commands of the menu bar, keys, theme. What fails to load is told in a toast. */
export function startPage(): Disposable {
  const watches = [
    watchSettings(),
    watchProfiles(),
    watchSessions(),
    watchEngine(),
    watchApp(),
    watchIntents(),
  ];
  for (const watch of watches) watch.ready.catch(showError);
  const stopCommands = bridge().on('command.run', ({ command }) => runAction(command));
  const stopShowing = bridge().on('session.show', ({ sessionId }) =>
    showView({ kind: 'session', sessionId }),
  );
  const owned = [
    ...watches,
    followTheme(),
    followZoom(),
    listenForShortcuts(),
    listenForDrops(),
    tellMenuState(),
    createDisposable(stopCommands),
    createDisposable(stopShowing),
  ];
  return createDisposable(() => owned.forEach((each) => each.dispose()));
}
