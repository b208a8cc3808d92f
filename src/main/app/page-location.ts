import { PAGE_ORIGIN, PAGE_URL } from './page-files';

/** Where the page comes from. */
export type PageLocation = {
  url: string;
  /** The one origin whose messages are listened to. */
  origin: string;
  /** The development server serves it, so there is no `app:` page and no policy of ours. */
  isDevelopment: boolean;
};

/** Loopback addresses with a port, as electron-vite gives them. */
const DEVELOPMENT_URL = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):\d{1,5}\/?$/;

/**
 * The page of the build, or that of the development server if one is named and the app is not packaged.
 *
 * @param developmentUrl value of ELECTRON_RENDERER_URL, which electron-vite sets
 */
export function findPage(developmentUrl: string | undefined, isPackaged: boolean): PageLocation {
  if (isPackaged || developmentUrl === undefined || !DEVELOPMENT_URL.test(developmentUrl)) {
    return { url: PAGE_URL, origin: PAGE_ORIGIN, isDevelopment: false };
  }
  return { url: developmentUrl, origin: new URL(developmentUrl).origin, isDevelopment: true };
}
