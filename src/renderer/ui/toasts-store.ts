import { create } from 'zustand';
import { AppError, adviceFor } from '../../shared/errors';

/** A message that goes by itself, with at most one thing to do about it. */
export type Toast = {
  id: number;
  tone: 'info' | 'error';
  text: string;
  action: { label: string; run: () => void } | null;
  /** How long it stays, in milliseconds; pointing at it or focusing it stops the time. */
  stayMs: number;
};

/** Time to undo, and to read an error. */
const UNDO_STAY_MS = 10_000;
const ERROR_STAY_MS = 10_000;

/** More than this are never on screen: the oldest go. */
const MAX_TOASTS = 3;

type ToastsState = {
  toasts: readonly Toast[];
  dismiss: (id: number) => void;
};

let nextId = 1;

/** The toasts on screen, oldest first. */
export const useToasts = create<ToastsState>()((set) => ({
  toasts: [],
  dismiss: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}));

function show(toast: Omit<Toast, 'id'>): void {
  const id = nextId++;
  useToasts.setState((state) => ({ toasts: [...state.toasts, { ...toast, id }].slice(-MAX_TOASTS) }));
}

/** Says what was done and offers to undo it for ten seconds. */
export function showUndo(text: string, undo: () => void): void {
  show({ tone: 'info', text, action: { label: 'Undo', run: undo }, stayMs: UNDO_STAY_MS });
}

/** Says what went wrong and what can be done next. */
export function showError(thrown: unknown): void {
  const error = AppError.from(thrown);
  show({
    tone: 'error',
    text: `${error.message} ${adviceFor(error.code)}`,
    action: null,
    stayMs: ERROR_STAY_MS,
  });
}
