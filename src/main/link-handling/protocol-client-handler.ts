import { AppError } from '../../shared/errors';
import { INTENT_PROTOCOLS } from '../../shared/model/intent';
import type { LinkHandling } from '../../shared/model/link-handling';
import type { LinkHandler } from './link-handler';

/** The part of Electron's `app` by which macOS and Windows are told. */
export type ProtocolClient = {
  isDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean;
  setAsDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean;
  removeAsDefaultProtocolClient(scheme: string, path: string, args: string[]): boolean;
};

/** What comes after it is never taken for a switch. */
const ARGUMENTS = ['--'];

/**
 * The registration of macOS and Windows.
 *
 * @param program path of Pestle's program; macOS goes by the app instead
 */
export function createProtocolClientHandler(client: ProtocolClient, program: string): LinkHandler {
  const state = (): LinkHandling => ({
    schemes: INTENT_PROTOCOLS.filter((scheme) =>
      client.isDefaultProtocolClient(scheme, program, [...ARGUMENTS]),
    ),
    obstacle: null,
  });
  return {
    state,
    set(isOn) {
      const before = state().schemes;
      for (const scheme of INTENT_PROTOCOLS.filter((each) => before.includes(each) !== isOn)) {
        const isDone = isOn
          ? client.setAsDefaultProtocolClient(scheme, program, [...ARGUMENTS])
          : client.removeAsDefaultProtocolClient(scheme, program, [...ARGUMENTS]);
        if (!isDone) throw new AppError('LINKS_NOT_SET');
      }
      return state();
    },
  };
}
