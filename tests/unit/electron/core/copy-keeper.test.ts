// The copy in use: replaced while calls read from it, thrown away when it breaks, and never mixed up with the ledger. [I11] [I17]

import { closeSync, existsSync, openSync, statSync, writeSync } from 'node:fs';
import { CopyKeeper } from '../../../../electron/core/copy-keeper.ts';
import { activeGeneration } from '../../../../db/ledger/desk-state.ts';
import { listGenerations, replicaPath } from '../../../../db/replica/generations.ts';
import type { ReplicaPlace } from '../../../../db/replica/open-replica.ts';
import { HoldfastError } from '../../../../shared/core/holdfast-error.ts';
import { itemId } from '../../../../shared/core/ids.ts';
import { required } from '../../../../shared/core/assert.ts';
import { tempDir } from '../../db/support/temp-dir.ts';
import { checkoutCommand, testDesk, testKey, type TestDesk } from '../../db/support/test-desk.ts';
import { replicaState } from '../../../../db/replica/replica-state.ts';
import { applyBatch } from '../../db/support/apply-batch.ts';
import { batchLines, itemRow, put } from '../../db/support/test-rows.ts';
import { loadRows } from '../../db/support/test-snapshot.ts';

const path = tempDir();
const desks: TestDesk[] = [];
const keepers: CopyKeeper[] = [];
afterAll(() => {
  for (const keeper of keepers) keeper.close();
  for (const { ledger } of desks) ledger.close();
});

function openKeeper(name: string): CopyKeeper {
  const desk = desks.find(({ ledger }) => ledger.path === path(`${name}.db`)) ?? testDesk(path(`${name}.db`));
  desks.push(desk);
  const keeper = new CopyKeeper({ dir: path(''), key: testKey, ledger: desk.ledger, writeBack: () => undefined });
  keepers.push(keeper);
  return keeper;
}

/** Loads a copy that has one item with this call number. */
function load(place: ReplicaPlace, callNumber: string): ReplicaPlace {
  loadRows(place, [put('item', 'a', itemRow('a', { callNumber }))]);
  return place;
}

const shown = (keeper: CopyKeeper) => keeper.copy?.sight.item(itemId('a'))?.callNumber ?? null;

test('a copy is in use from its switch on, and the one before it is gone', () => {
  const keeper = openKeeper('switch');
  expect(keeper.open()).toBe(false);
  expect(keeper.copy).toBeNull();
  const first = load(keeper.nextPlace(), 'first');
  expect(keeper.switchTo(first, 1)).toBe(true);
  expect(shown(keeper)).toBe('first');
  const second = load(keeper.nextPlace(), 'second');
  expect(second.generation).toBeGreaterThan(first.generation);
  expect(shown(keeper)).toBe('first');
  keeper.switchTo(second, 2);
  expect(shown(keeper)).toBe('second');
  expect(existsSync(replicaPath(first.dir, first.generation))).toBe(false);
  keeper.close();

  const again = openKeeper('switch');
  expect(again.open()).toBe(true);
  expect(shown(again)).toBe('second');
});

test('unsent acts are seen over the copy that is loaded and over the one that takes its place [I13]', () => {
  const keeper = openKeeper('waits');
  const desk = required(desks.at(-1), () => 'no desk');
  const { id } = desk.act(checkoutCommand('a', 'p', desk.at + 86_400_000));
  const seen = () => [shown(keeper), keeper.copy?.sight.currentLoan(itemId('a'))?.id ?? null];
  keeper.switchTo(load(keeper.nextPlace(), 'first'), 1);
  expect(seen()).toEqual(['first', id]);
  keeper.switchTo(load(keeper.nextPlace(), 'second'), 2);
  expect(seen()).toEqual(['second', id]);
});

test('the log of the copy is emptied on demand, and a copy that takes a batch goes on [I19]', () => {
  const keeper = openKeeper('log');
  keeper.emptyLog();
  const place = load(keeper.nextPlace(), 'first');
  keeper.switchTo(place, 1);
  const writer = required(keeper.writer, () => 'no writer');
  const logged = () => statSync(`${replicaPath(place.dir, place.generation)}-wal`).size;
  const change = (callNumber: string) =>
    applyBatch(writer, batchLines(replicaState(writer)?.pos ?? 0, [put('item', 'a', itemRow('a', { callNumber }))]));
  change('MARKED');
  change('after');
  expect(logged()).toBeGreaterThan(0);
  keeper.emptyLog();
  expect(logged()).toBe(0);
  writer.run('BEGIN IMMEDIATE');
  keeper.emptyLog();
  writer.run('COMMIT');
  change('again');
  expect(shown(keeper)).toBe('again');
});

