/** Names of the IPC channels of sessions; session-channel.ts says what goes over them. */
export const SESSION_START = 'pestle.session:start';
export const SESSION_DATA = 'pestle.session:data';
export const SESSION_INPUT = 'pestle.session:input';
export const SESSION_ACK = 'pestle.session:ack';
