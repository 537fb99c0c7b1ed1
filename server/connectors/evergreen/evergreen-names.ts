// Names of Evergreen's groups, libraries, locations and parts of call numbers, which its people and copies name by id.

import { z } from 'zod';
import { SystemFailureError } from '../other-system.ts';
import { recordsById } from '../records-by-id.ts';
import type { EvergreenClient } from './evergreen-client.ts';
import { IdSchema, search, TextSchema } from './evergreen-records.ts';

const NAMED = {
  pgt: { name: TextSchema },
  aou: { shortname: TextSchema },
  acpl: { name: TextSchema },
  acnp: { label: TextSchema },
  acns: { label: TextSchema },
} as const;
type NamedClass = keyof typeof NAMED;

const UNSHOWN: Readonly<Record<NamedClass, string>> = {
  pgt: 'a patron group: the account needs the right STAFF_LOGIN for all libraries',
  aou: 'a library',
  acpl: 'a location',
  acnp: 'the prefix of a call number',
  acns: 'the suffix of a call number',
};

/** The names of one class by their ids. Throws SystemFailureError where one is not shown: a record would be taken without it. */
export type EvergreenNames = (of: NamedClass, ids: readonly number[]) => Promise<ReadonlyMap<number, string>>;

/** Each name is asked for once. */
export function evergreenNames(client: EvergreenClient): EvergreenNames {
  const known: Readonly<Record<NamedClass, Map<number, string>>> = {
    pgt: new Map(),
    aou: new Map(),
    acpl: new Map(),
    acnp: new Map(),
    acns: new Map(),
  };
  return async (of, ids) => {
    const names = known[of];
    const wanted = ids.filter((id) => !names.has(id));
    const found = await recordsById(
      wanted,
      (some) => namesOf(client, of, some),
      ({ id }) => id,
    );
    for (const id of wanted) {
      const named = found.get(id);
      if (named === undefined) throw new SystemFailureError('not-answered', `it does not show ${UNSHOWN[of]}`);
      names.set(id, named.name);
    }
    return names;
  };
}

type Named = { readonly id: number; readonly name: string };

async function namesOf(client: EvergreenClient, of: NamedClass, ids: readonly number[]): Promise<readonly Named[]> {
  const schema = z.object({ id: IdSchema, ...NAMED[of] });
  const found = await search(client, { of, schema }, { id: ids });
  return found.map(({ id, ...rest }) => ({ id, name: Object.values(rest).join('') }));
}
