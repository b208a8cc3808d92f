import type { LinkHandling } from '../../../shared/model/link-handling';
import type { Handlers } from '../register';

/** What the calls about links need. */
export type LinksService = {
  state(): LinkHandling;
  set(isOn: boolean): LinkHandling;
};

/** The calls `links.*`. No question is asked: a link only ever shows a question of its own. */
export function createLinkHandlers(links: LinksService): Pick<Handlers, 'links.state' | 'links.set'> {
  return {
    'links.state': () => links.state(),
    'links.set': ({ isOn }) => links.set(isOn),
  };
}
