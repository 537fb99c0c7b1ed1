// A desk asks the server for a card that nobody here knows: the server asks the system beside us, and the desk has the person, and every desk after it.

import { createFeedRunner } from '../../../server/data-feeds/feed-runner.ts';
import { writeFeed } from '../../../server/data-feeds/feed-rows.ts';
import { listLayout } from '../../../server/connectors/list-layouts.ts';
import { addConnector } from '../../../server/connectors/connector-rows.ts';
import { readSettings } from '../../../server/connectors/connector-settings.ts';
import { ItemLookupResponseSchema } from '../../../shared/wire/item-lookup.ts';
import { PatronLookupResponseSchema } from '../../../shared/wire/patron-lookup.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { kohaBiblio, kohaItem, kohaPatron } from '../../support/connectors/koha-lists.ts';
import { openKohaLibrary } from '../../support/connectors/koha-library.ts';
import { termsOf } from '../../contract/server/support/office.ts';
import { KOHA } from '../../contract/server/support/stand-ins.ts';
import { testRandom } from '../../contract/server/support/stores.ts';
import { clock, enrol, get, startServed } from './support/served.ts';

test('a person who registered in a stand-in for Koha a moment ago is known at the desk that scans the card', async () => {
  const there = { cards: ['card-1', 'card-2'], barcodes: ['b-1'], now: () => clock.now(), library: 'CPL' };
  const koha = await openKohaLibrary(there);
  const secretOf = () => 'secret';
  const served = await startServed({ dataFeeds: { secretOf, everyMs: 3_600_000 } });
  try {
    const { store } = served;
    const settings = readSettings('koha', { passwordEnv: 'SECRET', ...KOHA.settings(koha.url) });
    await addConnector({ store, clock }, { name: 'koha', settings });
    await store.write((tx) => writeFeed(tx, 'people', termsOf(listLayout('koha', 'patrons'), 'connector:koha')));
    await createFeedRunner({ store, clock, random: testRandom, secretOf, owner: 'test' }).runNow('people');
    const desk = await enrol(served, 'desk');
    const ask = async (card: string) =>
      PatronLookupResponseSchema.parse(await (await get(served.url, `/v1/patrons?card=${card}`, desk.token)).json());
    expect(await ask('card-new')).toEqual({ patron: null });
    koha.lists.patrons.push(kohaPatron(70, 'card-70'));
    expect((await ask('card-70')).patron).toMatchObject({ name: { family: 'Last70' }, cards: [{ number: 'card-70' }] });
    await koha.down();
    expect((await ask('card-70')).patron?.name.family).toBe('Last70');
    expect(await ask('card-80')).toEqual({ patron: null });
  } finally {
    await served.end();
    await koha.close();
  }
});

test('a copy that was catalogued in a stand-in for Koha a moment ago is known to the desk that scans it, and comes with the feed', async () => {
  const there = { cards: ['card-1'], barcodes: ['b-1', 'b-2'], now: () => clock.now(), library: 'CPL' };
  const koha = await openKohaLibrary(there);
  const secretOf = () => 'secret';
  const served = await startServed({ dataFeeds: { secretOf, everyMs: 3_600_000 } });
  try {
    const { store } = served;
    const settings = readSettings('koha', { passwordEnv: 'SECRET', ...KOHA.settings(koha.url) });
    await addConnector({ store, clock }, { name: 'koha', settings });
    await store.write((tx) => writeFeed(tx, 'copies', termsOf(listLayout('koha', 'items'), 'connector:koha')));
    await createFeedRunner({ store, clock, random: testRandom, secretOf, owner: 'test' }).runNow('copies');
    const desk = await enrol(served, 'desk');
    const ask = async (barcode: string) =>
      ItemLookupResponseSchema.parse(
        await (await get(served.url, `/v1/known-items?barcode=${barcode}`, desk.token)).json(),
      ).isKnown;
    expect([await ask('b-1'), await ask('b-new')]).toEqual([true, false]);
    koha.lists.biblios.push(kohaBiblio(70));
    koha.lists.items.push(kohaItem(70, 'b-70'));
    expect(await ask('b-70')).toBe(true);
    const items = await store.read((tx) => readAllRows(tx, 'item'));
    expect(items.map(({ barcode }) => barcode)).toContain('b-70');
    expect((await get(served.url, '/v1/known-items?barcode=b-1', 'another')).status).toBe(401);
  } finally {
    await served.end();
    await koha.close();
  }
});
