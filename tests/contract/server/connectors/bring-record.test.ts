// A card or barcode that nobody here knows is asked for in the system that has it, and its record comes in alone, as the list would bring it.

import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import {
  addConnector,
  changeSettings,
  pauseConnector,
  requiredConnector,
} from '../../../../server/connectors/connector-rows.ts';
import { listLayout } from '../../../../server/connectors/list-layouts.ts';
import { createFeedRunner } from '../../../../server/data-feeds/feed-runner.ts';
import { writeFeed } from '../../../../server/data-feeds/feed-rows.ts';
import { createBringer } from '../../../../server/data-feeds/bring-record.ts';
import { claimFeed, releaseFeed } from '../../../../server/data-feeds/work-feeds.ts';
import { required } from '../../../../shared/core/assert.ts';
import { MINUTE_MS } from '../../../../shared/core/instant.ts';
import { folioUser } from '../../../support/connectors/folio-lists.ts';
import { kohaBiblio, kohaItem, kohaPatron } from '../../../support/connectors/koha-lists.ts';
import { learnedActs } from '../support/connector-scene.ts';
import { openList } from '../support/list-scene.ts';
import { NONE, termsOf } from '../support/office.ts';
import { FOLIO, KOHA, SIP2 } from '../support/stand-ins.ts';
import { describeStores } from '../support/stores.ts';

type Opened = Pick<Awaited<ReturnType<typeof openList>>, 'parts' | 'scene'>;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server that brings records, and its clock's steps. */
function bringing({ parts, scene }: Opened) {
  const faults: string[] = [];
  const late = { ms: 0 };
  const clock = { now: () => scene.clock.now(), mono: () => scene.clock.mono() + late.ms };
  const faulted = (code: string) => void faults.push(code);
  const bringer = createBringer({ ...parts, clock, faulted }, parts.secretOf);
  closing.push(bringer.stop);
  return { ...bringer, faults, late };
}

