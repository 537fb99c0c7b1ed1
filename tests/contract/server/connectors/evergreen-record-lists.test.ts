// People and copies of Evergreen come by its lists: those that the account may see, whole or not at all, and with the fields of an import.

import { createBringer } from '../../../../server/data-feeds/bring-record.ts';
import { readSettings } from '../../../../server/connectors/connector-settings.ts';
import { listLayout } from '../../../../server/connectors/list-layouts.ts';
import { openSystem } from '../../../../server/connectors/open-system.ts';
import {
  evergreenItem,
  evergreenLocation,
  evergreenPatron,
  evergreenTitle as evergreenTitleKey,
} from '../../../../server/import/evergreen/source-ids.ts';
import { required } from '../../../../shared/core/assert.ts';
import { MINUTE_MS } from '../../../../shared/core/instant.ts';
import { branchId } from '../../../../shared/core/ids.ts';
import { EAST, MAIN } from '../../../support/connectors/evergreen-library.ts';
import {
  evergreenAddress,
  evergreenCard,
  evergreenCopy,
  evergreenTitle,
  evergreenUser,
  evergreenVolume,
  STACKS,
} from '../../../support/connectors/evergreen-lists.ts';
import type { EvergreenLibrary } from '../../../support/connectors/evergreen-gateway.ts';
import type { Row } from '../../../support/connectors/evergreen-records.ts';
import { changesOf, openList, stamp } from '../support/list-scene.ts';
import { countsOf, newestRun, NONE } from '../support/office.ts';
import { EVERGREEN } from '../support/stand-ins.ts';
import { describeStores, type TestPlace } from '../support/stores.ts';
import { testItem, testPatron } from '../support/test-library.ts';

const [IDS_OF_USERS, USERS] = ['open-ils.pcrud.id_list.au.atomic', 'open-ils.pcrud.search.au.atomic'];
const CHANGED = '2026-02-02T09:00:00+0000';

const there = <T>(one: T | undefined): T => required(one, () => 'it is not there');

type Person = { readonly card?: string; readonly user?: Row; readonly address?: Row };
/** Somebody registers there. */
function register(
  { rows }: EvergreenLibrary,
  n: number,
  { card = `card-P${n}`, user = {}, address = {} }: Person = {},
) {
  rows.au.push(evergreenUser(n, MAIN, user));
  rows.ac.push(evergreenCard(n, card));
  rows.aua.push(evergreenAddress(n, address));
}

/** A copy is catalogued there. */
function catalogue({ rows }: EvergreenLibrary, n: number, more: { copy?: Row; volume?: Row; title?: Row } = {}) {
  rows.acp.push(evergreenCopy(n, `barcode-X${n}`, MAIN, more.copy));
  rows.acn.push(evergreenVolume(n, MAIN, more.volume));
  rows.rmsr.push(evergreenTitle(n, more.title));
}

/** A library whose location came with an import. */
async function openCopies(place: TestPlace, layout?: object) {
  const list = await openList(place, EVERGREEN, { kind: 'items', ...(layout === undefined ? {} : { layout }) });
  const stacks = { name: 'Main stacks', branch: branchId('main'), circulates: true, holdable: true };
  await list.scene.writer.putRows('location', [{ id: evergreenLocation(String(STACKS)), ...stacks }]);
  return list;
}

