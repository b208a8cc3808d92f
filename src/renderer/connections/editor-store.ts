import { create } from 'zustand';
import { AppError } from '../../shared/errors';
import type { ProfileView } from '../../shared/model/profile';
import type { FieldProblems } from '../../shared/model/profile-validation';
import { bridge, unwrap } from '../platform/bridge';
import { isDirty, toProfileDraft, type EditorDraft } from './editor-model';

type EditorState = {
  /** The connection being edited and what it was at first; null while the list is shown. */
  editing: { draft: EditorDraft; original: EditorDraft } | null;
  /** What main found wrong when it refused to save, until something changes. */
  refused: FieldProblems;
  isSaving: boolean;
  /** Set while the user is asked about unsaved changes: what comes next, null being the list. */
  leaving: { next: EditorDraft | null } | null;
  /** The connection that was edited last, for the list to come back to. */
  lastId: string | null;
};

/** The editor. It lives outside the components, so a visit to another tab loses nothing. */
export const useEditor = create<EditorState>()(() => ({
  editing: null,
  refused: {},
  isSaving: false,
  leaving: null,
  lastId: null,
}));

/** Shows a connection in the editor, or null for none. Unsaved changes of another one are asked about first. */
export function requestEditor(next: EditorDraft | null): void {
  const { editing } = useEditor.getState();
  if (editing !== null && isDirty(editing.draft, editing.original)) useEditor.setState({ leaving: { next } });
  else showEditor(next);
}

/** Answers the question about unsaved changes: throws them away, or goes on editing. */
export function answerLeaving(discards: boolean): void {
  const { leaving } = useEditor.getState();
  if (leaving === null) return;
  if (discards) showEditor(leaving.next);
  else useEditor.setState({ leaving: null });
}

/** Changes the draft. */
export function edit(change: (draft: EditorDraft) => EditorDraft): void {
  useEditor.setState(({ editing }) =>
    editing === null ? {} : { editing: { ...editing, draft: change(editing.draft) }, refused: {} },
  );
}

/**
 * Saves the draft and closes the editor.
 * @returns the saved profile; null when main refused some fields, which are then marked
 * @throws AppError for anything else, such as STORAGE_FAILED; the editor stays open
 */
export async function saveDraft(): Promise<ProfileView | null> {
  const { editing, isSaving } = useEditor.getState();
  if (editing === null || isSaving) return null;
  useEditor.setState({ isSaving: true });
  try {
    const profile = await unwrap(
      bridge().calls.profiles.save(toProfileDraft(editing.draft, editing.original)),
    );
    showEditor(useEditor.getState().leaving?.next ?? null);
    useEditor.setState({ lastId: profile.id });
    return profile;
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code !== 'PROFILE_INVALID') throw error;
    const refused = Object.entries(error.details).map(
      ([field, problem]) => [field, String(problem)] as const,
    );
    useEditor.setState({ refused: Object.fromEntries(refused) });
    return null;
  } finally {
    useEditor.setState({ isSaving: false });
  }
}

function showEditor(draft: EditorDraft | null): void {
  const lastId = useEditor.getState().editing?.original.id ?? null;
  useEditor.setState({
    lastId,
    editing: draft === null ? null : { draft, original: draft },
    refused: {},
    leaving: null,
  });
}
