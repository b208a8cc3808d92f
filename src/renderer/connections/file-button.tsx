import { FileText } from 'lucide-react';
import { bridge, unwrap } from '../platform/bridge';
import { Button } from '../ui/button';
import { showError } from '../ui/toasts-store';

export type FileButtonProps = {
  purpose: 'private-key' | 'certificate';
  /** Gets the text of the file that the user picked. */
  onText: (text: string) => void;
};

/** Lets the user pick a file whose text fills a field. */
export function FileButton({ purpose, onText }: FileButtonProps) {
  const choose = () => {
    unwrap(bridge().calls.files.openText({ purpose })).then((file) => {
      if (file !== null) onText(file.text);
    }, showError);
  };
  return (
    <Button icon={<FileText />} onClick={choose}>
      Choose file…
    </Button>
  );
}
