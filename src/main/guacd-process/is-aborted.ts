/** Reads the flag anew; the compiler otherwise believes that it stays what it was before an `await`. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
