import { PROTOCOL_LABELS, type Protocol } from '../../shared/model/protocol';
import { SegmentedControl } from '../ui/segmented-control';

export type ProtocolFilterProps = {
  /** Protocols that some connection has. */
  protocols: readonly Protocol[];
  /** The chosen one; null for all. */
  value: Protocol | null;
  onChange: (value: Protocol | null) => void;
};

/** Narrows the list to one protocol. */
export function ProtocolFilter({ protocols, value, onChange }: ProtocolFilterProps) {
  return (
    <SegmentedControl<Protocol | 'all'>
      label="Show protocol"
      value={value ?? 'all'}
      options={[
        { value: 'all', label: 'All' },
        ...protocols.map((protocol) => ({ value: protocol, label: PROTOCOL_LABELS[protocol] })),
      ]}
      onChange={(next) => onChange(next === 'all' ? null : next)}
    />
  );
}
