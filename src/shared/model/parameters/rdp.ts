import type { ParameterDescriptor } from './descriptor';
import { field, inGroup } from './field';
import { CLIPBOARD_FIELDS } from './clipboard';
import { KEYBOARD_LAYOUTS } from './keyboard-layouts';
import { hostField, otherPortField, portField, timeoutField } from './network';
import { recordingParameters } from './recording';
import { readOnlyField, timezoneField } from './session';
import { sftpParameters } from './sftp';
import { WAKE_ON_LAN_PARAMETERS } from './wake-on-lan';

const LOGIN = inGroup(
  'authentication',
  field.text(
    'username',
    'User name',
    'Name to log in with. When blank, you are asked if the server needs it.',
    {
      essential: true,
    },
  ),
  field.password(
    'password',
    'Password',
    'Password to log in with. When blank, you are asked if the server needs it.',
    {
      essential: true,
    },
  ),
  field.text('domain', 'Domain', 'Windows domain of the user.', { essential: true }),
  field.choice('security', 'Security', 'How the connection is protected and the login is made.', {
    defaultValue: 'any',
    essential: true,
    options: [
      { value: 'any', label: 'Whatever the server offers' },
      { value: 'nla', label: 'Network level authentication (NLA)' },
      { value: 'nla-ext', label: 'Extended NLA' },
      { value: 'tls', label: 'TLS' },
      { value: 'vmconnect', label: 'Hyper-V console' },
      { value: 'rdp', label: 'Old RDP encryption' },
    ],
  }),
  field.boolean(
    'ignore-cert',
    'Accept any certificate',
    'Do not check who the server is. Anyone on the way can then read the session and the password.',
    { essential: true },
  ),
  field.boolean(
    'cert-tofu',
    'Trust at first use',
    "Accept the server's certificate the first time; the engine's computer remembers it and refuses a changed one.",
    { since: '1.6.0' },
  ),
  field.text(
    'cert-fingerprints',
    'Certificate fingerprints',
    'Fingerprints of certificates to trust, separated by commas.',
    { since: '1.6.0' },
  ),
  field.boolean('disable-auth', 'Skip authentication', 'Connect without a login. Does not work with NLA.'),
);

const DISPLAY = inGroup(
  'display',
  field.choice(
    'resize-method',
    'When the window changes size',
    'How the desktop follows the size of the window.',
    {
      defaultValue: 'keep the size',
      options: [
        { value: 'display-update', label: 'Resize the desktop' },
        { value: 'reconnect', label: 'Connect again in the new size' },
      ],
    },
  ),
  field.integer('width', 'Width', 'Fixed width of the desktop in pixels.', {
    defaultValue: 'width of the window',
    min: 1,
  }),
  field.integer('height', 'Height', 'Fixed height of the desktop in pixels.', {
    defaultValue: 'height of the window',
    min: 1,
  }),
  field.integer('dpi', 'Resolution', 'Fixed resolution of the desktop in dots per inch.', {
    defaultValue: 'chosen by the engine',
    min: 1,
  }),
  field.choice(
    'color-depth',
    'Colour depth',
    'Number of colours. Always 32 bits while the graphics pipeline is on.',
    {
      defaultValue: '32 bits with the graphics pipeline, else 16',
      options: [
        { value: '8', label: '256 colours (8 bits)' },
        { value: '16', label: 'High colour (16 bits)' },
        { value: '24', label: 'True colour (24 bits)' },
        { value: '32', label: 'True colour (32 bits)' },
      ],
    },
  ),
  field.boolean(
    'force-lossless',
    'Lossless picture',
    'Never compress the picture with loss. Needs more network.',
    {
      since: '1.4.0',
    },
  ),
);

const SESSION = inGroup(
  'session',
  field.choice(
    'server-layout',
    'Keyboard layout',
    'Layout that is set on the remote desktop. When it differs, some characters are typed wrong.',
    { defaultValue: 'en-us-qwerty', options: KEYBOARD_LAYOUTS },
  ),
  readOnlyField(),
  field.text('initial-program', 'Start program', 'Program to start instead of the desktop.'),
  field.boolean('console', 'Console session', 'Connect to the console (administrative) session.'),
  field.text('client-name', 'Name of this computer', 'Name that the server sees, up to 31 characters.', {
    defaultValue: 'Guacamole RDP',
  }),
  timezoneField('Time zone of the session, for instance Europe/Paris.'),
);

const AUDIO = inGroup(
  'audio',
  field.boolean('disable-audio', 'No sound', 'Do not play the sound of the remote computer.'),
  field.boolean('console-audio', 'Sound stays there', 'Play the sound on the remote computer itself.'),
  field.boolean(
    'enable-audio-input',
    'Microphone',
    "Let the remote computer hear this computer's microphone.",
  ),
);

