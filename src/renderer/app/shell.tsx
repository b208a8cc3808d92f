import { useEffect } from 'react';
import type { IntentOutcome } from '../../shared/model/intent';
import { ConnectionsPage } from '../connections/connections-page';
import { draftFrom } from '../connections/editor-model';
import { focusSearch } from '../connections/search-focus';
import { useConnections } from '../connections/connections-store';
import { hideDetails, showLog, useDetails } from '../details/details-store';
import { useEngine } from '../engine/engine-store';
import { DropHint } from '../intents/drop-hint';
import { IntentDialog } from '../intents/intent-dialog';
import { focusSession } from '../session/active-drivers';
import { changeSettings, useSettings } from '../settings/settings-store';
import { HOME_KEY, panelId, tabId } from '../tabs/tab-ids';
import type { PageKey } from '../tabs/tabs-model';
import { closeSession, leavePage, openSession, showSession, showView, useTabs } from '../tabs/tabs-store';
import { classNames } from '../ui/class-names';
import { Toasts } from '../ui/toasts';
import { showError } from '../ui/toasts-store';
import { editConnection, editDraft } from './actions';
import { showAbout, useApp } from './app-store';
import { connectEdited } from './connect-edited';
import {
  AboutDialogs,
  EnginePage,
  HelpPage,
  LogDialog,
  SessionDetails,
  SessionView,
  SettingsPage,
} from './deferred-views';
import { HomeBanners } from './home-banners';
import { shortcutList } from './shortcut-list';
import styles from './shell.module.css';
import { TopBar } from './top-bar';

const showEngine = () => showView({ kind: 'page', page: 'engine' });
const open = (profileId: string) => void openSession(profileId).catch(showError);

function followIntent(outcome: IntentOutcome): void {
  if (outcome.kind === 'session') showSession(outcome.session);
  else if (outcome.kind === 'draft') editDraft(draftFrom(outcome.draft));
}

/** The window: the bar, and one panel in front. Panels of sessions stay laid out while they are hidden. */
export function Shell() {
  const { sessions, view } = useTabs();
  const engine = useEngine((state) => state.engine);
  const info = useApp((state) => state.info);
  const isAboutShown = useApp((state) => state.about !== null);
  const details = useDetails();
  const isHome = view.kind === 'page' && view.page === 'connections';

  // A session that had the keyboard is hidden now, so nothing has it.
  useEffect(() => {
    if (isHome && document.activeElement === document.body) focusSearch();
  }, [isHome]);

  return (
    <div className={styles.shell}>
      <TopBar />
      <main className={styles.stage}>
        <div
          role="tabpanel"
          id={panelId(HOME_KEY)}
          aria-labelledby={tabId(HOME_KEY)}
          className={classNames(styles.panel, !isHome && styles.hidden)}
        >
          <ConnectionsPage
            engine={engine}
            secretStorage={info?.secretStorage}
            banners={<HomeBanners engine={engine} onShowEngine={showEngine} />}
            onOpen={open}
            onShowLog={showLog}
            onConnectEdited={(profileId) => void connectEdited(profileId).catch(showError)}
          />
        </div>
        {sessions.map((session) => {
          const isActive = view.kind === 'session' && view.sessionId === session.id;
          const hasDetails = details.sessionIds.includes(session.id);
          return (
            <div
              key={session.id}
              role="tabpanel"
              id={panelId(session.id)}
              aria-labelledby={tabId(session.id)}
              data-phase={session.phase}
              className={classNames(
                styles.panel,
                hasDetails && styles.withDetails,
                !isActive && styles.hidden,
              )}
            >
              <SessionView
                session={session}
                isActive={isActive}
                onEdit={editConnection}
                onClose={() => void closeSession(session.id).catch(showError)}
                onShowEngine={showEngine}
              />
              {hasDetails ? (
                <SessionDetails
                  session={session}
                  isActive={isActive}
                  onClose={() => {
                    hideDetails(session.id);
                    focusSession(session.id);
                  }}
                />
              ) : null}
            </div>
          );
        })}
        {view.kind === 'page' && view.page !== 'connections' ? (
          <div className={styles.panel}>
            <Page page={view.page} />
          </div>
        ) : null}
      </main>
      <ShownLog />
      {isAboutShown ? <AboutDialogs /> : null}
      <IntentDialog onOutcome={followIntent} />
      <DropHint />
      <Toasts />
    </div>
  );
}

/** The session log that was asked for in the list of connections. */
function ShownLog() {
  const logOf = useDetails((state) => state.logOf);
  const profile = useConnections((state) => state.profiles.find(({ id }) => id === logOf));
  if (profile === undefined) return null;
  return <LogDialog profileId={profile.id} name={profile.name} onClose={() => showLog(null)} />;
}

function Page({ page }: { page: Exclude<PageKey, 'connections'> }) {
  const engine = useEngine((state) => state.engine);
  const choice = useSettings((state) => state.settings.engine);
  switch (page) {
    case 'engine':
      return (
        <EnginePage
          engine={engine}
          choice={choice}
          onChoose={(next) => changeSettings({ engine: next })}
          onClose={leavePage}
        />
      );
    case 'settings':
      return <SettingsPage onClose={leavePage} />;
    case 'help':
      return (
        <HelpPage shortcuts={shortcutList()} onShowAbout={() => showAbout('about')} onClose={leavePage} />
      );
  }
}
