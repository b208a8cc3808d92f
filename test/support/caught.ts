import { AppError } from '../../src/shared/errors';

/** The AppError that a call throws. Anything else, and nothing, fails the test. */
export function caught(call: () => unknown): AppError {
  try {
    call();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('expected an AppError, but nothing was thrown');
}
