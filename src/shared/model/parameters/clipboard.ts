import { field, type Field, UNRELEASED } from './field';

/** Whether text may be copied and pasted, and how much of it. */
export const CLIPBOARD_FIELDS: readonly Field[] = [
  field.boolean(
    'disable-copy',
    'Block copying',
    'Text copied on the remote computer does not reach this computer.',
    { since: '1.2.0' },
  ),
  field.boolean(
    'disable-paste',
    'Block pasting',
    'Text of this computer cannot be pasted on the remote computer.',
    { since: '1.2.0' },
  ),
  field.integer(
    'clipboard-buffer-size',
    'Clipboard size',
    'Largest clipboard content in bytes. Older engines always use 262144.',
    {
      defaultValue: '262144',
      min: 262_144,
      max: 52_428_800,
      options: [
        { value: '262144', label: '256 KiB' },
        { value: '1048576', label: '1 MiB' },
        { value: '10485760', label: '10 MiB' },
        { value: '52428800', label: '50 MiB' },
      ],
      since: UNRELEASED,
    },
  ),
];
