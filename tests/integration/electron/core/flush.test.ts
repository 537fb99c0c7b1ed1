// Before the machine sleeps the desk writes data that is only in memory, and the ledger's log goes back into its file.

import { readFileSync } from 'node:fs';
import { ledgerPath } from '../../../../db/ledger/open-ledger.ts';
import { sharedDesk, sharedWorld } from './support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 4, patrons: 2 });
const desk = sharedDesk(world, 'desk');

test('the ledger’s file has what was done when the machine sleeps, not its log alone', async () => {
  const file = (): Buffer => readFileSync(ledgerPath(desk.now.place.data));
  desk.now.core.flush();
  const before = file();
  await desk.now.ask('circ.checkin', { item: 'barcode-X1' });
  expect(file().equals(before)).toBe(true);
  desk.now.core.flush();
  expect(file().equals(before)).toBe(false);
});
