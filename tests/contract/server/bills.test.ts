// Bills to other offices, from the preview to the office's answer: the rights, the accounts at each step, and a server that ends at any step: nothing
// is sent twice and nothing is lost. [I2] [I15] [I24]

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setLayout } from '../../../server/bills/bill-batches.ts';
import { viewBills, workBills } from '../../../server/bills/bills-for-desk.ts';
import { forgetBills } from '../../../server/purge/forget-bills.ts';
import { libraryReport } from '../../../server/reports/library-source.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { serverIdentity } from '../../../server/desks/server-identity.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import { StoreFailureError, type Store } from '../../../server/store/store.ts';
import { required } from '../../../shared/core/assert.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { patronId } from '../../../shared/core/ids.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/core/instant.ts';
import { BillLayoutSchema } from '../../../shared/formats/bill-layout.ts';
import type { BillBatchView, BillsAsk } from '../../../shared/wire/bills.ts';
import { rowsOf } from '../../unit/shared/reports/tables.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores, testRandom, type TestPlace } from './support/stores.ts';
import type { TestDesk } from './support/test-desk.ts';
import { addTestStaff, at } from './support/test-library.ts';

const random = testRandom;
const lostAt = at(11) + 30 * DAY_MS;

const layout = BillLayoutSchema.parse({
  form: 1,
  name: 'bursar',
  office: 'the student account',
  purpose: 'student-account',
  who: { account: 'source-id' },
  fees: { kinds: ['lost', 'processing'] },
  file: { name: 'bills-{batch}.csv', format: 'csv', newline: 'lf' },
  detail: [
    { name: 'id', field: 'account' },
    { name: 'kind', field: 'kind' },
    { name: 'amount', field: 'amount' },
    { name: 'reference', field: 'reference' },
  ],
  trailer: [
    { name: 'count', field: 'count' },
    { name: 'sum', field: 'sum' },
  ],
  answer: { reference: 'ref', status: 'status', accepted: ['ok'] },
});

type Billing = {
  readonly scene: Scene;
  readonly desk: TestDesk;
  readonly folder: string;
  /** Asks as a person; answers the batch that it is about. */
  readonly ask: (by: string, ask: BillsAsk) => Promise<BillBatchView>;
  readonly list: () => Promise<readonly BillBatchView[]>;
  readonly look: () => Promise<number>;
};

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** X0 of P0 and X1 of P1 aged to lost and are billed: 2500 and 500 each. The desk sends its closing message. */
async function openBilling(place: TestPlace): Promise<Billing> {
  const scene = await openScene(place);
  const desk = await scene.desk('A');
  desk.checkout('X0', 'P0', { at: at(10), dueAt: at(11) });
  desk.checkout('X1', 'P1', { at: at(10), dueAt: at(11) });
  scene.clock.set(at(10, 1));
  await scene.send(desk);
  await scene.send(desk, desk.request(0, 0, { left: 0, closing: true }));
  scene.clock.set(lostAt + HOUR_MS);
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bills-'));
  folders.push(folder);
  const billing = billingOn(scene, scene.store, folder);
  await billing.look();
  await setLayout(scene, { layout, folder });
  return { scene, desk, folder, ...billing };
}

/** The programs on a store, as they are after a start. */
function billingOn({ clock }: Scene, store: Store, folder: string): Pick<Billing, 'ask' | 'list' | 'look'> {
  const runner = createCommandRunner({ store, clock });
  const parts = { store, clock, random, runner };
  return {
    ask: async (by, ask) => {
      const shown = await workBills(parts, ask, by);
      return required((await store.read((tx) => viewBills(tx, shown))).shown, () => `nothing in ${folder}`).batch;
    },
    list: async () => (await store.read((tx) => viewBills(tx, null))).batches,
    look: async () => {
      const ownDesk = { signer: await serverIdentity(store, random), random };
      return createSchedule({ runner, clock, ownDesk }).look();
    },
  };
}

const preview: BillsAsk = { do: 'preview', layout: 'bursar' };
const refused = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof HoldfastError ? error.code : error),
  );

const feesOf = async (scene: Scene) =>
  (await scene.rows('fee'))
    .map(({ patronId: patron, kind, outstandingMinor, handedOn }) =>
      [patron, kind, outstandingMinor, handedOn?.standsMinor ?? 0, handedOn?.saidMinor ?? 0].join(' '),
    )
    .toSorted();
const actsOf = async (scene: Scene, kind: string) => (await scene.rows('event')).filter((act) => act.kind === kind);