describeStores('people of Evergreen', (newPlace) => {
  test('come in, joined by their cards, and a change comes in; a list without changes is no run', async () => {
    const { library, read, runs, byCard, scene } = await openList(await newPlace(), EVERGREEN);
    // Three of the twelve are here by their cards.
    expect(await read()).toEqual({ ...NONE, added: 9, changed: 3 });
    expect((await scene.rows('patron')).length).toBe(12);
    expect((await byCard()).get('card-P0')).toMatchObject({ id: 'P0', name: { family: 'Family0', given: 'Given0' } });
    expect((await byCard()).get('card-P7')).toMatchObject({
      name: { family: 'Family7', given: 'Given7', middle: null, suffix: null, chosen: null },
      group: 'everyone',
      groupName: 'Everyone',
      home: 'main',
      birthDate: '1990-05-04',
      email: 'p7@example.org',
      phones: ['555-0100'],
      address: ['7 Elm Street', 'Springfield, IL 62701', 'US'],
      expiresAt: null,
      source: { system: 'connector-evergreen-patrons', id: '108' },
    });
    await read();
    expect(await runs()).toHaveLength(1);
    Object.assign(there(library.rows.au[7]), {
      second_given_name: 'Ann',
      suffix: 'Jr.',
      pref_first_given_name: 'Sue',
      evening_phone: '555-0199',
      home_ou: EAST,
      expire_date: '2030-06-30T23:59:59-0500',
      mailing_address: null,
      billing_address: 880,
    });
    library.rows.aua.push(evergreenAddress(79, { usr: 108, street2: 'Flat 2', state: null, country: null }));
    expect(await read()).toEqual({ ...NONE, changed: 1 });
    expect((await byCard()).get('card-P7')).toMatchObject({
      name: { family: 'Family7', given: 'Given7', middle: 'Ann', suffix: 'Jr.', chosen: 'Sue' },
      home: 'east',
      phones: ['555-0100', '555-0199'],
      address: ['79 Elm Street', 'Flat 2', 'Springfield, 62701'],
      expiresAt: Date.UTC(2030, 6, 1, 4, 59, 59),
    });
  });

  test('have the cards that are in use there, the one of the account first', async () => {
    const { library, read, byCard } = await openList(await newPlace(), EVERGREEN);
    const { ac } = library.rows;
    ac.unshift(evergreenCard(60, 'campus-5', { usr: 106 }));
    ac.push(evergreenCard(61, 'lost-5', { usr: 106, active: 'f' }), evergreenCard(62, 'a;card-P6', { usr: 106 }));
    await read();
    expect((await byCard()).get('card-P5')?.cards).toEqual([
      { number: 'card-P5', active: true, primary: true },
      { number: 'campus-5', active: true, primary: false },
    ]);
    there(ac.find(({ barcode }) => barcode === 'card-P5'))['active'] = 'f';
    expect(await read()).toEqual({ ...NONE, changed: 1 });
    expect((await byCard()).get('card-P5')?.cards).toMatchObject([
      { number: 'card-P5', active: false, endedAs: 'replaced' },
      { number: 'campus-5', active: true, primary: true },
    ]);
  });

  test('who are not active have ended, and those who are deleted there end', async () => {
    const { library, read, byCard } = await openList(await newPlace(), EVERGREEN);
    const { au } = library.rows;
    Object.assign(there(au[5]), { active: 'f', last_update_time: CHANGED });
    Object.assign(there(au[6]), { active: 'f', expire_date: '2025-01-31T12:00:00+0000', last_update_time: CHANGED });
    Object.assign(there(au[7]), { active: 'f', last_update_time: null });
    Object.assign(there(au[8]), { deleted: 't' });
    expect(await read()).toEqual({ ...NONE, added: 8, changed: 3 });
    const people = await byCard();
    expect(['card-P5', 'card-P6', 'card-P7'].map((card) => people.get(card)?.expiresAt)).toEqual([
      Date.UTC(2026, 1, 2, 9),
      Date.UTC(2025, 0, 31, 12),
      Date.UTC(1970, 0, 1, 23, 59, 59),
    ]);
    expect(people.has('card-P8')).toBe(false);
    Object.assign(there(au[9]), { deleted: 't' });
    expect(await read()).toEqual({ ...NONE, ended: 1 });
    Object.assign(there(au[9]), { deleted: 'f' });
    expect(await read()).toEqual({ ...NONE, changed: 1, returned: 1 });
  });

  test('are read past any number of accounts that this one may not see', async () => {
    const { library, read, byCard, scene } = await openList(await newPlace(), EVERGREEN, {
      layout: changesOf('evergreen', 'patrons'),
    });
    for (let n = 200_000; n < 201_200; n += 1) {
      library.rows.au.push(evergreenUser(n, MAIN, { last_update_time: stamp(scene.clock.at) }));
      library.hides.add(101 + n);
    }
    register(library, 300_000, { card: 'card-after' });
    expect(await read()).toMatchObject({ added: 10 });
    expect((await byCard()).has('card-after')).toBe(true);
    // The newest changes are hidden too.
    Object.assign(there(library.rows.au[4]), { email: 'new@example.org', last_update_time: CHANGED });
    expect(await read()).toEqual({ ...NONE, changed: 1 });
    expect((await newestRun(scene.store)).file.modifiedAt).toBe(Date.UTC(2026, 1, 2, 9));
  });

  test('who come and go while the list is read make no one else a leaver', async () => {
    const { library, read, ended, byCard } = await openList(await newPlace(), EVERGREEN);
    // Two parts.
    for (let n = 12; n < 520; n += 1) register(library, n);
    await read();
    let parts = 0;
    library.instead = (method) => {
      if (method === USERS && (parts += 1) === 1) {
        there(library.rows.au[3])['deleted'] = 't';
        library.rows.au.splice(4, 1);
        register(library, 600, { card: 'card-late' });
      }
      return null;
    };
    expect(await read()).toMatchObject({ ended: 2, added: 1 });
    expect([await ended(), (await byCard()).get('card-P5')?.expiresAt]).toEqual([2, null]);
    expect((await byCard()).get('card-late')?.expiresAt).toBeNull();
  });

  test('are not taken from a list that is not whole, or not in order', async () => {
    const { library, read, runs, runner, ended } = await openList(await newPlace(), EVERGREEN);
    await read();
    const told = (...payload: readonly unknown[]) => ({ status: 200, body: JSON.stringify({ payload, status: 200 }) });
    const whys = async (method: string, answer: ReturnType<typeof told>, from = 0) => {
      let asked = 0;
      library.instead = (name) => (name === method && (asked += 1) > from ? answer : null);
      const params = expect.objectContaining({ why: expect.any(String) });
      const error: unknown = await runner.runNow('people').catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'HF-IMPORT-062', params });
      return String((error as { readonly params: { readonly why: string } }).params.why);
    };
    expect(await whys(USERS, told([]))).toBe('it gave 0 of its 12 records');
    expect(await whys(IDS_OF_USERS, told([104, 103]))).toBe('it does not give its records in order');
    // A server that does not read the question gives the same part again and again.
    expect(await whys(IDS_OF_USERS, told([101, 102]), 1)).toBe('it does not give its records in order');
    expect(await whys(IDS_OF_USERS, told(['x']))).toBe('its list of ids cannot be read');
    expect(await whys(IDS_OF_USERS, told())).toBe('its list of ids cannot be read');
    expect(await whys(USERS, told([{ __c: 'acp', __p: [] }]))).toBe('its records are not as its fm_IDL.xml says');
    expect(await whys(USERS, { status: 503, body: '' })).toMatch(/503/);
    expect([(await runs()).length, await ended()]).toEqual([1, 0]);
    library.instead = () => null;
    library.rows.au.splice(5, 1);
    expect(await read()).toMatchObject({ ended: 1 });
  });

  test('whose data are hidden from the account are not taken for people without data', async () => {
    const { library, read, runner, runs, byCard } = await openList(await newPlace(), EVERGREEN);
    await read();
    const { rows, hides, lacks } = library;
    const whyOf = async (hide: () => void, show: () => void): Promise<unknown> => {
      hide();
      const error: unknown = await runner.runNow('people').catch((thrown: unknown) => thrown);
      show();
      return (error as { readonly params?: { readonly why?: string } }).params?.why;
    };
    const user = there(rows.au[4]);
    const without = (fields: Row) => {
      const before = { ...user };
      return whyOf(
        () => Object.assign(user, fields),
        () => Object.assign(user, before),
      );
    };
    const hidden = 'it hides data of patrons from this account';
    expect(await without({ profile: null })).toBe(hidden);
    expect(await without({ home_ou: null })).toBe(hidden);
    expect(await without({ family_name: null, first_given_name: '' })).toBe(hidden);
    const unseen = (id: number) =>
      whyOf(
        () => hides.add(id),
        () => hides.delete(id),
      );
    expect(await unseen(505)).toBe('it does not show the card of a patron');
    expect(await unseen(805)).toBe('it does not show the address of a patron');
    expect(await unseen(MAIN)).toBe('it does not show a library');
    expect(
      await whyOf(
        () => lacks.add('STAFF_LOGIN'),
        () => lacks.delete('STAFF_LOGIN'),
      ),
    ).toBe('it does not show a patron group: the account needs the right STAFF_LOGIN for all libraries');
    expect([(await runs()).length, (await byCard()).get('card-P4')?.email]).toEqual([1, 'p4@example.org']);
    // Without the right to see anyone, no one is in the list: a person decides about it.
    lacks.add('VIEW_USER');
    await runner.runNow('people');
    expect((await runs())[0]).toMatchObject({ state: 'stopped', report: { stops: 'empty', ended: 12 } });
  });

  test('with values that somebody or some program once typed are each one row', async () => {
    const { library, read, byCard, scene } = await openList(await newPlace(), EVERGREEN);
    const name = { family_name: 'O"Neill, the\nyounger;', first_given_name: '=1+1\u0000' };
    register(library, 30, {
      user: { ...name, email: '"a;b",c', day_phone: '1;2|3' },
      address: { street1: 'x\r\ny,z' },
    });
    register(library, 31, { card: 'card-31', user: { expire_date: 'infinity' } });
    register(library, 32, { card: 'card-32', user: { dob: 'soon' } });
    register(library, 33, { card: 'card-P1' });
    expect(await read()).toMatchObject({ state: 'done', added: 10, changed: 3, rejected: 3 });
    expect((await byCard()).get('card-P30')).toMatchObject({
      name: { family: 'O"Neill, the younger;', given: '=1+1' },
      email: '"a;b",c',
      phones: ['1', '2', '3'],
      address: ['x y,z', 'Springfield, IL 62701', 'US'],
    });
    expect((await newestRun(scene.store)).report?.wrong.map(({ reason }) => reason)).toEqual([
      'the end of the account is no date',
      'the birth date is no date',
      'its card is that of another person whom the office still has',
    ]);
    expect((await byCard()).get('card-P1')).toMatchObject({ id: 'P1', name: { family: 'Family1' } });
  });

  test('of an import from this Evergreen go on by their ids there', async () => {
    const layout = { ...listLayout('evergreen', 'patrons'), imported: true };
    const { library, read, scene } = await openList(await newPlace(), EVERGREEN, { layout });
    const id = evergreenPatron('131');
    const source = { system: 'evergreen', id: '131' };
    await scene.writer.putRows('patron', [testPatron('imported', { id, cards: [], messages: ['A key'], source })]);
    register(library, 30, { card: 'card-new' });
    expect(await read()).toEqual({ ...NONE, added: 9, changed: 4 });
    expect((await scene.rows('patron')).find((row) => row.id === id)).toMatchObject({
      name: { family: 'Family30' },
      cards: [{ number: 'card-new' }],
      messages: ['A key'],
    });
  });

  test('who changed come in soon, once, and no one ends', async () => {
    const layout = changesOf('evergreen', 'patrons');
    const { library, runs, runner, scene, byCard, ended } = await openList(await newPlace(), EVERGREEN, { layout });
    const { au } = library.rows;
    there(au[0])['last_update_time'] = '2026-01-01T11:00:00+0000';
    // Accounts from before the time was kept.
    there(au[1])['last_update_time'] = null;
    const later = async (minutes: number) => {
      scene.clock.set(scene.clock.at + minutes * MINUTE_MS);
      await runner.look();
    };
    await runner.look();
    expect(countsOf(await newestRun(scene.store))).toEqual({ ...NONE, added: 9, changed: 3 });
    await later(10);
    expect(await runs()).toHaveLength(1);
    const changed = { last_update_time: stamp(scene.clock.at).replace('.000', '') };
    Object.assign(there(au[7]), { ...changed, email: 'new@example.org' });
    register(library, 40, { card: 'card-new', user: changed });
    Object.assign(there(au[2]), { ...changed, deleted: 't' });
    await later(6);
    expect(countsOf(await newestRun(scene.store))).toEqual({ ...NONE, added: 1, changed: 1 });
    expect((await byCard()).get('card-P7')?.email).toBe('new@example.org');
    await later(6);
    await later(6);
    expect([(await runs()).length, await ended()]).toEqual([2, 0]);
  });
});

