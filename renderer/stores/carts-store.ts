// Carts of this branch with the items on each, beside Check in while returns are sorted.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { ActId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';

export type Cart = {
  readonly cart: string;
  readonly name: string;
  readonly count: number;
  /** When the first of its items was put there. */
  readonly since: Instant;
};

export type CartsState = {
  /** Null until they are known. */
  readonly carts: readonly Cart[] | null;
  /** The cart that was shelved last, with the acts that Undo takes back. */
  readonly shelved: { readonly name: string; readonly acts: readonly ActId[] } | null;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type Carts = {
  readonly store: StoreApi<CartsState>;
  readonly refresh: () => Promise<void>;
  /** Everything on it stands on its shelf. */
  readonly shelve: (cart: Cart) => Promise<void>;
  readonly undo: () => Promise<void>;
};

/** More rows than a branch has on its carts. */
const MOST = 2_000;

type CartsParts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'store'>;
  readonly play: (tone: Tone) => void;
};

export function createCarts({ link, work, play }: CartsParts): Carts {
  const store = createStore<CartsState>(() => ({ carts: null, shelved: null, isBusy: false, error: null }));
  const isSorting = (): boolean => work.store.getState().sorting !== null;
  const refresh = async (): Promise<void> => {
    if (!isSorting()) return;
    const answer = await link.ask('list.view', { list: 'carts', limit: MOST });
    if (!answer.ok) return store.setState({ error: answer.error });
    const groups = Map.groupBy(answer.value.rows, ({ names }) => names['cart'] ?? '');
    const column = answer.value.columns.findIndex(({ key }) => key === 'since');
    store.setState({
      carts: [...groups].map(([cart, rows]) => ({
        cart,
        name: rows[0]?.group ?? cart,
        count: rows.length,
        since: Math.min(...rows.map(({ at }) => Date.parse(at[column] ?? ''))),
      })),
    });
  };
  // After each return, and after changes by other desks.
  work.store.subscribe(({ entries, sorting }, before) => {
    if (entries !== before.entries || sorting !== before.sorting) void refresh();
    if (sorting === null && before.sorting !== null) store.setState({ shelved: null, error: null });
  });
  link.on('desk.changed', () => void refresh());
  const done = async (error: BridgeError | null): Promise<void> => {
    store.setState({ isBusy: false, error });
    play(error === null ? 'done' : 'refused');
    await refresh();
  };
  return {
    store,
    refresh,
    async shelve({ cart, name }) {
      store.setState({ isBusy: true, error: null, shelved: null });
      const answer = await link.act('cart.shelve', { cart });
      if (answer.ok) store.setState({ shelved: { name, acts: answer.value.acts } });
      await done(faultOf(answer));
    },
    async undo() {
      const { shelved } = store.getState();
      store.setState({ isBusy: true, error: null });
      let error: BridgeError | null = null;
      for (const commandId of shelved?.acts ?? []) error = faultOf(await link.act('circ.undo', { commandId })) ?? error;
      store.setState({ shelved: null });
      await done(error);
    },
  };
}
