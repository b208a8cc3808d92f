/** The part of Electron's WebFrameMain that the guard looks at. */
export type SenderFrame = { readonly origin: string; readonly parent: object | null };

/** The part of Electron's WebContents that the guard looks at. */
export type SenderContents = {
  readonly id: number;
  readonly mainFrame: SenderFrame;
  isDestroyed(): boolean;
};

/** The part of an IPC event that the guard looks at. Electron 33 and newer may have no frame any more. */
export type SenderEvent = { readonly sender: SenderContents; readonly senderFrame: SenderFrame | null };

/**
 * Decides whether a message comes from the main frame of one of our own windows, showing our own page
 * (item 17 of Electron's security checklist). A sub-frame, a page of another origin, `about:blank` and a window
 * that is being torn down are all refused. Must be asked at once in the IPC listener: later the frame may be gone.
 *
 * @param ownContents whether an id of a WebContents is that of a window of ours
 * @param pageOrigin the only origin that is trusted, for instance `app://pestle`
 */
export function createSenderGuard(
  ownContents: (contentsId: number) => boolean,
  pageOrigin: string,
): (event: SenderEvent) => boolean {
  return ({ sender, senderFrame }) => {
    try {
      return (
        senderFrame !== null &&
        !sender.isDestroyed() &&
        ownContents(sender.id) &&
        senderFrame === sender.mainFrame &&
        senderFrame.parent === null &&
        senderFrame.origin === pageOrigin
      );
    } catch {
      // Electron throws when a frame is read after it was disposed.
      return false;
    }
  };
}