describeStores('a record from the system beside us', (newPlace) => {
  test('of a person who registered there a moment ago comes in once, with what the list says of them', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { library, read, runs, byCard } = list;
    await read();
    const { bring, faults } = bringing(list);
    library.lists.patrons.push(kohaPatron(70, 'card-70'), kohaPatron(71, 'Card-71', { patron_card_lost: true }));
    // A desk scans it twice, and another one meanwhile.
    expect(await Promise.all([bring('patrons', 'card-70'), bring('patrons', 'card-70')])).toEqual([true, true]);
    expect((await byCard()).get('card-70')).toMatchObject({
      name: { family: 'Last70' },
      group: 'everyone',
      expiresAt: null,
      source: { system: 'connector-koha-patrons', id: '70' },
    });
    expect(await bring('patrons', 'Card-71')).toBe(false);
    expect(await runs()).toHaveLength(1);
    // The whole list brings nobody twice, and ends the person once they are gone from it.
    expect(await read()).toEqual({ ...NONE, added: 1 });
    library.lists.patrons.splice(12, 1);
    expect(await read()).toEqual({ ...NONE, ended: 1 });
    expect(faults).toEqual([]);
  });

  test('does not wait for a question to another system', async () => {
    // One question in two seconds there.
    const list = await openList(await newPlace(), KOHA, { kind: 'items', more: { perSecond: 0.5 } });
    const { library, read, scene, parts } = list;
    const folio = await FOLIO.open({ cards: ['card-F0'], barcodes: [], now: () => scene.clock.at });
    closing.push(folio.close);
    const settings = readSettings('folio', { passwordEnv: 'SECRET', ...FOLIO.settings(folio.url) });
    await addConnector(scene, { name: 'folio', settings });
    await scene.store.write((tx) => writeFeed(tx, 'users', termsOf(listLayout('folio', 'patrons'), 'connector:folio')));
    await read();
    await createFeedRunner({ ...parts, owner: 'one' }).runNow('users');
    const { bring } = bringing(list);
    library.lists.biblios.push(kohaBiblio(70), kohaBiblio(71));
    library.lists.items.push(kohaItem(70, 'b-70'), kohaItem(71, 'b-71'));
    folio.users.push(folioUser(70, 'card-F70'));
    const ended: string[] = [];
    const noted = async (name: string, brought: Promise<boolean>) => {
      expect([name, await brought]).toEqual([name, true]);
      ended.push(name);
    };
    await noted('first', bring('items', 'b-70'));
    await Promise.all([noted('second of Koha', bring('items', 'b-71')), noted('FOLIO', bring('patrons', 'card-F70'))]);
    expect(ended).toEqual(['first', 'FOLIO', 'second of Koha']);
  });

  test('is asked for again as soon as the system is back, though it was wanted while that was left alone', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { library, read } = list;
    await read();
    const { bring, late } = bringing(list);
    library.lists.patrons.push(kohaPatron(70, 'card-70'));
    await library.down();
    expect(await bring('patrons', 'card-60')).toBe(false);
    await library.up();
    late.ms += 20_000;
    // The system is left alone, so that it is not asked for this card.
    expect(await bring('patrons', 'card-70')).toBe(false);
    late.ms += 11_000;
    expect(await bring('patrons', 'card-70')).toBe(true);
  });

  test('is asked for as it is written, and not again and again where it is not known', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { library, read } = list;
    await read();
    const { bring, late } = bringing(list);
    library.lists.patrons.push(kohaPatron(70, 'CARD-70'));
    let questions = 0;
    library.instead = (route) => {
      if (route === 'GET /patrons') questions += 1;
      return null;
    };
    for (const number of ['card-70', 'card-70', '', '  ', 'x'.repeat(101), '{"!=":""}', 'a"b'])
      expect(await bring('patrons', number)).toBe(false);
    expect(questions).toBe(3);
    late.ms += MINUTE_MS;
    expect(await bring('patrons', 'card-70')).toBe(false);
    expect(questions).toBe(4);
    expect(await bring('patrons', 'CARD-70')).toBe(true);
  });

  test('is not waited for in a system that is away, or that gives everyone for one', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { library, read, byCard } = list;
    await read();
    const { bring, late, faults } = bringing(list);
    library.lists.patrons.push(kohaPatron(70, 'card-70'));
    let questions = 0;
    library.instead = (route) => (route === 'GET /patrons' && (questions += 1) > 0 ? { status: 503, body: {} } : null);
    expect([await bring('patrons', 'card-70'), await bring('patrons', 'card-80')]).toEqual([false, false]);
    expect(questions).toBe(1);
    late.ms += MINUTE_MS;
    library.instead = (route) => (route === 'GET /patrons' ? { status: 200, body: library.lists.patrons } : null);
    expect(await bring('patrons', 'card-90')).toBe(false);
    library.instead = () => null;
    late.ms += MINUTE_MS;
    expect(await bring('patrons', 'card-70')).toBe(true);
    expect((await byCard()).get('card-70')).toBeDefined();
    expect(faults).toEqual([]);
  });

  test('waits for the first list, a resumed connector, and the feed that is at work', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { library, read, parts, scene } = list;
    const { bring, late } = bringing(list);
    const again = (): Promise<boolean> => {
      late.ms += MINUTE_MS;
      return bring('patrons', 'card-70');
    };
    expect(await again()).toBe(false);
    await read();
    library.lists.patrons.push(kohaPatron(70, 'card-70'));
    await scene.store.write((tx) => pauseConnector(tx, 'koha', true));
    expect(await again()).toBe(false);
    await scene.store.write((tx) => pauseConnector(tx, 'koha', false));
    await claimFeed(parts, 'people', 'another');
    expect(await again()).toBe(false);
    await releaseFeed(parts, 'people', 'another');
    expect(await again()).toBe(true);
  });

  test('of a copy has its title, and one that is withdrawn does not come', async () => {
    const list = await openList(await newPlace(), KOHA, { kind: 'items' });
    const { library, read, byBarcode } = list;
    await read();
    const { bring } = bringing(list);
    library.lists.items.push(kohaItem(70, 'new-70', { biblio_id: 70 }), kohaItem(71, 'new-71', { withdrawn: 1 }));
    library.lists.biblios.push(kohaBiblio(70));
    expect(await bring('items', 'new-70')).toBe(true);
    const copy = required((await byBarcode()).get('new-70'), () => 'no copy');
    expect((await list.scene.rows('title')).find(({ id }) => id === copy.titleId)?.title).toContain('70');
    expect(await bring('items', 'new-71')).toBe(false);
  });

  test('of FOLIO comes by its barcode', async () => {
    const list = await openList(await newPlace(), FOLIO);
    const { library, read, byCard } = list;
    await read();
    const { bring } = bringing(list);
    library.users.push(folioUser(70, 'new-70'), folioUser(71, 'robot', { type: 'system' }));
    expect(await bring('patrons', 'new-70')).toBe(true);
    expect((await byCard()).get('new-70')?.name.family).toBe('Last70');
    for (const number of ['robot', 'new-*', '"', 'x" or id="']) expect(await bring('patrons', number)).toBe(false);
  });

  test('comes over a line that stays open, and signs in again where it was signed out', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { library, read } = list;
    await read();
    const { bring } = bringing(list);
    library.lists.patrons.push(kohaPatron(70, 'card-70'), kohaPatron(71, 'card-71'), kohaPatron(72, 'card-72'));
    let signIns = 0;
    library.instead = (route) => {
      if (route === 'POST /oauth/token') signIns += 1;
      return null;
    };
    expect([await bring('patrons', 'card-70'), await bring('patrons', 'card-71'), signIns]).toEqual([true, true, 1]);
    library.endTokens();
    expect([await bring('patrons', 'card-72'), signIns]).toEqual([true, 2]);
  });

  test('keeps the pace of the settings, and is given up where the server ends', async () => {
    const list = await openList(await newPlace(), KOHA);
    const { read, library, scene } = list;
    await read();
    await scene.store.write(async (tx) => {
      const { settings } = await requiredConnector(tx, 'koha');
      const slow = readSettings('koha', { ...settings.of, perSecond: 0.1 });
      await changeSettings(tx, { name: 'koha', settings: slow, now: scene.clock.at });
    });
    const { bring, stop, faults } = bringing(list);
    library.lists.patrons.push(kohaPatron(70, 'card-70'), kohaPatron(71, 'card-71'));
    expect(await bring('patrons', 'card-70')).toBe(true);
    const second = bring('patrons', 'card-71');
    const third = bring('patrons', 'card-72');
    await stop();
    expect([await second, await third, await bring('patrons', 'card-71'), faults]).toEqual([false, false, false, []]);
  });

  test('cannot be asked for over SIP2', async () => {
    const list = await openList(await newPlace(), SIP2, { layout: { form: 1, kind: 'patrons', id: 'a', fields: {} } });
    const { bring, faults } = bringing(list);
    expect(await bring('patrons', 'card-P9')).toBe(false);
    expect(faults).toEqual([]);
  });

  test('comes for a loan there of a card that nobody here knows', async () => {
    const list = await openList(await newPlace(), KOHA, { more: { learns: true } });
    const { library, read, scene, look, again, byCard } = list;
    const [late] = library.lists.patrons.splice(9, 1);
    await read();
    await look();
    library.lists.patrons.push(required(late, () => 'no patron'));
    library.lend('barcode-X1', 'card-P9');
    await again();
    expect(await learnedActs(scene)).toHaveLength(1);
    expect((await scene.rows('loan'))[0]?.patronId).toBe((await byCard()).get('card-P9')?.id);
  });
});
