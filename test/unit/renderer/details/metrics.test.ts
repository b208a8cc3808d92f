import { describe, expect, it } from 'vitest';
import { GRAPH_MS, NO_SAMPLES, withSample } from '../../../../src/renderer/details/metrics-samples';
import { metricsGroups, metricsText } from '../../../../src/renderer/details/metrics-words';
import { sampleId, sampleMetrics } from '../../../support/sample-data';

const ID = sampleId(1001);

describe('samples of figures', () => {
  it('give what happened in each second, by the clock of the readings', () => {
    let samples = withSample(NO_SAMPLES, sampleMetrics(ID, { takenAtMs: 0, receivedBytes: 500, frames: 1 }));
    expect(samples.points).toEqual([]);
    samples = withSample(samples, sampleMetrics(ID, { takenAtMs: 2000, receivedBytes: 4500, frames: 61 }));
    expect(samples.points).toEqual([{ atMs: 2000, bytesPerSecond: 2000, framesPerSecond: 30 }]);
  });

  it('are kept for a minute', () => {
    let samples = NO_SAMPLES;
    for (let second = 0; second <= 200; second++) {
      samples = withSample(samples, sampleMetrics(ID, { takenAtMs: second * 1000 }));
    }
    expect(samples.points[0]?.atMs).toBe(200_000 - GRAPH_MS);
    expect(samples.points).toHaveLength(61);
  });

  it('start anew with another session, or when time went back', () => {
    const first = withSample(NO_SAMPLES, sampleMetrics(ID, { takenAtMs: 1000 }));
    expect(withSample(first, sampleMetrics(sampleId(1002), { takenAtMs: 2000 })).points).toEqual([]);
    expect(withSample(first, sampleMetrics(ID, { takenAtMs: 1000 })).points).toEqual([]);
  });
});

describe('figures in words', () => {
  const valueOf = (label: string, change: Parameters<typeof sampleMetrics>[1] = {}) =>
    metricsGroups(sampleMetrics(ID, change))
      .flatMap(({ rows }) => rows)
      .find((row) => row.label === label)?.value;

  it('tell a session that runs', () => {
    expect(valueOf('Open for')).toBe('12 min 34 s');
    expect(valueOf('Received')).toBe('48.2 MB in 91,422 instructions');
    expect(valueOf('Frame to screen')).toBe('13 ms, 95% within 31 ms');
    expect(valueOf('Protocol version')).toBe('1.5.0');
    expect(valueOf('Reconnected')).toBe('Once');
  });

  it('tell a session without a connection', () => {
    const gone = { connectedMs: null, liveness: 'none', protocolVersion: null, syncLag: null } as const;
    expect(valueOf('Connected for', gone)).toBe('Not connected');
    expect(valueOf('Engine', gone)).toBe('–');
    expect(valueOf('Frame to screen', gone)).toBe('–');
  });

  it('tell a window that hangs and a pause that lasts', () => {
    expect(valueOf('Frame to screen', { unansweredMs: 4200 })).toBe('Waiting for 4.2 s');
    expect(valueOf('Reading paused', { isPaused: true, pausedMs: 3000 })).toBe('Now; 3.0 s in all');
  });

  it('are copied with the name of the session', () => {
    const text = metricsText('Build server', sampleMetrics(ID));
    expect(text).toMatch(/^Session details of Build server\n\nConnection\n {2}Open for: 12 min 34 s\n/);
  });
});
