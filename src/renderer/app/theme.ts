import { createDisposable, type Disposable } from '../../shared/disposable';
import { useSettings } from '../settings/settings-store';

/** Keeps `data-theme` of the root element at the theme of the settings; `system` follows the system as it changes. */
export function followTheme(): Disposable {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = useSettings.getState().settings;
    const system = dark.matches ? 'dark' : 'light';
    document.documentElement.dataset.theme = theme === 'system' ? system : theme;
  };
  apply();
  dark.addEventListener('change', apply);
  const stop = useSettings.subscribe(apply);
  return createDisposable(() => {
    dark.removeEventListener('change', apply);
    stop();
  });
}
