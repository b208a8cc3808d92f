import { createDisposable, type Disposable } from '../../shared/disposable';
import { APP_COMMANDS } from '../../shared/ipc/events';
import { bridge, unwrap } from '../platform/bridge';
import { useSettings } from '../settings/settings-store';
import { useTabs } from '../tabs/tabs-store';
import { showError } from '../ui/toasts-store';
import { findAction } from './actions';

/** Keeps main told which commands of the native menu would do something, whenever that changes. */
export function tellMenuState(): Disposable {
  let told = '';
  const tell = () => {
    const enabled = APP_COMMANDS.filter((command) => findAction(command)?.isEnabled() === true);
    if (enabled.join() === told) return;
    told = enabled.join();
    unwrap(bridge().calls.app.menuState({ enabled })).catch(showError);
  };
  tell();
  const stops = [useTabs.subscribe(tell), useSettings.subscribe(tell)];
  return createDisposable(() => stops.forEach((stop) => stop()));
}
