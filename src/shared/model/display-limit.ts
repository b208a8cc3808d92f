/** What of a session's picture is bounded in the page; see src/renderer/session/display-budget.ts for the values. */
export const DISPLAY_LIMITS = ['pixels', 'layers', 'operations', 'images', 'streams', 'states'] as const;

export type DisplayLimit = (typeof DISPLAY_LIMITS)[number];
