import type { EngineState } from '../../shared/model/engine';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { showError } from '../ui/toasts-store';
import { dismissNotice, useApp } from './app-store';
import styles from './home-banners.module.css';

export type HomeBannersProps = { engine: EngineState | null; onShowEngine: () => void };

/** What the user should know before opening anything: an engine that is not there, and main's notices. */
export function HomeBanners({ engine, onShowEngine }: HomeBannersProps) {
  const notices = useApp((state) => state.notices);
  const lacksEngine = engine?.phase === 'missing' || engine?.phase === 'failed';
  if (!lacksEngine && notices.length === 0) return null;
  return (
    <div className={styles.banners}>
      {lacksEngine ? (
        <Banner
          tone="warning"
          title={engine.problem?.message ?? 'The engine is not running.'}
          actions={
            <Button size="small" onClick={onShowEngine}>
              Set up the engine
            </Button>
          }
        >
          Connections can be saved, but not opened until an engine runs.
        </Banner>
      ) : null}
      {notices.map(({ id, tone, title, text }) => (
        <Banner key={id} tone={tone} title={title} onDismiss={() => void dismissNotice(id).catch(showError)}>
          {text}
        </Banner>
      ))}
    </div>
  );
}
