// Finds the people of a file who are here already: by the id of the office, the first time by an earlier import of the same system, or by a card
// that an account has in use.

import { codeText } from '../../shared/core/code-text.ts';
import { isSameData } from '../../shared/core/same-data.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { recordIds } from '../import/records/record-ids.ts';
import type { HereAlready } from '../import/records/record-source.ts';
import type { Found, PatronRecord } from '../import/records/record.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import type { Member } from './feed-members.ts';
import { keysOf, type Work } from './feed-work.ts';

/** Patrons known to the feed by id, else those who have a card of the record. */
export async function patronsHere(work: Work, records: readonly Found<PatronRecord>[]): Promise<HereAlready<Patron>> {
  const { store, members, accounts, reading, layout, takenAt } = work;
  // The rows of the batch before are written by now.
  await members.flush();
  const known = await members.read(records.map(({ value }) => value.id));
  const index = await store.read((tx) => indexOf(tx, work, { records, known }));
  const keyOf = new Map<string, string>();
  const unclear = new Map<string, string>();
  for (const { value } of records) {
    const { account, problem } = await accountOf(work, value, index);
    keyOf.set(value.id, account);
    if (problem !== null) unclear.set(value.id, problem);
    else if (!reading.leaving.has(value.id)) accounts.take(account, value.id);
  }
  const rows = await store.read((tx) => readRows(tx, 'patron', new Set(keyOf.values())));
  const [found, held] = [new Map<string, Patron>(), new Map<string, ReadonlySet<string>>()];
  for (const { value } of records) {
    const { id, patron } = value;
    const [member, key] = [known.get(id), keyOf.get(id) ?? ''];
    const isLeaving = reading.leaving.has(id);
    const cards = patron.cards.map(({ number }) => codeText(number));
    const row = rows.get(key);
    if (row === undefined && patron.group === '') unclear.set(id, 'the patron is new, and the file tells no group');
    if (row !== undefined) found.set(id, comingBack(row, value, isLeaving ? withoutEnd(member) : member));
    held.set(id, new Set(cards.filter((card) => [...(index.holders.get(card) ?? [])].some((one) => one !== key))));
    if (unclear.has(id)) continue;
    if (member?.ended !== undefined && !isLeaving) work.noting.note('returned', { sourceId: id, key });
    const ended = isLeaving ? member?.ended : undefined;
    const now: Member = {
      sourceId: id,
      key,
      cards,
      ...(ended === undefined ? {} : { ended }),
      ...(layout.file.holds === 'changes' ? { told: takenAt } : {}),
    };
    if (!isSameData(member, now)) members.put(now);
  }
  return { rows: found, unclear, held };
}

type Index = {
  /** Accounts by the ids of records: of members, and of those whose own row is there although no other record names it. */
  readonly own: ReadonlyMap<string, string>;
  readonly isMember: (id: string) => boolean;
  /** Accounts that have a card in use. */
  readonly holders: ReadonlyMap<string, ReadonlySet<string>>;
};

async function indexOf(
  tx: ReadTx,
  work: Work,
  { records, known }: { readonly records: readonly Found<PatronRecord>[]; readonly known: ReadonlyMap<string, Member> },
): Promise<Index> {
  const numbers = records.flatMap(({ value }) => value.patron.cards.map(({ number }) => codeText(number)));
  const cards = await tx.db
    .selectFrom('patron_card')
    .innerJoin('patron', 'patron.id', 'patron_card.patron_id')
    .select(['patron_card.card', 'patron_card.patron_id as patron'])
    // One that a desk minted for an unknown card is joined by the write.
    .where('patron.provisional', '=', 0)
    // A number that was given up may be another person's by now.
    .where('patron_card.active', '=', 1)
    .where(tx.anyOf('patron_card.card', numbers))
    .execute();
  const made = keysOf(work);
  const candidates = records.map(({ value: { id } }) => {
    const member = known.get(id);
    const some: readonly string[] = member === undefined ? made.map((ids) => ids.patron(id)) : [member.key];
    return [id, some] as const;
  });
  const keys = candidates.flatMap(([, some]) => some);
  const aliases = await loadAliases(tx, [...keys, ...cards.map(({ patron }) => patron)]);
  const rows = await readRows(tx, 'patron', new Set(keys.map((key) => aliases.of('patron', key))));
  const resolved = candidates.flatMap(([id, some]): [string, string][] => {
    const all = some.map((key) => aliases.of('patron', key));
    const account = all.find((key) => rows.has(key)) ?? all[0];
    return account === undefined ? [] : [[id, account]];
  });
  const holders = new Map<string, Set<string>>();
  for (const { card, patron } of cards)
    holders.set(card, (holders.get(card) ?? new Set()).add(aliases.of('patron', patron)));
  return {
    own: new Map(resolved.filter(([id, key]) => known.has(id) || rows.has(key))),
    isMember: (id) => known.has(id),
    holders,
  };
}

/** The account of a record, or why there is no sure one. */
async function accountOf(
  { system, accounts }: Work,
  { id, patron }: PatronRecord,
  { own, isMember, holders }: Index,
): Promise<{ readonly account: string; readonly problem: string | null }> {
  const here = own.get(id);
  if (here !== undefined && isMember(id)) return { account: here, problem: null };
  const having = new Set(patron.cards.flatMap(({ number }) => [...(holders.get(codeText(number)) ?? [])]));
  const [account = here ?? recordIds(system).patron(id)] = here === undefined ? having : [here];
  if (here === undefined && having.size > 1) return { account, problem: 'its cards are those of two patrons' };
  const isShared = (here !== undefined || having.size > 0) && (await accounts.isOfAnother(account, id));
  return { account, problem: isShared ? 'its card is that of another person whom the office still has' : null };
}

function withoutEnd(member: Member | undefined): Member | undefined {
  if (member === undefined) return undefined;
  const { ended: _, ...rest } = member;
  return rest;
}

/**
 * A patron as they are before the record is joined: fields that the feed itself had ended are open again, and a card that it has no more is replaced.
 */
function comingBack(row: Patron, { patron }: PatronRecord, member: Member | undefined): Patron {
  if (member === undefined) return row;
  const told = new Set(patron.cards.map(({ number }) => codeText(number)));
  const before = new Set(member.cards);
  const cards = row.cards.map((card) =>
    before.has(card.number) && !told.has(card.number) && card.active
      ? { ...card, active: false, primary: false, endedAs: 'replaced' as const }
      : card,
  );
  const isStillEnded = member.ended !== undefined && row.expiresAt === member.ended.at;
  return { ...row, cards, ...(isStillEnded ? { expiresAt: member.ended?.was ?? null } : {}) };
}
