// The next request to send, and the effect of its answer. [I2] [I4] [I5] [I17]

import { PushQueue } from '../../../../../electron/core/link/push-queue.ts';
import { actId } from '../../../../../shared/core/ids.ts';
import { required } from '../../../../../shared/core/assert.ts';
import { hashPolicy, type Policy } from '../../../../../shared/rules/model/policy.ts';
import { MAX_BATCH_BYTES, type CommandsRequest, type CommandsResponse } from '../../../../../shared/wire/commands.ts';
import { purgeAnswered } from '../../../../../db/ledger/purge-settled.ts';
import { tempDir } from '../../../db/support/temp-dir.ts';
import {
  checkinCommand,
  checkoutCommand,
  receiptText,
  testDesk,
  testPolicy,
  type TestDesk,
} from '../../../db/support/test-desk.ts';

const path = tempDir();
const opened: TestDesk[] = [];
afterAll(() => {
  for (const { ledger } of opened) ledger.close();
});

type Recorded = ReturnType<TestDesk['act']>;

function openDesk(name: string) {
  const desk = testDesk(path(`${name}.db`));
  opened.push(desk);
  const queue = new PushQueue(desk.ledger);
  const acts: Recorded[] = [];
  return {
    desk,
    queue,
    acts,
    record: (count: number) => {
      for (let n = 0; n < count; n += 1) acts.push(desk.act(checkinCommand(`X${acts.length}`)));
      return acts;
    },
    next: () => required(queue.next(), () => 'nothing waits'),
  };
}

const answer = (
  acts: readonly Recorded[],
  expected: number,
  more: Partial<CommandsResponse> = {},
): CommandsResponse => ({
  receipts: acts.map((act) => receiptText(act)),
  expected,
  serverTime: 1,
  epoch: 'e1',
  ...more,
});
const bytesOf = (request: CommandsRequest) => Buffer.byteLength(JSON.stringify(request));
const seqs = ({ envelopes }: CommandsRequest) => envelopes.map(({ body }) => parseSeq(JSON.parse(body)));
const parseSeq = (body: unknown) => (body as { seq: number }).seq;

describe('a new queue', () => {
  test('asks how far the server has its stream, and then has nothing to send', () => {
    const { queue, next } = openDesk('new');
    expect(queue.waiting()).toBe(1);
    const question = next();
    expect(question).toMatchObject({ envelopes: [], policies: [], ledgerSeq: 0 });
    expect(queue.take(question, answer([], 1))).toEqual({ kind: 'answered', receipts: [] });
    expect(queue.next()).toBeNull();
    expect(queue.waiting()).toBe(0);
  });

  test('with acts asks by sending them', () => {
    const { queue, record, next } = openDesk('asking');
    const acts = record(3);
    const request = next();
    expect(seqs(request)).toEqual([1, 2, 3]);
    expect(queue.take(request, answer(acts, 4))).toMatchObject({
      kind: 'answered',
      receipts: [{ seq: 1 }, { seq: 2 }, { seq: 3 }],
    });
    expect(queue.next()).toBeNull();
  });
});

describe('an answer that settles nothing', () => {
  test('is no progress, whatever it says: the same request would follow at once', () => {
    const { queue, record, next } = openDesk('replayed');
    const [first, second, third] = record(3);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three were recorded');
    queue.take(next(), answer([first], 2));
    // An answer of before, as something between desk and server gives it again.
    expect(queue.take(next(), answer([first], 2))).toEqual({ kind: 'no-progress' });
    expect(queue.take(next(), answer([], 2, { problem: 'gap' }))).toEqual({ kind: 'no-progress' });
    expect(queue.take(next(), answer([second], 3))).toMatchObject({ kind: 'answered', receipts: [{ seq: 2 }] });
    // A restored server gives known receipts again, and wants the next acts: that is progress.
    expect(queue.take(next(), answer([], 1, { problem: 'gap' }))).toMatchObject({ kind: 'answered' });
    expect(seqs(next())).toEqual([1, 2, 3]);
    expect(queue.take(next(), answer([first], 2))).toMatchObject({ kind: 'answered' });
    expect(queue.take(next(), answer([second, third], 4))).toMatchObject({ kind: 'answered', receipts: [{ seq: 3 }] });
    expect(queue.next()).toBeNull();
  });
});

