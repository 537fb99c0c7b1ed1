// Any arrival order of the same acts ends in the same loans, statuses, holds, fees, credits and open folded exceptions: through the real
// store, and through the real runner with the envelopes of several desks. [I24]

import { readFileSync } from 'node:fs';
import { CaseFileForm } from '../../timeline/case-form.ts';
import { actId, branchId, deskId, holdId, patronId, streamId, titleId } from '../../../shared/core/ids.ts';
import type { Act } from '../../../shared/circ/acts.ts';
import { sharedData } from '../../support/project-dir.ts';
import { describeIf } from '../../support/skip.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { createTestDesk, enrolDesk, type TestDesk } from './support/test-desk.ts';
import { at, testItem, testPolicy, testPolicyHash } from './support/test-library.ts';
import {
  beginCase,
  desksOf,
  endInStore,
  isOfCommands,
  resetScene,
  runnableCases,
  type RunnableCase,
} from './support/timeline-case.ts';

const casesPath = sharedData('timeline/cases.json');

describeIf(
  casesPath !== undefined,
  'the worked cases of the timeline',
  'the timeline cases are not on this machine',
  () => {
    const cases = runnableCases(CaseFileForm.parse(JSON.parse(readFileSync(casesPath ?? '', 'utf8'))));

    describeStores('in the store', (use) => {
      test('act by act, in several orders, repeats among them [I15] [I24]', async () => {
        const scene = await openScene(await use());
        const isSlow = scene.store.kind === 'postgres';
        const differing: string[] = [];
        for (const one of isSlow ? cases.filter((_, index) => index % 5 === 0) : cases) {
          const orders = [...one.orders.slice(0, isSlow ? 2 : 5), one.orders.at(-1) ?? []];
          for (const [index, order] of orders.entries()) {
            await resetScene(scene);
            await beginCase(scene, one);
            for (const act of order) await scene.writer.putActs([act]);
            const end = await endInStore(scene, one);
            if (JSON.stringify(end) !== JSON.stringify(one.form.expect)) differing.push(difference(one, end, index));
          }
        }
        expect(differing).toEqual([]);
      }, 120_000);

      test('as commands of desks, whose queues arrive whole, in turn, or mixed [I15] [I24]', async () => {
        const scene = await openScene(await use());
        const ofCommands = cases.filter(isOfCommands);
        expect(ofCommands.length).toBeGreaterThan(20);
        const isSlow = scene.store.kind === 'postgres';
        const differing: string[] = [];
        for (const one of isSlow ? ofCommands.filter((_, index) => index % 4 === 0) : ofCommands) {
          for (const [index, order] of one.orders.slice(0, isSlow ? 2 : 5).entries()) {
            await resetScene(scene);
            // Right after the last act, so that none comes in too late to count.
            scene.clock.set(Math.max(...order.map((act) => act.at)) + 60_000);
            await beginCase(scene, one);
            await sendInOrder(scene, await desksOf(scene, one), order);
            const end = await endInStore(scene, one);
            if (JSON.stringify(end) !== JSON.stringify(one.form.expect)) differing.push(difference(one, end, index));
          }
        }
        expect(differing).toEqual([]);
        expect(scene.faults).toEqual([]);
      }, 120_000);
    });
  },
);

function difference(one: RunnableCase, end: object, order: number): string {
  return `${one.form.id} order ${order}:\n  expected ${JSON.stringify(one.form.expect)}\n  found    ${JSON.stringify(end)}`;
}

/** Sends the acts of an order one by one, each as its desk's request; a repeat is a resend. */
async function sendInOrder(scene: Scene, desks: ReadonlyMap<string, TestDesk>, order: readonly Act[]): Promise<void> {
  for (const act of order) {
    const desk = desks.get(act.desk);
    if (desk !== undefined) await scene.send(desk, desk.request(act.seq - 1, act.seq));
  }
}

describeStores('three desks that act on the same items', (use) => {
  test.each([11, 12, 13, 14])(
    'end alike in every order of arrival, and at each step no item is out twice, seed %i [I15] [I24]',
    async (seed) => {
      const scene = await openScene(await use());
      const ends: string[] = [];
      const rounds = scene.store.kind === 'postgres' ? 3 : 8;
      for (let round = 0; round < rounds; round += 1) {
        await resetScene(scene);
        await scene.writer.putRows(
          'item',
          ['X0', 'X1', 'X2'].map((id) => testItem(id, { titleId: titleId('shared-title') })),
        );
        await scene.writer.putRows('policy', [{ hash: testPolicyHash, policy: testPolicy }]);
        await scene.writer.putActs([hold('H1', 'P1', 1), hold('H2', 'P2', 2)]);
        const desks = makeDesks(seed);
        for (const desk of desks) await enrolDesk(scene.store, desk);
        await sendMixed(scene, desks, round);
        ends.push(await comparable(scene));
      }
      expect(JSON.parse(ends[0] ?? '{}').loans.length).toBeGreaterThan(3);
      expect(new Set(ends).size).toBe(1);
      expect(scene.faults).toEqual([]);
    },
    120_000,
  );
});

