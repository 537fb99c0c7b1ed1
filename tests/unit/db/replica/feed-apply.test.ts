// Batches of the feed: whole or not at all, in order, never backwards.

import { itemId, loanId, patronId, titleId } from '../../../../shared/core/ids.ts';
import { beginBatch, type BatchLine } from '../../../../db/replica/feed-apply.ts';
import { checkpointReplica } from '../../../../db/replica/open-replica.ts';
import { eventsOfItem, payersOfLoan } from '../../../../db/replica/queries/events.ts';
import { findItems } from '../../../../db/replica/queries/find-items.ts';
import { findPatrons } from '../../../../db/replica/queries/find-patrons.ts';
import { itemByBarcode, itemById } from '../../../../db/replica/queries/items.ts';
import { liveHoldsOfTitle, liveLoansOfPatron, owedFeesOfPatron } from '../../../../db/replica/queries/loans.ts';
import { patronByCard } from '../../../../db/replica/queries/patrons.ts';
import { replicaState } from '../../../../db/replica/replica-state.ts';
import { isError } from '../../../../db/open/sqlite-error.ts';
import { applyBatch } from '../support/apply-batch.ts';
import { caught } from '../support/caught.ts';
import { tempDir } from '../support/temp-dir.ts';
import {
  batchLines,
  checkoutAct,
  feeRow,
  headerOf,
  holdRow,
  itemRow,
  loanRow,
  patronRow,
  put,
  startAt,
  titleRow,
} from '../support/test-rows.ts';
import { testReplica } from '../support/test-replica.ts';

const path = tempDir();
const rows = [put('item', 'x', itemRow('x')), put('patron', 'p', patronRow('p'))];

