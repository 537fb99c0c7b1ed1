// Bills to other offices: the batches, the one that is open, and its next step. Each step asks for the PIN of the person signed in.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { Result } from '../../shared/core/result.ts';
import type { BillStepAsk, BillsView } from '../../shared/views/bill.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { Tone } from './work/tone-of.ts';

export type BillBatch = BillsView['batches'][number];

type Shown = NonNullable<BillsView['shown']>;
type BillLine = Shown['lines'][number];
export type ShownLine = Omit<BillLine, 'state'> & { readonly state: BillLine['state'] | 'approved' };

/** Lines as people read them: before a file was written nothing is sent. */
export function shownLines({ batch, lines }: Shown): readonly ShownLine[] {
  const isWritten = batch.state !== 'approved';
  return lines.map((line) => (line.state === 'sent' && !isWritten ? { ...line, state: 'approved' } : line));
}

export type BillsState = {
  readonly isOpen: boolean;
  /** Null until the server has answered. */
  readonly view: BillsView | null;
  readonly focus: string | null;
  readonly isBusy: boolean;
  /** The step that was done last. */
  readonly done: BillStepAsk['do'] | null;
  readonly error: BridgeError | null;
};

export type Bills = {
  readonly store: StoreApi<BillsState>;
  readonly begin: () => Promise<void>;
  readonly close: () => void;
  /** Shows a batch with its lines; null = the list alone. */
  readonly show: (batch: BillBatch['id'] | null) => Promise<void>;
  readonly work: (ask: BillStepAsk, pin: string) => Promise<boolean>;
  readonly focusRow: (key: string) => void;
};

const EMPTY: BillsState = { isOpen: false, view: null, focus: null, isBusy: false, done: null, error: null };

export function createBills({ link, play }: { readonly link: DeskLink; readonly play: (tone: Tone) => void }): Bills {
  const store = createStore<BillsState>(() => EMPTY);
  link.on('session.changed', () => store.setState(EMPTY));

  const take = (answer: Result<BillsView, BridgeError>): boolean => {
    if (answer.ok) store.setState({ view: answer.value, isBusy: false, error: null });
    else store.setState({ isBusy: false, error: answer.error });
    return answer.ok;
  };
  const show = async (batch: BillBatch['id'] | null): Promise<void> => {
    store.setState({ isBusy: true, done: null });
    take(batch === null ? await link.ask('bill.list', {}) : await link.ask('bill.show', { batch }));
  };
  return {
    store,
    begin: () => {
      store.setState({ ...EMPTY, isOpen: true });
      return show(null);
    },
    close: () => store.setState(EMPTY),
    show,
    async work(ask, pin) {
      if (store.getState().isBusy) return false;
      store.setState({ isBusy: true, error: null, done: null });
      const isDone = take(await link.act('bill.work', { ask, pin }));
      play(isDone ? 'done' : 'refused');
      if (isDone) store.setState({ done: ask.do });
      return isDone;
    },
    focusRow: (focus) => store.setState({ focus }),
  };
}
