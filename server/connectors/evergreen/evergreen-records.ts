// Questions about Evergreen's records. Its data service leaves out records that the account may not see, without a word: where another record shows that
// one is missing, that is a failure and no answer.

import { z } from 'zod';
import { parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { SystemFailureError } from '../other-system.ts';
import { TextThereSchema } from '../values-there.ts';
import { type EvergreenClient, refusalsIn } from './evergreen-client.ts';
import type { EvergreenClass } from './evergreen-idl.ts';

/** Ids come as numbers or as texts. */
export const IdSchema = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);

/** A text, which may come as a number; empty = there is none. */
export const TextSchema = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((text) => String(text ?? ''));

/** Null: it is not told. */
export const FlagSchema = z
  .union([z.boolean(), z.string(), z.number()])
  .nullish()
  .transform((flag) => (flag === null || flag === undefined ? null : [true, 1, '1', 't', 'true'].includes(flag)));

const CopySchema = z.object({ id: IdSchema, barcode: z.string(), call_number: IdSchema, status: IdSchema });
const CardSchema = z.object({ id: IdSchema, usr: IdSchema, barcode: z.string() });
export type Copy = z.infer<typeof CopySchema>;

/** A loan, or a renewal of one. By `circ_lib` it is decided whether the account may see it. */
export const CircSchema = z.object({
  id: IdSchema,
  usr: IdSchema.nullable(),
  target_copy: IdSchema,
  circ_lib: IdSchema,
  xact_start: z.string(),
  /** Null: it has no end. */
  due_date: z.string().nullable(),
  checkin_time: z.string().nullable(),
  create_time: z.string().nullable(),
  checkin_scan_time: z.string().nullable(),
  parent_circ: IdSchema.nullable(),
  /** Why its fines ended: the first reason stays. */
  stop_fines: z.string().nullable(),
});
export type Circ = z.infer<typeof CircSchema>;

const UnitSchema = z.object({ id: IdSchema, shortname: TextThereSchema });
const VolumeSchema = z.object({ id: IdSchema, record: IdSchema });

export type Filter = Readonly<Record<string, unknown>>;
type Found<T extends z.ZodRawShape> = { readonly of: EvergreenClass; readonly schema: z.ZodObject<T> };

const misread = (): SystemFailureError =>
  new SystemFailureError('not-reached', 'its records are not as its fm_IDL.xml says', { counts: true });

/** Records that fit. Throws SystemFailureError. */
export async function search<T extends z.ZodRawShape>(
  client: EvergreenClient,
  { of, schema }: Found<T>,
  filter: Filter,
  more: Filter = {},
): Promise<readonly z.infer<z.ZodObject<T>>[]> {
  const select = { [of]: Object.keys(schema.shape) };
  const [list] = await client.ask(`open-ils.pcrud.search.${of}.atomic`, filter, { select, ...more });
  if (!Array.isArray(list)) throw misread();
  return list.map((value: unknown) => {
    const read = schema.safeParse(client.fields(of, value));
    if (!read.success) throw misread();
    return read.data;
  });
}

const PlacesSchema = z.record(z.string(), z.array(z.unknown()).catch([]));

/** The libraries where the account has each right; those below them go without saying. Throws SystemFailureError. */
export async function placesOf(
  client: EvergreenClient,
  rights: readonly string[],
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const [places] = await client.ask('open-ils.actor.user.has_work_perm_at.batch', rights);
  const read = PlacesSchema.safeParse(places);
  if (!read.success) throw new SystemFailureError('not-reached', 'its rights cannot be read');
  return read.data;
}

/** The user of a card; null = there is none. */
export async function userOf(client: EvergreenClient, card: string): Promise<number | null> {
  const [found] = await search(client, { of: 'ac', schema: CardSchema }, { barcode: card });
  if (found !== undefined && found.barcode !== card) throw misread();
  if (found !== undefined) return found.usr;
  // This one says where a right is missing. It also takes the name or the number of an account, which is no card.
  const results = await client.ask('open-ils.actor.user.retrieve_id_by_barcode_or_username', card);
  const id = IdSchema.safeParse(results[0]);
  if (id.success || refusalsIn(results).length > 0) return null;
  throw new SystemFailureError('not-answered', 'it gives no account for a card');
}

export async function copyOf(client: EvergreenClient, barcode: string): Promise<Copy | null> {
  const [copy] = await search(client, { of: 'acp', schema: CopySchema }, { barcode, deleted: 'f' });
  if (copy !== undefined && copy.barcode !== barcode) throw misread();
  return copy ?? null;
}

/** The status of a copy that is out. */
export const CHECKED_OUT = 1;

/** The open loan of a copy. Throws SystemFailureError where the copy is out and the account may not see by which one. */
export async function openCircOf(client: EvergreenClient, { id, status }: Copy): Promise<Circ | null> {
  const filter = { target_copy: id, checkin_time: null };
  const [circ] = await search(client, { of: 'circ', schema: CircSchema }, filter);
  if (circ !== undefined && circ.target_copy !== id) throw misread();
  if (circ === undefined && status === CHECKED_OUT)
    throw new SystemFailureError('not-answered', 'it does not show the loan of a copy that is out');
  return circ ?? null;
}

/** Loans are renewed no more often. */
const MOST_RENEWALS = 200;

/** A renewal there is another loan after the one before: the first one names them all. */
export async function firstOf(client: EvergreenClient, circ: Circ): Promise<Circ> {
  let first = circ;
  for (let steps = 0; first.parent_circ !== null; steps += 1) {
    const [parent] = await search(client, { of: 'circ', schema: CircSchema }, { id: first.parent_circ });
    if (parent === undefined || steps > MOST_RENEWALS)
      throw new SystemFailureError('not-answered', 'it does not show where a renewed loan began');
    first = parent;
  }
  return first;
}

/** The title of a copy; null = it has none there. */
export async function recordOf(client: EvergreenClient, { call_number: id }: Copy): Promise<number | null> {
  const [volume] = await search(client, { of: 'acn', schema: VolumeSchema }, { id });
  return volume === undefined || volume.record <= 0 ? null : volume.record;
}

/** The id of a library by its short name; null = it has none of that name. */
export async function unitOf(client: EvergreenClient, shortname: string): Promise<number | null> {
  const [unit] = await search(client, { of: 'aou', schema: UnitSchema }, { shortname });
  return unit?.id ?? null;
}

/** The short name of a library. */
export async function unitName(client: EvergreenClient, id: number): Promise<string | null> {
  const [unit] = await search(client, { of: 'aou', schema: UnitSchema }, { id });
  return unit?.shortname ?? null;
}

/** Times there have their zone. Null: it cannot be read. */
export const timeOf = (text: string | null): Instant | null => (text === null ? null : parseInstant(text));
