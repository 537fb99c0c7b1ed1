// Items, titles and patrons with acts of Holdfast's own: those are newer than an export.

import { haveOwnActs } from '../../library/import-memory.ts';
import type { Store } from '../../store/store.ts';

/** Finds rows with acts of desks or of the server. */
export type OwnActs = {
  readonly items: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Titles with acts on a hold or on any copy. */
  readonly titles: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly patrons: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
};

/** Looks in a store; asks it nothing more when it has no such act at all. */
export function openOwnActs(store: Store): OwnActs {
  let asked: Promise<boolean> | null = null;
  const any = () => (asked ??= hasOwnActs(store));
  return {
    items: async (ids) => (ids.length > 0 && (await any()) ? haveOwnActs(store, 'item', ids) : new Set()),
    titles: async (ids) => (ids.length > 0 && (await any()) ? actingTitles(store, ids) : new Set()),
    patrons: async (ids) => (ids.length > 0 && (await any()) ? haveOwnActs(store, 'patron', ids) : new Set()),
  };
}

async function hasOwnActs(store: Store): Promise<boolean> {
  return store.read(async ({ db }) => {
    // An act that a checkpoint has taken in is no event any more; its envelope stays.
    const envelope = await db.selectFrom('envelope').select('id').limit(1).executeTakeFirst();
    const event = await db.selectFrom('event').select('id').where('desk_id', '!=', '').limit(1).executeTakeFirst();
    return envelope !== undefined || event !== undefined;
  });
}

async function actingTitles(store: Store, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const copies = await store.read(({ db, anyOf }) =>
    db.selectFrom('item').select(['id', 'title_id']).where(anyOf('title_id', ids)).execute(),
  );
  const acting = await haveOwnActs(
    store,
    'item',
    copies.map(({ id }) => id),
  );
  const ofCopies = copies.flatMap((copy) => (acting.has(copy.id) ? [copy.title_id] : []));
  return new Set([...(await haveOwnActs(store, 'title', ids)), ...ofCopies]);
}