test('a call that began on a copy reads from it to its end, though another took its place [I11]', async () => {
  const keeper = openKeeper('calls');
  keeper.switchTo(load(keeper.nextPlace(), 'first'), 1);
  const gate = Promise.withResolvers<void>();
  const inner = Promise.withResolvers<void>();
  const call = keeper.reading(async () => {
    const copy = required(keeper.copy, () => 'no copy');
    const before = copy.sight.item(itemId('a'))?.callNumber;
    await keeper.reading(() => inner.promise);
    await gate.promise;
    return [before, copy.sight.item(itemId('a'))?.callNumber, shown(keeper)];
  });
  keeper.switchTo(load(keeper.nextPlace(), 'second'), 2);
  inner.resolve();
  gate.resolve();
  expect(await call).toEqual(['first', 'first', 'second']);
});

test('a copy that cannot be read is thrown away at the switch, and the one in use stays', () => {
  const keeper = openKeeper('unreadable');
  keeper.switchTo(load(keeper.nextPlace(), 'first'), 1);
  const broken = load(keeper.nextPlace(), 'second');
  overwrite(replicaPath(broken.dir, broken.generation));
  expect(keeper.switchTo(broken, 2)).toBe(false);
  expect(shown(keeper)).toBe('first');
  expect(listGenerations(broken.dir)).not.toContain(broken.generation);
  expect(activeGeneration(required(desks.at(-1), () => 'no desk').ledger)).not.toBe(broken.generation);
});

test('only an error about the file in use says that the copy broke', () => {
  const keeper = openKeeper('about');
  const place = load(keeper.nextPlace(), 'first');
  const damaged = (file: string) => new HoldfastError('HF-DB-002', { path: file });
  expect(keeper.isBroken(damaged(replicaPath(place.dir, place.generation)))).toBe(false);
  keeper.switchTo(place, 1);
  expect(keeper.isBroken(damaged(replicaPath(place.dir, place.generation)))).toBe(true);
  expect(keeper.isBroken(damaged(replicaPath(place.dir, place.generation + 1)))).toBe(false);
  expect(keeper.isBroken(damaged(path('ledger.db')))).toBe(false);
  expect(keeper.isBroken(new HoldfastError('HF-DB-005', { path: replicaPath(place.dir, place.generation) }))).toBe(
    false,
  );
  expect(keeper.isBroken(new Error('SQLITE_CORRUPT'))).toBe(false);
});

test('a read from a copy that breaks gives the other answer, and the copy is gone; any other error is passed on', () => {
  const keeper = openKeeper('reads');
  const place = load(keeper.nextPlace(), 'first');
  keeper.switchTo(place, 1);
  const fail = (error: Error) => () => {
    throw error;
  };
  expect(() => keeper.read(fail(new Error('a bug')), 0)).toThrow('a bug');
  expect(keeper.read(fail(new HoldfastError('HF-DB-002', { path: replicaPath(place.dir, place.generation) })), 7)).toBe(
    7,
  );
  expect(keeper.copy).toBeNull();
  expect(existsSync(replicaPath(place.dir, place.generation))).toBe(false);
  expect(keeper.read(() => 1, 7)).toBe(7);
});

function overwrite(file: string): void {
  const fd = openSync(file, 'r+');
  writeSync(fd, Buffer.alloc(statSync(file).size, 7));
  closeSync(fd);
}

test('a copy is thrown away and can be loaded anew while the disk refuses writes to the ledger [I17] [I30]', () => {
  const keeper = openKeeper('refused');
  keeper.switchTo(load(keeper.nextPlace(), 'first'), 1);
  const { ledger } = required(
    desks.find(({ ledger: { path: at } }) => at === path('refused.db')),
    () => 'the desk has a ledger',
  );
  ledger.raw.pragma('query_only = 1');
  expect(() => keeper.throwAway()).not.toThrow();
  expect(keeper.copy).toBeNull();
  ledger.raw.pragma('query_only = 0');
  keeper.switchTo(load(keeper.nextPlace(), 'second'), 2);
  expect(shown(keeper)).toBe('second');
});
