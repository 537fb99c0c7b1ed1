// A recall that was not known is issued again by the server, once, with its full guarantee. Clause h of late truth.

import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { explainForLibrary } from '../../../server/query/explain.ts';
import { dueRecalls } from '../../../server/schedule/due-recalls.ts';
import { createSchedule, type Schedule } from '../../../server/schedule/schedule.ts';
import { createReferences } from '../../../server/timeline/references.ts';
import { reissueId } from '../../../shared/circ/recorded.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { openCodes, openScene, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import type { ActOptions, TestDesk } from './support/test-desk.ts';
import { at } from './support/test-library.ts';

const random = { bytes: (count: number) => new Uint8Array(count).fill(7), fraction: () => 0.5 };
const signer = makeSigner(newPrivateKey(random));
const scheduleOf = ({ store, clock }: Scene): Schedule =>
  createSchedule({ runner: createCommandRunner({ store, clock }), clock, ownDesk: { signer, random } });

const told = { decision: 'done', reasons: [] };
const waitFor = (desk: TestDesk, options: ActOptions) =>
  desk.record(
    'placeHold',
    {
      args: { holdId: 'H', patronId: 'P1', card: 'card-P1', titleId: 'title-X0', itemId: null, pickup: 'main' },
      told,
    },
    options,
  );
const recall = (
  desk: TestDesk,
  loan: string,
  options: ActOptions & { readonly hold: string | null; readonly item?: string },
) =>
  desk.record(
    'recall',
    {
      args: {
        itemId: options.item ?? 'X0',
        loanId: loan,
        patronId: 'P0',
        holdId: options.hold,
        reissues: null,
        ignoredBy: null,
      },
      told: { ...told, dueAt: options.at + 3 * DAY_MS },
    },
    options,
  );
const recalls = async (scene: Scene) => (await scene.rows('event')).filter((act) => act.kind === 'recall');
const openLoan = async (scene: Scene) => (await scene.rows('loan')).find(({ state }) => state === 'open');

/** Lent at 9, recalled at 10 for a hold, and renewed at 11 at a desk that knows of neither. */
async function ignored(place: Parameters<typeof openScene>[0], hold: string | null = 'H') {
  const scene = await openScene(place);
  const [a, b, c] = [await scene.desk('A'), await scene.desk('B'), await scene.desk('C')];
  const loan = a.checkout('X0', 'P0', { at: at(9) });
  if (hold !== null) waitFor(b, { at: at(9, 30) });
  const first = recall(b, loan, { at: at(10), hold });
  const renewal = c.renew('X0', loan, 'P0', { at: at(11), dueAt: at(11) + 21 * DAY_MS });
  for (const desk of [a, b, c]) await scene.send(desk);
  scene.clock.set(at(12));
  return { scene, b, first, renewal };
}

