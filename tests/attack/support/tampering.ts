// The forwarder at work: while a person works at a desk, requests and answers are changed on their way. Under every
// change an act reaches the server as it was recorded or not at all, and once the way is clear every act is there
// exactly once. [I2] [I17] [I20] [I21] [I26]

import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Chance } from '../../simulation/world/chance.ts';
import { holds } from '../../simulation/world/broken.ts';
import { CommandsRequestSchema, CommandsResponseSchema } from '../../../shared/wire/commands.ts';
import { ReceiptSchema } from '../../../shared/wire/receipt.ts';
import { withDeskOf } from '../../crash/electron/support/both-sides.ts';
import type { AttackedDesk } from './attacked-desk.ts';
import type { AttackedLibrary } from './attacked-library.ts';
import { CHANGES } from './changed-envelopes.ts';
import { expectExactlyOnce } from './exactly-once.ts';
import { isPush, openForwarder, type Answered, type Forwarder, type Seen, type Tamper } from './forwarder.ts';

/** One thing that the forwarder does, and how often it did. */
type Trick = { readonly name: string; readonly tamper: (chance: Chance, done: () => void) => Tamper };

/** How often each trick is tried, and which of them: one in so many, drawn by chance. */
export type TamperSize = { readonly rounds: number; readonly oneIn: number };

/** Attacks the requests of one desk and the answers to another. */
export async function attackByForwarder(
  library: AttackedLibrary,
  { chance, size }: { readonly chance: Chance; readonly size: TamperSize },
): Promise<Record<string, number>> {
  const { rounds } = size;
  const some = (tricks: readonly Trick[]) => tricks.filter(() => chance.oneIn(size.oneIn));
  const requests = await attackWay(library, {
    name: 'desk-behind',
    tricks: some(REQUEST_TRICKS),
    chance,
    rounds,
    receipts: true,
  });
  const answers = await attackWay(library, {
    name: 'desk-before',
    tricks: some(ANSWER_TRICKS),
    chance,
    rounds,
    receipts: false,
  });
  return {
    'requests changed': requests.done,
    'answers changed': answers.done,
    'acts acknowledged': requests.acts + answers.acts,
    lost: 0,
    doubled: 0,
    changed: 0,
  };
}

type Way = {
  readonly name: string;
  readonly tricks: readonly Trick[];
  readonly chance: Chance;
  readonly rounds: number;
  /** Answers are not signed: if they are forged, the desk's stored answers are not compared. */
  readonly receipts: boolean;
};

async function attackWay(
  library: AttackedLibrary,
  way: Way,
): Promise<{ readonly done: number; readonly acts: number }> {
  const forwarder = await openForwarder(library.url);
  const join = (n: number) => library.joinDesk(`${way.name}-${n}`, { by: forwarder.url });
  let [desk, done, acts] = [await join(0), 0, 0];
  const breaches: string[] = [];
  try {
    const rounds = Array.from({ length: way.rounds }, () => way.tricks);
    for (const trick of rounds.flat()) {
      done += await playTrick(desk, { forwarder, trick, chance: way.chance });
      forwarder.set(null);
      const refused = await healed(library, desk);
      if (refused === null) continue;
      breaches.push(`${trick.name}: ${refused}`);
      if (breaches.length === MOST_BREACHES) throw new Error(breaches.join(' · '));
      // The same breach would be found again after every further trick.
      await desk.end();
      desk = await join(breaches.length);
    }
    holds(21, breaches.length === 0, () => `${breaches.length} of ${done}: ${breaches.join(' · ')}`);
    await desk.acts(way.chance, 3);
    await desk.settled();
    acts = desk.acknowledged.length;
    await desk.end();
    await expectExactlyOnce(library, desk, { receipts: way.receipts });
    return { done, acts };
  } finally {
    await forwarder.close();
  }
}

/** As many desks as are joined in place of those that something was found at. */
const MOST_BREACHES = 9;

/** Works at the desk until the trick was played, or nothing passes that it is for. */
async function playTrick(
  desk: AttackedDesk,
  { forwarder, trick, chance }: { readonly forwarder: Forwarder; readonly trick: Trick; readonly chance: Chance },
): Promise<number> {
  let done = 0;
  await desk.api.get('sync.pause', { on: true });
  for (let n = 0; n < 2; n += 1) await desk.act(chance);
  forwarder.set(trick.tamper(chance, () => (done += 1)));
  await desk.api.get('sync.pause', { on: false });
  for (let waited = 0; done === 0 && waited < 40; waited += 1) {
    await desk.api.call('sync.now', {});
    await pause(25);
  }
  await pause(50);
  return done;
}

