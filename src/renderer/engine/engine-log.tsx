import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { systemClock } from '../../shared/clock';
import type { EngineLogLine } from '../../shared/model/engine';
import { bridge, unwrap } from '../platform/bridge';
import { Card } from '../ui/card';
import { CopyButton } from '../ui/copy-button';
import styles from './engine-log.module.css';

/** How often the log is read again while it is in view. */
const READ_EVERY_MS = 1000;

const clockTime = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** What the engine wrote last. It follows the end until the user scrolls away from it. */
export function EngineLog() {
  const lines = useLogLines();
  const box = useRef<HTMLPreElement>(null);
  const follows = useRef(true);

  useLayoutEffect(() => {
    if (follows.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);

  const text = lines.map((line) => `${clockTime.format(line.at)}  ${line.text}`).join('\n');
  return (
    <Card
      title="Log"
      text="The last lines that the engine wrote."
      isFlush
      actions={<CopyButton label="Copy the log" text={text} />}
    >
      <pre
        ref={box}
        tabIndex={0}
        role="log"
        aria-label="Engine log"
        aria-live="off"
        className={styles.log}
        onScroll={({ currentTarget }) => {
          const rest = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight;
          follows.current = rest < 8;
        }}
      >
        {lines.length === 0 ? <span className={styles.time}>Nothing so far.</span> : null}
        {lines.map((line, index) => (
          <span key={`${line.at} ${index}`} className={styles.line}>
            <span className={styles.time}>{clockTime.format(line.at)}</span>
            {line.text}
            {'\n'}
          </span>
        ))}
      </pre>
    </Card>
  );
}

function useLogLines(): readonly EngineLogLine[] {
  const [lines, setLines] = useState<readonly EngineLogLine[]>([]);
  useEffect(() => {
    let isOver = false;
    let stopWaiting: (() => void) | null = null;
    const read = () => {
      unwrap(bridge().calls.engine.log({ since: null }))
        .then((next) => {
          if (!isOver) setLines((before) => (isSame(before, next) ? before : next));
        })
        // The log is of no use when main cannot tell it; the state of the engine says why.
        .catch(() => undefined)
        .finally(() => {
          if (!isOver) stopWaiting = systemClock.after(READ_EVERY_MS, read);
        });
    };
    read();
    return () => {
      isOver = true;
      stopWaiting?.();
    };
  }, []);
  return lines;
}

function isSame(before: readonly EngineLogLine[], next: readonly EngineLogLine[]): boolean {
  const last = before.at(-1);
  return before.length === next.length && last?.at === next.at(-1)?.at && last?.text === next.at(-1)?.text;
}
