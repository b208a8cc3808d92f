import type { AppInfo } from '../../shared/model/app-info';
import { Banner } from '../ui/banner';
import { BrandMark } from '../ui/brand-mark';
import { Card } from '../ui/card';
import styles from './about-card.module.css';

const SYSTEMS: Readonly<Record<AppInfo['platform'], string>> = {
  linux: 'Linux',
  darwin: 'macOS',
  win32: 'Windows',
};

/** Versions, and what is unusual about this run. */
export function AboutCard({ info }: { info: AppInfo }) {
  const facts = [
    ['Electron', info.electron],
    ['Chromium', info.chromium],
    ['Node', info.node],
    ['System', SYSTEMS[info.platform]],
    [
      'Passwords',
      info.secretStorage === 'keyring' ? 'In the system keyring' : 'In memory until Pestle is closed',
    ],
  ] as const;
  return (
    <Card title="About">
      {info.isTestRuntime ? (
        <Banner tone="warning" title="This is a test runtime">
          {`Electron ${info.electron} is old and no longer gets security fixes. Use it to try Pestle, not to work with it.`}
        </Banner>
      ) : null}
      <div className={styles.head}>
        <BrandMark size={36} />
        <div>
          <p className={styles.name}>Pestle {info.version}</p>
          <p className={styles.about}>
            Remote access by SSH, RDP, VNC, telnet and Kubernetes. Apache licence 2.0.
          </p>
        </div>
      </div>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="selectable">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
