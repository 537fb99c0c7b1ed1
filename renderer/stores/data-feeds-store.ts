// Files of other offices: the feeds and their runs, the run that is open, and the decision about one that stopped, which asks for the PIN of the person
// signed in.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { Result } from '../../shared/core/result.ts';
import type { DataFeedsView, FeedStepAsk } from '../../shared/views/data-feed.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { Tone } from './work/tone-of.ts';

export type FeedRunShown = NonNullable<DataFeedsView['shown']>;

export type DataFeedsState = {
  readonly isOpen: boolean;
  /** Null until the server has answered. */
  readonly view: DataFeedsView | null;
  readonly focus: string | null;
  readonly isBusy: boolean;
  /** The decision that was made last. */
  readonly done: FeedStepAsk['do'] | null;
  readonly error: BridgeError | null;
};

export type DataFeeds = {
  readonly store: StoreApi<DataFeedsState>;
  readonly begin: () => Promise<void>;
  readonly close: () => void;
  /** Shows a run with its changes; null = the list alone. */
  readonly show: (run: string | null) => Promise<void>;
  /** Looks again at the list without a word, while an import goes on. */
  readonly refresh: () => Promise<void>;
  readonly decide: (ask: FeedStepAsk, pin: string) => Promise<boolean>;
  readonly focusRow: (key: string) => void;
};

const EMPTY: DataFeedsState = { isOpen: false, view: null, focus: null, isBusy: false, done: null, error: null };

export function createDataFeeds({
  link,
  play,
}: {
  readonly link: DeskLink;
  readonly play: (tone: Tone) => void;
}): DataFeeds {
  const store = createStore<DataFeedsState>(() => EMPTY);
  link.on('session.changed', () => store.setState(EMPTY));

  const take = (answer: Result<DataFeedsView, BridgeError>): boolean => {
    if (answer.ok) store.setState({ view: answer.value, isBusy: false, error: null });
    else store.setState({ isBusy: false, error: answer.error });
    return answer.ok;
  };
  const show = async (run: string | null): Promise<void> => {
    store.setState({ isBusy: true, done: null });
    take(run === null ? await link.ask('feed.list', {}) : await link.ask('feed.show', { run }));
  };
  return {
    store,
    begin: () => {
      store.setState({ ...EMPTY, isOpen: true });
      return show(null);
    },
    close: () => store.setState(EMPTY),
    show,
    async refresh() {
      const answer = await link.ask('feed.list', {});
      const { isOpen, isBusy, view } = store.getState();
      if (answer.ok && isOpen && !isBusy && view?.shown === null) store.setState({ view: answer.value });
    },
    async decide(ask, pin) {
      if (store.getState().isBusy) return false;
      store.setState({ isBusy: true, error: null, done: null });
      const isDone = take(await link.act('feed.work', { ask, pin }));
      play(isDone ? 'done' : 'refused');
      if (isDone) store.setState({ done: ask.do });
      return isDone;
    },
    focusRow: (focus) => store.setState({ focus }),
  };
}
