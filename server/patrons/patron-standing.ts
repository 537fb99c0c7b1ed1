// The facts of a patron that rules use, kept as intervals: a late act is judged by the group, the expiration, the blocks and the cards of its own time. Each write
// of a field is a row; the value before the first write is noted with it. [I22]

import type { Instant } from '../../shared/core/instant.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import { PatronSchema } from '../../shared/circ/model/patron.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { cardsAt, importedCards } from './card-writes.ts';
import { compareWrites, type FieldWrite, type WritePlace } from './field-write.ts';

const StandingSchema = PatronSchema.pick({
  group: true,
  groupName: true,
  home: true,
  expiresAt: true,
  active: true,
  barred: true,
  juvenile: true,
  blocks: true,
});
type Standing = Pick<Patron, keyof typeof StandingSchema.shape>;
type StandingField = keyof Standing;

/** The fields that rules ask for and that are kept as intervals. */
export const STANDING_FIELDS = Object.keys(StandingSchema.shape).filter(isStandingField);

/** Whether a field is kept with its values. */
export function isStandingField(field: string): field is StandingField {
  return Object.hasOwn(StandingSchema.shape, field);
}

/** The field under which the writes of one block are kept: its value where it was set, null where it was lifted. */
export const blockField = (block: string): string => `${BLOCK}${block}`;

const BLOCK = 'block:';

const SINCE_EVER: WritePlace = { at: 0, desk_id: '', stream: '', seq: 0 };

/** Every write of these patrons' fields, in order, by patron. */
export async function readFieldWrites(
  tx: ReadTx,
  patrons: Iterable<string>,
): Promise<Map<string, readonly FieldWrite[]>> {
  const rows = await tx.db.selectFrom('patron_field').selectAll().where(tx.anyOf('patron_id', patrons)).execute();
  return Map.groupBy(rows.toSorted(compareWrites), (row) => row.patron_id);
}

/** Notes changes of patrons' standing by changes of their rows. */
export async function noteStanding(
  tx: WriteTx,
  changed: readonly { readonly before: Patron; readonly after: Patron }[],
  place: WritePlace,
): Promise<void> {
  const written = changed.flatMap(({ before, after }) =>
    STANDING_FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])).map((field) => ({
      before,
      after,
      field,
    })),
  );
  const recarded = changed.filter(({ before, after }) => JSON.stringify(before.cards) !== JSON.stringify(after.cards));
  if (written.length === 0 && recarded.length === 0) return;
  const known = await readFieldWrites(tx, new Set([...written, ...recarded].map(({ after }) => after.id)));
  const cards = recarded.flatMap(({ before, after }) =>
    importedCards(before, after, { known: known.get(after.id) ?? [], place }),
  );
  const rows = written.flatMap(({ before, after, field }) => {
    const row = (patron: Patron, at: WritePlace): FieldWrite => ({
      patron_id: after.id,
      field,
      ...at,
      value: JSON.stringify(patron[field]),
    });
    const isFirst = known.get(after.id)?.some((one) => one.field === field) !== true;
    return [...(isFirst ? [row(before, SINCE_EVER)] : []), row(after, place)];
  });
  await tx.upsert('patron_field', [...rows, ...cards]);
}

/** A patron as rules found them at a moment. `writes` are theirs, in order. */
export function standingAt(patron: Patron, writes: readonly FieldWrite[], at: Instant): Patron {
  if (writes.length === 0) return patron;
  const byField = Map.groupBy(writes, ({ field }) => field);
  const then = STANDING_FIELDS.filter((field) => field !== 'blocks').flatMap((field) => {
    const own = byField.get(field) ?? [];
    const value = (own.findLast((write) => write.at <= at) ?? own[0])?.value ?? null;
    return value === null ? [] : [[field, JSON.parse(value)]];
  });
  const parsed = StandingSchema.partial().safeParse(Object.fromEntries(then));
  const ofStaff = [...byField].flatMap(([field, own]) => (field.startsWith(BLOCK) ? [{ field, own }] : []));
  const apart = new Set(ofStaff.map(({ field }) => field));
  const blocks = [
    ...blocksAt(patron, byField.get('blocks') ?? [], at).filter(({ id }) => !apart.has(blockField(id))),
    ...ofStaff.flatMap(({ own }) => blockAt(own, at) ?? []),
  ];
  return { ...patron, ...withoutAbsent(parsed.data ?? {}), blocks, cards: cardsAt(patron, writes, at) };
}

/** Blocks that had not been taken away by then: a block has its own begin, also one that came in later. */
function blocksAt(patron: Patron, writes: readonly FieldWrite[], at: Instant): Patron['blocks'] {
  const lists = writes.map(({ value }, index) => ({
    blocks: StandingSchema.shape.blocks.safeParse(JSON.parse(value ?? '[]')).data ?? [],
    until: writes[index + 1]?.at ?? Infinity,
  }));
  const all = [...lists.filter(({ until }) => until > at).flatMap(({ blocks }) => blocks), ...patron.blocks];
  return [...new Map(all.map((block) => [block.id, block])).values()];
}

/** A block that staff set, where it had not been lifted by then. It has its own begin. */
function blockAt(writes: readonly FieldWrite[], at: Instant): Patron['blocks'][number] | null {
  const set = writes.find(({ value }) => value !== null)?.value ?? null;
  if (set === null || writes.some(({ value, at: lifted }) => value === null && lifted <= at)) return null;
  return StandingSchema.shape.blocks.element.safeParse(JSON.parse(set)).data ?? null;
}

function withoutAbsent(standing: Partial<Standing>): Partial<Standing> {
  return Object.fromEntries(Object.entries(standing).filter(([, value]) => value !== undefined));
}
