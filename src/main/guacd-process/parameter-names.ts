import { AppError } from '../../shared/errors';
import type { Clock } from '../../shared/clock';
import type { GuacdAddress, probeGuacd } from '../guacd';

export type ParameterNamesOptions = {
  readonly address: GuacdAddress;
  readonly clock: Clock;
  readonly probe: typeof probeGuacd;
  /** Told with each answer which protocol version this guacd speaks. */
  readonly onProtocolVersion: (version: string | null) => void;
};

/**
 * What one running engine knows about protocols: asked once each, since a plug-in does not change while guacd
 * runs. Disposed of when that engine ends; questions under way then reject.
 */
export class ParameterNames {
  readonly #options: ParameterNamesOptions;
  readonly #over = new AbortController();
  readonly #answers = new Map<string, Promise<string[]>>();

  constructor(options: ParameterNamesOptions) {
    this.#options = options;
  }

  /** Rejects with GUACD_PROTOCOL_MISSING, which is remembered, or with whatever the connection to guacd does. */
  get(protocol: string): Promise<string[]> {
    const known = this.#answers.get(protocol);
    if (known !== undefined) return known;
    const answer = this.#ask(protocol);
    this.#answers.set(protocol, answer);
    answer.catch((thrown: unknown) => {
      if (AppError.from(thrown).code !== 'GUACD_PROTOCOL_MISSING') this.#answers.delete(protocol);
    });
    return answer;
  }

  dispose(): void {
    this.#over.abort();
  }

  async #ask(protocol: string): Promise<string[]> {
    const { address, clock, probe, onProtocolVersion } = this.#options;
    const { protocolVersion, parameterNames } = await probe(address, protocol, {
      signal: this.#over.signal,
      clock,
    });
    onProtocolVersion(protocolVersion);
    return [...parameterNames];
  }
}
