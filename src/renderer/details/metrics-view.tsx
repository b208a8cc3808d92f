import type { MetricsSamples } from './metrics-samples';
import { metricsGroups } from './metrics-words';
import styles from './metrics-view.module.css';
import { formatBytes } from './quantities';
import { Sparkline } from './sparkline';

/** The figures of a session and how they changed in the last minute. */
export function MetricsView({ latest, points }: MetricsSamples) {
  if (latest === null) return null;
  return (
    <div className={styles.view}>
      <Sparkline
        title="Received"
        points={points.map(({ atMs, bytesPerSecond }) => ({ atMs, value: bytesPerSecond }))}
        format={(value) => `${formatBytes(value)}/s`}
      />
      <Sparkline
        title="Frames"
        points={points.map(({ atMs, framesPerSecond }) => ({ atMs, value: framesPerSecond }))}
        format={(value) => `${value.toFixed(0)}/s`}
      />
      {metricsGroups(latest).map(({ title, rows }) => (
        <section key={title} aria-label={title} className={styles.group}>
          <h3 className={styles.title}>{title}</h3>
          <dl className={styles.rows}>
            {rows.map(({ label, value, meaning }) => (
              <div key={label} className={styles.row} title={meaning}>
                <dt className={styles.label}>{label}</dt>
                <dd className={styles.value}>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
