import { Check, X } from 'lucide-react';
import type { SetupProblem, SetupState, SetupStep } from '../../shared/model/engine-setup';
import { Badge } from '../ui/badge';
import { Banner } from '../ui/banner';
import { classNames } from '../ui/class-names';
import { CopyButton } from '../ui/copy-button';
import { Spinner } from '../ui/spinner';
import { CommandLine } from './command-line';
import { downloadWords, type StepStatus } from './setup-progress';
import styles from './setup-step-item.module.css';

export type SetupStepItemProps = {
  step: SetupStep;
  /** Its place in the route, from 1. */
  number: number;
  status: StepStatus;
  /** What runs now, if it is this step. */
  running: SetupState['running'];
  /** Why it failed, if it did. */
  problem: SetupProblem | null;
};

/** How each status is read out. */
const STATUS_WORDS: Readonly<Record<StepStatus, string>> = {
  done: 'Done',
  next: 'Next',
  running: 'Running',
  failed: 'Failed',
  later: 'Later',
};

/** One step: what it does, with which command, what it costs, and how it goes. One that is done is a single line. */
export function SetupStepItem({ step, number, status, running, problem }: SetupStepItemProps) {
  const { title, text, command, undo, page } = step;
  const isOpen = status !== 'done';
  return (
    <li className={classNames(styles.step, styles[status])} data-status={status}>
      <span className={styles.mark}>
        <Mark number={number} status={status} />
        <span className="visually-hidden">{STATUS_WORDS[status]}:</span>
      </span>
      <div className={styles.body}>
        <div className={styles.head}>
          <h3 className={styles.title}>{title}</h3>
          {isOpen ? <Needs step={step} /> : null}
        </div>
        {isOpen ? <p className={styles.text}>{text}</p> : null}
        {isOpen && command !== null ? <CommandLine purpose={title} command={command} /> : null}
        {running === null ? null : <Running running={running} />}
        {problem === null ? null : <Problem problem={problem} />}
        {isOpen && page !== null ? <More address={page} /> : null}
        {undo === null ? null : (
          <details className={styles.undo}>
            <summary>How to undo</summary>
            <p className="selectable">{undo}</p>
          </details>
        )}
      </div>
    </li>
  );
}

function More({ address }: { address: string }) {
  return (
    <p className={styles.more}>
      More at <code className="selectable">{address}</code>
      <CopyButton label={`Copy ${address}`} text={address} />
    </p>
  );
}

function Mark({ number, status }: Pick<SetupStepItemProps, 'number' | 'status'>) {
  switch (status) {
    case 'done':
      return <Check size={14} aria-hidden="true" />;
    case 'failed':
      return <X size={14} aria-hidden="true" />;
    case 'running':
      return <Spinner size={14} />;
    case 'next':
    case 'later':
      return <span aria-hidden="true">{number}</span>;
  }
}

function Needs({ step: { by, needsAdmin, downloadMb } }: { step: SetupStep }) {
  return (
    <>
      {by === 'user' ? <Badge tone="accent">You do this</Badge> : null}
      {needsAdmin ? <Badge tone="warning">Administrator</Badge> : null}
      {downloadMb === null ? null : <Badge>Downloads {downloadWords(downloadMb)}</Badge>}
    </>
  );
}

function Running({ running: { progress, output } }: { running: NonNullable<SetupState['running']> }) {
  return (
    <div className={styles.progress}>
      <progress aria-label="Progress" {...(progress === null ? {} : { value: progress, max: 1 })} />
      {output.length === 0 ? null : <Output lines={output} />}
    </div>
  );
}

function Output({ lines }: { lines: readonly string[] }) {
  return (
    <pre className={styles.output} role="log" aria-label="Output of the command" aria-live="off" tabIndex={0}>
      {lines.join('\n')}
    </pre>
  );
}

function Problem({ problem: { trouble, message, advice, command, output } }: { problem: SetupProblem }) {
  return (
    <div className={styles.problem}>
      <Banner tone={trouble === 'cancelled' ? 'info' : 'error'} title={message}>
        {advice}
      </Banner>
      {command === null ? null : <CommandLine purpose="this problem" command={command} />}
      {output.length === 0 ? null : <Output lines={output} />}
    </div>
  );
}
