// FOLIO's lists of users and items, in the order of their ids, with the names of all that they name by id. A part ends the list only where it is empty.

import { z } from 'zod';
import type { Instant } from '../../../shared/core/instant.ts';
import { UTC, zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { momentThere } from '../values-there.ts';
import { SystemFailureError, type ListKind, type ListPart, type RecordLists } from '../other-system.ts';
import type { FolioSettings } from '../connector-settings.ts';
import { read } from '../http-call.ts';
import { recordsById } from '../records-by-id.ts';
import type { FolioClient } from './folio-client.ts';
import { cql, cqlTime, FolioIdSchema, idQueries } from './folio-records.ts';

const text = z.string().nullish();
const id = FolioIdSchema.nullish();

const AddressSchema = z.object({
  addressLine1: text,
  addressLine2: text,
  city: text,
  region: text,
  postalCode: text,
  countryId: text,
  primaryAddress: z.boolean().nullish(),
});
const UserSchema = z.object({
  id: FolioIdSchema,
  barcode: text,
  externalSystemId: text,
  username: text,
  active: z.boolean().nullish(),
  type: text,
  patronGroup: id,
  expirationDate: text,
  personal: z
    .object({
      lastName: text,
      firstName: text,
      middleName: text,
      preferredFirstName: text,
      email: text,
      phone: text,
      mobilePhone: text,
      dateOfBirth: text,
      addresses: z.array(AddressSchema).nullish(),
    })
    .nullish(),
  metadata: z.object({ updatedDate: text }).nullish(),
});
type User = z.infer<typeof UserSchema>;

const ItemSchema = z.object({
  id: FolioIdSchema,
  barcode: text,
  holdingsRecordId: id,
  status: z.object({ name: z.string() }).nullish(),
  materialTypeId: id,
  permanentLoanTypeId: id,
  temporaryLoanTypeId: id,
  effectiveLocationId: id,
  itemLevelCallNumber: text,
  volume: text,
  enumeration: text,
  chronology: text,
  copyNumber: text,
});
type Item = z.infer<typeof ItemSchema>;
const HoldingSchema = z.object({ id: FolioIdSchema, instanceId: id, callNumber: text });
const InstanceSchema = z.object({
  id: FolioIdSchema,
  title: text,
  contributors: z.array(z.object({ name: text, primary: z.boolean().nullish() })).nullish(),
  identifiers: z.array(z.object({ identifierTypeId: text, value: text })).nullish(),
  publication: z.array(z.object({ dateOfPublication: text })).nullish(),
});
type Instance = z.infer<typeof InstanceSchema>;

const NamedSchema = z.object({ id: FolioIdSchema, name: text, group: text, code: text, primaryServicePoint: id });
type Named = z.infer<typeof NamedSchema>;
const ChangeSchema = z.object({ metadata: z.object({ updatedDate: text }).nullish() });
const TotalSchema = z.object({ totalRecords: z.int().min(0) });

/** The type of identifiers that are ISBNs, in every FOLIO. */
const ISBN = '8261054f-be78-422d-bd51-4ed9f33c3422';

const PAGE = 100;
const MOST_NAMES = '5000';
const PATHS = { patrons: '/users', items: '/item-storage/items' } as const;
const LISTS = { patrons: 'users', items: 'items' } as const;

type Getting = Pick<FolioClient, 'get'>;
type Names = Readonly<
  Record<'groups' | 'materials' | 'loanTypes' | 'locations' | 'points', ReadonlyMap<string, Named>>
>;
type There = { readonly client: Getting; readonly names: () => Promise<Names>; readonly settings: FolioSettings };

/** The lists over a line to FOLIO. Names are read with the first part of a list. `zone`: of times that name none. */
export function folioLists(client: Getting, settings: FolioSettings, zone: string): RecordLists {
  const clock = zoneClock(zone) ?? UTC;
  let names: Names | null = null;
  const there: There = { client, settings, names: async () => (names ??= await allNames(client)) };
  return {
    count: async (kind) => {
      // Without this, large totals are guessed.
      const answer = await client.get(PATHS[kind], { limit: '0', totalRecords: 'exact' });
      return read(TotalSchema, answer).totalRecords;
    },
    newest: async (kind) => {
      // Records without a time may stand before all others.
      const query = 'metadata.updatedDate>"1970-01-01" sortBy metadata.updatedDate/sort.descending';
      const [newest] = recordsIn(await client.get(PATHS[kind], { query, limit: '1' }), LISTS[kind], ChangeSchema);
      return momentThere(newest?.metadata?.updatedDate, clock);
    },
    after: async (kind, last, since) => {
      if (last === null) names = null;
      return kind === 'patrons' ? usersAfter(there, { last, since }) : itemsAfter(there, { last, since });
    },
    one: async (kind, number) => {
      // Names there may have changed since a list was read.
      names = null;
      const ask = { query: `barcode==${cql(number)}`, limit: '2' };
      const answer = await client.get(PATHS[kind], ask);
      const rows =
        kind === 'patrons'
          ? await userRows(there, recordsIn(answer, LISTS[kind], UserSchema))
          : await itemRows(there, recordsIn(answer, LISTS[kind], ItemSchema));
      return rows.find(({ barcode }) => barcode === number) ?? null;
    },
  };
}

type From = { readonly last: string | null; readonly since: Instant | undefined };

async function usersAfter(there: There, from: From): Promise<ListPart | null> {
  const users = await page(there.client, 'patrons', { ...from, schema: UserSchema });
  return users === null ? null : { ...users.part, rows: await userRows(there, users.records) };
}

async function userRows({ names }: There, users: readonly User[]): Promise<ListPart['rows']> {
  // Accounts of programs are no patrons.
  const shown = users.filter(({ type }) => type !== 'system');
  if (shown.length === 0) return [];
  const { groups } = await names();
  return shown.map((user) => userRow(user, groups));
}

async function itemsAfter(there: There, from: From): Promise<ListPart | null> {
  const items = await page(there.client, 'items', { ...from, schema: ItemSchema });
  return items === null ? null : { ...items.part, rows: await itemRows(there, items.records) };
}

async function itemRows(there: There, items: readonly Item[]): Promise<ListPart['rows']> {
  const { client } = there;
  const shown = items.filter(({ barcode, status }) => barcode && status?.name !== 'Withdrawn');
  const holdings = await byIds(client, shown, {
    path: '/holdings-storage/holdings',
    list: 'holdingsRecords',
    schema: HoldingSchema,
    idOf: ({ holdingsRecordId }) => holdingsRecordId,
  });
  const instances = await byIds(client, [...holdings.values()], {
    path: '/instance-storage/instances',
    list: 'instances',
    schema: InstanceSchema,
    idOf: ({ instanceId }) => instanceId,
  });
  if (shown.length === 0) return [];
  const names = await there.names();
  return shown.map((item) => {
    const holding = holdings.get(item.holdingsRecordId ?? '') ?? null;
    const home = branchOf(names.locations.get(item.effectiveLocationId ?? ''), names, there.settings);
    return itemRow(item, { holding, title: instances.get(holding?.instanceId ?? '') ?? null, names, home });
  });
}

type Asked<T> = From & { readonly schema: z.ZodType<T> };

async function page<T extends { readonly id: string }>(
  client: Getting,
  kind: ListKind,
  { last, since, schema }: Asked<T>,
) {
  const terms = [
    ...(since === undefined ? [] : [`metadata.updatedDate>=${cql(cqlTime(since))}`]),
    ...(last === null ? [] : [`id>${cql(last)}`]),
  ];
  const where = terms.length === 0 ? 'cql.allRecords=1' : terms.join(' and ');
  const answer = await client.get(PATHS[kind], { query: `${where} sortBy id`, limit: String(PAGE) });
  const records = recordsIn(answer, LISTS[kind], schema);
  let before = last ?? '';
  for (const { id: next } of records) {
    if (next <= before) throw new SystemFailureError('not-answered', 'it does not give its records in order');
    before = next;
  }
  return records.length === 0 ? null : { records, part: { count: records.length, last: before } };
}

function recordsIn<T>(answer: Awaited<ReturnType<Getting['get']>>, list: string, schema: z.ZodType<T>): readonly T[] {
  return read(z.object({ [list]: z.array(schema) }), answer)[list] ?? [];
}

type Referred<O, T> = {
  readonly path: string;
  readonly list: string;
  readonly schema: z.ZodType<T>;
  readonly idOf: (one: O) => string | null | undefined;
};

/** Records that others name. */
function byIds<O, T extends { readonly id: string }>(
  client: Getting,
  records: readonly O[],
  { path, list, schema, idOf }: Referred<O, T>,
): Promise<ReadonlyMap<string, T>> {
  const ask = async (ids: readonly string[]): Promise<readonly T[]> => {
    const found: T[] = [];
    for (const query of idQueries(ids)) found.push(...recordsIn(await client.get(path, query), list, schema));
    return found;
  };
  return recordsById(
    records.flatMap((one) => idOf(one) ?? []),
    ask,
    ({ id }) => id,
  );
}

async function allNames(client: Getting): Promise<Names> {
  const all = async (path: string, list: string): Promise<ReadonlyMap<string, Named>> => {
    const answer = await client.get(path, { limit: MOST_NAMES });
    const found = recordsIn(answer, list, NamedSchema);
    const { totalRecords } = read(TotalSchema, answer);
    if (found.length < totalRecords)
      throw new SystemFailureError('not-answered', `it gave ${found.length} of its ${totalRecords} ${list}`);
    return new Map(found.map((one) => [one.id, one]));
  };
  return {
    groups: await all('/groups', 'usergroups'),
    materials: await all('/material-types', 'mtypes'),
    loanTypes: await all('/loan-types', 'loantypes'),
    locations: await all('/locations', 'locations'),
    points: await all('/service-points', 'servicepoints'),
  };
}

type Value = string | null | undefined;
const words = (values: readonly Value[], join: string): string => values.filter(Boolean).join(join);

function userRow(user: User, groups: Names['groups']): Record<string, string> {
  const { personal } = user;
  const address = personal?.addresses?.find((one) => one.primaryAddress === true) ?? personal?.addresses?.[0];
  const place = words([address?.region, address?.postalCode], ' ');
  const lines = [address?.addressLine1, address?.addressLine2, words([address?.city, place], ', '), address?.countryId];
  return {
    id: user.id,
    barcode: user.barcode ?? '',
    externalSystemId: user.externalSystemId ?? '',
    username: user.username ?? '',
    lastName: personal?.lastName ?? '',
    firstName: personal?.firstName ?? '',
    middleName: personal?.middleName ?? '',
    preferredFirstName: personal?.preferredFirstName ?? '',
    dateOfBirth: personal?.dateOfBirth?.slice(0, 10) ?? '',
    email: personal?.email ?? '',
    phones: words([...new Set([personal?.phone, personal?.mobilePhone])], ';'),
    address_lines: words(lines, ';'),
    patronGroup: groups.get(user.patronGroup ?? '')?.group ?? '',
    expires: endOf(user),
  };
}

/** The end of an account. One that is not active has ended, at the latest with its last change. */
function endOf({ active, expirationDate, metadata }: User): string {
  const end = expirationDate ?? '';
  if (active !== false) return end;
  const changed = metadata?.updatedDate ?? '1970-01-01';
  return end !== '' && end < changed ? end : changed;
}

type About = {
  readonly holding: z.infer<typeof HoldingSchema> | null;
  readonly title: Instance | null;
  readonly names: Names;
  readonly home: string;
};

function itemRow(item: Item, { holding, title, names, home }: About): Record<string, string> {
  const location = names.locations.get(item.effectiveLocationId ?? '');
  const { volume, enumeration, chronology, copyNumber } = item;
  const author = title?.contributors?.find(({ primary }) => primary === true) ?? title?.contributors?.[0];
  const isbns = (title?.identifiers ?? []).flatMap(({ identifierTypeId, value }) =>
    identifierTypeId === ISBN && value ? (/[\dXx-]{9,}/.exec(value)?.[0] ?? []) : [],
  );
  return {
    id: item.id,
    barcode: item.barcode ?? '',
    instanceId: holding?.instanceId ?? '',
    title: title?.title ?? '',
    author: author?.name ?? '',
    isbn: words(isbns, ';'),
    published: title?.publication?.[0]?.dateOfPublication ?? '',
    home,
    location_id: item.effectiveLocationId ?? '',
    location_name: location?.name ?? '',
    call_number: words(
      [item.itemLevelCallNumber || holding?.callNumber, volume, enumeration, chronology, copyNumber],
      ' ',
    ),
    materialType: names.materials.get(item.materialTypeId ?? '')?.name ?? '',
    loanType: names.loanTypes.get(item.temporaryLoanTypeId ?? item.permanentLoanTypeId ?? '')?.name ?? '',
  };
}

/** The branch here of a location: the one that the settings give its service point, else the code of that. */
function branchOf(location: Named | undefined, { points }: Names, { servicePoints }: FolioSettings): string {
  const code = points.get(location?.primaryServicePoint ?? '')?.code ?? '';
  const named = Object.entries(servicePoints).find(([, point]) => point.toLowerCase() === code.toLowerCase());
  return named?.[0] ?? code;
}
