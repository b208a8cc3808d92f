import type { IntentProtocol, IntentRemark } from '../../shared/model/intent';

/** What a link or a file asks for, after everything in it was judged. It holds no secret and nothing that is run. */
export type ConnectionRequest = {
  protocol: IntentProtocol;
  /** A host name in lower-case ASCII, an IPv4 address, or an IPv6 address without brackets. */
  host: string;
  /** Null: that of the protocol. */
  port: number | null;
  username: string | null;
  /** Windows domain; null for protocols other than RDP. */
  domain: string | null;
  remarks: readonly IntentRemark[];
};

/** Why a link or a file cannot be opened. `refusal-text.ts` has the sentences. */
export type Refusal =
  | 'too-long'
  | 'characters'
  | 'scheme'
  | 'form'
  | 'user'
  | 'host'
  | 'port'
  | 'file-unreadable'
  | 'file-too-large'
  | 'file-not-text'
  | 'file-kind'
  | 'file-no-address';

export const warn = (text: string): IntentRemark => ({ tone: 'warning', text });
export const inform = (text: string): IntentRemark => ({ tone: 'info', text });
