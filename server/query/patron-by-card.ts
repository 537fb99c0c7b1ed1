// A card that a desk does not know: looked up while it is online. The patron's rows then come to the desk's system by the feed as well.

import type { Instant } from '../../shared/core/instant.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { SCOPE_ALL } from '../../shared/wire/scope.ts';
import { scopeOfSystem } from '../feed/patron-scopes.ts';
import { writeAndPublish } from '../feed/write-and-publish.ts';
import { lastsUntil } from '../patrons/card-order.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx, Store } from '../store/store.ts';

/** The patron with a card, or null. A current card wins over an old one of the same number. */
export async function patronByCard(
  store: Store,
  asked: { readonly card: string; readonly branch: string; readonly now: Instant },
): Promise<Patron | null> {
  const { patron, system, isKnownThere } = await store.read(async (tx) => {
    const cards = await tx.db
      .selectFrom('patron_card')
      .selectAll()
      .where('card', '=', asked.card)
      .orderBy('active', 'desc')
      .orderBy(lastsUntil, 'desc')
      .execute();
    const id = cards[0]?.patron_id ?? '';
    const branch = await tx.db.selectFrom('branch').select('system').where('id', '=', asked.branch).executeTakeFirst();
    const scopes = await tx.db.selectFrom('patron_scope').select('scope').where('patron_id', '=', id).execute();
    const here = scopeOfSystem(branch?.system ?? null);
    return {
      patron: (await readRows(tx, 'patron', [id])).get(id) ?? null,
      system: branch?.system ?? null,
      isKnownThere: scopes.some(({ scope }) => scope === here || scope === SCOPE_ALL),
    };
  });
  if (patron !== null && system !== null && !isKnownThere) {
    await writeAndPublish(store, async ({ tx, movedPatrons }) => {
      await tx.upsert('patron_visit', [{ patron_id: patron.id, system, at: asked.now }]);
      movedPatrons.add(patron.id);
    });
  }
  return patron;
}

/** The patron with a card, for any desk; a current card wins. */
export async function patronOfCard(tx: ReadTx, card: string): Promise<Patron | null> {
  const found = await tx.db
    .selectFrom('patron_card')
    .select('patron_id')
    .where('card', '=', card)
    .orderBy('active', 'desc')
    .orderBy(lastsUntil, 'desc')
    .executeTakeFirst();
  return (
    (await readRows(tx, 'patron', found === undefined ? [] : [found.patron_id])).get(found?.patron_id ?? '') ?? null
  );
}
