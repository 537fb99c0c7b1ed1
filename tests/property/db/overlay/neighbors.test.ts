// Acts of other desks of the branch over the copy: in any order in which their streams come, the screen is the same, and equals that of an overlay
// built from nothing. The server's later word wins, and the desk is then as one that never received them. [I2] [I4] [I12]

import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { itemId, patronId } from '../../../../shared/core/ids.ts';
import { createOverlay, type Overlay } from '../../../../db/overlay/overlay.ts';
import { NeighborBook, type NeighborAct } from '../../../../db/overlay/neighbor-book.ts';
import type { OverlayView } from '../../../../db/overlay/overlay-view.ts';
import { replicaSource } from '../../../../db/overlay/overlay-source.ts';
import { readNeighborPolicies, readNeighborRows, writeNeighborRows } from '../../../../db/replica/neighbor-rows.ts';
import { replicaState } from '../../../../db/replica/replica-state.ts';
import { applyBatch } from '../../../unit/db/support/apply-batch.ts';
import { overlayDesk, type OverlayDesk } from '../../../unit/db/support/test-overlay.ts';
import { tempDir } from '../../../unit/db/support/temp-dir.ts';
import {
  checkinCommand,
  checkoutCommand,
  parseBody,
  testDesk,
  testPolicy,
  type TestDesk,
} from '../../../unit/db/support/test-desk.ts';
import { batchLines, itemRow, patronRow, put, titleRow } from '../../../unit/db/support/test-rows.ts';

const path = tempDir();
const ITEMS = ['x', 'y'] as const;
const PATRONS = ['p', 'q'] as const;
const DAY = 86_400_000;
const rows = [
  ...ITEMS.flatMap((id) => [put('item', id, itemRow(id)), put('title', `t-${id}`, titleRow(`t-${id}`))]),
  ...PATRONS.map((id) => put('patron', id, patronRow(id))),
];

type Did = {
  readonly by: 'A' | 'B' | 'C';
  readonly item: (typeof ITEMS)[number];
  readonly patron: (typeof PATRONS)[number] | null;
  readonly afterMs: number;
};

const didArb: fc.Arbitrary<Did> = fc.record({
  by: fc.constantFrom('A', 'B', 'C'),
  item: fc.constantFrom(...ITEMS),
  patron: fc.option(fc.constantFrom(...PATRONS)),
  afterMs: fc.integer({ min: 0, max: 90_000 }),
});

/** A desk with neighbors B and C: its own acts are in its ledger, theirs are at hand. */
type Scene = {
  readonly one: OverlayDesk;
  readonly others: Readonly<Record<'B' | 'C', TestDesk>>;
  readonly acts: readonly NeighborAct[];
  readonly close: () => void;
};

