import { app } from 'electron';

/** Ends a process that only answers on the terminal, once what it says is written. A reader that is gone is no error. */
export function endWith({ code, output, errors }: { code: number; output: string; errors: string }): void {
  const ignore = (): void => undefined;
  process.stdout.on('error', ignore);
  process.stderr.on('error', ignore);
  process.stderr.write(errors, () => process.stdout.write(output, () => app.exit(code)));
}
