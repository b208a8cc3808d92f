import { networkInterfaces } from 'node:os';

/** Addresses that a computer gives itself when no network gives it one. */
const linkLocalPattern = /^(169\.254\.|fe[89ab][0-9a-f]:)/i;

/** The addresses of this computer in networks beyond itself, in no particular order. */
export function readAddresses(interfaces = networkInterfaces()): string[] {
  return Object.values(interfaces).flatMap((addresses = []) =>
    addresses
      .filter(({ internal, address }) => !internal && !linkLocalPattern.test(address))
      .map(({ address }) => address),
  );
}
