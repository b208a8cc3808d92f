import type { SetupRuntime, SetupTrouble } from '../../shared/model/engine-setup';

/** A container runtime on this computer. */
export type RuntimeFacts = {
  /** Absolute path of its program; null when it is not installed. */
  readonly path: string | null;
  /** Why it does not answer; null when it does, or is not installed. */
  readonly trouble: SetupTrouble | null;
  /** Its version when it answers. */
  readonly version: string | null;
  readonly hasImage: boolean;
};

/** The virtual machine in which Podman runs containers on macOS and Windows; `not-needed` on Linux. */
export type MachineFacts = 'not-needed' | 'none' | 'stopped' | 'running' | 'unknown';

/** The Windows Subsystem for Linux; `not-needed` elsewhere. */
export type WslFacts = 'not-needed' | 'ready' | SetupTrouble;

/** All that the plan of a set-up depends on. */
export type SetupFacts = {
  readonly platform: NodeJS.Platform;
  /** Ids of the Linux distribution and of those it is like, such as `ubuntu`, `debian`; empty elsewhere. */
  readonly distribution: readonly string[];
  readonly runtimes: Readonly<Record<SetupRuntime, RuntimeFacts>>;
  readonly machine: MachineFacts;
  readonly wsl: WslFacts;
  /** Homebrew's program on macOS; null when it is not there. */
  readonly brew: string | null;
  /** Whether the environment names a proxy. */
  readonly hasProxy: boolean;
  /** Runtimes in which the image was seen to run during this run of the app. */
  readonly checked: readonly SetupRuntime[];
  /** The runtime whose container is the engine now, and ready; null when there is none. */
  readonly inUse: SetupRuntime | null;
};
