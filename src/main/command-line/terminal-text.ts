import { safeText } from '../../shared/safe-text';

/** Longest text of one cell or sentence. */
const MAX_LENGTH = 1000;

/** Text that is not ours, fit for a terminal. */
export const terminalText = (text: string): string => safeText(text, MAX_LENGTH);