describe('a batch of the feed', () => {
  test('counts the acts that it answers, or does not fit [I3]', () => {
    const replica = testReplica(path('counted'), rows);
    const [begin] = batchLines(10, [], {});
    const begun = begin?.type === 'begin' ? beginBatch(replica.writer, begin) : null;
    if (begun?.ok !== true) throw new Error('the batch was not begun');
    const receipt = (seq: number) => JSON.stringify({ stream: 'A-1', seq });
    begun.value.take([2, 3].map((seq) => ({ type: 'receipt', receipt: receipt(seq) })));
    const ends: readonly Record<string, number>[] = [{}, { 'A-1': 2 }, { 'B-1': 9 }, { 'A-1': 3 }, { 'A-1': 4 }];
    const counts = ends.map((lastSeq) => begun.value.countsAnswered({ type: 'commit', to: 11, lastSeq }));
    expect(counts).toEqual([false, false, false, true, true]);
    begun.value.close();
    replica.close();
  });

  test('is applied with its position and says what it touched [I9]', () => {
    const replica = testReplica(path('applied'), rows);
    const applied = applyBatch(
      replica.writer,
      batchLines(
        10,
        [
          put('loan', 'l', loanRow('l', 'x', 'p')),
          put('event', 'B-1/1', checkoutAct(headerOf(1, startAt), 'x', 'p', startAt)),
          put('hold', 'h', holdRow('h', 't-x', 'q')),
          put('fee', 'f', feeRow('f', 'p', 150)),
          { receipt: 'text of a receipt' },
        ],
        { 'A-1': 3 },
      ),
    );
    expect(applied.ok && applied.value.state).toMatchObject({ pos: 11, lastSeq: { 'A-1': 3 } });
    expect(applied.ok && [...applied.value.changes.items]).toEqual(['x']);
    expect(applied.ok && [...applied.value.changes.patrons]).toEqual(['p', 'q']);
    expect(applied.ok && [...applied.value.changes.titles]).toEqual(['t-x']);
    expect(liveLoansOfPatron(replica.reader, patronId('p')).map((loan) => loan.id)).toEqual(['l']);
    expect(eventsOfItem(replica.reader, itemId('x'))).toHaveLength(1);
    expect(liveHoldsOfTitle(replica.reader, titleId('t-x'))).toHaveLength(1);
    expect(owedFeesOfPatron(replica.reader, patronId('p')).map((fee) => fee.outstandingMinor)).toEqual([150]);
    replica.close();
  });

  test('that does not begin where the replica is, or leads nowhere, is refused [I10] [I14]', () => {
    const replica = testReplica(path('refused'), rows);
    expect(applyBatch(replica.writer, batchLines(9, []))).toMatchObject({ ok: false, error: { reason: 'position' } });
    expect(applyBatch(replica.writer, batchLines(11, []))).toMatchObject({ ok: false, error: { reason: 'position' } });
    const other = beginBatch(replica.writer, { type: 'begin', epoch: 'e2', after: 10, to: 11, at: 0 });
    expect(other).toMatchObject({ ok: false, error: { reason: 'epoch' } });
    const back = beginBatch(replica.writer, { type: 'begin', epoch: 'e1', after: 10, to: 9, at: 0 });
    expect(back).toMatchObject({ ok: false, error: { reason: 'backwards' } });
    expect(replicaState(replica.reader)?.pos).toBe(10);
    replica.close();
  });

  test('counts for lastSeq with its commit: not when it begins, nor when it is given up [I3]', () => {
    const replica = testReplica(path('last-seq'), rows, { 'A-1': 2 });
    const [begin, ...rest] = batchLines(10, [put('loan', 'l', loanRow('l', 'x', 'p'))], { 'A-1': 3, 'A-2': 1 });
    const commit = rest.pop();
    if (begin?.type !== 'begin' || commit?.type !== 'commit') throw new Error('no batch');
    const lastSeq = () => replicaState(replica.reader)?.lastSeq;
    for (const isGivenUp of [true, false]) {
      const batch = beginBatch(replica.writer, begin);
      if (!batch.ok) throw new Error('refused');
      expect(lastSeq()).toEqual({ 'A-1': 2 });
      batch.value.take(rest as BatchLine[]);
      expect(lastSeq()).toEqual({ 'A-1': 2 });
      if (isGivenUp) batch.value.close();
      else batch.value.commit(commit);
    }
    expect(lastSeq()).toEqual({ 'A-1': 3, 'A-2': 1 });
    expect(liveLoansOfPatron(replica.reader, patronId('p')).map((loan) => loan.id)).toEqual(['l']);
    // A batch without a stream, or with less of it, takes nothing back.
    applyBatch(replica.writer, batchLines(11, [], { 'A-1': 1 }));
    expect(lastSeq()).toEqual({ 'A-1': 3, 'A-2': 1 });
    replica.close();
  });

  test('taken in slices is invisible until its commit, and gone when it is given up [I11]', () => {
    const replica = testReplica(path('slices'), rows);
    const lines = batchLines(
      10,
      Array.from({ length: 50 }, (_, index) => put('item', `n${index}`, itemRow(`n${index}`))),
    );
    const [begin, ...rest] = lines;
    const commit = rest.pop();
    if (begin?.type !== 'begin' || commit?.type !== 'commit') throw new Error('no batch');
    const given = beginBatch(replica.writer, begin);
    if (!given.ok) throw new Error('refused');
    given.value.take(rest as BatchLine[]);
    given.value.close();
    expect(itemByBarcode(replica.writer, 'bar-n1')).toBeNull();

    const batch = beginBatch(replica.writer, begin);
    if (!batch.ok) throw new Error('refused');
    let slices = 0;
    for (let left = rest as BatchLine[]; left.length > 0; slices += 1) {
      let count = 0;
      left = left.slice(batch.value.take(left, () => (count += 1) >= 10));
      expect(itemByBarcode(replica.reader, 'bar-n1')).toBeNull();
      expect(itemByBarcode(replica.reader, 'bar-x')).not.toBeNull();
    }
    expect(slices).toBe(5);
    batch.value.commit(commit);
    expect(itemByBarcode(replica.reader, 'bar-n1')?.id).toBe('n1');
    replica.close();
  });

  test('takes rows out, moves what names them, and finds old names no longer', () => {
    const replica = testReplica(path('moved'), rows);
    const cards = [
      { number: 'NEW', active: true, primary: true },
      { number: 'card-p', active: false, primary: false },
    ];
    applyBatch(
      replica.writer,
      batchLines(10, [put('patron', 'p', patronRow('p', { cards })), { del: 'item', key: 'x' }]),
    );
    expect(patronByCard(replica.reader, 'new')?.id).toBe('p');
    expect(patronByCard(replica.reader, 'card-p')?.id).toBe('p');
    expect(itemById(replica.reader, itemId('x'))).toBeNull();
    applyBatch(replica.writer, batchLines(11, [put('patron', 'p', patronRow('p', { cards: [] }))]));
    expect(patronByCard(replica.reader, 'new')).toBeNull();
    replica.close();
  });

  test('skips kinds that this version does not know, and keeps rows that it does not understand without stumbling [I20]', () => {
    const replica = testReplica(path('newer'), [...rows, put('newKind', 'k', { anything: 1 })]);
    const strange = { ...itemRow('x'), state: { status: 'levitating' }, fresh: { field: true } };
    const applied = applyBatch(
      replica.writer,
      batchLines(10, [
        put('newKind', 'k2', [1, 2]),
        put('item', 'x', strange),
        put('event', 'e', { kind: 'teleport', itemId: 'x' }),
      ]),
    );
    expect(applied.ok && applied.value.skipped).toBe(1);
    expect(itemByBarcode(replica.reader, 'bar-x')).toBeNull();
    expect(eventsOfItem(replica.reader, itemId('x'))).toEqual([]);
    const mended = { ...itemRow('x'), fresh: { field: true } };
    applyBatch(replica.writer, batchLines(11, [put('item', 'x', mended), put('item', 'y', 'no object')]));
    expect(itemByBarcode(replica.reader, 'BAR-X')?.id).toBe('x');
    replica.close();
  });

  test('that the disk has no room for leaves nothing, and applies once there is room [I11] [I30]', () => {
    const replica = testReplica(path('full'), rows);
    const pages = Number(replica.writer.raw.pragma('page_count', { simple: true }));
    replica.writer.raw.pragma(`max_page_count = ${pages}`);
    const lines = batchLines(
      10,
      Array.from({ length: 500 }, (_, index) => put('item', `n${index}`, itemRow(`n${index}`))),
    );
    expect(
      isError(
        caught(() => applyBatch(replica.writer, lines)),
        'HF-DB-005',
      ),
    ).toBe(true);
    expect(replicaState(replica.reader)?.pos).toBe(10);
    expect(itemByBarcode(replica.writer, 'bar-n0')).toBeNull();
    replica.writer.raw.pragma('max_page_count = 100000');
    expect(applyBatch(replica.writer, lines).ok).toBe(true);
    expect(itemByBarcode(replica.reader, 'bar-n499')?.id).toBe('n499');
    replica.close();
  });

  test('words of titles and names are found as they are now, whatever the order of changes', () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      put('title', `w${index}`, titleRow(`w${index}`, { title: `Old ${index}` })),
    );
    const replica = testReplica(path('words'), [
      ...many,
      ...many.map(({ key }) => put('item', `i-${key}`, itemRow(`i-${key}`, { titleId: titleId(key) }))),
      put('patron', 'p', patronRow('p')),
    ]);
    const renamed = many.toReversed().map(({ key }) => put('title', key, titleRow(key, { title: `New ${key}` })));
    applyBatch(
      replica.writer,
      batchLines(10, [
        ...renamed,
        put('title', 'w7', titleRow('w7', { title: 'Newest' })),
        { del: 'title', key: 'w8' },
        put(
          'patron',
          'p',
          patronRow('p', { name: { family: 'Okafor', given: 'Sade', middle: null, suffix: null, chosen: null } }),
        ),
      ]),
    );
    expect(findItems(replica.reader, 'old', 10)).toEqual([]);
    expect(findItems(replica.reader, 'new', 500)).toHaveLength(249);
    expect(findItems(replica.reader, 'newest', 10).map(({ id }) => id)).toEqual(['i-w7']);
    expect(findPatrons(replica.reader, 'sade', 10)).toHaveLength(1);
    expect(findPatrons(replica.reader, 'familyp', 10)).toEqual([]);
    replica.writer.run(`INSERT INTO title_words (title_words, rank) VALUES ('integrity-check', 1)`);
    replica.writer.run(`INSERT INTO patron_words (patron_words, rank) VALUES ('integrity-check', 1)`);
    replica.close();
  });

  test('the payers of a loan are found by it', () => {
    const replica = testReplica(path('money'), rows);
    const pay = {
      kind: 'pay',
      ...headerOf(1, startAt),
      patronId: 'p',
      amountMinor: 100,
      lines: [{ fee: { kind: 'overdue', loanId: 'l', after: null }, amountMinor: 100, settles: true }],
    };
    const applied = applyBatch(replica.writer, batchLines(10, [put('event', 'B-1/1', pay)]));
    expect(applied.ok && [...applied.value.changes.loans]).toEqual(['l']);
    expect(payersOfLoan(replica.reader, loanId('l'))).toEqual(['p']);
    replica.close();
  });
});

test('a worker writes the WAL back while the writer and its readers go on [I28]', () => {
  const replica = testReplica(path('checkpoint'), rows);
  applyBatch(
    replica.writer,
    batchLines(
      10,
      Array.from({ length: 300 }, (_, index) => put('item', `n${index}`, itemRow(`n${index}`))),
    ),
  );
  expect(checkpointReplica(replica.place)).toBe(0);
  expect(itemByBarcode(replica.reader, 'bar-n299')?.id).toBe('n299');
  expect(applyBatch(replica.writer, batchLines(11, [{ del: 'item', key: 'n299' }])).ok).toBe(true);
  expect(itemByBarcode(replica.reader, 'bar-n299')).toBeNull();
  replica.close();
});
