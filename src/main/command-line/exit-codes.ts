/** How `pestle` ends, by the numbers of sysexits.h. `FATAL_EXIT_CODE` of the lifecycle is 70 for the same reason. */
export const EXIT_CODES = {
  /** Done. */
  ok: 0,
  /** EX_USAGE: the command line cannot be understood. */
  usage: 64,
  /** EX_DATAERR: the link is not one that can be opened. */
  data: 65,
  /** EX_NOINPUT: there is no such connection, or no such file. */
  noInput: 66,
  /** EX_UNAVAILABLE: Pestle is not running, or its engine is not ready. */
  unavailable: 69,
  /** EX_SOFTWARE: a fault in Pestle. */
  software: 70,
  /** EX_IOERR: the saved connections could not be read. */
  io: 74,
} as const;
