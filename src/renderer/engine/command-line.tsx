import { CopyButton } from '../ui/copy-button';
import styles from './command-line.module.css';

export type CommandLineProps = {
  /** What the command is for, as in “Copy the command for …”. */
  purpose: string;
  command: string;
};

/** A command as it is run, with a button that copies it. */
export function CommandLine({ purpose, command }: CommandLineProps) {
  return (
    <div className={styles.command}>
      <code className="selectable">{command}</code>
      <CopyButton label={`Copy the command for ${purpose}`} text={command} />
    </div>
  );
}
