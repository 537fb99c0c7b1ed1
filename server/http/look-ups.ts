// Cards and barcodes that a desk asks for one at a time. What nobody here knows is brought from the systems beside us.

import type { Clock } from '../../shared/core/ports.ts';
import type { ItemLookupResponse } from '../../shared/wire/item-lookup.ts';
import type { PatronLookupResponse } from '../../shared/wire/patron-lookup.ts';
import type { BringRecord } from '../connectors/other-system.ts';
import { isItemKnown } from '../query/is-item-known.ts';
import { patronByCard } from '../query/patron-by-card.ts';
import type { Store } from '../store/store.ts';
import { createLookupThrottle } from './lookup-throttle.ts';

type LookUpParts = { readonly store: Store; readonly clock: Clock; readonly bring: BringRecord };
type Asking = { readonly id: string; readonly branch: string };

/** Each throws HF-SERVER-020 for a desk that asks too often: nobody may read out the library card by card. */
export function createLookUps({ store, clock, bring }: LookUpParts) {
  const throttle = createLookupThrottle(clock);
  return {
    patron: async (desk: Asking, card: string): Promise<PatronLookupResponse> => {
      throttle.take(desk.id);
      const find = () => patronByCard(store, { card, branch: desk.branch, now: clock.now() });
      const patron = await find();
      if (patron !== null || !(await bring('patrons', card))) return { patron };
      return { patron: await find() };
    },
    item: async (desk: Asking, barcode: string): Promise<ItemLookupResponse> => {
      throttle.take(desk.id);
      const isHere = await store.read((tx) => isItemKnown(tx, barcode));
      return { isKnown: isHere || (await bring('items', barcode)) };
    },
  };
}
