import * as v from 'valibot';
import type { CommandResult } from '../guacd-process/run-command';
import { classifyFailure, troubleIn } from './classify-failure';
import type { MachineFacts, RuntimeFacts, WslFacts } from './setup-facts';

/** What `podman machine list --format json` says of each machine; it says more. */
const machinesSchema = v.array(
  v.object({ Default: v.optional(v.boolean(), false), Running: v.optional(v.boolean(), false) }),
);

/** Whether there is a machine for Podman and whether it runs: the default one, or else the first. */
export function readMachine(result: CommandResult): MachineFacts {
  if (result.kind !== 'ended' || result.status !== 0) return 'unknown';
  // Warnings may stand before the list.
  const output = result.lines.join('\n');
  const machines = v.safeParse(machinesSchema, parseJson(output.slice(Math.max(0, output.search(/^\[/m)))));
  if (!machines.success) return 'unknown';
  const machine = machines.output.find(({ Default }) => Default) ?? machines.output[0];
  if (machine === undefined) return 'none';
  return machine.Running ? 'running' : 'stopped';
}

/** Whether the Windows Subsystem for Linux can be used, from `wsl --status`; null: there is no such program. */
export function readWsl(result: CommandResult | null): WslFacts {
  if (result === null) return 'wsl-missing';
  if (result.kind !== 'ended') return 'timed-out';
  // Old versions report a missing kernel with status 0.
  const trouble = troubleIn(result.lines);
  if (trouble !== null) return trouble;
  return result.status === 0 ? 'ready' : 'wsl-missing';
}

/** Whether a runtime answers, from what it says of its version. */
export function readRuntime(path: string, result: CommandResult): Omit<RuntimeFacts, 'hasImage'> {
  const trouble = classifyFailure(result);
  if (trouble !== null || result.kind !== 'ended') return { path, trouble, version: null };
  const version = result.lines.find((line) => /^\d+\.\d+/.test(line));
  return { path, trouble: null, version: version?.slice(0, 30) ?? null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
