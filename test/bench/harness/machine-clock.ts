/** Milliseconds of the monotonic clock that all processes of this computer share. */
export function machineNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
