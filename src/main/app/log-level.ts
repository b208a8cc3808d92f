/** How much the log tells: what happens in the app, or also each instruction that passes (see trace-log.ts). */
export type LogLevelName = 'info' | 'trace';

/**
 * What the user asked for, by `--log=trace` on the command line or `PESTLE_LOG=trace` in the environment; the
 * command line comes first. The page has no say in it. Anything else means `info`.
 */
export function findLogLevel(commandLine: string, environment: string | undefined): LogLevelName {
  const wanted = commandLine === '' ? environment : commandLine;
  return wanted === 'trace' ? 'trace' : 'info';
}
