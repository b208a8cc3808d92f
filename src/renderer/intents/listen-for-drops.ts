import { createDisposable, type Disposable } from '../../shared/disposable';
import { type IntentOffer, MAX_RDP_FILE_BYTES } from '../../shared/model/intent';
import { bridge, unwrap } from '../platform/bridge';
import { showError } from '../ui/toasts-store';
import { useIntents } from './intents-store';

/** Files and links of one drop that are looked at. */
const MAX_DROPPED = 8;

/** Offers main what is dropped on the window: files and links. Text that is dragged into a field stays with the field. */
export function listenForDrops(): Disposable {
  const ended = new AbortController();
  const options = { signal: ended.signal };
  const show = (isDropping: boolean) => {
    if (useIntents.getState().isDropping !== isDropping) useIntents.setState({ isDropping });
  };
  window.addEventListener(
    'dragover',
    (event) => {
      if (!isOurs(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      show(true);
    },
    options,
  );
  window.addEventListener(
    'dragleave',
    (event) => {
      // Also comes between two elements of the page; only on leaving the window there is none that is entered.
      if (event.relatedTarget === null) show(false);
    },
    options,
  );
  window.addEventListener(
    'drop',
    (event) => {
      show(false);
      if (!isOurs(event) || event.dataTransfer === null) return;
      event.preventDefault();
      offerAll(event.dataTransfer).catch(showError);
    },
    options,
  );
  return createDisposable(() => ended.abort());
}

function isOurs({ dataTransfer, target }: DragEvent): boolean {
  const types = dataTransfer?.types ?? [];
  if (types.includes('Files')) return true;
  const isField = target instanceof Element && target.closest('input, textarea') !== null;
  return types.includes('text/uri-list') && !isField;
}

async function offerAll(data: DataTransfer): Promise<void> {
  const offers: Promise<IntentOffer>[] = [...data.files].slice(0, MAX_DROPPED).map(readFile);
  const links = data.files.length > 0 ? [] : data.getData('text/uri-list').split(/\r?\n/);
  for (const text of links.filter((line) => line !== '' && !line.startsWith('#')).slice(0, MAX_DROPPED)) {
    offers.push(Promise.resolve({ kind: 'link', text: text.slice(0, 4096) }));
  }
  for (const offer of await Promise.all(offers)) await unwrap(bridge().calls.intents.offer(offer));
}

/** The first bytes of a file, one character each: one more than main takes, so that it can tell a file that is too large. */
async function readFile(file: File): Promise<IntentOffer> {
  const bytes = new Uint8Array(await file.slice(0, MAX_RDP_FILE_BYTES + 1).arrayBuffer());
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return { kind: 'file', name: file.name.slice(-1024), bytes: text };
}
