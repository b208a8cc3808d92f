import { createDisposable, type Disposable } from '../../shared/disposable';
import { APP_COMMANDS } from '../../shared/ipc/events';
import { bridge, unwrap } from '../platform/bridge';
import { useSettings } from '../settings/settings-store';
import { useTabs } from '../tabs/tabs-store';
import { showError } from '../ui/toasts-store';
import { findAction } from './actions';

/** Keeps main told which commands of the native menu would do something or carry a mark, whenever that changes. */
export function tellMenuState(): Disposable {
  let told = '';
  const tell = () => {
    const enabled = APP_COMMANDS.filter((command) => findAction(command)?.isEnabled() === true);
    const checked = APP_COMMANDS.filter((command) => findAction(command)?.isChecked?.() === true);
    const state = JSON.stringify([enabled, checked]);
    if (state === told) return;
    told = state;
    unwrap(bridge().calls.app.menuState({ enabled, checked })).catch(showError);
  };
  tell();
  const stops = [useTabs.subscribe(tell), useSettings.subscribe(tell)];
  return createDisposable(() => stops.forEach((stop) => stop()));
}
