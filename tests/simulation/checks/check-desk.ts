// Checks that must hold at a desk at any moment, after any fault.

import { itemId, patronId, titleId, type ActId, type ItemId, type PatronId } from '../../../shared/core/ids.ts';
import { isSameData } from '../../../shared/core/same-data.ts';
import { compareText } from '../../../shared/circ/fold/timeline.ts';
import { ROW_KINDS } from '../../../shared/wire/rows.ts';
import { createOverlay, type OverlayOptions } from '../../../db/overlay/overlay.ts';
import { replicaSource } from '../../../db/overlay/overlay-source.ts';
import { isLeaseOver, withoutDetails } from '../../../electron/core/lease.ts';
import type { OverlayView } from '../../../db/overlay/overlay-view.ts';
import { KIND_TABLES } from '../../../db/replica/kind-table.ts';
import { isReplicaBroken, type ReplicaReader } from '../../../db/replica/open-replica.ts';
import { replicaState } from '../../../db/replica/replica-state.ts';
import { deskScopes } from '../../../server/feed/desk-scopes.ts';
import { partLines, partsOf } from '../../../server/snapshot/part-rows.ts';
import { chunkRows } from '../../../shared/wire/snapshot-chunk.ts';
import { readHead } from '../../../server/feed/read-head.ts';
import { holds } from '../world/broken.ts';
import type { SimDesk } from '../world/desk.ts';
import { MORE_NUMBERS, NEW_BARCODES, NEW_CARDS, NEW_LABELS } from '../world/library.ts';
import type { World } from '../world/world.ts';
import { idsIn } from './ledger-ids.ts';

/** Checks one desk that runs. */
export async function checkDesk(world: World, desk: SimDesk): Promise<void> {
  if (desk.running === null) return;
  checkLedger(world, desk);
  if ((desk.running.core.neighbors?.size ?? 0) > 0) world.covered('acts of a neighbor shown');
  unlessBroken(desk, () => checkOverlay(world, desk, null));
  try {
    await checkReplica(world, desk);
  } catch (error) {
    brokenCopy(desk, error);
  }
}

/** Runs a look; a broken copy is found by this read, which reports it to the desk. */
function unlessBroken(desk: SimDesk, look: () => void): void {
  try {
    look();
  } catch (error) {
    brokenCopy(desk, error);
  }
}

function brokenCopy(desk: SimDesk, error: unknown): void {
  if (!isReplicaBroken(error)) throw error;
  desk.running?.core.engine.copyBroke();
}

/** Everything acknowledged is in the ledger; its streams have no gap; its receipts are those that the server gave. [I1] [I4] [I5] */
function checkLedger(world: World, desk: SimDesk): void {
  const ledger = desk.running?.core.files.ledger;
  if (ledger === undefined) return;
  const ids = idsIn(ledger);
  for (const id of desk.acknowledged)
    holds(1, ids.has(parseId(id)) || desk.lost.has(id), () => `${id} was acknowledged at ${desk.name} and is gone`);
  const streams = ledger.all<{ stream: string; n: number; last: number; first: number }>(
    'SELECT stream, count(*) AS n, max(seq) AS last, min(seq) AS first FROM envelope GROUP BY stream',
  );
  for (const { stream, n, last, first } of streams)
    holds(4, first === 1 && n === last, () => `stream ${stream} of ${desk.name} has ${n} acts up to ${last}`);
  if (world.epochs > 1) return;
  const receipts = ledger.all<{ stream: string; seq: number; receipt: string }>(
    'SELECT stream, seq, text AS receipt FROM receipt',
  );
  for (const { stream, seq, receipt } of receipts) {
    const given = world.receipts.get(`${stream}/${seq}`);
    holds(5, given === undefined || given === receipt, () => `${desk.name} keeps another receipt of ${stream}/${seq}`);
  }
}

const parseId = (id: string) => id as Parameters<ReturnType<typeof idsIn>['has']>[0];

/**
 * All that was reported to the screens since the last look is right: the keys that a step touched are checked after it.
 * [I12] [I13]
 */
export function checkTouched(world: World): void {
  for (const desk of world.desks) {
    if (desk.touched.size === 0) continue;
    const keys = new Set(desk.touched);
    desk.touched.clear();
    world.covered('touched keys looked at');
    unlessBroken(desk, () => world.disks.aside(() => checkOverlay(world, desk, keys)));
  }
}

/** The visible state must equal that of an overlay built from nothing. `keys`: only these; null = everything. [I12] [I13] */
function checkOverlay(world: World, desk: SimDesk, keys: ReadonlySet<string> | null): void {
  const copy = desk.running?.core.desk.copy() ?? null;
  const ledger = desk.running?.core.files.ledger;
  if (copy === null || ledger === undefined) return;
  checkPending(world, desk, copy.sight);
  // Past the desk's caches of its files: a wrong cache would be shown wrongly.
  const built = ledger.afresh(() =>
    copy.db.afresh(() => {
      const view = createOverlay({ ledger, source: replicaSource(copy.db), ...neighborsAt(desk) }).view;
      const isOver = isLeaseOver(ledger, desk.running?.core.desk.clock.now() ?? 0);
      return looksOf(world, isOver ? withoutDetails({ ...copy, sight: view }).sight : view, keys);
    }),
  );
  const shown = looksOf(world, copy.sight, keys);
  for (const key of Object.keys(built))
    holds(
      12,
      isSameData(shown[key], built[key]),
      () => `${desk.name} shows ${key} as ${JSON.stringify(shown[key])} and not as ${JSON.stringify(built[key])}`,
    );
}

