import { UPSTREAM_RULES } from '../upstream-rules';
import type { SessionHook } from './session-hook';

/** Lets a session only watch: no input reaches guacd, whoever sends it. */
export function createReadOnlyHook(): SessionHook {
  return {
    name: 'read-only',
    kind: 'guard',
    toGuacd: {
      opcodes: 'all',
      judge: ({ opcode }) => (UPSTREAM_RULES.get(opcode)?.isForWatchers === true ? 'pass' : 'drop'),
    },
  };
}
