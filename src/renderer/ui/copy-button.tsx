import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { systemClock } from '../../shared/clock';
import { IconButton } from './icon-button';
import { showError } from './toasts-store';

const DONE_MS = 1500;

export type CopyButtonProps = {
  label: string;
  /** A function is called when the button is pressed: for a text that takes long to make or changes often. */
  text: string | (() => string);
};

/** Puts a text of the page on the clipboard. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const [isDone, setDone] = useState(false);
  useEffect(() => (isDone ? systemClock.after(DONE_MS, () => setDone(false)) : undefined), [isDone]);
  return (
    <IconButton
      size="small"
      label={isDone ? 'Copied' : label}
      icon={isDone ? <Check /> : <Copy />}
      onClick={() => {
        navigator.clipboard
          .writeText(typeof text === 'string' ? text : text())
          .then(() => setDone(true), showError);
      }}
    />
  );
}
