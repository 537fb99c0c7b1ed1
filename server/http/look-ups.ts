// Cards and barcodes that a desk asks for one at a time. A number that is not known here is brought from the systems beside us.

import type { Clock } from '../../shared/core/ports.ts';
import type { ItemLookupResponse, PatronLookupResponse } from '../../shared/wire/look-ups.ts';
import type { BringRecord } from '../connectors/other-system.ts';
import { itemIdOf } from '../query/item-by-barcode.ts';
import { patronByCard } from '../query/patron-by-card.ts';
import type { Store } from '../store/store.ts';
import { createLookupThrottle } from './lookup-throttle.ts';

type LookUpParts = { readonly store: Store; readonly clock: Clock; readonly bring: BringRecord };
type Asking = { readonly id: string; readonly branch: string };

/** Each throws HF-SERVER-020 for a desk that asks too often, as one would that reads out the library card by card. */
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
      const here = await store.read((tx) => itemIdOf(tx, barcode));
      return { isKnown: here !== null || (await bring('items', barcode)) };
    },
  };
}
