import styles from './brand-mark.module.css';

/** The sign of Pestle: a mortar with its pestle. Decoration; the name stands beside it. */
export function BrandMark({ size }: { size: number }) {
  return (
    <svg
      className={styles.mark}
      width={size}
      height={size}
      viewBox="0 0 48 48"
      fill="none"
      aria-hidden="true"
    >
      <rect className={styles.ground} width="48" height="48" rx="11" />
      <path className={styles.pestle} d="m23 21 9.5-11" />
      <path
        className={styles.bowl}
        d="M10.5 21h27a1.5 1.5 0 0 1 1.5 1.6A15 15 0 0 1 31 35l1.2 3.3a1.2 1.2 0 0 1-1.1 1.7H16.9a1.2 1.2 0 0 1-1.1-1.7L17 35a15 15 0 0 1-8-12.4 1.5 1.5 0 0 1 1.5-1.6Z"
      />
    </svg>
  );
}
