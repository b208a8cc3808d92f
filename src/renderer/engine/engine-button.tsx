import { Cpu, TriangleAlert } from 'lucide-react';
import type { EngineState } from '../../shared/model/engine';
import { classNames } from '../ui/class-names';
import { Spinner } from '../ui/spinner';
import styles from './engine-button.module.css';
import { ENGINE_BAR_WORDS, ENGINE_PHASE_LABELS, engineTone } from './engine-words';

export type EngineButtonProps = {
  /** Null until main has told. */
  engine: EngineState | null;
  /** Whether the Engine page is shown. */
  isCurrent: boolean;
  onClick: () => void;
};

/** The engine in the bar: an icon while all is well, a word as soon as it is not. */
export function EngineButton({ engine, isCurrent, onClick }: EngineButtonProps) {
  const tone = engine === null ? 'good' : engineTone(engine.phase);
  const words = engine === null ? '' : ENGINE_PHASE_LABELS[engine.phase];
  return (
    <button
      type="button"
      aria-label="Engine"
      aria-description={words}
      aria-current={isCurrent ? 'page' : undefined}
      title={words === '' ? 'Engine' : `Engine: ${words.toLowerCase()}`}
      data-phase={engine?.phase}
      className={classNames(styles.button, styles[tone])}
      onClick={onClick}
    >
      {tone === 'good' ? <Cpu size={16} /> : null}
      {tone === 'busy' ? <Spinner size={14} /> : null}
      {tone === 'bad' ? <TriangleAlert size={15} /> : null}
      {engine === null || tone === 'good' ? null : <span>{ENGINE_BAR_WORDS[engine.phase]}</span>}
    </button>
  );
}