/** A feed whose batches never end is given up when an act has waited for 30 seconds. */
const WITHIN_MS = 45_000;

/** The way is clear: all is handed in and taken. Returns the difference to the record; null when there is none. */
async function healed(library: AttackedLibrary, desk: AttackedDesk): Promise<string | null> {
  const isSettled = await desk.settled(WITHIN_MS).then(
    () => true,
    () => false,
  );
  const { deskId } = desk.ready;
  const rows = await library.withStore((store) =>
    store.read((tx) =>
      tx.db.selectFrom('envelope').select(['id', 'outcome', 'args', 'salt']).where('desk_id', '=', deskId).execute(),
    ),
  );
  const there = new Map(rows.map((row) => [String(row.id), row]));
  const here = await withDeskOf(library.program, desk.path, ({ ledger }) =>
    ledger.all<{ readonly id: string; readonly args: string; readonly salt: string }>(
      'SELECT id, args, salt FROM envelope',
    ),
  );
  const found = here.flatMap(({ id, args, salt }) => {
    const row = there.get(id);
    if (row === undefined) return ['never came'];
    if (row.outcome !== 'applied') return [`is ${row.outcome}`];
    return row.args === args && row.salt === salt ? [] : ['was applied with other arguments'];
  });
  if (found.length > 0) return `${found.length} acts, one ${found[0]}`;
  if (isSettled) return null;
  const { pending, problem } = await desk.api.get('sync.status', {});
  return `${pending} acts wait still (${problem ?? 'no problem told'})`;
}

const REQUEST_TRICKS: readonly Trick[] = Object.entries(CHANGES).map(([name, change]) => ({
  name,
  tamper: (chance, done) => ({
    request: (seen) => {
      const request = isPush(seen) ? CommandsRequestSchema.parse(JSON.parse(seen.body)) : null;
      if (request === null || request.envelopes.length === 0) return seen.body;
      done();
      return JSON.stringify(change(request, chance));
    },
  }),
}));

const YEAR_MS = 365 * 86_400_000;
const LooseSchema = z.record(z.string(), z.unknown());

/** Changes one answer to acts. */
const ofPush =
  (change: (answer: z.infer<typeof CommandsResponseSchema>, chance: Chance) => object): Trick['tamper'] =>
  (chance, done) => ({
    answer: (seen, answered) => {
      if (!isPush(seen) || answered.status !== 200) return answered.body;
      done();
      return JSON.stringify(change(CommandsResponseSchema.parse(JSON.parse(answered.body)), chance));
    },
  });

const ofReceipts = (change: (receipt: z.infer<typeof ReceiptSchema>) => object | null): Trick['tamper'] =>
  ofPush((answer) => ({
    ...answer,
    receipts: answer.receipts.flatMap((text) => {
      const changed = change(ReceiptSchema.parse(JSON.parse(text)));
      return changed === null ? [] : [JSON.stringify(changed)];
    }),
  }));

/** Changes lines of the feed of one type; null leaves them out. */
const ofLines =
  (type: string, change: (line: Record<string, unknown>, chance: Chance) => object | string | null): Trick['tamper'] =>
  (chance, done) => ({
    answer: (seen, answered) => {
      if (!seen.path.startsWith('/v1/feed') || !answered.body.startsWith(`{"type":"${type}"`)) return answered.body;
      done();
      const changed = change(LooseSchema.parse(JSON.parse(answered.body)), chance);
      return changed === null || typeof changed === 'string' ? changed : JSON.stringify(changed);
    },
  });

/** Passes nothing on and answers as if the server had taken everything. */
const swallow = (chance: Chance, done: () => void): Tamper => ({
  request: (seen) => {
    if (!isPush(seen)) return seen.body;
    done();
    return null;
  },
  instead: (seen) => forgedAnswer(seen, chance),
});

