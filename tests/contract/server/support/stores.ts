// The contract suite runs on every database that the server supports: a real SQLite file, and a real PostgreSQL.

import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Random } from '../../../../shared/core/ports.ts';
import { openStore, type Place } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';
import { postgres } from '../../../support/postgres.ts';
import { describeIf } from '../../../support/skip.ts';
import { putTables, tablesPool } from './empty-library.ts';

export const testRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  fraction: () => Math.random(),
};

/** A clock that a test sets. */
export function testClock(start: number): Clock & { at: number; set: (at: number) => void } {
  const clock = {
    at: start,
    now: () => clock.at,
    mono: () => performance.now(),
    set: (at: number) => {
      clock.at = at;
    },
  };
  return clock;
}

/** A database for one test file, and stores opened on it. */
export type TestPlace = {
  readonly place: Place;
  /** Another store on the same database, as another process would open it. */
  readonly open: (clock?: Clock) => Promise<Store>;
};

/** Runs a suite on each database. `use` gives a fresh database; everything opened on it is closed after each test. */
export function describeStores(name: string, suite: (use: () => Promise<TestPlace>) => void): void {
  describe(`${name} (SQLite)`, () => {
    const closing: (() => Promise<void> | void)[] = [];
    afterEach(() => closeAll(closing));
    suite(async () => {
      const data = mkdtempSync(join(tmpdir(), 'holdfast-central-'));
      closing.push(() => rmSync(data, { recursive: true, force: true }));
      await putTables(data);
      return testPlace({ kind: 'embedded', data }, closing);
    });
  });
  describePostgres(name, suite);
}

/** Runs a suite on PostgreSQL alone: work of several servers at once, which an embedded file does not have. */
export function describePostgres(name: string, suite: (use: () => Promise<TestPlace>) => void): void {
  describeIf(postgres.isAvailable, `${name} (PostgreSQL)`, postgres.reason, () => {
    const closing: (() => Promise<void> | void)[] = [];
    const databases = tablesPool();
    afterEach(() => closeAll(closing));
    afterAll(() => databases.close());
    suite(async () => {
      const database = await databases.take();
      closing.push(() => database.close());
      return testPlace({ kind: 'postgres', url: database.url }, closing);
    });
  });
}

function testPlace(place: Place, closing: (() => Promise<void> | void)[]): TestPlace {
  return {
    place,
    open: async (clock = testClock(0)) => {
      const store = await openStore({ place, clock, random: testRandom, keyStore: null });
      closing.push(() => store.close());
      return store;
    },
  };
}

async function closeAll(closing: (() => Promise<void> | void)[]): Promise<void> {
  for (const close of closing.splice(0).toReversed()) await close();
}
