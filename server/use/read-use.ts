// Acts of use of a time, added up by the database: in all they are as many as there are kinds of them, however many there were.

import type { Instant } from '../../shared/core/instant.ts';
import {
  USE_STATES,
  UseKindSchema,
  type UseCount,
  type UseHour,
  type UseState,
} from '../../shared/reports/use/use-kind.ts';
import type { ReadTx } from '../store/store.ts';

/** From one moment to before another. */
type Asked = { readonly from: Instant; readonly to: Instant };

/** The acts, and those that count by the hour of the week. */
export async function readUse(
  tx: ReadTx,
  { from, to }: Asked,
): Promise<{ readonly counts: readonly UseCount[]; readonly hours: readonly UseHour[] }> {
  const counted = await tx.db
    .selectFrom('circ_stat')
    .select((get) => ['kind', 'state', get.fn.countAll<number>().as('count')])
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy(['kind', 'state'])
    .execute();
  const kinds = await kindsOf(tx);
  const hours = await tx.db
    .selectFrom('circ_stat')
    .select((get) => ['week_hour as weekHour', get.fn.countAll<number>().as('count')])
    .where('at', '>=', from)
    .where('at', '<', to)
    .where('state', '=', 'counted')
    .groupBy('week_hour')
    .orderBy('week_hour')
    .execute();
  return {
    counts: counted.flatMap(({ kind, state, count }) => {
      const known = kinds(kind);
      return known === null ? [] : [{ kind: known, state: stateOf(state), count: Number(count) }];
    }),
    hours: hours.map(({ weekHour, count }) => ({ weekHour, count: Number(count) })),
  };
}

async function kindsOf(tx: ReadTx): Promise<(id: number) => UseCount['kind'] | null> {
  const rows = await tx.db.selectFrom('use_kind').selectAll().execute();
  const kinds = new Map(rows.map(({ id, body }) => [id, UseKindSchema.parse(JSON.parse(body))]));
  return (id) => kinds.get(id) ?? null;
}

function stateOf(text: string): UseState {
  return USE_STATES.find((state) => state === text) ?? 'counted';
}
