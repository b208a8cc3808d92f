/** What one instruction may hold. All of it is checked when a length is declared, before anything is buffered. */
export type InstructionLimits = {
  /** Unicode code points in one element. */
  readonly elementCodePoints: number;
  /** UTF-8 bytes of a whole instruction: lengths, separators and the final `;` included. */
  readonly instructionBytes: number;
  /** Elements of one instruction, the opcode included. */
  readonly elements: number;
};

/**
 * What guacd accepts from a client. A longer instruction makes it end the user without an error.
 * Sources: guacamole-server src/libguac/guacamole/parser-constants.h:GUAC_INSTRUCTION_MAX_LENGTH (8192) and
 * :GUAC_INSTRUCTION_MAX_ELEMENTS (128); the parser's buffer is `char[32768]`. The same from 1.0.0 to 1.6.0.
 */
export const GUACD_LIMITS: InstructionLimits = {
  elementCodePoints: 8192,
  instructionBytes: 32_768,
  elements: 128,
};

/**
 * What we accept from guacd: twice its own limits. Its writers stay well below (a blob is at most 8064
 * characters, src/libguac/guacamole/protocol-constants.h:GUAC_PROTOCOL_BLOB_MAX_LENGTH), but nothing there
 * enforces it. 64 KiB is also all that one partial instruction can make us keep.
 */
export const DOWNSTREAM_LIMITS: InstructionLimits = {
  elementCodePoints: 16_384,
  instructionBytes: 65_536,
  elements: 256,
};

/** Digits of a length prefix. Source: parser-constants.h:GUAC_INSTRUCTION_MAX_DIGITS. */
export const MAX_LENGTH_DIGITS = 5;

/** Bytes of data in one `blob`: 8064 base64 characters. Source: protocol-constants.h:GUAC_PROTOCOL_BLOB_MAX_LENGTH. */
export const BLOB_MAX_BYTES = 6048;
