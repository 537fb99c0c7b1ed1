// `circ.checkin`: always done, shows the copy's destination and the late fee, and never the borrower.

import type { MethodInput, MethodOutput } from '../../../../../shared/bridge/contract.ts';
import { DAY_MS, formatInstant } from '../../../../../shared/core/instant.ts';
import { PATRON_NAMES, fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';
import { ledgerActs, serverRows } from '../support/both-ends.ts';
import { sharedDesk, sharedWorld } from '../support/desk-world.ts';
import { until } from '../support/until.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 3 });
const desk = sharedDesk(world, 'student');

type Answer = MethodOutput<'circ.checkin'>;
const takeBack = (item: string, more: Omit<MethodInput<'circ.checkin'>, 'item'> = {}) =>
  desk.now.ask('circ.checkin', { item: `barcode-${item}`, ...more });
const slipTexts = ({ slips = [] }: Answer) => slips.flatMap(({ rows }) => rows.map(({ text }) => text.trim()));
const view = (item: string) => desk.now.ask('item.view', { barcode: `barcode-${item}` });
const codes = ({ reasons }: Answer) => reasons.map(({ code }) => code);
const serverFee = async (item: string) => (await serverRows(world(), 'fee')).find(({ itemId }) => itemId === item);

describe('where a copy goes', () => {
  test('home, when it is here', async () => {
    const answer = await takeBack('out');
    expect(answer).toMatchObject({
      decision: 'done',
      routing: { route: 'reshelve', text: 'Reshelve', callNumber: 'QA 76', branch: null, holdLabel: null },
      slips: [],
    });
    // Other overdue loans of the same patron are mentioned, without the patron.
    expect(codes(answer)).toEqual(['RETURNED', 'PATRON_STILL_OVERDUE']);
    expect(answer.patron).toBeUndefined();
    expect(await view('out')).toMatchObject({ status: 'available', dueText: null });
  });

  test('home again when it was in, which is said', async () => {
    const answer = await takeBack('X0');
    expect(answer).toMatchObject({ decision: 'done', routing: { route: 'reshelve' } });
    expect(codes(answer)).toEqual(['NOT_ON_LOAN']);
  });

  test('to be mended, when it is marked damaged, here and at the server, however often it is scanned', async () => {
    for (let scan = 0; scan < 2; scan += 1) {
      const answer = await takeBack('damaged');
      expect(answer).toMatchObject({ decision: 'done', routing: { route: 'repair', holdLabel: null } });
      expect(slipTexts(answer)).toEqual(expect.arrayContaining(['REPAIR', 'The damaged', 'barcode-damaged']));
      expect(answer.routing?.text).toMatch(/^REPAIR/);
      expect(codes(answer)).toEqual(['ITEM_BAD_STATUS']);
      expect(await view('damaged')).toMatchObject({ status: 'damaged' });
    }
    await desk.now.settled();
    const item = (await serverRows(world(), 'item')).find(({ id }) => id === 'damaged');
    expect(item?.state.status).toBe('damaged');
  });

  test('to its own branch, with a slip for the crate; there it arrives', async () => {
    const answer = await takeBack('elsewhere');
    expect(answer).toMatchObject({
      routing: { route: 'transit', text: 'Send to East Library', branch: 'East Library', holdLabel: null },
    });
    expect(slipTexts(answer)).toEqual(
      expect.arrayContaining(['Send to', 'East Library', 'The elsewhere', 'barcode-elsewhere']),
    );
    expect(codes(answer)).toEqual(['NOT_ON_LOAN', 'NEEDS_TRANSIT']);
    expect((await view('elsewhere')).status).toBe('in-transit');

    await desk.now.settled();
    const east = await world().readyDesk('student', 'east');
    await until(
      'the desk there sees it',
      async () => (await east.ask('item.view', { barcode: 'barcode-elsewhere' })).status === 'in-transit',
    );
    const arrived = await east.ask('circ.checkin', { item: 'barcode-elsewhere' });
    expect(arrived).toMatchObject({ routing: { route: 'reshelve' }, reasons: [{ code: 'TRANSIT_ARRIVED' }] });
    await east.stop();
  });

  test('to the hold shelf, with a label that is not the whole name', async () => {
    const answer = await takeBack('wanted');
    expect(answer).toMatchObject({
      routing: { route: 'hold-shelf', text: 'Hold shelf', branch: null, holdLabel: 'DELA M ting' },
    });
    expect(slipTexts(answer)).toEqual(
      expect.arrayContaining(['Hold shelf', 'DELA M ting', 'The wanted', 'barcode-wanted']),
    );
    expect(codes(answer)).toContain('HOLD_FOUND');
    expect((await view('wanted')).status).toBe('on-hold-shelf');
    const { holds, counts } = await desk.now.ask('patron.view', { card: 'card-waiting' });
    expect(counts.holdsReady).toBe(2);
    expect(holds.find(({ title }) => title === 'The wanted')).toMatchObject({
      state: 'captured',
      pickupName: 'Main Library',
      copyIs: 'here',
    });
  });

  test('to another branch where a patron waits for it', async () => {
    const answer = await takeBack('wantedFar');
    expect(answer).toMatchObject({
      routing: { route: 'transit', branch: 'East Library', holdLabel: 'DELA M ting' },
    });
    expect(slipTexts(answer)).toEqual(
      expect.arrayContaining(['East Library', 'The wantedFar', 'On hold for DELA M ting']),
    );
    const held = async () => {
      const { holds, counts } = await desk.now.ask('patron.view', { card: 'card-waiting' });
      return [holds.find(({ title }) => title === 'The wantedFar')?.copyIs, counts.holdsReady];
    };
    expect(await held()).toEqual(['on-the-way', 2]);
    await desk.now.settled();
    const east = await world().readyDesk('student', 'east');
    await until(
      'the desk there sees it',
      async () => (await east.ask('item.view', { barcode: 'barcode-wantedFar' })).status === 'in-transit',
    );
    expect(await east.ask('circ.checkin', { item: 'barcode-wantedFar' })).toMatchObject({
      routing: { route: 'hold-shelf' },
    });
    await until('it is on the shelf there', async () => (await held())[0] === 'elsewhere');
    expect(await held()).toEqual(['elsewhere', 2]);
    await east.stop();
  });

  test('aside, when it is not ours: recorded, and seen by others as soon as it is there', async () => {
    const before = ledgerActs(desk.now).length;
    const answer = await takeBack('foreign');
    expect(answer).toMatchObject({
      decision: 'done',
      item: null,
      routing: { route: 'not-ours', text: 'Not ours: set it aside' },
      reasons: [{ code: 'ITEM_UNKNOWN', effect: 'alert' }],
    });
    expect(ledgerActs(desk.now)).toHaveLength(before + 1);
    await desk.now.settled();
    expect((await serverRows(world(), 'item')).find(({ barcode }) => barcode === 'barcode-foreign')).toMatchObject({
      provisional: true,
    });
  });

  test('with what must be with it, and what it says at every scan', async () => {
    const answer = await takeBack('kit');
    expect(answer.handling).toEqual(['Check that it is complete: map, CD.', 'Count the pieces']);
  });

  test('back from being lost, which is said and lifts it', async () => {
    const answer = await takeBack('lost');
    expect(answer.reasons[0]).toMatchObject({
      code: 'LOST_FOUND',
      effect: 'alert',
      text: 'Was marked lost and is back.',
    });
    expect((await view('lost')).status).toBe('available');
    expect(codes(await takeBack('missing'))).toEqual(['LOST_FOUND']);
  });

  test('in Spanish, in Spanish', async () => {
    await desk.now.ask('desk.setLanguage', { language: 'es' });
    const answer = await takeBack('X1');
    await desk.now.ask('desk.setLanguage', { language: 'en' });
    expect(answer.routing?.text).toBe('Al estante');
    expect(answer.reasons[0]?.text).toBe('Este material no está prestado.');
  });
});

describe('the late fee', () => {
  test('is told as money for each day begun, and is what the server charges', async () => {
    const answer = await takeBack('late');
    expect(answer.fees).toEqual([{ kind: 'overdue', amountMinor: 125, text: 'Late fee $1.25' }]);
    await desk.now.settled();
    expect(await serverFee('late')).toMatchObject({ kind: 'overdue', amountMinor: 125, patronId: 'lender' });
  });

  test('is counted to when the copy came back, and never from before it went out', async () => {
    const returnedAt = formatInstant(WEDNESDAY - 2 * DAY_MS);
    expect((await takeBack('late2', { returnedAt })).fees).toMatchObject([{ amountMinor: 50 }]);
    const early = await takeBack('late3', { returnedAt: formatInstant(WEDNESDAY - 60 * DAY_MS) });
    expect(early.fees).toBeUndefined();
    await desk.now.settled();
    expect(await serverFee('late2')).toMatchObject({ amountMinor: 50 });
    expect(await serverFee('late3')).toBeUndefined();
  });

  test('is nothing where nothing is late', async () => {
    expect((await takeBack('limited1')).fees).toBeUndefined();
  });

  test('a time of return that is none is refused, and nothing is recorded', async () => {
    const before = ledgerActs(desk.now).length;
    expect(await desk.now.refusal('circ.checkin', { item: 'barcode-X2', returnedAt: 'yesterday' })).toBe('HF-CIRC-004');
    expect(ledgerActs(desk.now)).toHaveLength(before);
  });
});

test('an answer never tells who had it or who waits for it', async () => {
  const answers = [];
  for (const item of ['outToReader', 'held', 'renewedTwice', 'limited2', 'X3']) answers.push(await takeBack(item));
  const text = JSON.stringify(answers);
  for (const name of PATRON_NAMES) expect(text).not.toContain(`card-${name}`);
  expect(text).not.toMatch(/Okafor|Cruz|Mar[ií]|Sade|FAMILY/i);
  for (const answer of answers) expect(answer).not.toHaveProperty('patron');
});
