import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { systemClock } from '../../shared/clock';
import { Button } from './button';
import { IconButton } from './icon-button';
import { showError } from './toasts-store';

const DONE_MS = 1500;

export type CopyButtonProps = {
  label: string;
  /** A function is called when the button is pressed: for a text that takes long to make or changes often. */
  text: string | (() => string);
  /** Shows the label beside the icon. */
  isWorded?: boolean;
};

/** Puts a text of the page on the clipboard. */
export function CopyButton({ label, text, isWorded = false }: CopyButtonProps) {
  const [isDone, setDone] = useState(false);
  useEffect(() => (isDone ? systemClock.after(DONE_MS, () => setDone(false)) : undefined), [isDone]);
  const words = isDone ? 'Copied' : label;
  const icon = isDone ? <Check /> : <Copy />;
  const copy = () => {
    navigator.clipboard
      .writeText(typeof text === 'string' ? text : text())
      .then(() => setDone(true), showError);
  };
  return isWorded ? (
    <Button icon={icon} onClick={copy}>
      {words}
    </Button>
  ) : (
    <IconButton size="small" label={words} icon={icon} onClick={copy} />
  );
}
