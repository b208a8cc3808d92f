import type { ParameterDescriptor } from './descriptor';
import { field, inGroup, UNRELEASED } from './field';

/** A replayable recording of the session, written where the engine runs. */
export function recordingParameters(options: { touch: boolean }): readonly ParameterDescriptor[] {
  const touch = field.boolean(
    'recording-exclude-touch',
    'Leave out touch',
    'Do not record where the screen was touched.',
    { since: '1.4.0' },
  );
  return inGroup(
    'recording',
    field.text(
      'recording-path',
      'Folder',
      "Path of a folder on the engine's computer. When set, the session is recorded there.",
    ),
    field.text('recording-name', 'File name', 'Name of the recording.', { defaultValue: 'recording' }),
    field.boolean(
      'create-recording-path',
      'Create the folder',
      'Create the last folder of the path when it is missing.',
    ),
    field.boolean(
      'recording-write-existing',
      'Write to an existing file',
      'Use a file that is already there instead of adding a number to the name.',
      { since: '1.6.0' },
    ),
    field.boolean(
      'recording-exclude-output',
      'Leave out the picture',
      'Do not record what the session shows. Such a recording cannot be replayed as a video.',
    ),
    field.boolean(
      'recording-exclude-mouse',
      'Leave out the mouse',
      'Do not record where the mouse was and what it clicked.',
    ),
    ...(options.touch ? [touch] : []),
    field.boolean(
      'recording-include-keys',
      'Include keys',
      'Record every key. Passwords that are typed become readable in the recording.',
    ),
    field.boolean(
      'recording-include-clipboard',
      'Include the clipboard',
      'Record what is copied and pasted. Copied passwords become readable in the recording.',
      { since: UNRELEASED },
    ),
  );
}
