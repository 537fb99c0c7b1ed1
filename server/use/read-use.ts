// Acts of use of a time, added up. They are read in slices, between which other requests have a turn, and no act is kept in memory.

import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import { USE_STATES, UseWhatSchema, UseWhoSchema, type UseKind } from '../../shared/reports/use/use-kind.ts';
import type { UseRead } from '../../shared/reports/source.ts';
import type { ReadTx } from '../store/store.ts';

/** A library of a year reads some 20,000 acts at once. */
const SLICE_MS = 20 * DAY_MS;

/** From one moment to before another. */
type Asked = { readonly from: Instant; readonly to: Instant };

/** The acts, and those that count by the hour of the week. */
export async function readUse(tx: ReadTx, asked: Asked): Promise<UseRead> {
  const tally = new Map<string, Map<number, Map<number, number>>>();
  const hours = new Map<number, number>();
  for await (const slice of slicesOf(tx, asked)) {
    for (const { who, what, state, week_hour: weekHour } of slice) {
      const ofState = within(tally, state);
      const ofWho = within(ofState, who);
      ofWho.set(what, (ofWho.get(what) ?? 0) + 1);
      if (state === 'counted') hours.set(weekHour, (hours.get(weekHour) ?? 0) + 1);
    }
  }
  const kindOf = await kindsIn(tx);
  const counts = USE_STATES.flatMap((state) =>
    [...(tally.get(state) ?? [])].flatMap(([who, things]) =>
      [...things].flatMap(([what, count]) => {
        const kind = kindOf(who, what);
        return kind === null ? [] : [{ kind, state, count }];
      }),
    ),
  );
  return {
    counts,
    hours: [...hours].map(([weekHour, count]) => ({ weekHour, count })).toSorted((a, b) => a.weekHour - b.weekHour),
  };
}

function within<K, V>(maps: Map<K, Map<number, V>>, key: K): Map<number, V> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<number, V>();
  maps.set(key, made);
  return made;
}

async function* slicesOf(tx: ReadTx, { from, to }: Asked) {
  const ends = await tx.db
    .selectFrom('circ_stat')
    .select((get) => [get.fn.min('at').as('first'), get.fn.max('at').as('last')])
    .executeTakeFirst();
  const end = Math.min(to, Number(ends?.last ?? 0) + 1);
  for (let at = Math.max(from, Number(ends?.first ?? 0)); at < end; at += SLICE_MS) {
    yield await tx.db
      .selectFrom('circ_stat')
      .select(['who', 'what', 'state', 'week_hour'])
      .where('at', '>=', at)
      .where('at', '<', Math.min(at + SLICE_MS, end))
      .execute();
  }
}

async function kindsIn(tx: ReadTx): Promise<(who: number, what: number) => UseKind | null> {
  const bodies = await tx.db.selectFrom('use_kind').selectAll().execute();
  const parsed = bodies.map(({ id, body }) => [id, JSON.parse(body) as unknown] as const);
  const people = new Map(parsed.flatMap(([id, body]) => pair(id, UseWhoSchema.safeParse(body).data)));
  const things = new Map(parsed.flatMap(([id, body]) => pair(id, UseWhatSchema.safeParse(body).data)));
  return (who, what) => {
    const [by, of] = [people.get(who), things.get(what)];
    return by === undefined || of === undefined ? null : { ...by, ...of };
  };
}

function pair<V>(id: number, value: V | undefined): [number, V][] {
  return value === undefined ? [] : [[id, value]];
}
