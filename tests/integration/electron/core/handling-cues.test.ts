// The handling of an item type is shown at checkout and at check-in, each in its own words.

import { cuesIn } from '../../../../electron/cli/admin/handling-cues.ts';
import { openLibraryWriter } from '../../../../server/library/library-writer.ts';
import { sharedDesk, sharedWorld } from './support/desk-world.ts';
import { until } from './support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 2, patrons: 4 });
const desk = sharedDesk(world, 'supervisor');

test('an item type has its cues both ways, in both languages, and other types have none', async () => {
  const cues = cuesIn('laptop=unlock-case,desensitize; dvd=count-discs');
  await openLibraryWriter(world().served.store, world().clock).changeLibrary((row) => ({
    ...row,
    desk: { ...row.desk, cues },
  }));
  await desk.now.settled();
  await until('the desk knows of it', async () => desk.now.core.desk.copy()?.library.deskTerms().cues !== undefined);
  const out = await desk.now.ask('circ.checkout', { patron: 'card-P1', item: 'barcode-laptop' });
  expect(out.handling).toEqual(['Unlock the case.', 'Desensitize it.']);
  expect(out.other?.said.handling).toEqual(['Abra el seguro del estuche.', 'Desactive la alarma.']);
  const back = await desk.now.ask('circ.checkin', { item: 'barcode-laptop' });
  expect(back.handling).toEqual(['Lock the case.', 'Resensitize it.']);
  expect((await desk.now.ask('circ.checkin', { item: 'barcode-X0' })).handling).toEqual([]);
});

test('unknown options are refused', () => {
  expect(cuesIn('none')).toBeUndefined();
  for (const text of ['', 'dvd', 'dvd=', 'dvd=polish', '=rfid', 'dvd=rfid=rfid'])
    expect(() => cuesIn(text)).toThrow('--cues');
});
