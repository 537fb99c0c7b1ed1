// Lists that the desk keeps as files in a folder: their age and trouble, and the folder that a person looks for.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeAnswer, BridgeError } from '../../shared/bridge/contract.ts';
import type { FolderView, ListFilesView } from '../../shared/views/list-files.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

export type ListFilesState = {
  readonly view: ListFilesView | null;
  /** The folder that is looked into; null = nobody looks for one. */
  readonly folder: FolderView | null;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type ListFiles = {
  readonly store: StoreApi<ListFilesState>;
  readonly begin: () => Promise<void>;
  /** Looks into a folder; null = the places to begin at. */
  readonly look: (at: string | null) => Promise<void>;
  readonly stopLooking: () => void;
  /** Keeps lists in the folder that is looked into. */
  readonly choose: () => Promise<void>;
  readonly stopKeeping: () => Promise<void>;
  readonly setMinutes: (everyMinutes: number) => Promise<void>;
  readonly writeNow: () => Promise<void>;
};

const NOTHING: ListFilesState = { view: null, folder: null, isBusy: false, error: null };

export function createListFiles(link: DeskLink): ListFiles {
  const store = createStore<ListFilesState>(() => NOTHING);
  const take = (answer: BridgeAnswer<'listFiles.view'>): void =>
    store.setState(
      answer.ok ? { view: answer.value, isBusy: false, error: null } : { isBusy: false, error: answer.error },
    );
  const load = async (): Promise<void> => take(await link.ask('listFiles.view', {}));
  link.on('session.changed', () => store.setState(NOTHING));
  // A round ended, or the files became old.
  link.on('link.changed', () => {
    if (store.getState().view !== null) void load();
  });
  const set = async (input: { folder?: string | null; everyMinutes?: number }): Promise<void> => {
    store.setState({ isBusy: true, error: null });
    const answer = await link.ask('listFiles.set', input);
    take(answer);
    if (answer.ok) store.setState({ folder: null });
  };
  return {
    store,
    begin: load,
    async look(at) {
      store.setState({ isBusy: true, error: null });
      const answer = await link.ask('listFiles.look', { at });
      store.setState({ isBusy: false, ...(answer.ok ? { folder: answer.value } : { error: answer.error }) });
    },
    stopLooking: () => store.setState({ folder: null, error: null }),
    async choose() {
      const id = store.getState().folder?.id ?? null;
      if (id !== null) await set({ folder: id });
    },
    stopKeeping: () => set({ folder: null }),
    setMinutes: (everyMinutes) => set({ everyMinutes }),
    writeNow: async () => take(await link.ask('listFiles.write', {})),
  };
}
