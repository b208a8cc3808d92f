import { CircleQuestionMark, Ellipsis, Menu, Settings } from 'lucide-react';
import { EngineButton } from '../engine/engine-button';
import { useEngine } from '../engine/engine-store';
import type { ActionId } from '../../shared/model/key-bindings';
import { hostPlatform } from '../platform/host-platform';
import { bridge, unwrap } from '../platform/bridge';
import { chordsOf, formatChord } from '../platform/keymap';
import { shownSession, type PageKey } from '../tabs/tabs-model';
import { closeSession, leavePage, showView, useTabs } from '../tabs/tabs-store';
import { TabStrip } from '../tabs/tab-strip';
import { IconButton } from '../ui/icon-button';
import { MenuButton } from '../ui/menu-button';
import type { MenuItem } from '../ui/menu';
import { showError } from '../ui/toasts-store';
import { findAction } from './actions';
import { ACTION_ICONS } from './action-icons';
import styles from './top-bar.module.css';

const SESSION_MENU: readonly (ActionId | 'separator')[] = [
  'session.ctrl-alt-del',
  'session.read-only',
  'view.full-screen',
  'session.details',
  'separator',
  'session.reconnect',
  'session.disconnect',
  'session.edit',
  'separator',
  'tab.close',
];

/** The bar at the top of the window: tabs, the menu of the shown session, and the way to the other pages. */
export function TopBar() {
  const tabs = useTabs();
  const engine = useEngine((state) => state.engine);
  const session = shownSession(tabs);
  const page = tabs.view.kind === 'page' ? tabs.view.page : null;
  const toggle = (key: PageKey) => {
    if (page === key) leavePage();
    else showView({ kind: 'page', page: key });
  };
  const mark = (key: PageKey) => (page === key ? ({ 'aria-current': 'page' } as const) : {});
  return (
    <header className={styles.bar}>
      <TabStrip
        sessions={tabs.sessions}
        view={tabs.view}
        onShow={showView}
        onClose={(sessionId) => void closeSession(sessionId).catch(showError)}
      />
      <div className={styles.tools}>
        {session === undefined ? null : (
          <>
            <MenuButton label="Session menu" icon={<Ellipsis />} items={sessionMenu()} />
            <span className={styles.divider} />
          </>
        )}
        <EngineButton engine={engine} isCurrent={page === 'engine'} onClick={() => toggle('engine')} />
        <IconButton
          label="Settings"
          title={withChord('Settings', 'page.settings')}
          icon={<Settings />}
          {...mark('settings')}
          onClick={() => toggle('settings')}
        />
        <IconButton
          label="Help"
          title={withChord('Help', 'page.help')}
          icon={<CircleQuestionMark />}
          {...mark('help')}
          onClick={() => toggle('help')}
        />
        {hostPlatform() === 'darwin' ? null : (
          <IconButton
            label="Menu"
            icon={<Menu />}
            aria-haspopup="menu"
            // The field that has the focus keeps it, so that Cut and Paste of the menu act on it.
            onPointerDown={(event) => event.preventDefault()}
            onClick={({ currentTarget }) => showMenu(currentTarget)}
          />
        )}
      </div>
    </header>
  );
}

/** The menu is the system's own, below the button. */
function showMenu(button: HTMLElement): void {
  const { left, bottom } = button.getBoundingClientRect();
  const at = { x: Math.round(left), y: Math.round(bottom) };
  unwrap(bridge().calls.app.showMenu(at)).catch(showError);
}

function sessionMenu(): MenuItem[] {
  return SESSION_MENU.flatMap((id): MenuItem[] => {
    if (id === 'separator') return [id];
    const action = findAction(id);
    // The mark is shown where it says something.
    if (action === undefined || action.isChecked?.() === false) return [];
    const Icon = ACTION_ICONS[id];
    return [
      {
        id,
        label: action.label,
        icon: Icon === undefined ? undefined : <Icon />,
        hint: chordOf(id),
        isDisabled: !action.isEnabled(),
        ...(action.isChecked === undefined ? {} : { isChecked: action.isChecked() }),
        onSelect: action.run,
      },
    ];
  });
}

function chordOf(id: ActionId): string | undefined {
  const chord = chordsOf(id)[0];
  return chord === undefined ? undefined : formatChord(chord);
}

function withChord(label: string, id: ActionId): string {
  const chord = chordOf(id);
  return chord === undefined ? label : `${label} (${chord})`;
}