function sceneOf(did: readonly Did[], name: string): Scene {
  const dir = path(name);
  const one = overlayDesk(dir, rows);
  const others = { B: testDesk(`${dir}/b.db`, 'B'), C: testDesk(`${dir}/c.db`, 'C') };
  const acts: NeighborAct[] = [];
  let at = one.desk.at;
  for (const { by, item, patron, afterMs } of did) {
    at += afterMs;
    const desk = by === 'A' ? one.desk : others[by];
    desk.at = at;
    const command = patron === null ? checkinCommand(item) : checkoutCommand(item, patron, at + 14 * DAY);
    const envelope = desk.build(command);
    const body = parseBody(envelope);
    desk.act(command, [testPolicy]);
    if (by !== 'A') acts.push({ stream: body.stream, seq: body.seq, envelope, body, before: null });
  }
  const close = () => {
    one.close();
    for (const { ledger } of Object.values(others)) ledger.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { one, others, acts, close };
}

const overlayOf = ({ one }: Scene, neighbors?: NeighborBook): Overlay =>
  createOverlay({
    ledger: one.desk.ledger,
    source: replicaSource(one.replica.reader),
    ...(neighbors === undefined ? {} : { neighbors }),
  });

const looks = (view: OverlayView) => [
  ...ITEMS.map(itemId).map((id) => [
    view.item(id),
    view.currentLoan(id),
    view.loansInQuestion(id),
    view.newestAct(id),
    view.likelyExceptions(id),
  ]),
  ...PATRONS.map(patronId).map((id) => [
    view.loansOfPatron(id).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    view.feesOfPatron(id),
    view.creditMinor(id),
  ]),
];

/** Receives acts as they come, stream by stream in its order, switching between streams as given. */
function hear(overlay: Overlay, book: NeighborBook, acts: readonly NeighborAct[], fromB: readonly boolean[]): void {
  const left = { B: acts.filter(({ stream }) => stream === 'B-1'), C: acts.filter(({ stream }) => stream === 'C-1') };
  for (const isB of [...fromB, ...acts.map(() => true), ...acts.map(() => false)]) {
    const act = left[isB ? 'B' : 'C'].shift();
    if (act === undefined) continue;
    expect(book.add(act, [testPolicy])).toBe(true);
    overlay.heard([act]);
  }
}

/** A batch of the feed that brings nothing but how far the server is. */
function serverHas({ one }: Scene, overlay: Overlay, book: NeighborBook, neighbors: Record<string, number>): void {
  const pos = replicaState(one.replica.writer)?.pos ?? 0;
  const lines = batchLines(pos, [], {}).map((line) => (line.type === 'commit' ? { ...line, neighbors } : line));
  const applied = applyBatch(one.replica.writer, lines);
  if (!applied.ok) throw new Error(applied.error.reason);
  overlay.committed(applied.value);
  book.confirm(applied.value.state.neighbors ?? {});
}

test('in any order of arrival, and back again when the server has them', () => {
  let n = 0;
  fc.assert(
    fc.property(
      fc.array(didArb, { minLength: 1, maxLength: 8 }),
      fc.array(fc.boolean(), { maxLength: 8 }),
      (did, fromB) => {
        const scene = sceneOf(did, `scene-${(n += 1)}`);
        const [book, otherBook] = [new NeighborBook(), new NeighborBook()];
        const [overlay, other] = [overlayOf(scene, book), overlayOf(scene, otherBook)];
        hear(overlay, book, scene.acts, fromB);
        hear(other, otherBook, scene.acts, []);
        const built = looks(overlayOf(scene, book).view);
        expect(looks(overlay.view)).toEqual(built);
        expect(looks(other.view)).toEqual(built);
        // A copy keeps them over a stop.
        const change = book.takeUnsaved();
        if (change !== null) writeNeighborRows(scene.one.replica.writer, change);
        const kept = new NeighborBook();
        kept.load(readNeighborRows(scene.one.replica.reader), readNeighborPolicies(scene.one.replica.reader));
        expect(looks(overlayOf(scene, kept).view)).toEqual(built);
        // One stream first, then all.
        serverHas(scene, overlay, book, { 'B-1': 1 });
        expect(looks(overlay.view)).toEqual(looks(overlayOf(scene, book).view));
        serverHas(scene, overlay, book, { 'B-1': 1_000, 'C-1': 1_000 });
        expect(book.size).toBe(0);
        expect(looks(overlay.view)).toEqual(looks(overlayOf(scene).view));
        // Acts dropped because their desk is no neighbor any more are gone as well.
        otherBook.drop(otherBook.streams());
        other.dropped(new Set(scene.acts.map(({ stream }) => stream)));
        expect(looks(other.view)).toEqual(looks(overlayOf(scene).view));
        scene.close();
      },
    ),
    { numRuns: 60 },
  );
});

test('only the next act of a stream is taken, whatever comes and how often', () => {
  const lent: Did = { by: 'B', item: 'x', patron: 'p', afterMs: 1_000 };
  const scene = sceneOf([lent, { ...lent, patron: null }, lent], 'next');
  const other = sceneOf(
    [
      { ...lent, item: 'y' },
      { ...lent, item: 'y' },
    ],
    'fork',
  );
  const book = new NeighborBook();
  const [first, second, third] = scene.acts;
  const [, forked] = other.acts;
  if (first === undefined || second === undefined || third === undefined || forked === undefined)
    throw new Error('acts');
  expect([book.add(first, []), book.add(first, []), book.add(third, [])]).toEqual([true, false, false]);
  // Signed by the same desk, and not the next act: a copy of it went on by itself.
  expect(book.add(forked, [])).toBe(false);
  expect([book.add(second, []), book.add(third, [])]).toEqual([true, true]);
  expect(book.size).toBe(3);
  for (const { close } of [scene, other]) close();
});
