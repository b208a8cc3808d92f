import { describe, expect, it } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';
import { createMenuTemplate } from '../../../../src/main/windows/menu-template';
import { APP_COMMANDS, type AppCommand } from '../../../../src/shared/ipc/events';
import type { HostPlatform } from '../../../../src/shared/model/host-platform';
import { chordsOn } from '../../../../src/shared/model/key-bindings';

const PLATFORMS: readonly HostPlatform[] = ['linux', 'win32', 'darwin'];

function itemsOn(platform: HostPlatform, enabled: readonly AppCommand[] = APP_COMMANDS) {
  const run: AppCommand[] = [];
  const flatten = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);
  const template = createMenuTemplate({
    platform,
    isEnabled: (command) => enabled.includes(command),
    isChecked: (command) => command === 'session.read-only',
    run: (command) => run.push(command),
    showLogs: () => undefined,
  });
  return { run, template, items: flatten(template) };
}

describe.each(PLATFORMS)('the menu on %s', (platform) => {
  it('has every command that the page can be asked for, or the role of the system for it', () => {
    const { items } = itemsOn(platform);
    const missing = APP_COMMANDS.filter((command) => items.every(({ id }) => id !== command));
    expect(missing).toEqual(platform === 'darwin' ? ['view.full-screen', 'app.quit'] : []);
  });

  it('disables exactly what would do nothing', () => {
    const { items } = itemsOn(platform, ['connection.new', 'session.reconnect']);
    const enabled = items
      .filter((item) => item.id !== undefined && item.enabled === true)
      .map(({ id }) => id);
    expect(enabled).toEqual(['connection.new', 'session.reconnect']);
  });

  it('asks for the command of the item that is chosen', () => {
    const { items, run } = itemsOn(platform);
    for (const { id, click } of items) if (id !== undefined) (click as () => void)();
    expect(run).toEqual(items.flatMap(({ id }) => id ?? []));
  });

  it('shows the keys that the app answers to, and takes none from a remote computer but on macOS', () => {
    for (const { id, accelerator, registerAccelerator } of itemsOn(platform).items) {
      if (id === undefined) continue;
      expect(accelerator).toBe(chordsOn(platform, id as AppCommand)[0]);
      if (accelerator !== undefined) expect(registerAccelerator).toBe(platform === 'darwin');
    }
  });

  it('marks a session that only watches', () => {
    const marked = itemsOn(platform).items.filter(({ checked }) => checked === true);
    expect(marked.map(({ id, type }) => [id, type])).toEqual([['session.read-only', 'checkbox']]);
  });

  it('has the menus that people look for', () => {
    const titles = itemsOn(platform).template.map(({ label, role }) => label ?? role);
    const common = ['File', 'editMenu', 'View', 'Session'];
    expect(titles).toEqual(
      platform === 'darwin' ? ['appMenu', ...common, 'windowMenu', 'help'] : [...common, 'Window', 'Help'],
    );
  });
});
