// The Sync screen's data: what waits, what the server answered, and the exceptions to work, fetched again when the desk says they changed.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { DeskAct, ExceptionView } from '../../shared/bridge/views/sync.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

export type ExceptionId = MethodInput<'exception.resolve'>['exceptionIds'][number];
export type ExceptionAction = ExceptionView['actions'][number];

/** The note being written: for which exceptions, and what was done about them. */
export type ResolveForm = {
  readonly ids: readonly ExceptionId[];
  readonly action: ExceptionAction;
  readonly error: BridgeError | null;
};

export type WorklistState = {
  readonly waiting: readonly DeskAct[];
  readonly answered: readonly DeskAct[];
  readonly exceptions: readonly ExceptionView[];
  readonly isLoaded: boolean;
  readonly form: ResolveForm | null;
};

export type Worklist = {
  readonly store: StoreApi<WorklistState>;
  readonly load: () => Promise<void>;
  readonly ask: (ids: readonly ExceptionId[], action: ExceptionAction) => void;
  readonly cancel: () => void;
  readonly resolve: (note: string) => Promise<void>;
};

const ACTS_SHOWN = 100;

export function createWorklist(link: DeskLink, isShown: () => boolean): Worklist {
  const store = createStore<WorklistState>(() => ({
    waiting: [],
    answered: [],
    exceptions: [],
    isLoaded: false,
    form: null,
  }));
  const loadActs = async (): Promise<void> => {
    const answer = await link.call('sync.acts', { limit: ACTS_SHOWN });
    if (answer.ok) store.setState(answer.value);
  };
  const loadExceptions = async (): Promise<void> => {
    const answer = await link.call('exception.list', {});
    if (answer.ok) store.setState({ exceptions: answer.value.exceptions, isLoaded: true });
  };
  const load = async (): Promise<void> => {
    await Promise.all([loadActs(), loadExceptions()]);
  };
  link.on('desk.changed', ({ acts, exceptions }) => {
    if (!isShown()) return;
    if (acts) void loadActs();
    if (exceptions) void loadExceptions();
  });
  return {
    store,
    load,
    ask: (ids, action) => store.setState({ form: { ids, action, error: null } }),
    cancel: () => store.setState({ form: null }),
    async resolve(note) {
      const { form } = store.getState();
      if (form === null) return;
      const answer = await link.call('exception.resolve', { exceptionIds: [...form.ids], action: form.action, note });
      store.setState({ form: answer.ok ? null : { ...form, error: answer.error } });
      await load();
    },
  };
}
