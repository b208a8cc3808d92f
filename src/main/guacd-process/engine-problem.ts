import { adviceFor, type AppError, type AppErrorCode } from '../../shared/errors';

/** Why there is no engine, in words for the user. */
export type EngineProblem = {
  readonly code: AppErrorCode;
  readonly message: string;
  /** What the user can do. */
  readonly advice: string;
};

const OF_OUR_CHILD: readonly AppErrorCode[] = ['ENGINE_START_FAILED', 'ENGINE_NOT_READY', 'GUACD_LOST'];
const OF_THE_NETWORK: readonly AppErrorCode[] = ['GUACD_UNREACHABLE', 'GUACD_CONNECT_TIMEOUT'];

function adviceOnEnginePage(code: AppErrorCode, isTriedAgain: boolean): string {
  if (OF_OUR_CHILD.includes(code)) {
    return isTriedAgain
      ? 'Pestle starts it again by itself. The log shows what it wrote.'
      : 'The log shows what it wrote. Restart it, or choose another engine.';
  }
  return OF_THE_NETWORK.includes(code)
    ? 'Check the host, the port and the network. Pestle tries again by itself.'
    : adviceFor(code);
}

/**
 * A failure as the Engine page shows it.
 * @param isTriedAgain whether the next start comes by itself
 */
export function problemOf(error: AppError, isTriedAgain: boolean): EngineProblem {
  return { code: error.code, message: error.message, advice: adviceOnEnginePage(error.code, isTriedAgain) };
}
