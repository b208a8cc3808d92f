import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { systemClock } from '../../shared/clock';
import type { EngineState } from '../../shared/model/engine';
import { Card } from '../ui/card';
import { classNames } from '../ui/class-names';
import { Spinner } from '../ui/spinner';
import styles from './engine-summary.module.css';
import {
  ENGINE_AUDIENCE_LABELS,
  ENGINE_ISOLATION_LABELS,
  ENGINE_PHASE_LABELS,
  ENGINE_SOURCE_LABELS,
  engineTone,
} from './engine-words';

/** The state of the engine: one line in large, the reason if it is not ready, and the facts. */
export function EngineSummary({ engine }: { engine: EngineState }) {
  const tone = engineTone(engine.phase);
  return (
    <Card>
      <div className={styles.head} data-phase={engine.phase}>
        <span className={classNames(styles.sign, styles[tone])}>
          {tone === 'good' ? <CircleCheck size={20} /> : null}
          {tone === 'busy' ? <Spinner size={18} /> : null}
          {tone === 'bad' ? <CircleAlert size={20} /> : null}
        </span>
        <div className={styles.words} role="status">
          <p className={styles.phase}>{ENGINE_PHASE_LABELS[engine.phase]}</p>
          <p className={styles.about}>
            {engine.problem?.message ?? 'guacd reaches the other computer and draws its screen for Pestle.'}
          </p>
          {engine.problem === null ? null : <p className={styles.advice}>{engine.problem.advice}</p>}
          {engine.nextStartAt === null ? null : <Countdown until={engine.nextStartAt} />}
        </div>
      </div>
      {engine.source === null ? null : (
        <dl className={styles.facts}>
          <Fact label="Comes from">{ENGINE_SOURCE_LABELS[engine.source]}</Fact>
          <Fact label="Location" isCode>
            {engine.location}
          </Fact>
          <Fact label="Version">{engine.version === null ? null : `guacd ${engine.version}`}</Fact>
          <Fact label="Address" isCode>
            {engine.address}
          </Fact>
          <Fact label="Open to">{engine.openTo === null ? null : ENGINE_AUDIENCE_LABELS[engine.openTo]}</Fact>
          <Fact label="Encryption">{engine.address === null ? null : encryptionOf(engine)}</Fact>
          <Fact label="Isolation">{isolationOf(engine)}</Fact>
          <Fact label="Process">{engine.pid === null ? null : String(engine.pid)}</Fact>
        </dl>
      )}
    </Card>
  );
}

function encryptionOf({ encrypted, source }: EngineState): string {
  if (encrypted) return 'TLS';
  return source === 'remote' ? 'None' : 'Not needed on this computer';
}

function isolationOf({ isolation, address }: EngineState): string | null {
  return isolation === null || address === null ? null : ENGINE_ISOLATION_LABELS[isolation];
}

type FactProps = { label: string; isCode?: boolean; children: string | null };

function Fact({ label, isCode = false, children }: FactProps) {
  if (children === null) return null;
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd className="selectable">{isCode ? <code>{children}</code> : children}</dd>
    </div>
  );
}

function Countdown({ until }: { until: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => systemClock.after(1000, () => setNow(Date.now())), [now]);
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return <p className={styles.advice}>{seconds === 0 ? 'Starting now.' : `Next start in ${seconds} s.`}</p>;
}