/** Acts of other desks that this one has received. */
function neighborsAt(desk: SimDesk): Pick<OverlayOptions, 'neighbors'> {
  const book = desk.running?.core.neighbors ?? null;
  return book === null ? {} : { neighbors: book };
}

/** An act that the server has not answered is on the screen, after any pull. [I13] */
function checkPending(world: World, desk: SimDesk, sight: OverlayView): void {
  const acts = desk.running?.core.files.ledger.all<{ stream: string; seq: number; id: ActId }>(
    `SELECT stream, seq, id FROM envelope e
     WHERE NOT EXISTS (SELECT 1 FROM receipt r WHERE r.stream = e.stream AND r.seq = e.seq)`,
  );
  for (const { stream, seq, id } of acts ?? []) {
    const isAnswered = world.answered.has(`${stream}/${seq}`);
    holds(
      13,
      isAnswered || sight.isPendingAct(id),
      () => `${desk.name} does not show ${id}, which nobody has answered`,
    );
  }
}

/** How items, patrons and titles look at a desk; only those among the keys, where there are some. */
function looksOf({ library }: World, view: OverlayView, keys: ReadonlySet<string> | null): Record<string, unknown> {
  const { titles, rare } = library;
  const [items, patrons] = [
    [...library.items, ...rare.items, ...rare.leaving],
    [...library.patrons, ...rare.patrons],
  ];
  const asked = (ids: readonly string[]) => ids.filter((id) => keys?.has(id) !== false);
  return Object.fromEntries([
    ...asked(items).map((id) => [id, lookOfItem(view, itemId(id))] as const),
    ...asked(patrons).map((id) => [id, lookOfPatron(view, patronId(id))] as const),
    ...asked(titles).map((id) => [id, view.holdsOfTitle(titleId(id))] as const),
    ...(keys === null ? looksByCode(view, titles) : []),
    ['pending', view.pendingCount()],
  ]);
}

/** Accounts and catalog records that desks made and edited. */
function looksByCode(view: OverlayView, titles: readonly string[]): [string, unknown][] {
  return [
    ...[...NEW_CARDS, ...MORE_NUMBERS].map((card): [string, unknown] => [card, view.patronByCard(card)]),
    ...[...NEW_BARCODES, ...NEW_LABELS].map((code): [string, unknown] => [code, view.itemByBarcode(code)]),
    ...titles.map((id): [string, unknown] => [`title ${id}`, view.title(titleId(id))]),
  ];
}

const lookOfItem = (view: OverlayView, item: ItemId): unknown => [
  view.item(item),
  view.currentLoan(item),
  view.loansInQuestion(item),
  view.newestAct(item),
  view.likelyExceptions(item),
];

const lookOfPatron = (view: OverlayView, patron: PatronId): unknown => [
  view.patron(patron),
  ...[view.loansOfPatron(patron), view.holdsOfPatron(patron), view.feesOfPatron(patron)].map(byId),
  view.creditMinor(patron),
];

/** The order in which a patron's loans are found does not matter: the screen sorts them. */
function byId(rows: readonly { readonly id: string }[]): unknown[] {
  return rows.toSorted((a, b) => compareText(a.id, b.id));
}

/** A copy at the server's position equals the server's rows for it. [I9] [I10] */
async function checkReplica(world: World, desk: SimDesk): Promise<void> {
  const copy = desk.running?.core.desk.copy() ?? null;
  const { server } = world;
  if (copy === null || server === null || server.guard.isDead) return;
  const state = replicaState(copy.db);
  // A copy of the library and its rules alone, while the rest is loaded, is marked so.
  if (state === null || state.isPartial) return;
  const { branch } = desk.running?.core.desk.identity ?? { branch: '' };
  const there = await world.kernel.until(
    server.store.read(async (tx) => {
      const head = await readHead(tx);
      if (head.epoch !== state.epoch) return null;
      holds(10, state.pos <= head.position, () => `${desk.name} is at ${state.pos} and the server at ${head.position}`);
      if (head.position !== state.pos) return null;
      const rows = new Map<string, string>();
      for (const part of partsOf(await deskScopes(tx, branch)))
        for await (const page of partLines(tx, part, { after: '', to: null }))
          for (const { key, text } of chunkRows(page.map(({ line }) => line).join('')))
            rows.set(`${part.kind} ${key}`, text);
      return rows;
    }),
  );
  if (there === null) return;
  world.covered('copies compared');
  const here = rowsOf(copy.db);
  for (const [name, row] of there)
    holds(9, here.get(name) === row, () => `${desk.name} has ${name} as ${here.get(name)} and not as ${row}`);
  for (const name of here.keys())
    holds(9, there.has(name), () => `${desk.name} has ${name}, which is not there at ${state.pos}`);
}

function rowsOf(db: ReplicaReader): Map<string, string> {
  return new Map(
    ROW_KINDS.flatMap((kind) =>
      db
        .all<{ key: string; row: string }>(`SELECT key, row FROM ${KIND_TABLES[kind].table}`)
        .map(({ key, row }): [string, string] => [`${kind} ${key}`, row]),
    ),
  );
}