const OWED = ['P0 lost 2500 0 0', 'P0 processing 500 0 0', 'P1 lost 2500 0 0', 'P1 processing 500 0 0'];
const SENT = ['P0 lost 0 2500 2500', 'P0 processing 0 500 500', 'P1 lost 0 2500 2500', 'P1 processing 0 500 500'];
const FILE = [
  'P0,lost,2500,0000100001',
  'P0,processing,500,0000100002',
  'P1,lost,2500,0000100003',
  'P1,processing,500,0000100004',
];

describeStores('bills to another office', (use) => {
  test('are previewed, approved by another person, written, and known to the accounts', async () => {
    const { scene, folder, ask } = await openBilling(await use());
    const { id } = await ask('sue', preview);
    expect(await feesOf(scene)).toEqual(OWED);
    expect(await refused(ask('sue', { do: 'approve', batch: id }))).toBe('HF-PAY-134');
    expect(await refused(ask('tom', { do: 'write', batch: id, folder: null }))).toBe('HF-PAY-133');
    expect(await ask('tom', { do: 'approve', batch: id })).toMatchObject({
      state: 'approved',
      charges: { count: 4, amountMinor: 6_000 },
      dropped: 0,
    });
    expect(await feesOf(scene)).toEqual(SENT);
    expect((await actsOf(scene, 'transferFees')).map((act) => [act.desk, 'to' in act && act.to])).toEqual([
      ['server', 'the student account'],
      ['server', 'the student account'],
    ]);
    await ask('tom', { do: 'write', batch: id, folder: null });
    const text = readFileSync(join(folder, 'bills-00001.csv'), 'utf8');
    expect(text.replaceAll('.', '').split('\n')).toEqual([...FILE, '4,6000', '']);
    await ask('sue', { do: 'write', batch: id, folder: null });
    expect(readdirSync(folder)).toEqual(['bills-00001.csv']);
    expect(readFileSync(join(folder, 'bills-00001.csv'), 'utf8')).toBe(text);
    expect(await refused(ask('sue', preview))).toBe('HF-PAY-135');
  });

  test('leave out what changed after the preview, and go once where two previews had it', async () => {
    const { scene, desk, ask } = await openBilling(await use());
    const first = await ask('sue', preview);
    const second = await ask('tom', preview);
    const from = desk.ledger.length;
    desk.checkin('X0', { at: lostAt + HOUR_MS });
    await scene.send(desk, desk.request(from, desk.ledger.length, { left: 0, closing: true }));
    expect(await ask('tom', { do: 'approve', batch: first.id })).toMatchObject({
      charges: { count: 2, amountMinor: 3_000 },
      dropped: 2,
    });
    expect(await refused(ask('sue', { do: 'approve', batch: second.id }))).toBe('HF-PAY-135');
    expect((await actsOf(scene, 'transferFees')).map((act) => 'patronId' in act && act.patronId)).toEqual(['P1']);
  });

  test('are taken back to the last cent by a credit line when the copy comes back, and never twice', async () => {
    const { scene, desk, folder, ask } = await openBilling(await use());
    const { id } = await ask('sue', preview);
    await ask('tom', { do: 'approve', batch: id });
    await ask('tom', { do: 'write', batch: id, folder: null });
    const from = desk.ledger.length;
    desk.checkin('X0', { at: lostAt + HOUR_MS });
    scene.clock.set(lostAt + DAY_MS);
    await scene.send(desk, desk.request(from, desk.ledger.length, { left: 0, closing: true }));
    expect((await feesOf(scene)).filter((fee) => fee.startsWith('P0'))).toEqual([
      'P0 lost 0 0 2500',
      'P0 overdue 500 0 0',
      'P0 processing 0 0 500',
    ]);
    const credit = await ask('sue', preview);
    expect(credit).toMatchObject({ charges: { count: 0 }, credits: { count: 2, amountMinor: -3_000 } });
    await ask('tom', { do: 'approve', batch: credit.id });
    await ask('tom', { do: 'write', batch: credit.id, folder: null });
    expect(readFileSync(join(folder, 'bills-00002.csv'), 'utf8')).toBe(
      'P0,lost,-25.00,0000200001\nP0,processing,-5.00,0000200002\n2,-30.00\n',
    );
    expect((await feesOf(scene)).filter((fee) => fee.startsWith('P0'))).toEqual(['P0 overdue 500 0 0']);
    expect(await refused(ask('sue', preview))).toBe('HF-PAY-135');
    expect(await refused(ask('tom', { do: 'take-back', batch: id, reason: 'Wrong term' }))).toBe('HF-PAY-137');
  });

  test('are owed here again where the office did not take a line, or the whole batch', async () => {
    const { scene, ask } = await openBilling(await use());
    const { id } = await ask('sue', preview);
    await ask('tom', { do: 'approve', batch: id });
    await ask('tom', { do: 'write', batch: id, folder: null });
    const answer = 'ref,status\n100001,ok\n100002,ok\n100003,unknown student\n100004,ok\n';
    expect(await ask('sue', { do: 'acknowledge', batch: id, rejected: [], answer })).toMatchObject({
      state: 'acknowledged',
      rejected: 1,
    });
    const back = [SENT[0], SENT[1], 'P1 lost 2500 0 0', SENT[3]];
    expect(await feesOf(scene)).toEqual(back);
    await ask('sue', { do: 'take-back', batch: id, reason: 'Wrong term' });
    expect(await feesOf(scene)).toEqual(OWED);
    expect(await refused(ask('sue', { do: 'take-back', batch: id, reason: 'Again' }))).toBe('HF-PAY-133');
    expect(await ask('sue', preview)).toMatchObject({ number: 2, charges: { count: 4 } });
  });

  test('stand in the money report of the library by what was handed on and what came back', async () => {
    const { scene, ask, list } = await openBilling(await use());
    await finish({ ask, list });
    const { id } = required((await list())[0], () => 'no batch');
    const moneyOf = async (to: number) =>
      rowsOf(
        await libraryReport(scene.store, 'money', {
          from: at(0),
          to,
          now: scene.clock.now(),
          madeBy: 'command-line',
          audience: 'internal',
        }),
        'bills',
      ).map(({ batch, office, what, lines, amount }) => [batch, office, what, lines, amount].join(' | '));
    const before = scene.clock.now() + 1;
    expect(await moneyOf(before)).toEqual([
      '1 | the student account | Handed on | 4 | 6000',
      '1 | the student account | Not taken by the office | 1 | -500',
    ]);
    scene.clock.set(scene.clock.now() + DAY_MS);
    await ask('sue', { do: 'take-back', batch: id, reason: 'Wrong term' });
    expect(await moneyOf(before)).toHaveLength(2);
    expect((await moneyOf(before + 2 * DAY_MS)).at(-1)).toBe('1 | the student account | Taken back | 3 | -5500');
  });

  test('name no account and no patron any more once their fees are forgotten, and still add up [I19]', async () => {
    const { scene, ask, list } = await openBilling(await use());
    await finish({ ask, list });
    const forget = () => scene.store.write((tx) => forgetBills(tx, { after: '', before: scene.clock.now() + DAY_MS }));
    const accounts = async () => {
      const rows = await scene.store.read(({ db }) =>
        db.selectFrom('bill_line').select(['patron_id', 'body']).execute(),
      );
      return rows.map((row) => (/"P[01]"/.test(JSON.stringify(row) + row.body) ? 'named' : 'nobody'));
    };
    await forget();
    expect(await accounts()).toEqual(['named', 'named', 'named', 'named']);
    await scene.store.write(({ db }) => db.deleteFrom('fee').where('patron_id', '=', 'P0').execute());
    await forget();
    expect((await accounts()).toSorted()).toEqual(['named', 'named', 'nobody', 'nobody']);
    expect((await list())[0]).toMatchObject({ charges: { count: 4, amountMinor: 6_000 } });
  });

  test('wait while a desk of their branch is silent, and go once it has spoken', async () => {
    const { scene, desk, ask } = await openBilling(await use());
    const { id } = await ask('sue', preview);
    await scene.store.write(({ db }) =>
      db
        .updateTable('desk')
        .set({ silent_since: at(12) })
        .where('id', '=', desk.desk)
        .execute(),
    );
    expect(await refused(ask('tom', { do: 'approve', batch: id }))).toBe('HF-PAY-135');
    expect(await refused(ask('tom', preview))).toBe('HF-PAY-135');
    await scene.store.write(({ db }) => db.updateTable('desk').set({ silent_since: null }).execute());
    expect(await ask('tom', { do: 'approve', batch: id })).toMatchObject({ state: 'approved', dropped: 0 });
  });

  test('follow an account that is joined with another, credit and all', async () => {
    const { scene, desk, ask } = await openBilling(await use());
    const { id } = await ask('sue', preview);
    await ask('tom', { do: 'approve', batch: id });
    const from = desk.ledger.length;
    await addTestStaff(scene.store, 'boss', 'supervisor');
    const merge = { from: patronId('P0'), to: patronId('P2'), reason: '' };
    const told = { decision: 'done', reasons: [] };
    desk.record('mergePatrons', { args: merge, told }, { at: lostAt + HOUR_MS, staff: 'boss' });
    desk.checkin('X0', { at: lostAt + HOUR_MS });
    scene.clock.set(lostAt + DAY_MS);
    await scene.send(desk, desk.request(from, desk.ledger.length, { left: 0, closing: true }));
    const sent = (await feesOf(scene)).filter((fee) => !fee.startsWith('P1'));
    expect(sent).toEqual(['P2 lost 0 0 2500', 'P2 overdue 500 0 0', 'P2 processing 0 0 500']);
    const credit = await ask('sue', preview);
    // It goes to the number that was billed.
    await ask('tom', { do: 'approve', batch: credit.id });
    expect((await feesOf(scene)).filter((fee) => fee.startsWith('P2'))).toEqual(['P2 overdue 500 0 0']);
  });

  test('never replace a file that the folder has under their name', async () => {
    const { folder, ask } = await openBilling(await use());
    const { id } = await ask('sue', preview);
    await ask('tom', { do: 'approve', batch: id });
    writeFileSync(join(folder, 'bills-00001.csv'), 'another');
    expect(await refused(ask('tom', { do: 'write', batch: id, folder: null }))).toBe('HF-PAY-136');
    expect(readFileSync(join(folder, 'bills-00001.csv'), 'utf8')).toBe('another');
    expect(await refused(ask('tom', { do: 'write', batch: id, folder: join(folder, 'gone') }))).toBe('HF-PAY-136');
    expect(readdirSync(folder)).toEqual(['bills-00001.csv']);
  });

  test.each(['before a transaction', 'after its commit'] as const)(
    'come to the same where a server ends %s, whichever it is [I2]',
    async (when) => {
      const { scene, folder, ...whole } = await openBilling(await use());
      await finish(whole);
      const wanted = await feesOf(scene);
      const file = readFileSync(join(folder, 'bills-00001.csv'), 'utf8');
      for (let kill = 1, isDone = false; !isDone; kill += 1) {
        const again = await openBilling(await use());
        const { store, died } = dyingStore(again.scene.store, kill, when);
        const programs = billingOn(again.scene, store, again.folder);
        await finish(programs).catch((error: unknown) => {
          if (!died()) throw error;
        });
        isDone = !died();
        const restarted = billingOn(again.scene, again.scene.store, again.folder);
        await restarted.look();
        await finish(restarted);
        expect(await feesOf(again.scene)).toEqual(wanted);
        expect(readdirSync(again.folder)).toEqual(['bills-00001.csv']);
        expect(readFileSync(join(again.folder, 'bills-00001.csv'), 'utf8')).toBe(file);
        expect(await actsOf(again.scene, 'transferFees')).toHaveLength(2);
        expect(await actsOf(again.scene, 'takeBackFees')).toHaveLength(1);
      }
    },
  );
});

