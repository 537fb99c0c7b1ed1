// Marks that people set on copies and take off again.

import { ItemMarkSchema } from '../../../shared/core/item-mark.ts';
import { marksOf } from '../../../shared/circ/model/mark.ts';
import { look } from '../checks/look.ts';
import { recorded, someBarcode, someOf } from '../steps/acts.ts';
import { barcodeOf } from '../world/library.ts';
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
  return recorded(world, desk, 'item.clearMark', marked.length > 0 ? world.chance.pick(marked) : none);
});

/** Mostly a copy that the desk sees on loan; of a copy that nobody has it is refused. */
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

/** A copy that no one finds on its shelf; of one that is not on a shelf it is refused. */
export const notOnShelf = act(2, (world, desk) =>
  recorded(world, desk, 'item.notOnShelf', { barcode: someBarcode(world) }),
);
