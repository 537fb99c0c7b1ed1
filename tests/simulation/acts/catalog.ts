// Copies and titles that staff write down and correct.

import type { TitleId } from '../../../shared/core/ids.ts';
import { look } from '../checks/look.ts';
import { asked, someBarcode } from '../steps/acts.ts';
import { NEW_BARCODES, NEW_LABELS } from '../world/library.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

export const addItem = act(2, (world, desk) => writeDown(world, desk, 'item.add'));
export const completeItem = act(2, (world, desk) => writeDown(world, desk, 'item.complete'));
export const editItem = act(3, correctCopy);
export const editTitle = act(2, correctTitle);

/** A record of a copy that the catalog does not have; of the same barcode at two desks, each writes one. */
async function writeDown(world: World, desk: SimDesk, name: 'item.add' | 'item.complete'): Promise<void> {
  const { chance } = world;
  const known = look(world, desk, (sight) => NEW_BARCODES.filter((one) => sight.itemByBarcode(one) !== null), []);
  const barcodes = name === 'item.complete' && known.length > 0 ? known : NEW_BARCODES;
  await asked(world, desk, name, {
    barcode: chance.pick(barcodes),
    title: `Written at ${desk.name} ${chance.below(100)}`,
    callNumber: `N ${chance.below(100)}`,
    ...(chance.oneIn(2) ? { author: 'Someone' } : {}),
  });
}

/** Now and then a label is replaced: the old one still finds the copy, and two desks may give two copies the same. */
async function correctCopy(world: World, desk: SimDesk): Promise<void> {
  const { chance } = world;
  const figure = chance.below(1_000);
  const words = `${desk.name} ${figure}`;
  const conditionPhotos = figure % 2 === 0 ? [`${words} front`, `${words} back`] : [];
  const written = chance.pick([
    { callNumber: words },
    { condition: words, alert: words, conditionPhotos },
    { alert: '' },
    { parts: ['cord', 'lid', words], partPrices: { cord: 700 } },
    { newBarcode: chance.pick(NEW_LABELS) },
  ]);
  await asked(world, desk, 'item.edit', { barcode: someBarcode(world), ...written });
}

async function correctTitle(world: World, desk: SimDesk): Promise<void> {
  const { chance } = world;
  const barcode = someBarcode(world);
  const titleId = look<TitleId | null>(world, desk, (sight) => sight.itemByBarcode(barcode)?.titleId ?? null, null);
  if (titleId === null) return;
  const words = `${desk.name} ${chance.below(1_000)}`;
  const written = chance.pick([{ title: words }, { author: words }, { published: '1999', author: '' }]);
  await asked(world, desk, 'title.edit', { titleId, ...written });
}