describe('a request', () => {
  test('has the bytes that were signed, as often as it is asked for [I6]', () => {
    const { record, next } = openDesk('bytes');
    record(2);
    expect(JSON.stringify(next())).toBe(JSON.stringify(next()));
  });

  test('carries a hundred acts at most, and the rest follow', () => {
    const { queue, record, next } = openDesk('hundred');
    const acts = record(150);
    const first = next();
    expect(seqs(first)).toHaveLength(100);
    expect(first.ledgerSeq).toBe(150);
    queue.take(first, answer(acts.slice(0, 100), 101));
    expect(seqs(next())).toEqual(Array.from({ length: 50 }, (_, n) => 101 + n));
  });

  test.each([200, 1_100, 1_200, 1_250, 2_000])(
    'is never larger than the server takes, with its policies and with acts that are %d longer than usual',
    (longer) => {
      const { desk, next } = openDesk(`large-${longer}`);
      for (let n = 0; n < 100; n += 1) {
        const policy: Policy = { ...testPolicy, period: { n: n + 1, unit: 'days' } };
        const command = checkoutCommand(`X${n}`, 'P', 1);
        const policyRef = { rulesVersion: 'r1', rowIds: [], policyHash: hashPolicy(policy) };
        const told = { ...parseTold(command.told), reasons: ['r'.repeat(longer)], policyRef };
        desk.act({ ...command, told }, [policy]);
      }
      const request = next();
      expect(bytesOf(request)).toBeLessThanOrEqual(MAX_BATCH_BYTES);
      expect(request.envelopes.length).toBeGreaterThanOrEqual(45);
      expect(request.policies).toHaveLength(request.envelopes.length);
    },
  );

  test('names the policies that its loans were told under, and only those', () => {
    const { desk, next } = openDesk('policies');
    desk.act(checkoutCommand('X', 'P', 1), [testPolicy, { ...testPolicy, maxRenewals: 9 }]);
    expect(next().policies).toEqual([{ hash: hashPolicy(testPolicy), policy: testPolicy }]);
  });

  test('of a replaced stream goes before those of its successor [I2]', () => {
    const { desk, queue, record, next } = openDesk('replaced');
    record(2);
    desk.newStream('A-2');
    record(1);
    expect(next()).toMatchObject({ stream: 'A-1' });
    queue.take(next(), answer(firstTwo(desk), 3));
    expect(next()).toMatchObject({ stream: 'A-2', envelopes: [{}] });
  });
});

