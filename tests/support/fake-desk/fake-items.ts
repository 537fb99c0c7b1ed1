// Copies at the fake desk: what is written in one stands until the page is closed.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import { actId, locationId } from '../../../shared/core/ids.ts';
import type { ItemWrittenNow } from '../../../shared/views/item-form.ts';
import { FAKE_ITEMS, type FakeItem } from './fake-data.ts';
import type { FakeContext } from './fake-desk.ts';
import { fakeItem } from './fake-lookups.ts';
import { FakeRefusal } from './fake-refusal.ts';

/** What stands in a copy, as it was written here. */
export function fakeWritten({ state }: FakeContext, item: FakeItem): ItemWrittenNow {
  const { callNumber, kind, location, parts = [] } = item;
  const rest = { locationName: location, priceMinor: 2_500, alert: null, condition: null };
  const now = { callNumber, kind, location: location === '' ? null : locationId(location), ...rest, parts: [...parts] };
  return { ...now, ...state.written.get(item.barcode) };
}

export function fakeItems(
  context: FakeContext,
): Pick<Handlers, 'item.edit' | 'item.add' | 'item.complete' | 'item.choices'> {
  const { state } = context;
  return {
    'item.choices': () => ({
      kinds: ['book', 'camera', 'laptop'],
      locations: ['4 West', 'Circulation desk'].map((name) => ({ id: locationId(name), name, branchName: 'Main' })),
    }),
    'item.add'({ barcode, title }) {
      if (FAKE_ITEMS.some((item) => item.barcode === barcode))
        throw new FakeRefusal('HF-CIRC-153', `the catalog has the barcode ${barcode}; scan the copy again`);
      state.unknownItems.set(barcode, title);
      return { commandId: actId(`item-${(state.seq += 1)}`), barcode };
    },
    'item.complete'({ barcode, title, author: _, ...fields }) {
      state.unknownItems.set(barcode, title);
      state.written.set(barcode, { ...state.written.get(barcode), ...fields });
      return { commandId: actId(`item-${(state.seq += 1)}`), barcode };
    },
    'item.edit'({ barcode, newBarcode, ...fields }) {
      const item = fakeItem(context, barcode);
      if (item === undefined) throw new FakeRefusal('HF-CIRC-003', `no item has the barcode ${barcode}; scan it again`);
      if (newBarcode !== undefined && fakeItem(context, newBarcode) !== undefined)
        throw new FakeRefusal('HF-CIRC-151', `another copy has the barcode ${newBarcode}; take another label`);
      state.written.set(barcode, { ...state.written.get(barcode), ...fields });
      return { commandId: actId(`item-${(state.seq += 1)}`), barcode };
    },
  };
}