const DEVICES = inGroup(
  'device-redirection',
  field.boolean('enable-drive', 'Virtual drive', 'Show the remote computer a drive for exchanging files.'),
  field.text('drive-name', 'Drive name', 'Name of the virtual drive.', {
    defaultValue: 'Guacamole Filesystem',
  }),
  field.text(
    'drive-path',
    'Drive folder',
    "Path on the engine's computer of the folder that holds the drive's files.",
  ),
  field.boolean(
    'create-drive-path',
    'Create the folder',
    'Create the last folder of the path when it is missing.',
  ),
  field.boolean('disable-download', 'Block downloads', 'Files cannot be fetched from the drive.', {
    since: '1.2.0',
  }),
  field.boolean('disable-upload', 'Block uploads', 'Files cannot be put on the drive.', { since: '1.2.0' }),
  field.boolean(
    'enable-printing',
    'Virtual printer',
    "Show the remote computer a printer whose pages arrive as PDF files. The engine's computer needs Ghostscript.",
  ),
  field.text('printer-name', 'Printer name', 'Name of the virtual printer.', {
    defaultValue: 'Guacamole Printer',
  }),
  field.boolean('enable-touch', 'Touch', 'Pass on touches of the screen with several fingers.', {
    since: '1.4.0',
  }),
  field.text(
    'static-channels',
    'Static channels',
    'Names of static virtual channels to open, separated by commas.',
  ),
);

const PERFORMANCE = inGroup(
  'performance',
  field.boolean('enable-wallpaper', 'Wallpaper', "Show the desktop's background picture."),
  field.boolean('enable-theming', 'Themes', 'Draw windows and buttons with the theme of the desktop.'),
  field.boolean('enable-font-smoothing', 'Smooth fonts', 'Draw text with smooth edges (ClearType).'),
  field.boolean(
    'enable-full-window-drag',
    'Show windows while dragging',
    'Draw the content of a window while it moves.',
  ),
  field.boolean('enable-desktop-composition', 'Desktop effects', 'Allow shadows and transparency (Aero).'),
  field.boolean('enable-menu-animations', 'Animated menus', 'Let menus fade and slide.'),
  field.boolean('disable-gfx', 'No graphics pipeline', 'Do not use the newer way of drawing (RDPGFX).', {
    since: '1.6.0',
  }),
  field.boolean(
    'disable-bitmap-caching',
    'No bitmap cache',
    'For servers that draw wrong pictures from their cache.',
  ),
  field.boolean(
    'disable-offscreen-caching',
    'No off-screen cache',
    'For servers that draw wrong parts of windows that were hidden.',
  ),
  field.boolean(
    'disable-glyph-caching',
    'No glyph cache',
    'For servers that draw wrong characters. guacd 1.4 and newer never uses this cache.',
  ),
);

const ROUTING = [
  ...inGroup(
    'gateway',
    field.text('gateway-hostname', 'Host', 'Name or address of a Remote Desktop Gateway to go through.'),
    otherPortField('gateway-port', 'Port', 'TCP port of the gateway.', '443'),
    field.text('gateway-username', 'User name', 'Name to log in with at the gateway.'),
    field.password('gateway-password', 'Password', 'Password to log in with at the gateway.'),
    field.text('gateway-domain', 'Domain', 'Windows domain of the user at the gateway.'),
  ),
  ...inGroup(
    'remoteapp',
    field.text('remote-app', 'Program', 'RemoteApp to start, usually written as ||name.'),
    field.text('remote-app-dir', 'Working folder', 'Folder that the RemoteApp starts in.'),
    field.text('remote-app-args', 'Arguments', 'Command line of the RemoteApp.'),
  ),
  ...inGroup(
    'preconnection-pdu',
    field.integer('preconnection-id', 'ID', 'Number that tells the server which of its sources to use.'),
    field.text(
      'preconnection-blob',
      'Text',
      'Text that tells the server which source to use, for instance the ID of a virtual machine.',
    ),
  ),
  ...inGroup(
    'load-balancing',
    field.text(
      'load-balance-info',
      'Routing token',
      'Text that tells a connection broker which server to choose.',
    ),
  ),
];

/** Parameters of guacd's RDP plug-in (guacamole-server src/protocols/rdp/settings.c). */
export const RDP_PARAMETERS: readonly ParameterDescriptor[] = [
  ...inGroup(
    'network',
    hostField('RDP server'),
    { ...portField('RDP server', '3389'), help: 'TCP port of the RDP server. A Hyper-V console uses 2179.' },
    timeoutField(),
  ),
  ...LOGIN,
  ...DISPLAY,
  ...SESSION,
  ...inGroup(
    'clipboard',
    field.choice('normalize-clipboard', 'Line ends', 'How line ends of copied text are changed.', {
      defaultValue: 'preserve',
      options: [
        { value: 'preserve', label: 'Leave as they are' },
        { value: 'unix', label: 'Unix (LF)' },
        { value: 'windows', label: 'Windows (CR LF)' },
      ],
      since: '1.4.0',
    }),
    ...CLIPBOARD_FIELDS,
  ),
  ...AUDIO,
  ...DEVICES,
  ...PERFORMANCE,
  ...sftpParameters({ userName: 'the user name of the connection' }),
  ...ROUTING,
  ...recordingParameters({ touch: true }),
  ...WAKE_ON_LAN_PARAMETERS,
];
