// Marks that people set on copies and take off again, missing parts, and claims of borrowers.

import { ItemMarkSchema } from '../../../shared/core/item-mark.ts';
import { marksOf } from '../../../shared/circ/model/mark.ts';
import { loanId, locationId, type LoanId } from '../../../shared/core/ids.ts';
import { look } from '../checks/look.ts';
import { lentBarcode, recorded, someBarcode, someOf } from '../steps/acts.ts';
import type { SimDesk } from '../world/desk.ts';
import { barcodeOf, PARTS } from '../world/library.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

export const setMark = act(4, (world, desk) =>
  recorded(world, desk, 'item.setMark', {
    barcode: someBarcode(world),
    mark: world.chance.pick(ItemMarkSchema.options),
    note: 'seen at the shelf',
  }),
);

/** Mostly a mark that the desk sees; a mark that no copy has is refused. */
export const clearMark = act(3, (world, desk) => {
  const barcodes = someOf(world, world.library.items).map(barcodeOf);
  const marked = look(
    world,
    desk,
    (sight) =>
      barcodes.flatMap((barcode) => {
        const item = sight.itemByBarcode(barcode);
        const [mark] = item === null ? [] : marksOf(item);
        return mark === undefined ? [] : [{ barcode, mark }];
      }),
    [],
  );
  const none = { barcode: someBarcode(world), mark: world.chance.pick(ItemMarkSchema.options) };
  const one = marked.length > 0 ? world.chance.pick(marked) : none;
  return recorded(world, desk, 'item.clearMark', world.chance.oneIn(2) ? { ...one, note: 'behind a shelf' } : one);
});

/** Mostly a copy that the desk sees on loan; for a copy that is not on loan it is refused. */
export const declareLost = act(1, (world, desk) => {
  const barcodes = someOf(world, world.library.items).map(barcodeOf);
  const lent = look(
    world,
    desk,
    (sight) => barcodes.filter((barcode) => sight.itemByBarcode(barcode)?.state.status === 'on-loan'),
    [],
  );
  const barcode = lent.length > 0 ? world.chance.pick(lent) : someBarcode(world);
  return recorded(world, desk, 'item.declareLost', { barcode, note: 'left on a train' });
});

/** Also of a copy that is out, or elsewhere, as far as the desk knows. */
export const seen = act(3, (world, desk) => {
  const shelf = world.chance.oneIn(2) ? { location: locationId('stacks') } : {};
  return recorded(world, desk, 'item.seen', { barcode: someBarcode(world), ...shelf, toCart: world.chance.oneIn(3) });
});

/** A copy comes in onto its cart, and mostly that cart is shelved, by any desk. */
export const shelve = act(2, async (world, desk, desks) => {
  const item = someBarcode(world);
  await recorded(world, desk, 'circ.checkin', { item, toCart: true });
  if (world.chance.oneIn(4)) return undefined;
  return recorded(world, world.chance.pick(desks), 'cart.shelve', { barcode: item });
});

/** A copy that no one finds on its shelf; of one that is not on a shelf it is refused. */
export const notOnShelf = act(2, (world, desk) =>
  recorded(world, desk, 'item.notOnShelf', { barcode: someBarcode(world) }),
);

/** Of one that is neither missing nor claimed it is refused. */
export const reviewMissing = act(2, (world, desk) => {
  const barcodes = someOf(world, world.library.items).map(barcodeOf);
  const sought = look(
    world,
    desk,
    (sight) => barcodes.filter((barcode) => (sight.itemByBarcode(barcode)?.state.searches ?? 0) > 0),
    [],
  );
  const barcode = sought.length > 0 ? world.chance.pick(sought) : someBarcode(world);
  const becomes = world.chance.oneIn(2) ? 'sought' : 'replaced';
  return recorded(world, desk, 'item.reviewMissing', { barcode, becomes });
});

/** Mostly as a copy comes back: the loan then goes on for its part. */
export const reportParts = act(3, async (world, desk) => {
  const barcode = world.chance.oneIn(3) ? someBarcode(world) : lentBarcode(world, desk);
  if (world.chance.oneIn(2)) await recorded(world, desk, 'circ.checkin', { item: barcode });
  const missing = world.chance.oneIn(5) ? [] : [world.chance.pick(PARTS)];
  const found = missing.length === 0 ? { seen: 'wet', photos: [`wet ${desk.name}`] } : {};
  await recorded(world, desk, 'item.reportParts', { barcode, missing, ...found });
});

/** Mostly a part that the desk knows to be missing; another is refused. Then all parts are counted. */
export const partReturned = act(3, async (world, desk) => {
  const barcodes = someOf(world, world.library.items).map(barcodeOf);
  const missing = look(
    world,
    desk,
    (sight) =>
      barcodes.flatMap((barcode) =>
        (sight.itemByBarcode(barcode)?.state.missingParts ?? []).map(({ part }) => ({ barcode, parts: [part] })),
      ),
    [],
  );
  const none = { barcode: someBarcode(world), parts: [world.chance.pick(PARTS)] };
  const found = missing.length > 0 ? world.chance.pick(missing) : none;
  await recorded(world, desk, 'item.partReturned', { ...found, clears: world.chance.oneIn(2) });
  await recorded(world, desk, 'item.confirmParts', { barcode: found.barcode });
});

export const claimReturned = act(3, (world, desk) => claim(world, desk, 'item.claimReturned'));
export const claimNeverHad = act(1, (world, desk) => claim(world, desk, 'item.claimNeverHad'));

/** Mostly a loan that the desk sees out; for a copy that is not on loan it is refused. */
function claim(world: World, desk: SimDesk, name: 'item.claimReturned' | 'item.claimNeverHad') {
  const barcode = lentBarcode(world, desk);
  return recorded(world, desk, name, { barcode, loanId: loanOf(world, desk, barcode), note: 'in the book drop' });
}

/** The loan that the desk sees of a copy. */
function loanOf(world: World, desk: SimDesk, barcode: string): LoanId {
  return look(
    world,
    desk,
    (sight) => {
      const item = sight.itemByBarcode(barcode);
      return (item === null ? null : sight.currentLoan(item.id)?.id) ?? NO_LOAN;
    },
    NO_LOAN,
  );
}

const NO_LOAN = loanId('none');

/** Mostly a claim that the desk sees; where nothing is claimed it is refused. */
export const dropClaim = act(2, (world, desk) => {
  const barcodes = someOf(world, world.library.items).map(barcodeOf);
  const claimed = look(
    world,
    desk,
    (sight) =>
      barcodes.filter((barcode) => {
        const item = sight.itemByBarcode(barcode);
        return item !== null && sight.currentLoan(item.id)?.claim !== undefined;
      }),
    [],
  );
  const barcode = claimed.length > 0 ? world.chance.pick(claimed) : someBarcode(world);
  return recorded(world, desk, 'item.dropClaim', { barcode, loanId: loanOf(world, desk, barcode), note: '' });
});
