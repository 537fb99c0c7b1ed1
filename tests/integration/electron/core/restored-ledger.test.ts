// An older copy of the ledger is put back: no number is used twice, and nothing that the server holds is lost or doubled. [I2] [I4]

import { EnvelopeBodySchema, type EnvelopeBody } from '../../../../shared/wire/envelope.ts';
import { ReceiptSchema } from '../../../../shared/wire/receipt.ts';
import { required } from '../../../../shared/core/assert.ts';
import { verifyLedger } from '../../../../db/ledger/verify-ledger.ts';
import { ledgerActs, ledgerReceipts, serverActs, serverReceipts, serverRows } from './support/both-ends.ts';
import { freshDesk, sharedWorld } from './support/desk-world.ts';
import {
  keepAll,
  keepLedger,
  keepMark,
  putAllBack,
  putDataBack,
  putLedgerBack,
  putMarkBack,
} from './support/old-image.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 60, patrons: 10 });
const desk = freshDesk(world);

/** Lends a free item, and returns the act. */
async function lend(item: number): Promise<string> {
  const answer = await desk.now.ask('circ.checkout', { patron: 'card-P0', item: `barcode-X${item}` });
  return required(answer.commandId, () => JSON.stringify(answer.reasons));
}

/** Bodies in the ledger, oldest first. */
function bodies(): EnvelopeBody[] {
  const rows = desk.now.core.files.ledger.all<{ body: string }>('SELECT body FROM envelope ORDER BY n');
  return rows.map(({ body }) => EnvelopeBodySchema.parse(JSON.parse(body)));
}

const outcomes = async () => {
  const receipts = Object.values(await serverReceipts(world(), desk.now)).map((text) =>
    ReceiptSchema.parse(JSON.parse(text)),
  );
  return receipts.map(({ outcome }) => outcome);
};
const openOf = async (items: readonly number[]) => {
  const ids = new Set(items.map((n) => `X${n}`));
  const loans = (await serverRows(world(), 'loan')).filter((loan) => ids.has(loan.itemId));
  return loans
    .filter(({ state }) => state === 'open')
    .map(({ itemId }) => itemId)
    .toSorted();
};

/** Two acts, then the image; one more act, that only the server and the copy have after the image is put back. */
async function imageAndMore(
  keep: (place: typeof desk.now.place) => void,
  items: readonly [number, number, number],
): Promise<string[]> {
  const acts = [await lend(items[0]), await lend(items[1])];
  await desk.now.settled();
  await desk.restart(keep);
  await desk.now.settled();
  acts.push(await lend(items[2]));
  await desk.now.settled();
  return acts;
}

/** Nothing is lost, doubled or held, the ledger is sound, and its newest act began a stream that names the end of the one before. */
async function expectWhole(known: readonly string[], items: readonly number[]): Promise<void> {
  await desk.now.settled();
  expect((await serverActs(world(), desk.now)).toSorted()).toEqual([...known].toSorted());
  expect(new Set(await outcomes())).toEqual(new Set(['applied']));
  expect(await openOf(items)).toEqual(items.map((n) => `X${n}`).toSorted());
  const shown = await desk.now.ask('patron.view', { card: 'card-P0' });
  expect(shown.loans.map(({ barcode }) => barcode)).toEqual(expect.arrayContaining(items.map((n) => `barcode-X${n}`)));
  const { ledger, signer } = desk.now.core.files;
  expect(verifyLedger(ledger, signer.publicKey).problems).toEqual([]);
}

function expectNewStream(): void {
  const all = bodies();
  const [last, before] = [all.at(-1), all.at(-2)];
  expect(last?.seq).toBe(1);
  expect(last?.stream).not.toBe(before?.stream);
  expect(last?.after).toMatchObject({ stream: before?.stream, seq: before?.seq });
}

test('the mark in the key store is newer: a new stream begins at once, without a line, and names the old one [I4]', async () => {
  const acts = await imageAndMore(keepAll, [0, 1, 2]);
  expect((await desk.now.ask('sync.status', {})).restoredAt).toBeNull();
  world().line.cut();
  await desk.restart(putDataBack);
  acts.push(await lend(3));
  expectNewStream();
  // Staff see a notice, since acts neither sent nor in the image are lost.
  expect((await desk.now.ask('sync.status', {})).restoredAt).not.toBeNull();
  expect(bodies()).toHaveLength(3);
  world().line.mend();
  await expectWhole(acts, [0, 1, 2, 3]);
  acts.push(await lend(4));
  await expectWhole(acts, [0, 1, 2, 3, 4]);
  expect(
    bodies()
      .slice(-2)
      .map(({ seq }) => seq),
  ).toEqual([1, 2]);
});

