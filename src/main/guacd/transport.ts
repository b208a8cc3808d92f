/** What a transport tells. None of it is called before `attach` or after `onClosed`. */
export type TransportHandlers = {
  /**
   * Bytes have arrived. They are borrowed: the next read overwrites them. So many bytes as `headroom` says in front of
   * them, in the same memory, are the reader's to overwrite; none when it is left out.
   */
  onData(bytes: Uint8Array, headroom?: number): void;
  /** The other side will send no more. */
  onEnd(): void;
  /** The connection broke. `reason` is the system's name for it, such as `ECONNRESET`. */
  onError(reason: string): void;
};

/** An open byte stream to guacd. Its owner ends it with `destroy`. */
export type Transport = {
  /** Bytes written that the system has not taken yet. */
  readonly queuedBytes: number;
  /** To be called inside `onOpen`, before anything can arrive. */
  attach(handlers: TransportHandlers): void;
  /** Takes the bytes as its own; `onWritten` is called when the system has them. */
  write(bytes: Uint8Array, onWritten: () => void): void;
  /** Stops reading, so that TCP slows the other side down. */
  pause(): void;
  resume(): void;
  /** Sends what is queued, then closes our direction. */
  end(): void;
  /** Closes both directions at once. May be called more than once. */
  destroy(): void;
};
