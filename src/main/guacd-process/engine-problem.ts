import { adviceFor, type AppError, type AppErrorCode } from '../../shared/errors';

/** Why there is no engine, in words for the user. */
export type EngineProblem = {
  readonly code: AppErrorCode;
  readonly message: string;
  /** What the user can do. */
  readonly advice: string;
};

function adviceOnEnginePage(code: AppErrorCode, isTriedAgain: boolean): string {
  switch (code) {
    case 'ENGINE_START_FAILED':
    case 'ENGINE_NOT_READY':
    case 'GUACD_LOST':
      return isTriedAgain
        ? 'Pestle starts it again by itself. The log shows what it wrote.'
        : 'The log shows what it wrote. Restart it, or choose another engine.';
    case 'GUACD_UNREACHABLE':
    case 'GUACD_CONNECT_TIMEOUT':
      return 'Check the host, the port and the network. Pestle tries again by itself.';
    default:
      return adviceFor(code);
  }
}

/**
 * A failure as the Engine page shows it.
 * @param isTriedAgain whether the next start comes by itself
 */
export function problemOf(error: AppError, isTriedAgain: boolean): EngineProblem {
  return { code: error.code, message: error.message, advice: adviceOnEnginePage(error.code, isTriedAgain) };
}