describe('an answer', () => {
  test('is kept once, and the same again changes nothing [I5]', () => {
    const { queue, record, next, desk } = openDesk('once');
    const acts = record(2);
    const request = next();
    queue.take(request, answer(acts, 3));
    const count = () => desk.ledger.get<{ n: number }>('SELECT count(*) AS n FROM receipt')?.n;
    expect(count()).toBe(2);
    expect(queue.take(request, answer(acts, 3))).toEqual({ kind: 'answered', receipts: [] });
    expect(count()).toBe(2);
  });

  test('that wants acts again which were answered: they are sent again, those after them too [I17]', () => {
    const { queue, record, next } = openDesk('again');
    const acts = record(120);
    queue.take(next(), answer(acts.slice(0, 100), 101));
    queue.take(next(), answer(acts.slice(100), 121));
    expect(queue.waiting()).toBe(0);

    queue.askAgain();
    expect(queue.take(next(), answer([], 11))).toMatchObject({ kind: 'answered' });
    expect(queue.waiting()).toBe(110);
    const first = next();
    expect([seqs(first)[0], seqs(first).length]).toEqual([11, 100]);
    queue.take(first, answer(acts.slice(10, 110), 111));
    const second = next();
    expect(seqs(second)).toEqual(Array.from({ length: 10 }, (_, n) => 111 + n));
    queue.take(second, answer(acts.slice(110), 121));
    expect(queue.next()).toBeNull();
  });

  test('that is a gap restarts from what is expected [I4]', () => {
    const { queue, record, next } = openDesk('gap');
    const acts = record(3);
    queue.take(next(), answer(acts.slice(0, 2), 3));
    expect(queue.take(next(), answer([], 1, { problem: 'gap' }))).toMatchObject({ kind: 'answered' });
    expect(seqs(next())).toEqual([1, 2, 3]);
  });

  test('that expects more than the ledger has: the ledger is old, and what it answered is kept [I4]', () => {
    const { queue, record, next } = openDesk('old');
    const acts = record(2);
    const outcome = queue.take(next(), answer(acts, 9));
    expect(outcome).toMatchObject({ kind: 'ledger-is-old', receipts: [{ seq: 1 }, { seq: 2 }] });
  });

  test('that expects more of a stream that was replaced already changes nothing', () => {
    const { desk, queue, record, next } = openDesk('was-old');
    const acts = record(2);
    desk.newStream('A-2');
    expect(queue.take(next(), answer(acts, 9))).toMatchObject({ kind: 'answered' });
  });

  test.each([
    ['desk-forked', 'forked'],
    ['bad-signature', 'changed'],
  ] as const)('with the problem %s ends the sending, and tells the two apart [I8] [I21]', (problem, kind) => {
    const { queue, record, next } = openDesk(problem);
    record(1);
    expect(queue.take(next(), answer([], 2, { problem }))).toEqual({ kind });
  });

  test('that an act came without its arguments is followed by the whole act, once, and once more after a new start [I2] [I21]', () => {
    const { desk, queue, record, next } = openDesk('lacking');
    const acts = record(5);
    const held = { outcome: 'held' as const, codes: ['args-missing'] };
    const receipts = acts.map((act, index) => receiptText(act, index === 1 || index === 3 ? held : {}));
    const answered = { ...answer([], 6), receipts };
    queue.take(next(), answered);
    expect(queue.waiting()).toBe(4);
    const again = next();
    expect(seqs(again)).toEqual([2, 3, 4, 5]);
    expect(again.envelopes.every(({ args, salt }) => args !== null && salt !== null)).toBe(true);
    queue.take(again, { ...answered, receipts: receipts.slice(1) });
    expect([queue.next(), queue.waiting()]).toEqual([null, 0]);
    const afterStart = new PushQueue(desk.ledger);
    expect(seqs(required(afterStart.next(), () => 'nothing waits'))).toEqual([2, 3, 4, 5]);
  });

  test('that an act came without arguments which are purged here since asks for nothing [I19]', () => {
    const { desk, queue, record, next } = openDesk('lacking-purged');
    const receipts = record(1).map((act) => receiptText(act, { outcome: 'held', codes: ['args-missing'] }));
    queue.take(next(), { ...answer([], 2), receipts });
    const [act] = record(0);
    purgeAnswered(desk.ledger, act === undefined ? [] : [act]);
    const afterStart = new PushQueue(desk.ledger);
    expect(required(afterStart.next(), () => 'nothing is asked').envelopes).toEqual([]);
  });

  test('under the id of another act is not kept: the ledger stays sound, and the same act is sent again [I5]', () => {
    const { queue, record, next } = openDesk('other-id');
    const [act] = record(1);
    const other = receiptText(
      required(act, () => 'no act'),
      { id: actId('another') },
    );
    queue.take(next(), { ...answer([], 2), receipts: [other] });
    expect(seqs(next())).toEqual([1]);
  });

  test('that keeps acts of a copy aside is followed by the next of them, until all are there; then it is asked about all again [I8]', () => {
    const { queue, record, next } = openDesk('copy');
    record(250);
    const forked = (expected: number) => answer([], expected, { problem: 'desk-forked' });
    const sent: number[][] = [];
    for (let round = 0; round < 4; round += 1) {
      const request = next();
      sent.push([seqs(request)[0] ?? 0, request.envelopes.length]);
      expect(queue.take(request, forked(40))).toEqual({ kind: 'forked' });
    }
    expect(sent).toEqual([
      [1, 100],
      [101, 100],
      [201, 50],
      [1, 100],
    ]);
  });

  test('that takes nothing and says nothing is no progress: the same is tried later', () => {
    const { queue, record, next } = openDesk('nothing');
    const acts = record(1);
    queue.take(next(), answer(acts, 2));
    record(1);
    const request = next();
    expect(queue.take(request, answer([], 2))).toEqual({ kind: 'no-progress' });
    expect(next()).toEqual(request);
  });

  test('to another act under the same number is not taken for the answer to this one [I8]', () => {
    const { queue, record, next } = openDesk('other');
    const [act] = record(1);
    const foreign = required(act, () => 'no act');
    queue.take(next(), answer([{ ...foreign, hash: 'f'.repeat(64) }], 2));
    expect(seqs(next())).toEqual([1]);
  });
});

function firstTwo({ ledger }: TestDesk): Recorded[] {
  return ledger.all<Recorded>("SELECT stream, seq, id, hash FROM envelope WHERE stream = 'A-1' ORDER BY seq");
}

const parseTold = (told: unknown) => told as Record<string, unknown>;
