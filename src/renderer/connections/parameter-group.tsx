import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../ui/badge';
import styles from './parameter-group.module.css';

export type ParameterGroupProps = {
  label: string;
  /** How many of its parameters have a value. */
  setCount: number;
  /** How many of its values are not valid. */
  problemCount: number;
  isOpen: boolean;
  /** Asks to open or close it. */
  onToggle: (isOpen: boolean) => void;
  children: ReactNode;
};

/** A named group of parameters that opens and closes. Closed, it renders no fields. */
export function ParameterGroup({
  label,
  setCount,
  problemCount,
  isOpen,
  onToggle,
  children,
}: ParameterGroupProps) {
  return (
    <details className={styles.group} open={isOpen}>
      <summary
        className={styles.summary}
        onClick={(event) => {
          // The platform would open it by itself, against what the editor says.
          event.preventDefault();
          onToggle(!isOpen);
        }}
      >
        <ChevronRight size={16} className={styles.chevron} aria-hidden="true" />
        <h2 className={styles.label}>{label}</h2>
        {problemCount > 0 ? <Badge tone="warning">{`${problemCount} to correct`}</Badge> : null}
        {setCount > 0 ? <Badge tone="accent">{`${setCount} set`}</Badge> : null}
      </summary>
      {isOpen ? <div className={styles.fields}>{children}</div> : null}
    </details>
  );
}
