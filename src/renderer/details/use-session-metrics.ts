import { useEffect, useState } from 'react';
import { systemClock } from '../../shared/clock';
import { bridge, unwrap } from '../platform/bridge';
import { NO_SAMPLES, withSample, type MetricsSamples } from './metrics-samples';

const POLL_MS = 1_000;

/** The figures of a session, read each second while `isActive`. */
export function useSessionMetrics(sessionId: string, isActive: boolean): MetricsSamples {
  const [samples, setSamples] = useState(NO_SAMPLES);
  useEffect(() => {
    if (!isActive) return;
    let isOver = false;
    let cancel = (): void => undefined;
    const poll = async (): Promise<void> => {
      try {
        const metrics = await unwrap(bridge().calls.sessions.metrics({ sessionId }));
        if (!isOver) setSamples((present) => withSample(present, metrics));
      } catch {
        // The session has just been closed, and its panel goes with it.
      }
      if (!isOver) cancel = systemClock.after(POLL_MS, () => void poll());
    };
    void poll();
    return () => {
      isOver = true;
      cancel();
    };
  }, [sessionId, isActive]);
  return samples;
}
