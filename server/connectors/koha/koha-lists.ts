// Koha's lists of people and copies, in the order of their ids. Its titles are asked for by the copies of a part. A part ends the list only where it is
// empty: a server may give fewer records at once than it is asked for.

import { z } from 'zod';
import { DAY_MS, formatInstant, type Instant } from '../../../shared/core/instant.ts';
import { UTC, zoneClock, type ZoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { momentThere } from '../values-there.ts';
import { SystemFailureError, type ListKind, type ListPart, type RecordLists } from '../other-system.ts';
import { read } from '../http-call.ts';
import { recordsById } from '../records-by-id.ts';
import type { KohaClient } from './koha-client.ts';

const text = z.string().nullish();
const number = z.number().nullish();
/** A number, in some versions as text. */
const amount = z.union([z.number(), z.string()]).nullish();

const PatronSchema = z.object({
  /** Empty, as all others: the account may not see this patron. */
  patron_id: z.int().nullish(),
  cardnumber: text,
  surname: text,
  firstname: text,
  middle_name: text,
  preferred_name: text,
  date_of_birth: text,
  email: text,
  secondary_email: text,
  phone: text,
  mobile: text,
  secondary_phone: text,
  address: text,
  address2: text,
  city: text,
  state: text,
  postal_code: text,
  country: text,
  category_id: text,
  library_id: text,
  expiry_date: text,
  userid: text,
  statistics_1: text,
  statistics_2: text,
  updated_on: text,
  patron_card_lost: z.boolean().nullish(),
});

const ItemSchema = z.object({
  item_id: z.int(),
  biblio_id: z.int(),
  external_id: text,
  home_library_id: text,
  location: text,
  collection_code: text,
  callnumber: text,
  serial_issue_number: text,
  copy_number: text,
  item_type_id: text,
  effective_item_type_id: text,
  replacement_price: amount,
  purchase_price: amount,
  not_for_loan_status: number,
  withdrawn: number,
  timestamp: text,
});

type KohaItem = z.infer<typeof ItemSchema>;

const BiblioSchema = z.object({
  biblio_id: z.int(),
  title: text,
  subtitle: text,
  author: text,
  isbn: text,
  copyright_date: amount,
  publication_year: amount,
});
type Biblio = z.infer<typeof BiblioSchema>;

const ChangeSchema = z.array(z.object({ updated_on: text, timestamp: text }));

const PAGE = 200;
const IDS = { patrons: 'patron_id', items: 'item_id' } as const;
const NUMBERS = { patrons: 'cardnumber', items: 'external_id' } as const;
const CHANGES = { patrons: 'updated_on', items: 'timestamp' } as const;

type There = { readonly client: Pick<KohaClient, 'get'>; readonly clock: ZoneClock };

/** The lists over a line to Koha. `zone`: of times that name none. */
export function kohaLists(client: There['client'], zone: string): RecordLists {
  const there = { client, clock: zoneClock(zone) ?? UTC };
  return {
    count: async (kind) => {
      const { status, total } = await client.get(`/${kind}`, { _per_page: '1' });
      if (status !== 200 || total === null)
        throw new SystemFailureError('not-answered', 'it does not say how many records it has');
      return total;
    },
    newest: async (kind) => {
      const answer = await client.get(`/${kind}`, { _order_by: `-${CHANGES[kind]}`, _per_page: '1' });
      return momentThere(read(ChangeSchema, answer)[0]?.[CHANGES[kind]], there.clock);
    },
    after: (kind, last, since) =>
      kind === 'patrons' ? patronsAfter(there, { last, since }) : itemsAfter(there, { last, since }),
    one: async (kind, number) => {
      const found =
        kind === 'patrons'
          ? await patronsNumbered(there, NUMBERS[kind], number)
          : await itemsNumbered(there, NUMBERS[kind], number);
      // Koha does not tell large letters from small ones, and some versions read a question that they do not know as one for all.
      return found.find((row) => row[NUMBERS[kind]] === number) ?? null;
    },
  };
}

type From = { readonly last: string | null; readonly since: Instant | undefined };

async function patronsAfter(there: There, from: From): Promise<ListPart | null> {
  const patrons = await page(there, 'patrons', { ...from, schema: PatronSchema, idOf: patronIdOf });
  return patrons === null ? null : { ...patrons.part, rows: patrons.records.map(patronRow) };
}

async function itemsAfter(there: There, from: From): Promise<ListPart | null> {
  const items = await page(there, 'items', { ...from, schema: ItemSchema, idOf: (one) => one.item_id });
  return items === null ? null : { ...items.part, rows: await itemRows(there, items.records) };
}

async function itemRows(there: There, items: readonly KohaItem[]): Promise<ListPart['rows']> {
  const shown = items.filter(({ external_id: barcode, withdrawn }) => barcode && !(withdrawn ?? 0));
  const titles = await titlesOf(
    there,
    shown.map(({ biblio_id: id }) => id),
  );
  return shown.map((item) => itemRow(item, titles.get(item.biblio_id) ?? null));
}

async function patronsNumbered({ client }: There, column: string, card: string): Promise<ListPart['rows']> {
  const patrons = read(z.array(PatronSchema), await client.get('/patrons', numbered(column, card)));
  // Throws where the account may not see one of them.
  for (const patron of patrons) patronIdOf(patron);
  return patrons.map(patronRow);
}

async function itemsNumbered(there: There, column: string, barcode: string): Promise<ListPart['rows']> {
  return itemRows(there, read(z.array(ItemSchema), await there.client.get('/items', numbered(column, barcode))));
}

const numbered = (column: string, number: string) => ({ q: JSON.stringify({ [column]: number }), _per_page: '2' });

/** Throws SystemFailureError: data that are hidden from the account would be taken for empty ones. */
function patronIdOf({ patron_id: id, category_id: category }: z.infer<typeof PatronSchema>): number {
  if (id && category) return id;
  throw new SystemFailureError('shut-out', 'it hides patrons of other libraries from this account', { counts: true });
}

type Asked<T> = From & { readonly schema: z.ZodType<T>; readonly idOf: (record: T) => number };

async function page<T extends { readonly updated_on?: Value; readonly timestamp?: Value }>(
  { client, clock }: There,
  kind: ListKind,
  { last, since, schema, idOf }: Asked<T>,
) {
  const [id, change] = [IDS[kind], CHANGES[kind]];
  // Versions differ by hours in how they read a time: the records say when they changed.
  const about = {
    ...(last === null ? {} : { [id]: { '>': Number(last) } }),
    ...(since === undefined ? {} : { [change]: { '>=': formatInstant(since - DAY_MS) } }),
  };
  const records = read(
    z.array(schema),
    await client.get(`/${kind}`, {
      _order_by: `+${id}`,
      _per_page: String(PAGE),
      ...(Object.keys(about).length === 0 ? {} : { q: JSON.stringify(about) }),
    }),
  );
  let before = last === null ? -Infinity : Number(last);
  for (const record of records) {
    if (idOf(record) <= before) throw new SystemFailureError('not-answered', 'it does not give its records in order');
    before = idOf(record);
  }
  if (records.length === 0) return null;
  const isWanted = (record: T): boolean =>
    since === undefined || (momentThere(textOf(record[change]), clock) ?? since) >= since;
  return { records: records.filter(isWanted), part: { count: records.length, last: String(before) } };
}

const textOf = (value: Value): string | null => (typeof value === 'string' ? value : null);

function titlesOf({ client }: There, ids: readonly number[]): Promise<ReadonlyMap<number, Biblio>> {
  const ask = async (wanted: readonly number[]): Promise<readonly Biblio[]> => {
    const q = JSON.stringify({ 'me.biblio_id': wanted });
    return read(z.array(BiblioSchema), await client.get('/biblios', { q, _per_page: String(wanted.length) }));
  };
  return recordsById(ids, ask, ({ biblio_id: id }) => id);
}

type Value = string | number | null | undefined;
const words = (values: readonly Value[], join: string): string => values.filter(Boolean).join(join);

function patronRow(one: z.infer<typeof PatronSchema>): Record<string, string> {
  const place = words([one.state, one.postal_code], ' ');
  return {
    patron_id: String(one.patron_id),
    // A lost card finds no one any more.
    cardnumber: one.patron_card_lost === true ? '' : (one.cardnumber ?? ''),
    surname: one.surname ?? '',
    firstname: one.firstname ?? '',
    middle_name: one.middle_name ?? '',
    preferred_name: one.preferred_name ?? '',
    date_of_birth: one.date_of_birth ?? '',
    email: one.email || one.secondary_email || '',
    phones: words([...new Set([one.phone, one.mobile, one.secondary_phone])], ';'),
    address_lines: words([one.address, one.address2, words([one.city, place], ', '), one.country], ';'),
    category_id: one.category_id ?? '',
    library_id: one.library_id ?? '',
    expiry_date: one.expiry_date ?? '',
    userid: one.userid ?? '',
    statistics_1: one.statistics_1 ?? '',
    statistics_2: one.statistics_2 ?? '',
  };
}

function itemRow(one: KohaItem, title: Biblio | null): Record<string, string> {
  const copy = one.copy_number ?? '';
  const price = one.replacement_price ?? one.purchase_price ?? null;
  return {
    item_id: String(one.item_id),
    external_id: one.external_id ?? '',
    biblio_id: String(one.biblio_id),
    title: words([title?.title, title?.subtitle], ' '),
    author: title?.author ?? '',
    isbn: title?.isbn ?? '',
    published: words([title?.copyright_date || title?.publication_year], ''),
    home_library_id: one.home_library_id ?? '',
    location: one.location ?? '',
    collection_code: one.collection_code ?? '',
    call_number: words([one.callnumber, one.serial_issue_number, /^\d/.test(copy) ? `c.${copy}` : copy], ' '),
    item_type: one.item_type_id ?? one.effective_item_type_id ?? '',
    price: price === null ? '' : String(price),
    circulates: (one.not_for_loan_status ?? 0) > 0 ? 'no' : 'yes',
  };
}