function generator(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Three desks at two branches, with the same acts for the same seed. */
function makeDesks(seed: number): TestDesk[] {
  const draw = generator(seed);
  const desks = ['A', 'B', 'C'].map((name) => createTestDesk(name, name === 'C' ? 'east' : 'main', `stream-${name}`));
  const lent: { desk: string; id: string; item: string; patron: string }[] = [];
  let when = at(8);
  for (let index = 0; index < 40; index += 1) {
    const desk = desks[draw(3)] as TestDesk;
    // Often close enough that the clocks of two desks cannot tell which came first; some in the very same millisecond.
    when += [0, 400, 400, 120_000, 120_000, 120_000][draw(6)] ?? 0;
    const item = `X${draw(3)}`;
    const patron = `P${draw(3)}`;
    // Now and then the clock of a PC goes back: its acts count in the order of its stream all the same.
    const options = { at: when - (draw(6) === 0 ? 600_000 : 0), id: `${desk.name}-${index}` };
    const kind = draw(10);
    const own = lent.findLast((one) => one.desk === desk.name);
    if (kind < 4)
      lent.push({
        desk: desk.name,
        id: desk.checkout(item, patron, { ...options, dueAt: when + 3_600_000 }),
        item,
        patron,
      });
    else if (kind < 7) desk.checkin(item, options);
    else if (kind < 8) desk.checkin(item, { ...options, hold: draw(2) === 0 ? 'H1' : 'H2' });
    else if (kind < 9 && own !== undefined)
      desk.renew(own.item, own.id, own.patron, { ...options, dueAt: when + 7_200_000 });
    else if (own !== undefined) desk.undo(actId(own.id), { item: own.item }, options);
  }
  return desks;
}

/** Sends the queues in pieces of random length, in a random order of desks. */
async function sendMixed(scene: Scene, desks: readonly TestDesk[], round: number): Promise<void> {
  const draw = generator(round + 1);
  const sent = new Map(desks.map((desk) => [desk, 0]));
  for (;;) {
    const waiting = desks.filter((desk) => (sent.get(desk) ?? 0) < desk.ledger.length);
    const desk = waiting[draw(waiting.length)];
    if (desk === undefined) return;
    const from = sent.get(desk) ?? 0;
    const to = round === 0 ? desk.ledger.length : Math.min(desk.ledger.length, from + 1 + draw(6));
    const response = await scene.send(desk, desk.request(from, to));
    expect(response.problem).toBeUndefined();
    sent.set(desk, to);
    await expectSound(scene);
  }
}

/** Invariants of the rows at any moment. */
async function expectSound(scene: Scene): Promise<void> {
  const loans = Map.groupBy(await scene.rows('loan'), ({ itemId }) => itemId);
  for (const { id, state } of await scene.rows('item')) {
    const states = (loans.get(id) ?? []).map((loan) => loan.state);
    const out = states.filter((one) => one === 'open' || one === 'lost').length;
    const isInQuestion = states.includes('in-question');
    expect(out).toBeLessThanOrEqual(isInQuestion ? 0 : 1);
    expect([state.status === 'in-question', state.loan !== null]).toEqual([isInQuestion, out === 1]);
  }
  const places = (await scene.rows('hold')).flatMap(({ position }) => position ?? []);
  expect(places.toSorted((a, b) => a - b)).toEqual(places.map((_, index) => index + 1));
}

async function comparable(scene: Scene): Promise<string> {
  const exceptions = await scene.rows('exception');
  return JSON.stringify({
    loans: await scene.rows('loan'),
    items: (await scene.rows('item')).map(({ id, state }) => [id, state]),
    holds: await scene.rows('hold'),
    fees: await scene.rows('fee'),
    credits: await scene.rows('credit'),
    exceptions: exceptions
      .filter((row) => row.origin === 'folded' && row.state === 'open')
      .map(({ code, itemId, patronId: patron, cause }) => [code, itemId, patron, cause]),
  });
}

function hold(id: string, patron: string, seq: number): Act {
  return {
    kind: 'openHold',
    id: actId(id),
    desk: deskId(''),
    stream: streamId(''),
    seq,
    at: at(7),
    uncertaintyMs: 1000,
    stated: true,
    clockSuspect: false,
    saw: null,
    branch: null,
    hold: holdId(id),
    patronId: patronId(patron),
    titleId: titleId('shared-title'),
    itemId: null,
    pickup: branchId('main'),
    suspended: false,
    trapped: null,
  };
}
