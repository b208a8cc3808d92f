/** What tabs and panels are known by: the id of a session, or `home`. */
export const HOME_KEY = 'home';

/** Element id of a tab, so that its panel can name it. */
export const tabId = (key: string): string => `tab-${key}`;

/** Element id of the panel that a tab shows. */
export const panelId = (key: string): string => `panel-${key}`;