function forgedAnswer(seen: Seen, chance: Chance): Answered {
  const { envelopes } = CommandsRequestSchema.parse(JSON.parse(seen.body));
  const receipts = envelopes.map(({ body }) => {
    const { deskId, stream, seq, id } = LooseSchema.parse(JSON.parse(body));
    const [receivedAt, position] = [Date.now(), chance.between(1, 1_000)];
    const made = { deskId, stream, seq, id, hash: '0'.repeat(64), outcome: 'applied', codes: [] };
    return JSON.stringify({ ...made, receivedAt, effectiveAt: receivedAt, clockSuspect: false, position });
  });
  const last = Math.max(0, ...envelopes.map(({ body }) => Number(LooseSchema.parse(JSON.parse(body))['seq'])));
  const body = JSON.stringify({ receipts, expected: last + 1, serverTime: Date.now(), epoch: 'forged' });
  return { status: 200, type: 'application/json', body };
}

const ANSWER_TRICKS: readonly Trick[] = [
  { name: 'receipts say rejected', tamper: ofReceipts((receipt) => ({ ...receipt, outcome: 'rejected' })) },
  { name: 'receipts say held', tamper: ofReceipts((receipt) => ({ ...receipt, outcome: 'held' })) },
  { name: 'receipts of other acts', tamper: ofReceipts((receipt) => ({ ...receipt, id: 'another' })) },
  { name: 'receipts of other bytes', tamper: ofReceipts((receipt) => ({ ...receipt, hash: '0'.repeat(64) })) },
  { name: 'receipts with other numbers', tamper: ofReceipts((receipt) => ({ ...receipt, seq: receipt.seq + 1 })) },
  { name: 'receipts left out', tamper: ofReceipts(() => null) },
  { name: 'receipts reversed', tamper: ofPush((answer) => ({ ...answer, receipts: answer.receipts.toReversed() })) },
  { name: 'receipts doubled', tamper: ofPush((a) => ({ ...a, receipts: [...a.receipts, ...a.receipts] })) },
  { name: 'receipts are no receipts', tamper: ofPush((answer) => ({ ...answer, receipts: ['{}', 'x'] })) },
  { name: 'expected far ahead', tamper: ofPush((answer) => ({ ...answer, expected: answer.expected + 1_000 })) },
  { name: 'expected at the beginning', tamper: ofPush((answer) => ({ ...answer, expected: 1 })) },
  { name: 'said to be forked', tamper: ofPush((answer) => ({ ...answer, problem: 'desk-forked' })) },
  {
    name: 'said to be badly signed',
    tamper: ofPush((answer) => ({ ...answer, receipts: [], problem: 'bad-signature' })),
  },
  { name: 'said to have a gap', tamper: ofPush((answer) => ({ ...answer, receipts: [], problem: 'gap' })) },
  { name: 'another epoch', tamper: ofPush((answer) => ({ ...answer, epoch: 'another' })) },
  { name: 'ten years later', tamper: ofPush((a) => ({ ...a, serverTime: a.serverTime + 10 * YEAR_MS })) },
  { name: 'an answer of nothing', tamper: ofPush(() => ({})) },
  { name: 'acts swallowed and called applied', tamper: swallow },
  { name: 'feed: commits left out', tamper: ofLines('commit', () => null) },
  {
    name: 'feed: commits of all numbers',
    tamper: ofLines('commit', (line) => ({ ...line, lastSeq: allFarAhead(line) })),
  },
  { name: 'feed: commits of no number', tamper: ofLines('commit', (line) => ({ ...line, lastSeq: {} })) },
  { name: 'feed: commits far ahead', tamper: ofLines('commit', (line) => ({ ...line, to: 1_000_000 })) },
  { name: 'feed: begins elsewhere', tamper: ofLines('begin', (line) => ({ ...line, after: 0 })) },
  { name: 'feed: rows left out', tamper: ofLines('put', () => null) },
  { name: 'feed: rows doubled', tamper: ofLines('put', (line) => `${JSON.stringify(line)}\n${JSON.stringify(line)}`) },
  { name: 'feed: rows under other keys', tamper: ofLines('put', (line) => ({ ...line, key: 'another' })) },
  { name: 'feed: rows of unknown kinds', tamper: ofLines('put', (line) => ({ ...line, kind: 'unknown-kind' })) },
  { name: 'feed: rows of nothing', tamper: ofLines('put', (line) => ({ ...line, row: null })) },
  { name: 'feed: rows deleted', tamper: ofLines('put', ({ kind, key }) => ({ type: 'del', kind, key })) },
  { name: 'feed: no JSON', tamper: ofLines('put', () => '{"type":"put",') },
];

function allFarAhead(line: Record<string, unknown>): object {
  return Object.fromEntries(Object.keys(LooseSchema.parse(line['lastSeq'])).map((stream) => [stream, 1_000]));
}
