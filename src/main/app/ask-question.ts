import { type BrowserWindow, dialog } from 'electron';

export type Question = {
  title: string;
  message: string;
  detail: string;
  /** What the button says that agrees. */
  agree: string;
  /** Enter refuses instead of agreeing, since it may have been meant for something else. */
  isRisky?: boolean;
  /** Closes the dialog, which then counts as refused. macOS keeps one without a window open. */
  signal?: AbortSignal;
};

/** Asks in a dialog of the system, over the window if there is one. Resolves to true when the user agrees. */
export async function askQuestion(
  window: BrowserWindow | undefined,
  { agree, isRisky = false, ...words }: Question,
): Promise<boolean> {
  const options = {
    type: 'question' as const,
    ...words,
    buttons: ['Cancel', agree],
    defaultId: isRisky ? 0 : 1,
    cancelId: 0,
    noLink: true,
  };
  const { response } =
    window === undefined || window.isDestroyed()
      ? await dialog.showMessageBox(options)
      : await dialog.showMessageBox(window, options);
  return response === 1;
}
