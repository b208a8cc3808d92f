import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import type { AppInfo } from '../../shared/model/app-info';
import type { EngineState } from '../../shared/model/engine';
import { validateProfile } from '../../shared/model/profile-validation';
import { showError } from '../ui/toasts-store';
import styles from './connection-editor.module.css';
import { EditorFields } from './editor-fields';
import { EditorFooter } from './editor-footer';
import { EditorHeader } from './editor-header';
import { toProfileDraft, type EditorDraft } from './editor-model';
import { answerLeaving, requestEditor, saveDraft, useEditor } from './editor-store';
import { LeaveQuestion } from './leave-question';

export type ConnectionEditorProps = {
  draft: EditorDraft;
  original: EditorDraft;
  engine: EngineState | null;
  secretStorage: AppInfo['secretStorage'] | undefined;
  /** Opens the saved connection in a tab. */
  onConnect: (profileId: string) => void;
};

/** Creates or changes one connection. */
export function ConnectionEditor({
  draft,
  original,
  engine,
  secretStorage,
  onConnect,
}: ConnectionEditorProps) {
  const { refused, isSaving, leaving } = useEditor();
  const [filter, setFilter] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [showsAll, setShowsAll] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const focusesProblem = useRef(false);

  const problems = { ...validateProfile(toProfileDraft(draft, original)), ...refused };
  const shown = Object.fromEntries(
    Object.entries(problems).filter(([name]) => showsAll || left.has(name) || name in refused),
  );

  useEffect(() => {
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (!focusesProblem.current || !field) return;
    focusesProblem.current = false;
    field.focus();
  });

  const save = async (connects: boolean) => {
    if (Object.keys(problems).length > 0) {
      focusesProblem.current = true;
      setFilter('');
      setShowsAll(true);
      answerLeaving(false);
      return;
    }
    focusesProblem.current = true;
    try {
      const profile = await saveDraft();
      if (profile !== null && connects) onConnect(profile.id);
    } catch (thrown) {
      showError(thrown);
    }
  };

  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    void save(false);
  };

  return (
    <form
      ref={form}
      aria-label="Connection"
      noValidate
      className={styles.editor}
      onSubmit={onSubmit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || leaving !== null) return;
        // Else the same key press would close the question again.
        event.preventDefault();
        requestEditor(null);
      }}
    >
      <EditorHeader original={original} filter={filter} onFilter={setFilter} />
      <EditorFields
        draft={draft}
        original={original}
        filter={filter}
        problems={shown}
        engine={engine}
        secretStorage={secretStorage}
        onLeave={(name) => setLeft((before) => new Set(before).add(name))}
      />
      <EditorFooter
        problemCount={Object.keys(shown).length}
        isNew={draft.id === null}
        isSaving={isSaving}
        onSaveAndConnect={() => void save(true)}
      />
      {leaving === null ? null : <LeaveQuestion name={draft.name} onSave={() => void save(false)} />}
    </form>
  );
}
