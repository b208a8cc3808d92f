import { GRAPH_MS } from './metrics-samples';
import styles from './sparkline.module.css';

export type SparklineProps = {
  title: string;
  /** Oldest first; times in milliseconds, values not negative. */
  points: readonly { atMs: number; value: number }[];
  /** A value in words. */
  format: (value: number) => string;
};

/** The picture is stretched to its place, so these are only for counting. */
const WIDTH = 120;
const HEIGHT = 32;

/** One value over the last minute, with its present and its highest number. */
export function Sparkline({ title, points, format }: SparklineProps) {
  const last = points.at(-1);
  const highest = points.reduce((max, { value }) => Math.max(max, value), 0);
  const now = format(last?.value ?? 0);
  const line = points.map(
    ({ atMs, value }) =>
      `${(WIDTH * (1 - ((last?.atMs ?? 0) - atMs) / GRAPH_MS)).toFixed(2)} ${heightOf(value, highest)}`,
  );
  const [first = ''] = line;
  const startX = first.split(' ')[0] ?? '0';
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span>{title}</span>
        <span className={styles.now}>{now}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={`${title} in the last minute: now ${now}, at most ${format(highest)}`}
        className={styles.graph}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {line.length > 1 ? (
          <>
            <path
              className={styles.area}
              d={`M${startX} ${HEIGHT} L${line.join(' L')} L${WIDTH} ${HEIGHT} Z`}
            />
            <path className={styles.line} d={`M${line.join(' L')}`} vectorEffect="non-scaling-stroke" />
          </>
        ) : null}
      </svg>
      <div className={styles.scale} aria-hidden="true">
        <span>1 min ago</span>
        <span>at most {format(highest)}</span>
      </div>
    </figure>
  );
}

/** A graph of nothing but zeros lies on the ground. The line keeps clear of the upper edge. */
function heightOf(value: number, highest: number): string {
  return (HEIGHT - 1 - (highest === 0 ? 0 : value / highest) * (HEIGHT - 3)).toFixed(2);
}
