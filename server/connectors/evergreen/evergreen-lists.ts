// Evergreen's lists of people and copies, in the order of their ids: first the ids of a part, then its records. Its data service hides records after it has
// cut a page, so that an empty page need not be the last: more are looked through then, and at the end all.

import { z } from 'zod';
import { formatInstant, type Instant } from '../../../shared/core/instant.ts';
import { SystemFailureError, type ListKind, type RecordLists } from '../other-system.ts';
import type { EvergreenClient } from './evergreen-client.ts';
import { itemsOf } from './evergreen-items.ts';
import { evergreenNames } from './evergreen-names.ts';
import { patronByCard, patronsOf } from './evergreen-patrons.ts';
import { copyOf, IdSchema, search, TextSchema, timeOf, userOf } from './evergreen-records.ts';

const CLASSES = { patrons: 'au', items: 'acp' } as const;
const CHANGES = { patrons: 'last_update_time', items: 'edit_date' } as const;
const RECORDS = { patrons: patronsOf, items: itemsOf } as const;
const IdsSchema = z.array(IdSchema);

const PAGE = 500;
/** Ids alone are short. */
const COUNTED_AT_ONCE = 20_000;
/** Deleted accounts and copies stay there as rows. */
const LIVE = { deleted: 'f' } as const;

/** The lists over a line to Evergreen. Names are read with the first part of a list that has them. */
export function evergreenLists(client: EvergreenClient): RecordLists {
  let names = evergreenNames(client);
  return {
    count: async (kind) => {
      let count = 0;
      for (let last: number | null = null; ;) {
        const ids: readonly number[] = await idsAfter(client, kind, { last, most: COUNTED_AT_ONCE });
        const end = ids.at(-1);
        if (end === undefined) return count;
        count += ids.length;
        last = end;
      }
    },
    newest: (kind) => newest(client, kind),
    after: async (kind, last, since) => {
      if (last === null) names = evergreenNames(client);
      const ids = await idsAfter(client, kind, { last: last === null ? null : Number(last), since, most: PAGE });
      const end = ids.at(-1);
      if (end === undefined) return null;
      return { ...(await RECORDS[kind](client, names, ids)), last: String(end) };
    },
    one: async (kind, number) => {
      const fresh = evergreenNames(client);
      if (kind === 'patrons') {
        const user = await userOf(client, number);
        return user === null ? null : patronByCard(client, fresh, { user, card: number });
      }
      const copy = await copyOf(client, number);
      return copy === null ? null : ((await itemsOf(client, fresh, [copy.id])).rows[0] ?? null);
    },
  };
}

type From = { readonly last: number | null; readonly since?: Instant | undefined; readonly most: number };

/** The next ids in their order; none = there are no more. Throws SystemFailureError. */
async function idsAfter(
  client: EvergreenClient,
  kind: ListKind,
  { last, since, most }: From,
): Promise<readonly number[]> {
  const of = CLASSES[kind];
  const filter = {
    ...LIVE,
    ...(last === null ? {} : { id: { '>': last } }),
    ...(since === undefined ? {} : { [CHANGES[kind]]: { '>=': formatInstant(since) } }),
  };
  const order = { order_by: [{ class: of, field: 'id' }] };
  const found = await shownOf(most, async (limit) => {
    const [list] = await client.ask(`open-ils.pcrud.id_list.${of}.atomic`, filter, { ...order, ...limit });
    const ids = IdsSchema.safeParse(list);
    if (!ids.success) throw new SystemFailureError('not-answered', 'its list of ids cannot be read');
    return ids.data;
  });
  const ids = found.slice(0, most);
  let before = last ?? -Infinity;
  for (const id of ids) {
    if (id <= before) throw new SystemFailureError('not-answered', 'it does not give its records in order');
    before = id;
  }
  return ids;
}

async function newest(client: EvergreenClient, kind: ListKind): Promise<Instant | null> {
  const [of, change] = [CLASSES[kind], CHANGES[kind]];
  const schema = z.object({ id: IdSchema, [change]: TextSchema });
  // Records without a time would stand before all others.
  const filter = { ...LIVE, [change]: { '>=': formatInstant(0) } };
  const order = { order_by: [{ class: of, field: change, direction: 'desc' }] };
  const [found] = await shownOf(1, (limit) => search(client, { of, schema }, filter, { ...order, ...limit }));
  return timeOf(String(found?.[change] ?? ''));
}

/** So many are looked through where none of the first ones can be seen; at last all. */
const MOST_HIDDEN = 20_000;

async function shownOf<T>(
  most: number,
  ask: (limit: { readonly limit?: number }) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  for (const limit of [most, MOST_HIDDEN]) {
    const found = await ask({ limit });
    if (found.length > 0) return found;
  }
  return ask({});
}
