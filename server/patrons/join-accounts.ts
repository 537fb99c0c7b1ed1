// The parts of a merged account that the other one keeps: its cards, messages and blocks, and each field that staff wrote later in it. So an edit
// counts alike whether it comes before the merge or after it. [I24]

import { sql } from 'kysely';
import { patronId, type PatronId } from '../../shared/core/ids.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { fieldsOf, PatronFieldsSchema, withFields, type PatronField } from '../../shared/circ/model/patron-fields.ts';
import { joinedAgreements, joinedEnds, withSponsors } from '../../shared/circ/model/agreement.ts';
import { joinedLinks } from '../../shared/circ/model/proxy-link.ts';
import { readRows } from '../store/read-rows.ts';
import { parseRow } from '../store/state-tables.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { asJoined, cardsAt, isCardField, secondary } from './card-writes.ts';
import { compareWrites, type FieldWrite } from './field-write.ts';
import { readFieldWrites } from './patron-standing.ts';

type Merged = { readonly from: string; readonly to: string };

/** Puts the accounts that stay, where they change, and moves the writes. The rows that go are left to the caller. */
export async function joinAccounts(tx: WriteTx, merges: readonly Merged[], changes: RowChanges): Promise<void> {
  const ids = new Set(merges.flatMap(({ from, to }) => [from, to]));
  const rows = await readRows(tx, 'patron', ids);
  const writes = await readFieldWrites(tx, ids);
  const realOf = new Map(merges.map(({ from, to }) => [from, patronId(to)]));
  for (const { from, to } of merges) {
    const [going, staying] = [rows.get(from), rows.get(to)];
    if (going === undefined || staying === undefined) continue;
    const left = writes.get(from) ?? [];
    const joined = withSponsors(
      joinTwo({ going, left }, { staying, own: writes.get(to) ?? [] }),
      (id) => realOf.get(id) ?? id,
    );
    rows.set(to, joined);
    if (JSON.stringify(joined) !== JSON.stringify(staying)) changes.put('patron', joined);
    const byStaff = left.filter((write) => write.desk_id !== '' && !isCardField(write.field));
    await tx.upsert('patron_field', [
      ...byStaff.map((write) => ({ ...write, patron_id: to })),
      ...asJoined(left, { staying, known: writes.get(to) ?? [] }),
    ]);
  }
  await renameInOthers(tx, { merges, joined: rows, realOf }, changes);
}

/** Proxies and sponsors of an account that goes have links to the one that stays, and those for whom it signed an agreement name that one. */
async function renameInOthers(tx: WriteTx, { merges, joined, realOf }: Renaming, changes: RowChanges): Promise<void> {
  const named = merges.flatMap(({ from }) => joined.get(from)?.links ?? []).map(({ of }) => of);
  const ids = [...named, ...(await signedForBy(tx, realOf))].filter(
    (id) => !realOf.has(id) && merges.every(({ to }) => to !== id),
  );
  // Written back whole: another server may be writing in them.
  await tx.lock(ids.map((id) => `patron:${id}`));
  const others = await readRows(tx, 'patron', ids);
  for (const other of others.values()) {
    const { links } = other;
    const renamed = links?.map((link) => ({ ...link, of: realOf.get(link.of) ?? link.of }));
    const linked = renamed === undefined ? other : { ...other, links: renamed };
    changes.put(
      'patron',
      withSponsors(linked, (id) => realOf.get(id) ?? id),
    );
  }
}

type Renaming = {
  readonly merges: readonly Merged[];
  readonly joined: ReadonlyMap<string, Patron>;
  readonly realOf: ReadonlyMap<string, PatronId>;
};

/** The accounts of which an agreement was signed by one of these. An index has the few that a sponsor signed for. */
async function signedForBy(tx: ReadTx, sponsors: ReadonlyMap<string, unknown>): Promise<string[]> {
  const { rows } = await sql<{ id: string; body: string }>`
    select id, body from patron where body like '%"sponsor":"%'`.execute(tx.db);
  return rows
    .filter(({ body }) =>
      parseRow('patron', body).agreements?.some(({ sponsor }) => sponsor !== undefined && sponsors.has(sponsor)),
    )
    .map(({ id }) => id);
}

function joinTwo(
  { going, left }: { readonly going: Patron; readonly left: readonly FieldWrite[] },
  { staying, own }: { readonly staying: Patron; readonly own: readonly FieldWrite[] },
): Patron {
  const later = Object.keys(PatronFieldsSchema.shape)
    .filter((field): field is PatronField => field !== 'cards')
    .filter((field) => {
      const newest = left.findLast((write) => write.field === field && write.desk_id !== '');
      const against = own.findLast((write) => write.field === field);
      return newest !== undefined && (against === undefined || compareWrites(newest, against) > 0);
    });
  const joined = later.reduce((patron, field) => withFields(patron, fieldsOf(going, field)), staying);
  const writes = [...own, ...asJoined(left, { staying, known: own })].toSorted(compareWrites);
  const known = new Set(staying.cards.map(({ number }) => number));
  const added = going.cards.filter(({ number }) => !known.has(number)).map(secondary);
  const links = joinedLinks(staying, going);
  const agreements = joinedAgreements(staying, going);
  const agreementEnds = joinedEnds(staying, going);
  const bansForgotten = (staying.bansForgotten ?? 0) + (going.bansForgotten ?? 0);
  return {
    ...joined,
    ...(bansForgotten === 0 ? {} : { bansForgotten }),
    // Also where none is left: one between the two stood in both.
    links: links.length === 0 ? undefined : links,
    ...(agreements.length === 0 ? {} : { agreements }),
    ...(agreementEnds.length === 0 ? {} : { agreementEnds }),
    joined: [...new Set([...(staying.joined ?? []), going.id, ...(going.joined ?? [])])],
    cards: cardsAt({ ...joined, cards: [...joined.cards, ...added] }, writes, Infinity),
    messages: [...new Set([...joined.messages, ...going.messages])],
    blocks: [...joined.blocks, ...going.blocks.filter(({ id }) => joined.blocks.every((block) => block.id !== id))],
  };
}
