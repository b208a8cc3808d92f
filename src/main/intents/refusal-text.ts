import type { Refusal } from './connection-request';

const TEXTS: Readonly<Record<Refusal, string>> = {
  'too-long': 'The link is too long.',
  characters: 'The link contains characters that do not belong in a link.',
  scheme: 'Pestle opens links of ssh, rdp, vnc and telnet only.',
  form: 'The link is not complete, or not written as a link.',
  user: 'The user name is not one that can be used.',
  host: 'The host is not one that can be used.',
  port: 'The port must be a number from 1 to 65535.',
  'file-unreadable': 'The file cannot be read.',
  'file-too-large': 'The file is larger than 64 KiB, which no .rdp file is.',
  'file-not-text': 'The file is not an .rdp file: it is no text.',
  'file-kind': 'Pestle opens .rdp files only.',
  'file-no-address': 'The file names no computer.',
};

/** Why something from outside is not opened, in one sentence without any of its text. */
export const refusalText = (refusal: Refusal): string => TEXTS[refusal];
