import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { choiceOf, fieldsOf, problemsOfChoice } from '../../../../src/renderer/engine/engine-choice-model';
import { engineChoiceSchema, type EngineChoice } from '../../../../src/shared/model/engine';

const CHOICES: EngineChoice[] = [
  { kind: 'auto' },
  { kind: 'binary', path: '/usr/sbin/guacd' },
  { kind: 'container', runtime: 'podman' },
  { kind: 'remote', host: 'guacd.example.net', port: 4822, tls: null },
  { kind: 'remote', host: 'guacd.example.net', port: 4822, tls: { ca: '' } },
];

describe('the choice of an engine', () => {
  it.each(CHOICES)('comes back from its fields as it went in: %o', (choice) => {
    expect(choiceOf(fieldsOf(choice))).toEqual(choice);
    expect(problemsOfChoice(fieldsOf(choice))).toEqual({});
    expect(v.is(engineChoiceSchema, choiceOf(fieldsOf(choice)))).toBe(true);
  });

  it('starts a remote engine with TLS on the usual port', () => {
    const fields = { ...fieldsOf({ kind: 'auto' }), kind: 'remote' as const, host: 'a' };
    expect(choiceOf(fields)).toEqual({ kind: 'remote', host: 'a', port: 4822, tls: { ca: '' } });
  });

  it('says what is wrong with the fields of the chosen kind only', () => {
    const empty = { ...fieldsOf({ kind: 'auto' }), port: '0', ca: 'not a certificate' };
    expect(problemsOfChoice(empty)).toEqual({});
    expect(Object.keys(problemsOfChoice({ ...empty, kind: 'binary' }))).toEqual(['path']);
    expect(Object.keys(problemsOfChoice({ ...empty, kind: 'remote' }))).toEqual(['host', 'port', 'ca']);
    expect(Object.keys(problemsOfChoice({ ...empty, kind: 'remote', usesTls: false }))).toEqual([
      'host',
      'port',
    ]);
    expect(problemsOfChoice({ ...empty, kind: 'remote', host: 'https://a/b', port: '1' })).toHaveProperty(
      'host',
    );
    for (const port of ['65536', '-1', '4822a', ' ', '1e3']) {
      expect(problemsOfChoice({ ...empty, kind: 'remote', host: 'a', port })).toHaveProperty('port');
    }
  });
});
