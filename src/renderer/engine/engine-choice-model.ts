import type { EngineChoice } from '../../shared/model/engine';
import type { EngineTest } from '../../shared/model/engine-test';

/** The fields of the form: every kind keeps what was typed, so trying another kind loses nothing. */
export type ChoiceFields = {
  kind: EngineChoice['kind'];
  path: string;
  runtime: 'docker' | 'podman';
  host: string;
  port: string;
  usesTls: boolean;
  ca: string;
};

/** Field name -> what is wrong with it. */
export type ChoiceProblems = Partial<Record<keyof ChoiceFields, string>>;

const EMPTY: Omit<ChoiceFields, 'kind'> = {
  path: '',
  runtime: 'docker',
  host: '',
  port: '4822',
  usesTls: true,
  ca: '',
};

/** The form for a choice. A new remote engine starts with TLS, on guacd's usual port. */
export function fieldsOf(choice: EngineChoice): ChoiceFields {
  switch (choice.kind) {
    case 'auto':
    case 'included':
      return { ...EMPTY, kind: choice.kind };
    case 'binary':
      return { ...EMPTY, kind: 'binary', path: choice.path };
    case 'container':
      return { ...EMPTY, kind: 'container', runtime: choice.runtime };
    case 'remote':
      return {
        ...EMPTY,
        kind: 'remote',
        host: choice.host,
        port: String(choice.port),
        usesTls: choice.tls !== null,
        ca: choice.tls?.ca ?? '',
      };
  }
}

/** The choice that the form says, to be used once {@link problemsOfChoice} finds nothing. */
export function choiceOf(fields: ChoiceFields): EngineChoice {
  switch (fields.kind) {
    case 'auto':
    case 'included':
      return { kind: fields.kind };
    case 'binary':
      return { kind: 'binary', path: fields.path.trim() };
    case 'container':
      return { kind: 'container', runtime: fields.runtime };
    case 'remote':
      return {
        kind: 'remote',
        host: fields.host.trim(),
        port: Number(fields.port),
        tls: fields.usesTls ? { ca: fields.ca.trim() } : null,
      };
  }
}

/** The engine elsewhere that the form says, for a test; null while its fields are not right. */
export function testOf(fields: ChoiceFields): EngineTest | null {
  const choice = choiceOf(fields);
  if (choice.kind !== 'remote' || Object.keys(problemsOfChoice(fields)).length > 0) return null;
  const { host, port, tls } = choice;
  return { host, port, tls };
}

/** What is wrong with the fields of the chosen kind. */
export function problemsOfChoice({ kind, path, host, port, usesTls, ca }: ChoiceFields): ChoiceProblems {
  const problems: ChoiceProblems = {};
  if (kind === 'binary' && path.trim() === '') problems.path = 'Enter the path of guacd.';
  if (kind !== 'remote') return problems;
  if (host.trim() === '') problems.host = 'Enter a host name or an address.';
  else if (/\s|\//.test(host.trim())) problems.host = 'Enter only the host name, without a path or blanks.';
  const number = /^\d{1,5}$/.test(port.trim()) ? Number(port) : 0;
  if (number < 1 || number > 65_535) problems.port = 'Enter a number from 1 to 65535.';
  if (usesTls && ca.trim() !== '' && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    problems.ca = 'This is not a certificate in PEM form.';
  }
  return problems;
}
