// Answers of the server, and the state of the queue.

import { streamId } from '../../../../shared/core/ids.ts';
import { MAX_BATCH_BYTES } from '../../../../shared/wire/commands.ts';
import { pendingAfter } from '../../../../db/ledger/envelopes.ts';
import { queueState, unsentStreams } from '../../../../db/ledger/queue.ts';
import { recentActs } from '../../../../db/ledger/recent-acts.ts';
import { receiptAt, storeReceipts } from '../../../../db/ledger/receipts.ts';
import { currentStream, streams } from '../../../../db/ledger/streams.ts';
import { tempDir } from '../support/temp-dir.ts';
import { checkinCommand, checkoutCommand, receiptText, testDesk } from '../support/test-desk.ts';

const path = tempDir();

describe('receipts', () => {
  test('are kept byte for byte, a repeat is nothing, other bytes are refused [I5] [I6]', () => {
    const desk = testDesk(path('same.db'));
    const act = desk.act(checkinCommand('x'));
    const text = ` ${receiptText(act)}`;
    expect(storeReceipts(desk.ledger, [text])).toMatchObject([{ seq: 1, outcome: 'applied' }]);
    expect(storeReceipts(desk.ledger, [text])).toEqual([]);
    expect(desk.ledger.get<{ text: string }>('SELECT text FROM receipt')?.text).toBe(text);
    expect(() => storeReceipts(desk.ledger, [receiptText(act, { outcome: 'held' })])).toThrow('in different words');
    // As long, and another position.
    const asLong = text.replace(/"position":(\d)/, (_, digit: string) => `"position":${(Number(digit) + 1) % 10}`);
    expect([asLong.length, asLong === text]).toEqual([text.length, false]);
    expect(() => storeReceipts(desk.ledger, [asLong])).toThrow('in different words');
    expect(() => desk.ledger.run(`UPDATE receipt SET outcome = 'held'`)).toThrow('never changed');
    expect(receiptAt(desk.ledger, { stream: act.stream, seq: 2 })).toBeNull();
    desk.ledger.close();
  });

  test('of acts that a restored ledger has lost are kept without stumbling', () => {
    const desk = testDesk(path('lost.db'));
    const act = desk.act(checkinCommand('x'));
    storeReceipts(desk.ledger, [receiptText({ ...act, seq: 9 })]);
    expect(unsentStreams(desk.ledger)).toEqual([{ stream: act.stream, afterSeq: 0, lastSeq: 1 }]);
    desk.ledger.close();
  });
});

describe('the queue', () => {
  test('counts what the replica does not have, what is held, and what is unanswered', () => {
    const desk = testDesk(path('queue.db'));
    const acts = Array.from({ length: 5 }, (_, index) => {
      desk.at += 1_000;
      return desk.act(checkinCommand(`x${index}`));
    });
    const first = desk.at - 4_000;
    expect(queueState(desk.ledger, {})).toEqual({ pending: 5, oldestPendingAt: first, unsent: 5 });
    storeReceipts(
      desk.ledger,
      acts.slice(0, 3).map((act, index) => receiptText(act, index === 1 ? { outcome: 'held' } : {})),
    );
    expect(queueState(desk.ledger, { 'A-1': 3 })).toEqual({ pending: 3, oldestPendingAt: first + 1_000, unsent: 2 });
    expect(unsentStreams(desk.ledger)).toEqual([{ stream: 'A-1', afterSeq: 3, lastSeq: 5 }]);
    desk.ledger.close();
  });

  test('gives as many envelopes as fit, and one where even one does not', () => {
    const desk = testDesk(path('fit.db'));
    for (let index = 0; index < 300; index += 1) desk.act(checkoutCommand(`x${index}`, 'p', desk.at));
    const stream = streamId('A-1');
    const batch = pendingAfter(desk.ledger, stream, 0, { envelopes: 1_000, bytes: MAX_BATCH_BYTES });
    expect(batch.length).toBeGreaterThan(100);
    expect(Buffer.byteLength(JSON.stringify(batch.map(({ envelope }) => envelope)))).toBeLessThan(MAX_BATCH_BYTES);
    expect(pendingAfter(desk.ledger, stream, 299, { envelopes: 10, bytes: 10 })).toHaveLength(1);
    expect(pendingAfter(desk.ledger, stream, 300, { envelopes: 10, bytes: 10 })).toEqual([]);
    desk.ledger.close();
  });

  test('sends the rest of a replaced stream first, and the new one names its last act [I2]', () => {
    const desk = testDesk(path('streams.db'));
    desk.act(checkinCommand('x'));
    const last = desk.act(checkinCommand('y'));
    desk.newStream('A-2');
    desk.newStream('A-3');
    const after = { stream: 'A-1', seq: 2, hash: last.hash };
    expect(currentStream(desk.ledger)).toMatchObject({ stream: 'A-3', lastSeq: 0, after });
    expect(desk.act(checkinCommand('z'))).toMatchObject({ stream: 'A-3', seq: 1 });
    expect(streams(desk.ledger).map(({ stream, lastSeq }) => [stream, lastSeq])).toEqual([
      ['A-1', 2],
      ['A-2', 0],
      ['A-3', 1],
    ]);
    expect(unsentStreams(desk.ledger).map(({ stream }) => stream)).toEqual(['A-1', 'A-3']);
    expect(() =>
      desk.ledger.run(`INSERT INTO envelope (stream, seq, id, body, signature, hash, recorded_at)
      VALUES ('A-1', 3, 'i', '', '', '', 0)`),
    ).toThrow('out of order');
    desk.ledger.close();
  });

  test("shows this desk's acts with their answers page by page", () => {
    const desk = testDesk(path('recent.db'));
    const acts = Array.from({ length: 5 }, (_, index) => desk.act(checkinCommand(`x${index}`)));
    storeReceipts(
      desk.ledger,
      acts.slice(0, 1).map((act) => receiptText(act)),
    );
    const page = recentActs(desk.ledger, null, 3);
    expect(page.map(({ body }) => body.seq)).toEqual([5, 4, 3]);
    const next = recentActs(desk.ledger, page.at(-1)?.n ?? null, 3);
    expect(next.map(({ body, receipt }) => [body.seq, receipt?.outcome])).toEqual([
      [2, undefined],
      [1, 'applied'],
    ]);
    desk.ledger.close();
  });
});