describeStores('recalls', (use) => {
  test('a renewal that did not know keeps its date until the recall is issued again, with as much time as it gave', async () => {
    const { scene, first, renewal } = await ignored(await use());
    expect(await openLoan(scene)).toMatchObject({ dueAt: at(11) + 21 * DAY_MS });
    expect(await openCodes(scene)).toContain('missed-recall');
    expect(await scheduleOf(scene).look()).toBe(1);
    expect(await openLoan(scene)).toMatchObject({ dueAt: at(12) + 3 * DAY_MS });
    expect(await openCodes(scene)).not.toContain('missed-recall');
    expect(await recalls(scene)).toContainEqual(
      expect.objectContaining({ id: reissueId(first, renewal), reissues: first, ignoredBy: renewal, hold: 'H' }),
    );
    expect(await scheduleOf(scene).look()).toBe(0);
  });

  test('an act that a nearly right clock dates a moment ahead is waited for, and passed over once', async () => {
    const scene = await openScene(await use());
    const [a, b, c] = [await scene.desk('A'), await scene.desk('B'), await scene.desk('C')];
    const loan = a.checkout('X0', 'P0', { at: at(9) });
    waitFor(b, { at: at(9, 30) });
    recall(b, loan, { at: at(10), hold: 'H' });
    c.renew('X0', loan, 'P0', { at: at(11) + 500, offsetErrorMs: 60_000, dueAt: at(11) + 21 * DAY_MS });
    scene.clock.set(at(11));
    for (const desk of [a, b, c]) await scene.send(desk);
    expect((await scene.rows('event')).find(({ kind }) => kind === 'renew')).toMatchObject({ at: at(11) + 500 });
    expect(await scheduleOf(scene).look()).toBe(0);
    scene.clock.set(at(11) + 501);
    expect(await scheduleOf(scene).look()).toBe(1);
    expect(await recalls(scene)).toHaveLength(2);
    expect(await openLoan(scene)).toMatchObject({ dueAt: at(11) + 501 + 3 * DAY_MS });
    expect(await openCodes(scene)).not.toContain('missed-recall');
  });

  test('a decision explained by the library knows of the recall: the loan does not renew', async () => {
    const { scene } = await ignored(await use(), null);
    const question = { card: 'card-P0', barcode: 'barcode-X0', desk: 'main' };
    const { asks, decision } = await explainForLibrary(scene.store, question, at(12));
    expect(asks).toBe('renewal');
    expect(decision.reasons.map(({ code }) => code)).toContain('RENEW_RECALLED');
  });

  test('servers that look at once issue one [I2]', async () => {
    const { scene } = await ignored(await use());
    const counts = await Promise.all([scheduleOf(scene), scheduleOf(scene)].map((one) => one.look()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await recalls(scene)).toHaveLength(2);
  });

  test('a recall for a hold that is cancelled is not issued again', async () => {
    const { scene, b } = await ignored(await use());
    const from = b.ledger.length;
    b.record(
      'cancelHold',
      { args: { holdId: 'H', patronId: 'P1', titleId: 'title-X0', reason: '' }, told },
      { at: at(11, 30) },
    );
    await scene.send(b, b.request(from));
    expect(await scheduleOf(scene).look()).toBe(0);
  });

  test('a recall without a hold is issued again too', async () => {
    const { scene } = await ignored(await use(), null);
    expect(await scheduleOf(scene).look()).toBe(1);
    expect(await openLoan(scene)).toMatchObject({ dueAt: at(12) + 3 * DAY_MS });
  });

  test('a recall is issued again however many newer ones met no loan', async () => {
    const scene = await openScene(await use(), { items: 121 });
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    const named = a.checkout('X0', 'P0', { at: at(8) });
    a.checkin('X0', { at: at(9) });
    a.checkout('X0', 'P2', { at: at(9, 10) });
    waitFor(b, { at: at(8, 30) });
    recall(b, named, { at: at(10), hold: 'H' });
    for (let index = 1; index <= 120; index += 1)
      recall(b, 'returned', { at: at(11) + index, hold: null, item: `X${index}` });
    await scene.send(a);
    for (let from = 0; from < b.ledger.length; from += 100) await scene.send(b, b.request(from, from + 100));
    expect((await openCodes(scene)).filter((code) => code === 'recall-no-loan')).toHaveLength(121);
    scene.clock.set(at(12));
    expect(await scheduleOf(scene).look()).toBe(1);
    expect(await openLoan(scene)).toMatchObject({ patronId: 'P2', dueAt: at(12) + 3 * DAY_MS });
  });

  test('a recall is issued again however many newer ones met loans that are due before they said', async () => {
    const scene = await openScene(await use(), { items: 4 });
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    const others = ['X1', 'X2', 'X3'];
    const named = a.checkout('X0', 'P0', { at: at(8) });
    a.checkin('X0', { at: at(9) });
    for (const item of ['X0', ...others])
      a.checkout(item, 'P2', { at: at(9, 10), dueAt: item === 'X0' ? at(9) + 14 * DAY_MS : at(9) + DAY_MS });
    waitFor(b, { at: at(8, 30) });
    recall(b, named, { at: at(10), hold: 'H' });
    for (const [index, item] of others.entries()) recall(b, 'returned', { at: at(11) + index, hold: null, item });
    for (const desk of [a, b]) await scene.send(desk);
    expect((await openCodes(scene)).filter((code) => code === 'recall-no-loan')).toHaveLength(4);
    const due = { now: at(12), limit: 100, page: 2 };
    const found = await scene.store.read((tx) => dueRecalls(tx, createReferences(), due));
    expect(found.map(({ args }) => args)).toMatchObject([{ itemId: 'X0', patronId: 'P2', holdId: 'H' }]);
  });

  test('a recall that met another loan cuts that one, while its hold waits', async () => {
    const scene = await openScene(await use());
    const [a, b] = [await scene.desk('A'), await scene.desk('B')];
    const named = a.checkout('X0', 'P0', { at: at(8) });
    a.checkin('X0', { at: at(9) });
    const met = a.checkout('X0', 'P2', { at: at(9, 10) });
    waitFor(b, { at: at(8, 30) });
    const first = recall(b, named, { at: at(10), hold: 'H' });
    for (const desk of [a, b]) await scene.send(desk);
    scene.clock.set(at(12));
    expect(await openCodes(scene)).toContain('recall-no-loan');
    expect(await scheduleOf(scene).look()).toBe(1);
    expect(await openLoan(scene)).toMatchObject({ patronId: 'P2', dueAt: at(12) + 3 * DAY_MS });
    expect((await recalls(scene)).map(({ id }) => id)).toContain(reissueId(first, met));
    expect(await scheduleOf(scene).look()).toBe(0);
  });
});
