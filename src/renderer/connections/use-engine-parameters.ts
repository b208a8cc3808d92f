import { useEffect, useState } from 'react';
import { AppError } from '../../shared/errors';
import type { EngineState } from '../../shared/model/engine';
import type { Protocol } from '../../shared/model/protocol';
import { bridge, unwrap } from '../platform/bridge';

/** What the running engine says about a protocol. `unknown` while it is not ready or has not answered. */
export type EngineKnowledge =
  { kind: 'unknown' } | { kind: 'no-plug-in' } | { kind: 'known'; names: ReadonlySet<string> };

const UNKNOWN: EngineKnowledge = { kind: 'unknown' };

/** Asks the running engine which parameters of a protocol it knows; asks again when another engine is ready. */
export function useEngineParameters(protocol: Protocol, engine: EngineState | null): EngineKnowledge {
  const readyAt = engine?.phase === 'ready' ? engine.address : null;
  const [answer, setAnswer] = useState<{ question: string; knowledge: EngineKnowledge }>();
  const question = `${protocol} ${readyAt ?? ''}`;

  useEffect(() => {
    if (readyAt === null) return;
    let isCurrent = true;
    const take = (knowledge: EngineKnowledge) => {
      if (isCurrent) setAnswer({ question, knowledge });
    };
    unwrap(bridge().calls.engine.parameters({ protocol })).then(
      (names) => take({ kind: 'known', names: new Set(names) }),
      (thrown: unknown) =>
        take(AppError.from(thrown).code === 'GUACD_PROTOCOL_MISSING' ? { kind: 'no-plug-in' } : UNKNOWN),
    );
    return () => {
      isCurrent = false;
    };
  }, [protocol, readyAt, question]);

  return readyAt !== null && answer?.question === question ? answer.knowledge : UNKNOWN;
}