test('the mark is as old as the ledger: the copy says that there was more, without a line [I4]', async () => {
  const keep = (place: typeof desk.now.place) => {
    keepLedger(place);
    keepMark(place);
  };
  const acts = await imageAndMore(keep, [5, 6, 7]);
  world().line.cut();
  await desk.restart((place) => {
    putLedgerBack(place);
    putMarkBack(place);
  });
  acts.push(await lend(8));
  expectNewStream();
  world().line.mend();
  await expectWhole(acts, [5, 6, 7, 8]);
});

test('everything is as old as the ledger: the server says that there was more, before the first act [I4]', async () => {
  const acts = await imageAndMore(keepAll, [10, 11, 12]);
  await desk.restart(putAllBack);
  await desk.now.settled();
  acts.push(await lend(13));
  expectNewStream();
  await expectWhole(acts, [10, 11, 12, 13]);
  await desk.restart();
  await desk.now.settled();
  acts.push(await lend(14));
  expect(bodies().at(-1)?.seq).toBe(2);
  await expectWhole(acts, [10, 11, 12, 13, 14]);
});

test('everything is from before the first act: the same [I4]', async () => {
  await desk.restart(keepAll);
  await desk.now.settled();
  const acts = [await lend(15)];
  await desk.now.settled();
  await desk.restart(putAllBack);
  await desk.now.settled();
  acts.push(await lend(16));
  expect(bodies()).toHaveLength(1);
  await expectWhole(acts, [15, 16]);
});

test('acts that the image had not sent and the server has: each counts once, with the receipt that it had [I2] [I6]', async () => {
  const acts = [await lend(20)];
  await desk.now.settled();
  world().line.cut();
  acts.push(await lend(21));
  await desk.restart(keepLedger);
  world().line.mend();
  await desk.now.settled();
  acts.push(await lend(22));
  await desk.now.settled();
  const given = await serverReceipts(world(), desk.now);

  world().line.cut();
  await desk.restart(putLedgerBack);
  acts.push(await lend(23));
  // The one that this ledger knows no answer of, and the new one.
  expect((await desk.now.ask('sync.status', {})).pending).toBe(2);
  world().line.mend();
  await expectWhole(acts, [20, 21, 22, 23]);
  expect(await serverReceipts(world(), desk.now)).toMatchObject(given);
  const kept = Object.entries(ledgerReceipts(desk.now));
  for (const [place, text] of kept) expect(given[place] ?? text).toBe(text);
  expect(kept).toHaveLength(3);
  expect(desk.now.core.files.ledger.all('SELECT stream FROM stream')).toHaveLength(2);
});

test('everything is old and an act was recorded without a line: it is held, and what the server has stands [I8]', async () => {
  const acts = await imageAndMore(keepAll, [30, 31, 32]);
  world().line.cut();
  await desk.restart(putAllBack);
  const reused = await lend(33);
  expect(ledgerActs(desk.now).at(-1)).toMatchObject({ seq: 3, id: reused });
  world().line.mend();
  await until(
    'the desk says why nothing is sent',
    async () => (await desk.now.ask('sync.status', {})).problem === 'HF-SYNC-002',
  );
  expect((await serverActs(world(), desk.now)).toSorted()).toEqual(acts.toSorted());
  expect(await openOf([30, 31, 32])).toEqual(['X30', 'X31', 'X32']);
  const forked = (await serverRows(world(), 'exception')).filter(({ code }) => code === 'desk-forked');
  expect(forked).toHaveLength(1);
  expect((await desk.now.ask('sync.status', {})).pending).toBe(1);
  const { waiting } = await desk.now.ask('sync.acts', { limit: 10 });
  expect(waiting.map(({ commandId, outcome }) => ({ commandId, outcome }))).toEqual([
    { commandId: reused, outcome: null },
  ]);
});
