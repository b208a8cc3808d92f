import { CLIPBOARD_FIELDS } from './clipboard';
import type { ParameterDescriptor } from './descriptor';
import { field, inGroup } from './field';
import { hostField, otherPortField, portField } from './network';
import { recordingParameters } from './recording';
import { readOnlyField } from './session';
import { sftpParameters } from './sftp';
import { WAKE_ON_LAN_PARAMETERS } from './wake-on-lan';

const levels = (lowest: string, highest: string) =>
  ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map((value) => ({
    value,
    label: value === '0' ? `0 (${lowest})` : value === '9' ? `9 (${highest})` : value,
  }));

const DISPLAY = inGroup(
  'display',
  field.choice(
    'color-depth',
    'Colour depth',
    'Number of colours to ask the server for. Fewer need less network.',
    {
      defaultValue: '24 or 32 bits',
      options: [
        { value: '8', label: '256 colours (8 bits)' },
        { value: '16', label: 'High colour (16 bits)' },
        { value: '24', label: 'True colour (24 bits)' },
        { value: '32', label: 'True colour (32 bits)' },
      ],
    },
  ),
  field.choice(
    'cursor',
    'Pointer',
    'Where the mouse pointer is drawn. On this computer it moves without delay.',
    {
      defaultValue: 'local',
      options: [
        { value: 'local', label: 'On this computer' },
        { value: 'remote', label: 'In the remote picture' },
      ],
    },
  ),
  field.boolean('swap-red-blue', 'Swap red and blue', 'For servers whose colours come out wrong.'),
  field.boolean(
    'force-lossless',
    'Lossless picture',
    'Never compress the picture with loss. Needs more network.',
    {
      since: '1.4.0',
    },
  ),
  field.boolean(
    'disable-display-resize',
    'Keep the desktop size',
    'Do not ask the server to fit its desktop to the window.',
    { since: '1.6.0' },
  ),
  field.choice('compress-level', 'Compression', 'How hard the server compresses the picture.', {
    options: levels('none', 'most'),
    since: '1.6.0',
  }),
  field.choice('quality-level', 'Picture quality', 'Quality of JPEG parts of the picture.', {
    options: levels('worst', 'best'),
    since: '1.6.0',
  }),
  field.text('encodings', 'Encodings', 'VNC encodings in order of preference, separated by spaces.', {
    defaultValue: 'zrle ultra copyrect hextile zlib corre rre raw',
  }),
);

const CLIPBOARD = inGroup(
  'clipboard',
  field.choice(
    'clipboard-encoding',
    'Character set',
    'Character set that the VNC server uses for copied text.',
    {
      defaultValue: 'ISO8859-1',
      options: [
        { value: 'ISO8859-1', label: 'Latin-1 (ISO 8859-1)' },
        { value: 'UTF-8', label: 'UTF-8' },
        { value: 'UTF-16', label: 'UTF-16' },
        { value: 'CP1252', label: 'Windows-1252' },
        { value: 'MacRoman', label: 'Mac Roman' },
      ],
    },
  ),
  ...CLIPBOARD_FIELDS,
);

/** Parameters of guacd's VNC plug-in (guacamole-server src/protocols/vnc/settings.c). */
export const VNC_PARAMETERS: readonly ParameterDescriptor[] = [
  ...inGroup(
    'network',
    hostField('VNC server'),
    {
      ...portField('VNC server', '5900'),
      help: 'TCP port of the VNC server: 5900 for display :0, 5901 for display :1, and so on.',
      // guacd's own default is port 0, which reaches nothing.
      defaultValue: null,
      required: true,
      options: [
        { value: '5900', label: '5900 (display :0)' },
        { value: '5901', label: '5901 (display :1)' },
      ],
    },
    field.integer('autoretry', 'Tries', 'How often the engine tries again when the connection fails.', {
      defaultValue: '0',
    }),
    field.boolean(
      'reverse-connect',
      'Wait for the server',
      'The engine listens on the port, and the VNC server connects to it.',
    ),
    field.integer(
      'listen-timeout',
      'Wait for',
      'Milliseconds that the engine waits for the server to connect.',
      {
        defaultValue: '5000',
      },
    ),
  ),
  ...inGroup(
    'authentication',
    field.text('username', 'User name', 'Name to log in with, for servers that want one.', {
      essential: true,
      since: '1.2.0',
    }),
    field.password('password', 'Password', 'Password of the VNC server.', { essential: true }),
  ),
  ...DISPLAY,
  ...inGroup(
    'session',
    readOnlyField(),
    field.boolean(
      'disable-server-input',
      'Lock local input',
      'Ask the server to ignore its own keyboard and mouse while you are connected.',
      { since: '1.6.0' },
    ),
  ),
  ...CLIPBOARD,
  ...inGroup(
    'audio',
    field.boolean('enable-audio', 'Play sound', 'Play sound from a PulseAudio server.'),
    field.text('audio-servername', 'Sound server', 'Name or address of the PulseAudio server.', {
      defaultValue: "the engine's computer",
    }),
  ),
  ...sftpParameters({ userName: null }),
  ...inGroup(
    'repeater',
    field.text('dest-host', 'Target host', 'Computer that the UltraVNC repeater connects you to.'),
    otherPortField(
      'dest-port',
      'Target port',
      'Port or ID that the UltraVNC repeater connects you to.',
      null,
    ),
  ),
  ...recordingParameters({ touch: false }),
  ...WAKE_ON_LAN_PARAMETERS,
];
