import { ArrowLeft } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../ui/icon-button';
import { SearchField } from '../ui/search-field';
import styles from './connection-editor.module.css';
import { requestEditor } from './editor-store';
import type { EditorDraft } from './editor-model';
import { useSearchFocus } from './search-focus';

export type EditorHeaderProps = {
  original: EditorDraft;
  filter: string;
  onFilter: (filter: string) => void;
};

/** What is being edited, the way back, and the filter over all parameters. */
export function EditorHeader({ original, filter, onFilter }: EditorHeaderProps) {
  const search = useRef<HTMLInputElement>(null);
  useSearchFocus(search);
  return (
    <header className={styles.header}>
      <IconButton
        label="Back to connections"
        icon={<ArrowLeft />}
        className={styles.back}
        onClick={() => requestEditor(null)}
      />
      <h1 className={styles.title}>{original.id === null ? 'New connection' : original.name}</h1>
      <SearchField
        ref={search}
        label="Filter parameters"
        value={filter}
        onChange={onFilter}
        className={styles.filter}
      />
    </header>
  );
}
