// The use report of a library over a year of 400,000 acts, from the database of the server to the document.
// Bar: ≤ 1 s. Floor: the database adds up a column of the same rows.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { DAY_MS } from '../../shared/core/instant.ts';
import { USE_STATES } from '../../shared/reports/use/use-kind.ts';
import { figuresOfUse } from '../../shared/reports/use/figures-of-use.ts';
import { openSqliteStore } from '../../server/store/sqlite/open-sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { keepKinds } from '../../server/use/describe-use.ts';
import { readUse } from '../../server/use/read-use.ts';
import { kindOfUse } from '../support/use-kinds.ts';
import { median } from '../support/median.ts';
import type { Bench, Figure } from './bench.ts';

const ACTS = 400_000;
const AT_ONCE = 20_000;
const BAR_MS = 1_000;
const year = { from: Date.UTC(2025, 6, 1), to: Date.UTC(2026, 6, 1) };

export const useReport: Bench = {
  name: 'use-report',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-use-'));
    const access = { path: join(folder, 'central.db'), key: null };
    const store = await openSqliteStore(access, { now: year.from, epoch: 'bench' });
    try {
      await fill(store);
      return [await measure(store)];
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Lends items of 400 kinds to six groups of seven colleges, by three roles at two branches; most loans are of the first of each. */
async function fill(store: Store): Promise<void> {
  const pick = (n: number, seed: number) => Math.floor(((Math.sin(seed) * 10_000) % 1) ** 2 * n);
  for (let done = 0; done < ACTS; done += AT_ONCE) {
    const acts = Array.from({ length: AT_ONCE }, (_, n) => done + n);
    await store.write(async (tx) => {
      const kinds = acts.map((n) => kindsOf((m, salt) => pick(m, n * 7.1 + salt)));
      const numberOf = await keepKinds(tx, kinds);
      const rows = kinds.map((kind, i) => ({
        id: `act-${done + i}`,
        at: year.from + Math.floor(((done + i) / ACTS) * 365 * DAY_MS),
        desk_id: `desk-${i % 8}`,
        week_hour: (i * 31) % 168,
        state: i % 50 === 0 ? (USE_STATES[1 + (i % 3)] ?? 'counted') : 'counted',
        ...numberOf(kind),
      }));
      await tx.upsert('circ_stat', rows);
    });
  }
}

function kindsOf(pick: (n: number, salt: number) => number) {
  const { itemType: _t, location: _l, callClass: _c, serial, hourly, shelf, ...who } = kindOfUse();
  const what = pick(400, 1);
  const act = pick(4, 2) === 3 ? ('renew' as const) : ('checkout' as const);
  const role = ['student', 'desk', 'night-lead'][pick(3, 3)] ?? null;
  return {
    who: {
      ...who,
      act,
      role,
      group: `group-${pick(6, 4)}`,
      college: `college-${pick(7, 5)}`,
      branch: `b-${pick(2, 6)}`,
    },
    what: {
      itemType: `type-${what % 12}`,
      location: `shelf-${what % 15}`,
      callClass: `lc:${String.fromCharCode(65 + (what % 20))}`,
      serial,
      hourly,
      shelf,
    },
  };
}

async function measure(store: Store): Promise<Figure> {
  const times: number[] = [];
  const floors: number[] = [];
  let pairs = 0;
  for (let run = 0; run < 5; run += 1) {
    const began = performance.now();
    const { counts } = await store.read((tx) => readUse(tx, year));
    const { recorded } = figuresOfUse(counts, {});
    times.push(performance.now() - began);
    if (recorded !== ACTS) throw new Error(`${recorded} acts were found of ${ACTS}`);
    pairs = counts.length;
    const floor = performance.now();
    await store.read((tx) => sql`select sum(who), sum(what), sum(week_hour) from circ_stat`.execute(tx.db));
    floors.push(performance.now() - floor);
  }
  return {
    name: `use figures of ${ACTS} acts`,
    unit: 'ms',
    figure: median(times),
    floor: median(floors),
    bar: BAR_MS,
    side: 'most',
    note: `${pairs} different kinds of acts`,
  };
}
