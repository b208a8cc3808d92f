/**
 * Who sends an instruction and when: `client` and `server` in a running session, `both` either way,
 * `handshake` only before `ready` (`audio` and `size` are also session instructions and listed as such).
 */
export type OpcodeUse = 'client' | 'server' | 'both' | 'handshake';

/**
 * Every opcode of the Guacamole protocol up to guacd 1.6. Others may come from a newer guacd: they are relayed,
 * never refused. Source: guacamole-server src/libguac/user-handlers.c and src/libguac/protocol.c.
 */
export const OPCODES = {
  // Setting up.
  select: 'handshake',
  args: 'handshake',
  video: 'handshake',
  image: 'handshake',
  timezone: 'handshake',
  connect: 'handshake',
  ready: 'handshake',

  // Keeping the session.
  sync: 'both',
  nop: 'both',
  disconnect: 'both',
  error: 'server',
  name: 'server',
  msg: 'server',
  required: 'server',
  log: 'server',

  // Input.
  mouse: 'both',
  touch: 'client',
  key: 'client',
  size: 'both',

  // Streams and objects.
  ack: 'both',
  argv: 'both',
  audio: 'both',
  blob: 'both',
  clipboard: 'both',
  end: 'both',
  file: 'both',
  pipe: 'both',
  get: 'client',
  put: 'client',
  img: 'server',
  nest: 'server',
  body: 'server',
  filesystem: 'server',
  undefine: 'server',

  // Drawing.
  arc: 'server',
  cfill: 'server',
  clip: 'server',
  close: 'server',
  copy: 'server',
  cstroke: 'server',
  cursor: 'server',
  curve: 'server',
  dispose: 'server',
  distort: 'server',
  identity: 'server',
  jpeg: 'server',
  lfill: 'server',
  line: 'server',
  lstroke: 'server',
  move: 'server',
  png: 'server',
  pop: 'server',
  push: 'server',
  rect: 'server',
  reset: 'server',
  set: 'server',
  shade: 'server',
  start: 'server',
  transfer: 'server',
  transform: 'server',
} as const satisfies Record<string, OpcodeUse>;

export type Opcode = keyof typeof OPCODES;

/** Whether a text is an opcode that we know. */
export function isOpcode(text: string): text is Opcode {
  return Object.hasOwn(OPCODES, text);
}
