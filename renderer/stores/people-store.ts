// The server's list of staff, and the change in progress. A change takes the PIN of the person who makes it.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeAnswer, BridgeError } from '../../shared/bridge/contract.ts';
import type { PeopleChangeInput, PeopleView } from '../../shared/views/people.ts';
import type { DeskLink } from '../bridge/desk-link.ts';

export type PeopleChange = PeopleChangeInput['what'];

/** Takes the scan of a badge while it has the focus. */
export const BADGE_FIELD = 'people-badge';

export type PeopleState = {
  readonly view: PeopleView | null;
  /** The change that still needs the PIN. */
  readonly asked: PeopleChange | null;
  /** The PIN that was made last: shown until something else is done. */
  readonly made: PeopleView['made'];
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type People = {
  readonly store: StoreApi<PeopleState>;
  readonly begin: () => void;
  readonly ask: (what: PeopleChange) => void;
  /** The badge that was scanned, or typed, of the person who is to have it. */
  readonly takeBadge: (badge: string) => void;
  /** The last moment of the person who is to have another end. */
  readonly setEnd: (until: string | null) => void;
  readonly cancel: () => void;
  readonly save: (pin: string) => Promise<void>;
};

const NOTHING: PeopleState = { view: null, asked: null, made: null, isBusy: false, error: null };

export function createPeople(link: DeskLink): People {
  const store = createStore<PeopleState>(() => NOTHING);
  const take = (answer: BridgeAnswer<'people.list'>): void =>
    store.setState(
      answer.ok
        ? { isBusy: false, error: null, view: answer.value, made: answer.value.made, asked: null }
        : { isBusy: false, error: answer.error },
    );
  // A PIN is shown only to the person who asked for it: an answer that comes after they left is dropped.
  const visit = { count: 0 };
  link.on('session.changed', () => {
    visit.count += 1;
    store.setState(NOTHING);
  });
  const takeIn = async (asking: Promise<BridgeAnswer<'people.list'>>): Promise<void> => {
    const began = visit.count;
    const answer = await asking;
    if (visit.count === began) take(answer);
  };
  return {
    store,
    begin() {
      store.setState({ ...NOTHING, isBusy: true });
      void takeIn(link.ask('people.list', {}));
    },
    ask: (asked) => store.setState({ asked, made: null, error: null }),
    takeBadge: (badge) =>
      store.setState(({ asked }) => ({ asked: asked?.kind === 'badge' ? { ...asked, badge } : asked, error: null })),
    setEnd: (until) =>
      store.setState(({ asked }) => ({ asked: asked?.kind === 'until' ? { ...asked, until } : asked, error: null })),
    cancel: () => store.setState({ asked: null, error: null }),
    async save(pin) {
      const { asked, isBusy } = store.getState();
      if (asked === null || isBusy) return;
      store.setState({ isBusy: true, error: null });
      await takeIn(link.act('people.change', { what: asked, pin }));
    },
  };
}
