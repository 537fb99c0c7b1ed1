// A desk asks the server for a card or a barcode that is not known here: the server asks the system beside us, and the desk has the record, and every desk
// after it.

import { createFeedRunner } from '../../../server/data-feeds/feed-runner.ts';
import { writeFeed } from '../../../server/data-feeds/feed-rows.ts';
import { listLayout } from '../../../server/connectors/list-layouts.ts';
import { addConnector } from '../../../server/connectors/connector-rows.ts';
import { readSettings } from '../../../server/connectors/connector-settings.ts';
import { ItemLookupResponseSchema, PatronLookupResponseSchema } from '../../../shared/wire/look-ups.ts';
import type { ListKind } from '../../../server/connectors/other-system.ts';
import type { Store } from '../../../server/store/store.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { kohaBiblio, kohaItem, kohaPatron } from '../../support/connectors/koha-lists.ts';
import { openKohaLibrary, type KohaLibrary } from '../../support/connectors/koha-library.ts';
import { termsOf } from '../../contract/server/support/office.ts';
import { KOHA } from '../../contract/server/support/stand-ins.ts';
import { testRandom } from '../../contract/server/support/stores.ts';
import { clock, enrol, get, startServed } from './support/served.ts';

/** A server beside a stand-in for Koha whose list of one kind was taken in, and a desk that asks. */
async function besideKoha<T>(
  kind: ListKind,
  work: (there: {
    readonly koha: KohaLibrary;
    readonly store: Store;
    readonly ask: (path: string, token?: string) => Promise<Response>;
  }) => Promise<T>,
): Promise<T> {
  const there = { cards: ['card-1', 'card-2'], barcodes: ['b-1', 'b-2'], now: () => clock.now(), library: 'CPL' };
  const koha = await openKohaLibrary(there);
  const secretOf = () => 'secret';
  const served = await startServed({ dataFeeds: { secretOf, everyMs: 3_600_000 } });
  try {
    const { store } = served;
    const settings = readSettings('koha', { passwordEnv: 'SECRET', ...KOHA.settings(koha.url) });
    await addConnector({ store, clock }, { name: 'koha', settings });
    await store.write((tx) => writeFeed(tx, 'list', termsOf(listLayout('koha', kind), 'connector:koha')));
    await createFeedRunner({ store, clock, random: testRandom, secretOf, owner: 'test' }).runNow('list');
    const desk = await enrol(served, 'desk');
    return await work({ koha, store, ask: (path, token = desk.token) => get(served.url, path, token) });
  } finally {
    await served.end();
    await koha.close();
  }
}

test('a person who registered in a stand-in for Koha a moment ago is known at the desk that scans the card', () =>
  besideKoha('patrons', async ({ koha, ask }) => {
    const personOf = async (card: string) =>
      PatronLookupResponseSchema.parse(await (await ask(`/v1/patrons?card=${card}`)).json()).patron;
    expect(await personOf('card-new')).toBeNull();
    koha.lists.patrons.push(kohaPatron(70, 'card-70'));
    expect(await personOf('card-70')).toMatchObject({ name: { family: 'Last70' }, cards: [{ number: 'card-70' }] });
    await koha.down();
    expect((await personOf('card-70'))?.name.family).toBe('Last70');
    expect(await personOf('card-80')).toBeNull();
  }));

test('a copy that was catalogued in a stand-in for Koha a moment ago is known to the desk that scans it, and comes with the feed', () =>
  besideKoha('items', async ({ koha, store, ask }) => {
    const isKnown = async (barcode: string) =>
      ItemLookupResponseSchema.parse(await (await ask(`/v1/known-items?barcode=${barcode}`)).json()).isKnown;
    expect([await isKnown('b-1'), await isKnown('b-new')]).toEqual([true, false]);
    koha.lists.biblios.push(kohaBiblio(70));
    koha.lists.items.push(kohaItem(70, 'b-70'));
    expect(await isKnown('b-70')).toBe(true);
    const items = await store.read((tx) => readAllRows(tx, 'item'));
    expect(items.map(({ barcode }) => barcode)).toContain('b-70');
    expect((await ask('/v1/known-items?barcode=b-1', 'another')).status).toBe(401);
  }));