describeStores('copies of Evergreen', (newPlace) => {
  test('come in with title, library, location and call number, and those of no use stay there', async () => {
    const { library, read, byBarcode, scene } = await openCopies(await newPlace());
    const { acnp, acns, acp } = library.rows;
    acnp.push({ id: 11, label: 'REF' });
    acns.push({ id: 12, label: 'Vol. 2' });
    catalogue(library, 10, {
      copy: { circ_lib: EAST, circulate: 'f', price: null, circ_modifier: null },
      volume: { label: 'GB 10', prefix: 11, suffix: 12 },
    });
    catalogue(library, 11, { copy: { holdable: 'f', price: 7 }, volume: { prefix: null, suffix: null } });
    catalogue(library, 12, { copy: { deleted: 't' } });
    catalogue(library, 13, { copy: { status: 13 } });
    catalogue(library, 14, { copy: { barcode: ' ' } });
    acp.push(evergreenCopy(15, 'barcode-X15', MAIN, { call_number: 2_011 }));
    // Three of six are here by their barcodes.
    expect(await read()).toEqual({ ...NONE, added: 6, changed: 3 });
    const copies = await byBarcode();
    expect(['barcode-X12', 'barcode-X13'].filter((barcode) => copies.has(barcode))).toEqual([]);
    expect(copies.get('barcode-X4')).toMatchObject({
      home: 'main',
      location: evergreenLocation(String(STACKS)),
      callNumber: 'QA',
      kind: 'book',
      priceMinor: 1_250,
      circulates: true,
      holdable: true,
      state: { status: 'available' },
    });
    expect(copies.get('barcode-X10')).toMatchObject({
      home: 'east',
      callNumber: 'REF GB 10 Vol. 2',
      kind: null,
      priceMinor: null,
      circulates: false,
      holdable: true,
    });
    expect(copies.get('barcode-X11')).toMatchObject({ priceMinor: 700, circulates: true, holdable: false });
    expect(copies.get('barcode-X15')?.titleId).toBe(copies.get('barcode-X10')?.titleId);
    const titles = new Map((await scene.rows('title')).map((row) => [row.id, row]));
    expect(titles.get(there(copies.get('barcode-X4')).titleId)).toMatchObject({
      title: 'Title 4',
      author: 'Ode, Li',
      isbns: ['9780306406157', '0-306-40615-2'],
      published: '2001',
    });
    Object.assign(there(acp[4]), { deleted: 't' });
    expect(await read()).toMatchObject({ gone: 1 });
  });

  test('that were lent before they were catalogued have a title each', async () => {
    const { library, read, byBarcode, scene } = await openCopies(await newPlace());
    const { acp, acn } = library.rows;
    acn.push({ ...evergreenVolume(0, MAIN), id: -1, record: -1, label: 'UNCATALOGED' });
    const quick = { call_number: -1, dummy_title: 'Rivers', dummy_author: 'Ode' };
    acp.push(evergreenCopy(20, 'barcode-X20', MAIN, quick));
    acp.push(evergreenCopy(21, 'barcode-X21', MAIN, { call_number: -1 }));
    expect(await read()).toMatchObject({ added: 5 });
    const copies = await byBarcode();
    const titles = new Map((await scene.rows('title')).map((row) => [row.id, row]));
    const titleOf = (barcode: string) => titles.get(there(copies.get(barcode)).titleId);
    expect(titleOf('barcode-X20')).toMatchObject({ title: 'Rivers', author: 'Ode', isbns: [] });
    expect(titleOf('barcode-X21')).toMatchObject({ title: 'barcode-X21', author: null });
  });

  test('of an import from this Evergreen go on with their titles by their ids there', async () => {
    const layout = { ...listLayout('evergreen', 'items'), imported: true };
    const { library, read, byBarcode, scene } = await openCopies(await newPlace(), layout);
    const [id, titleId] = [evergreenItem('1021'), evergreenTitleKey('3021')];
    const [title] = await scene.rows('title');
    await scene.writer.putRows('title', [
      { ...there(title), id: titleId, title: 'As imported', source: { system: 'evergreen', id: '3021' } },
    ]);
    const source = { system: 'evergreen', id: '1021' };
    await scene.writer.putRows('item', [testItem('old', { id, titleId, barcode: 'before', source })]);
    catalogue(library, 20);
    library.rows.acp.push(evergreenCopy(30, 'barcode-X30', MAIN, { call_number: 2_021 }));
    expect(await read()).toEqual({ ...NONE, added: 4, changed: 4 });
    const copies = await byBarcode();
    expect(copies.get('barcode-X20')).toMatchObject({ id, titleId });
    expect(copies.get('barcode-X30')?.titleId).toBe(titleId);
    expect((await scene.rows('title')).find((row) => row.id === titleId)?.title).toBe('Title 20');
  });

  test('without a title there are not taken, and keep the one that they have here', async () => {
    const { library, read, byBarcode, scene } = await openCopies(await newPlace());
    await read();
    const { titleId } = there((await byBarcode()).get('barcode-X4'));
    library.rows.rmsr.splice(4, 1);
    catalogue(library, 20);
    library.rows.rmsr.pop();
    Object.assign(there(library.rows.acp[4]), { price: '20.00' });
    expect(await read()).toMatchObject({ changed: 1, rejected: 1 });
    expect((await byBarcode()).get('barcode-X4')).toMatchObject({ titleId, priceMinor: 2_000 });
    expect((await scene.rows('title')).find(({ id }) => id === titleId)?.title).toBe('Title 4');
  });

  test('whose call number, library or location cannot be read are not taken', async () => {
    const { library, read, runner, runs } = await openCopies(await newPlace());
    await read();
    const { hides } = library;
    const whys: unknown[] = [];
    for (const id of [2_003, EAST, STACKS, -1]) {
      there(library.rows.acp[2])['circ_lib'] = id === EAST ? EAST : MAIN;
      hides.add(id);
      const error: unknown = await runner.runNow('people').catch((thrown: unknown) => thrown);
      whys.push((error as { readonly params?: { readonly why?: string } }).params?.why);
      hides.delete(id);
    }
    expect(whys).toEqual([
      'it does not show the call number of a copy',
      'it does not show a library',
      'it does not show a location',
      'it does not show the prefix of a call number',
    ]);
    expect(await runs()).toHaveLength(1);
  });

  test('that changed come in by the time of their last change', async () => {
    const list = await openCopies(await newPlace(), changesOf('evergreen', 'items'));
    const { library, read, byBarcode, runs, scene } = list;
    there(library.rows.acp[0])['edit_date'] = '2026-01-01T11:00:00+0000';
    expect(await read()).toMatchObject({ added: 3 });
    await read();
    expect(await runs()).toHaveLength(1);
    Object.assign(there(library.rows.acp[4]), { barcode: 'relabelled', edit_date: CHANGED });
    library.rows.acp.splice(5, 1);
    expect(await read()).toEqual({ ...NONE, changed: 1 });
    expect((await newestRun(scene.store)).report?.rows).toBe(2);
    expect([...(await byBarcode()).keys()].filter((one) => /relabelled|X[45]/.test(one))).toEqual([
      'relabelled',
      'barcode-X5',
    ]);
  });
});