/** Works the batch on to its end, from wherever it stands: the office does not take its last line. */
async function finish({ ask, list }: Pick<Billing, 'ask' | 'list'>): Promise<void> {
  const [found] = await list();
  const { id } = found ?? (await ask('sue', preview));
  for (;;) {
    const [batch] = await list();
    switch (batch?.state) {
      case 'preview':
        await ask('tom', { do: 'approve', batch: id });
        break;
      case 'approved':
        await ask('tom', { do: 'write', batch: id, folder: null });
        break;
      case 'written':
        await ask('sue', { do: 'acknowledge', batch: id, rejected: ['0000100004'], answer: null });
        break;
      default:
        return;
    }
  }
}

/** The store of a program that ends at its n-th transaction that writes. */
function dyingStore(
  store: Store,
  n: number,
  when: 'before a transaction' | 'after its commit',
): { readonly store: Store; readonly died: () => boolean } {
  let count = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new StoreFailureError('the program ended');
  };
  const write: Store['write'] = async (work) => {
    count += 1;
    if (isDead || (count === n && when === 'before a transaction')) die();
    const done = await store.write(work);
    return count === n ? die() : done;
  };
  const read: Store['read'] = (work) => (isDead ? Promise.reject(new StoreFailureError('ended')) : store.read(work));
  return { store: { ...store, write, read }, died: () => isDead };
}
