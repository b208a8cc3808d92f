const LABELS: ReadonlyMap<string, string> = new Map([
  ['username', 'User name'],
  ['password', 'Password'],
  ['domain', 'Domain'],
  ['passphrase', 'Passphrase'],
  ['private-key', 'Private key'],
]);

/** How a guacd parameter that is asked for is written for people. */
export function credentialLabel(name: string): string {
  const words = name.replaceAll('-', ' ');
  return LABELS.get(name) ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether what is typed for a parameter must not be shown. */
export function isSecretCredential(name: string): boolean {
  return /pass|secret|key|pin/.test(name);
}