describeStores('one record of Evergreen', (newPlace) => {
  const opened = async (kind: 'patrons' | 'items') => {
    const list = kind === 'items' ? await openCopies(await newPlace()) : await openList(await newPlace(), EVERGREEN);
    const of = { passwordEnv: 'SECRET', ...EVERGREEN.settings(list.library.url) };
    const place = { zone: 'UTC', currency: 'USD' };
    const parts = { secretOf: () => 'a b+c&d', now: () => list.scene.clock.at };
    const system = openSystem({ settings: readSettings('evergreen', of) }, place, parts);
    await system.open();
    const one = (number: string) => there(system.recordLists?.one)(kind, number);
    return { ...list, system, one };
  };

  test('is that of a card in use, and of no name or number of an account', async () => {
    const { library, one, system } = await opened('patrons');
    const { ac, au } = library.rows;
    ac.push(
      evergreenCard(60, 'campus-5', { usr: 106 }),
      evergreenCard(61, 'lost-5', { usr: 106, active: 'f' }),
      evergreenCard(62, 'gone', { usr: 107 }),
    );
    there(au[6])['deleted'] = 't';
    const part = await there(system.recordLists).after('patrons', '105');
    expect(await one('card-P5')).toEqual(part?.rows[0]);
    expect(await one('campus-5')).toMatchObject({ id: '106', barcode: 'card-P5', other_barcodes: 'campus-5' });
    for (const number of ['lost-5', 'gone', 'card-P6', '106', 'login5', 'nobody', '{"!=":null}', ''])
      expect([number, await one(number)]).toEqual([number, null]);
    library.lacks.add('VIEW_USER');
    await expect(one('card-P5')).rejects.toMatchObject({
      is: 'shut-out',
      why: 'the account lacks the right VIEW_USER',
    });
    library.lacks.clear();
    await library.down();
    await expect(one('card-P5')).rejects.toMatchObject({ is: 'not-reached' });
  });

  test('is that of a barcode of a copy that is not deleted', async () => {
    const { library, one, system } = await opened('items');
    library.rows.acp.push(evergreenCopy(20, 'barcode-X3', MAIN, { deleted: 't', call_number: 2_001 }));
    library.rows.acp.push(evergreenCopy(21, 'weeded', MAIN, { status: 13, call_number: 2_001 }));
    const part = await there(system.recordLists).after('items', '1003');
    expect(await one('barcode-X3')).toEqual(part?.rows[0]);
    expect(await one('barcode-X3')).toMatchObject({ id: '1004', title: 'Title 3', location_name: 'Stacks' });
    for (const number of ['weeded', '1004', 'barcode-x3', ''])
      expect([number, await one(number)]).toEqual([number, null]);
  });

  test('of somebody who registered there a moment ago comes in alone', async () => {
    const { library, read, byCard, runs, parts, scene } = await opened('patrons');
    await read();
    register(library, 70, { card: 'card-70' });
    const faults: string[] = [];
    const clock = { now: () => scene.clock.now(), mono: () => scene.clock.mono() };
    const faulted = (code: string) => void faults.push(code);
    const { bring, stop } = createBringer({ ...parts, clock, faulted }, parts.secretOf);
    expect([await bring('patrons', 'card-70'), await bring('patrons', 'card-80')]).toEqual([true, false]);
    expect((await byCard()).get('card-70')).toMatchObject({
      name: { family: 'Family70' },
      source: { system: 'connector-evergreen-patrons', id: '171' },
    });
    await stop();
    expect([(await runs()).length, faults]).toEqual([1, []]);
    // The whole list does not bring them twice.
    library.rows.au.splice(3, 1);
    expect(await read()).toEqual({ ...NONE, ended: 1 });
  });
});
