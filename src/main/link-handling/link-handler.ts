import type { LinkHandling } from '../../shared/model/link-handling';

/** What the system is told about links. Nothing is asked or told before somebody calls. */
export type LinkHandler = {
  state(): LinkHandling;
  /**
   * Lets links of every scheme that Pestle knows open in it, or leaves all of them to others.
   *
   * @throws AppError LINKS_NOT_SET when the system did not take it
   */
  set(isOn: boolean): LinkHandling;
};
