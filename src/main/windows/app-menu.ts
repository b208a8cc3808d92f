import { type BrowserWindow, Menu } from 'electron';
import { APP_COMMANDS, type AppCommand } from '../../shared/ipc/events';
import type { HostPlatform } from '../../shared/model/host-platform';
import { createMenuTemplate, type MenuInput } from './menu-template';

/** What is enabled before the page has told: what needs no session. */
const ALWAYS = APP_COMMANDS.filter((command) => !/^(?:session\.|tab\.close)/.test(command));

/**
 * The native menu. macOS has it as the menu bar, since copying and quitting work through it there. On Linux and Windows
 * there is no bar: its mnemonics and shortcuts, such as Alt and Ctrl+W, belong to the remote computer. There the same
 * menu comes up at a button of the window.
 */
export class AppMenu {
  readonly #platform: HostPlatform;
  readonly #acts: Pick<MenuInput, 'run' | 'showLogs'>;
  #enabled: ReadonlySet<AppCommand> = new Set(ALWAYS);
  #checked: ReadonlySet<AppCommand> = new Set();

  constructor(platform: NodeJS.Platform, acts: Pick<MenuInput, 'run' | 'showLogs'>) {
    this.#platform = platform === 'darwin' || platform === 'win32' ? platform : 'linux';
    this.#acts = acts;
    Menu.setApplicationMenu(this.#platform === 'darwin' ? this.#build() : null);
  }

  /** Which commands would do something now, the others are shown as disabled; and which carry a mark. */
  setState({ enabled, checked }: { enabled: readonly AppCommand[]; checked: readonly AppCommand[] }): void {
    this.#enabled = new Set(enabled);
    this.#checked = new Set(checked);
    if (this.#platform === 'darwin') Menu.setApplicationMenu(this.#build());
  }

  /** Shows the menu in a window at a place in CSS pixels; does nothing on macOS, which has the bar. */
  popUp(window: BrowserWindow | undefined, at: { x: number; y: number }): void {
    if (window !== undefined && this.#platform !== 'darwin') this.#build().popup({ window, ...at });
  }

  #build(): Electron.Menu {
    const isEnabled = (command: AppCommand): boolean => this.#enabled.has(command);
    const isChecked = (command: AppCommand): boolean => this.#checked.has(command);
    return Menu.buildFromTemplate(
      createMenuTemplate({ platform: this.#platform, isEnabled, isChecked, ...this.#acts }),
    );
  }
}
