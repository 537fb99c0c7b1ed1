// Thousands of open exceptions: listed by the page, counted whole, and closed at once without a request that no server takes. [I33]

import { z } from 'zod';
import { releaseHeld } from '../../../../shared/acts/exception/release-held.ts';
import { actId, branchId, itemId, patronId } from '../../../../shared/core/ids.ts';
import { writeAndPublish } from '../../../../server/feed/write-and-publish.ts';
import { openException } from '../../../../server/timeline/exception-row.ts';
import { collectChanges, writeChanges } from '../../../../server/store/row-changes.ts';
import { MAX_BATCH_BYTES } from '../../../../shared/wire/commands.ts';
import { freshDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';

const MANY = 2_500;
const world = sharedWorld({ items: 40, patrons: 3 });
const desk = freshDesk(world, 'supervisor');

/** As many patrons over a limit, and three holds that were missed. */
async function raise(from: number, to: number): Promise<void> {
  await writeAndPublish(world().served.store, async ({ tx, changes }) => {
    const own = collectChanges();
    for (let n = from; n < to; n += 1) {
      const isHold = n < 3;
      own.put(
        'exception',
        openException({
          code: isHold ? 'missed-hold' : 'patron-over-limit',
          origin: 'judged',
          subject: isHold ? { item: itemId(`X${n}`) } : { patron: patronId(`P${n % 3}`) },
          cause: actId(`act-${n}`),
          at: world().clock.now() + n,
          branch: branchId('main'),
          params: {},
        }),
      );
    }
    await writeChanges(tx, own);
    changes.add(own);
  });
}

test('are paged and counted, and all of a kind are closed with one note; what came since stays', async () => {
  await raise(0, MANY);
  const listed = () => desk.now.ask('exception.list', { page: { first: 12 } });
  await until('they are here', async () => {
    const { kinds } = await listed();
    return kinds.reduce((sum, { count }) => sum + count, 0) === MANY;
  });
  const { exceptions, kinds, upTo } = await listed();
  expect(kinds).toMatchObject([
    { group: 'reroute', code: 'missed-hold', weight: 'act-now', count: 3 },
    { group: 'patrons', code: 'patron-over-limit', weight: 'today', count: MANY - 3 },
  ]);
  expect(exceptions).toHaveLength(3 + 12);
  const kind = { group: 'patrons', code: 'patron-over-limit' } as const;
  const more = await desk.now.ask('exception.list', { page: { first: 1, more: [{ ...kind, shown: 62 }] } });
  expect(more.exceptions).toHaveLength(1 + 62);
  expect((await desk.now.ask('exception.list', {})).exceptions).toHaveLength(MANY);

  await raise(MANY, MANY + 5);
  await until('the new ones are here', async () => (await listed()).kinds[1]?.count === MANY + 2);
  const note = 'written to them all';
  const choice = { ...kind, count: MANY - 3, upTo };
  const fewer = { kind: { ...choice, count: 10 }, action: 'told-patron' as const, note };
  expect(await desk.now.refusal('exception.resolve', fewer)).toBe('HF-SYNC-008');
  const done = await desk.now.ask('exception.resolve', { kind: choice, action: 'told-patron', note });
  expect(done.resolved).toBe(MANY - 3);
  expect((await listed()).kinds[1]?.count).toBe(5);
  expect((await listed()).closed[0]).toMatchObject({ how: 'resolved', action: 'told-patron' });
  const sizes = desk.now.core.files.ledger
    .all<{ size: number }>("SELECT length(args) AS size FROM envelope WHERE body LIKE '%resolveExceptions%'")
    .map(({ size }) => size);
  expect(sizes).toHaveLength(3);
  expect(Math.max(...sizes)).toBeLessThan(MAX_BATCH_BYTES / 2);
  await desk.now.settled();
  expect((await listed()).kinds[1]?.count).toBe(5);
});

test('acts that the server holds by the thousand are let go by commands that it takes', async () => {
  const HELD = 1_001;
  await writeAndPublish(world().served.store, async ({ tx, changes }) => {
    const own = collectChanges();
    for (let n = 0; n < HELD; n += 1) {
      const about = { subject: { desk: 'another' }, cause: actId(`held-${n}`), at: world().clock.now() + n };
      const said = { branch: branchId('main'), params: { desk: 'Desk 9', fault: 'X' } };
      own.put('exception', openException({ code: 'server-fault', origin: 'judged', ...about, ...said }));
    }
    await writeChanges(tx, own);
    changes.add(own);
  });
  const ids = async () =>
    (await desk.now.ask('exception.list', {})).exceptions.flatMap(({ code, exceptionId }) =>
      code === 'server-fault' ? [exceptionId] : [],
    );
  await until('they are here', async () => (await ids()).length === HELD);
  expect(await desk.now.ask('exception.release', { exceptionIds: await ids() })).toEqual({ released: HELD });
  const named = desk.now.core.files.ledger
    .all<{ args: string }>("SELECT args FROM envelope WHERE body LIKE '%releaseHeld%'")
    .map(({ args }) => releaseHeld.args.parse(z.object({ command: z.unknown() }).parse(JSON.parse(args)).command));
  expect(named.flatMap((one) => one.ids).toSorted()).toEqual(
    Array.from({ length: HELD }, (_, n) => `held-${n}`).toSorted(),
  );
  expect(Math.max(...named.map((one) => one.ids.length))).toBeLessThanOrEqual(100);
});

test('a scan does not wait for a long list', async () => {
  await raise(0, MANY);
  await until(
    'they are here',
    async () => (await desk.now.ask('exception.list', { page: { first: 0 } })).kinds.length > 0,
  );
  const order: string[] = [];
  const list = desk.now.ask('exception.list', {}).then(() => order.push('list'));
  const scan = desk.now.ask('scan.resolve', { text: 'barcode-X5' }).then(() => order.push('scan'));
  await Promise.all([list, scan]);
  expect(order).toEqual(['scan', 'list']);
});

test('staff who may not close them see those that an object waits for, and may not close a kind', async () => {
  await signIn(desk.now, 'student');
  const { kinds, upTo } = await desk.now.ask('exception.list', { page: { first: 12 } });
  expect(kinds.every(({ weight }) => weight === 'act-now')).toBe(true);
  const choice = { group: 'reroute', code: 'missed-hold', count: 9, upTo } as const;
  expect(await desk.now.refusal('exception.resolve', { kind: choice, action: 'rerouted', note: '' })).toBe(
    'HF-AUTH-024',
  );
});
