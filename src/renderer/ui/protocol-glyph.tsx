import { AppWindow, Cable, Monitor, ShipWheel, SquareTerminal, type LucideIcon } from 'lucide-react';
import type { Protocol } from '../../shared/model/protocol';
import { classNames } from './class-names';
import styles from './protocol-glyph.module.css';

const ICONS: Readonly<Record<Protocol, LucideIcon>> = {
  ssh: SquareTerminal,
  rdp: AppWindow,
  vnc: Monitor,
  telnet: Cable,
  kubernetes: ShipWheel,
};

export type ProtocolGlyphProps = {
  protocol: Protocol;
  /** `tile`: a tinted square of 32 px. `plain`: the bare icon in its tint, 16 px. */
  look?: 'tile' | 'plain';
};

/** The picture of a protocol: decoration, always beside words. */
export function ProtocolGlyph({ protocol, look = 'plain' }: ProtocolGlyphProps) {
  const Icon = ICONS[protocol];
  return (
    <span className={classNames(styles.glyph, styles[look], styles[protocol])} aria-hidden="true">
      <Icon size={look === 'tile' ? 18 : 16} strokeWidth={1.75} />
    </span>
  );
}
