import type { SetupStep } from '../../shared/model/engine-setup';

/** The question before steps that download something: how much comes over the network, and every command. */
export function consentWords(steps: readonly SetupStep[]): { message: string; detail: string } {
  const megabytes = steps.reduce((sum, { downloadMb }) => sum + (downloadMb ?? 0), 0);
  const lines = steps.map(({ title, command }) => (command === null ? title : `${title}:\n${command}`));
  return {
    message: `Download about ${megabytes} MB and set up the engine?`,
    detail: `Pestle does this, in this order:\n\n${lines.join('\n\n')}`,
  };
}
