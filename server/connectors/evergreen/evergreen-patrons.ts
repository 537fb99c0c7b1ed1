// People of Evergreen's list, with the fields that an import of its tables has. An account shows its data to staff of its home library alone: one whose
// data are hidden would be taken for a person without data.

import { z } from 'zod';
import { SystemFailureError, type ListPart } from '../other-system.ts';
import { recordsById } from '../records-by-id.ts';
import type { EvergreenClient } from './evergreen-client.ts';
import type { EvergreenNames } from './evergreen-names.ts';
import { FlagSchema, IdSchema, search, TextSchema, timeOf } from './evergreen-records.ts';

const id = IdSchema.nullish();

const UserSchema = z.object({
  id: IdSchema,
  card: id,
  profile: id,
  home_ou: id,
  family_name: TextSchema,
  first_given_name: TextSchema,
  second_given_name: TextSchema,
  suffix: TextSchema,
  pref_first_given_name: TextSchema,
  dob: TextSchema,
  email: TextSchema,
  day_phone: TextSchema,
  evening_phone: TextSchema,
  other_phone: TextSchema,
  mailing_address: id,
  billing_address: id,
  active: FlagSchema,
  deleted: FlagSchema,
  expire_date: TextSchema,
  last_update_time: TextSchema,
  usrname: TextSchema,
});
type User = z.infer<typeof UserSchema> & { readonly profile: number; readonly home_ou: number };

const CardSchema = z.object({ id: IdSchema, usr: IdSchema, barcode: TextSchema, active: FlagSchema });
type Card = z.infer<typeof CardSchema>;
const AddressSchema = z.object({
  id: IdSchema,
  street1: TextSchema,
  street2: TextSchema,
  city: TextSchema,
  state: TextSchema,
  post_code: TextSchema,
  country: TextSchema,
});
type Address = z.infer<typeof AddressSchema>;

type Rows = Omit<ListPart, 'last'>;

/** The people of some ids, in that order; those who are gone meanwhile are left out. Throws SystemFailureError. */
export async function patronsOf(client: EvergreenClient, names: EvergreenNames, ids: readonly number[]): Promise<Rows> {
  const byId = await recordsById(
    ids,
    (some) => search(client, { of: 'au', schema: UserSchema }, { id: some }),
    (one) => one.id,
  );
  const users = ids
    .flatMap((one) => byId.get(one) ?? [])
    .filter(({ deleted }) => deleted !== true)
    .map(shown);
  const cards = await cardsOf(client, users);
  const addresses = await addressesOf(client, users);
  const groups = await names(
    'pgt',
    users.map(({ profile }) => profile),
  );
  const units = await names(
    'aou',
    users.map(({ home_ou: home }) => home),
  );
  const rows = users.map((user) =>
    patronRow(user, {
      cards: cards.get(user.id) ?? [],
      address: addresses.get(addressIn(user) ?? 0) ?? null,
      group: groups.get(user.profile) ?? '',
      home: units.get(user.home_ou) ?? '',
    }),
  );
  return { rows, count: users.length };
}

/** The row of an account that has a card in use, by its id. Null: it has not. Throws SystemFailureError. */
export async function patronByCard(
  client: EvergreenClient,
  names: EvergreenNames,
  { user, card }: { readonly user: number; readonly card: string },
): Promise<Rows['rows'][number] | null> {
  const [row] = (await patronsOf(client, names, [user])).rows;
  return row !== undefined && [row['barcode'], ...(row['other_barcodes'] ?? '').split(';')].includes(card) ? row : null;
}

function shown(user: z.infer<typeof UserSchema>): User {
  const { profile, home_ou: home, family_name: family, first_given_name: given } = user;
  if (typeof profile === 'number' && typeof home === 'number' && (family !== '' || given !== ''))
    return { ...user, profile, home_ou: home };
  throw new SystemFailureError('shut-out', 'it hides data of patrons from this account', { counts: true });
}

const addressIn = ({ mailing_address: mailing, billing_address: billing }: User): number | null =>
  mailing ?? billing ?? null;

/** All cards by their owners. Throws SystemFailureError: an owner whose card is hidden would lose it here. */
async function cardsOf(client: EvergreenClient, users: readonly User[]): Promise<ReadonlyMap<number, readonly Card[]>> {
  if (users.length === 0) return new Map();
  const cards = await search(client, { of: 'ac', schema: CardSchema }, { usr: users.map((user) => user.id) });
  const byUser = Map.groupBy(cards, ({ usr }) => usr);
  for (const { id: user, card } of users)
    if (typeof card === 'number' && byUser.get(user)?.some((one) => one.id === card) !== true)
      throw new SystemFailureError('not-answered', 'it does not show the card of a patron');
  return byUser;
}

async function addressesOf(client: EvergreenClient, users: readonly User[]): Promise<ReadonlyMap<number, Address>> {
  const wanted = users.flatMap((user) => addressIn(user) ?? []);
  const found = await recordsById(
    wanted,
    (ids) => search(client, { of: 'aua', schema: AddressSchema }, { id: ids }),
    (one) => one.id,
  );
  if (wanted.some((one) => !found.has(one)))
    throw new SystemFailureError('not-answered', 'it does not show the address of a patron');
  return found;
}

const words = (values: readonly string[], join: string): string => values.filter((text) => text !== '').join(join);

type About = {
  readonly cards: readonly Card[];
  readonly address: Address | null;
  readonly group: string;
  readonly home: string;
};

function patronRow(user: User, { cards, address, group, home }: About): Record<string, string> {
  // A card that is not in use finds no one any more.
  const inUse = cards.filter(({ active }) => active !== false);
  const main = inUse.find((card) => card.id === user.card)?.barcode ?? '';
  // One that would be read as two cards is left out.
  const others = inUse.map(({ barcode }) => barcode).filter((barcode) => barcode !== main && !/[;|]/.test(barcode));
  const place = address === null ? '' : words([address.city, words([address.state, address.post_code], ' ')], ', ');
  return {
    id: String(user.id),
    barcode: main,
    other_barcodes: words(others.toSorted(), ';'),
    family_name: user.family_name,
    first_given_name: user.first_given_name,
    second_given_name: user.second_given_name,
    suffix: user.suffix,
    pref_first_given_name: user.pref_first_given_name,
    dob: user.dob.slice(0, 10),
    email: user.email,
    phones: words([user.day_phone, user.evening_phone, user.other_phone], ';'),
    address_lines: words([address?.street1 ?? '', address?.street2 ?? '', place, address?.country ?? ''], ';'),
    profile: group,
    profile_id: String(user.profile),
    home_ou: home,
    expire_date: endOf(user),
    usrname: user.usrname,
  };
}

/** The end of an account. One that is not active has ended, at the latest with its last change. */
function endOf({ active, expire_date: end, last_update_time: changed }: User): string {
  if (active !== false) return end;
  const changedAt = timeOf(changed) ?? 0;
  const endsAt = timeOf(end) ?? Infinity;
  return endsAt < changedAt ? end : changed === '' ? '1970-01-01' : changed;
}
