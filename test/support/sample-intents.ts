import type { IntentState } from '../../src/shared/model/intent';
import { sampleId } from './sample-data';

/** A link to a saved connection, with a password in it, and more behind it. */
export const LINK_QUESTION: IntentState = {
  shown: {
    kind: 'question',
    id: sampleId(900),
    source: { kind: 'link', by: 'system', fileName: null },
    protocol: 'ssh',
    host: 'build.example.net',
    port: 22,
    username: 'ci',
    domain: null,
    remarks: [
      { tone: 'warning', text: 'The link contains a password. It is not used: you will be asked for it.' },
      { tone: 'info', text: 'What follows the host is left out.' },
    ],
    matches: [{ profileId: sampleId(1), name: 'Build server' }],
  },
  waiting: 2,
  ignored: 12,
};

/** A file that asks for all it can. */
export const FILE_QUESTION: IntentState = {
  shown: {
    kind: 'question',
    id: sampleId(901),
    source: { kind: 'file', by: 'system', fileName: 'Accounting, second floor.rdp' },
    protocol: 'rdp',
    host: 'xn--accunting-87a.a-rather-long-department-name.example.net',
    port: 3390,
    username: 'ewa',
    domain: 'OFFICE',
    remarks: [
      {
        tone: 'warning',
        text: 'The host name uses letters that can look like others. It is shown as it is looked up: check it.',
      },
      { tone: 'warning', text: 'It asks for the drives or devices of this computer. Left out.' },
      { tone: 'warning', text: 'It asks to start “cmd.exe /c calc” there. Left out.' },
      { tone: 'info', text: 'It is not signed, so nobody vouches for it.' },
    ],
    matches: [],
  },
  waiting: 0,
  ignored: 0,
};

export const REFUSED_LINK: IntentState = {
  shown: {
    kind: 'refusal',
    id: sampleId(902),
    source: { kind: 'link', by: 'command-line', fileName: null },
    reason: 'The host is not one that can be used.',
  },
  waiting: 0,
  ignored: 0,
};
