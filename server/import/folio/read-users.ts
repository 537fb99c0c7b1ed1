// users and manual blocks.

import { z } from 'zod';
import { hashedId } from '../../../shared/core/digest.ts';
import type { Card } from '../../../shared/circ/model/patron-cards.ts';
import type { PatronBlock } from '../../../shared/circ/model/patron.ts';
import { parseMoment } from '../plain/read-values.ts';
import type { Found, PatronRecord } from '../records/record.ts';
import { readAllFolio, readFolioData, reject, type FolioData } from './folio-records.ts';

const text = z.string().nullish();

const AddressForm = z.object({
  addressLine1: text,
  addressLine2: text,
  city: text,
  region: text,
  postalCode: text,
  countryId: text,
  primaryAddress: z.boolean().nullish(),
});

const UserForm = z.object({
  id: z.string().min(1),
  barcode: text,
  externalSystemId: text,
  active: z.boolean().nullish(),
  patronGroup: z.string({ error: 'no patron group' }),
  expirationDate: text,
  personal: z.object({
    lastName: z.string(),
    firstName: text,
    middleName: text,
    preferredFirstName: text,
    email: text,
    phone: text,
    mobilePhone: text,
    dateOfBirth: text,
    addresses: z.array(AddressForm).nullish(),
  }),
});
type User = z.infer<typeof UserForm>;

const BlockForm = z.object({
  id: z.string().min(1),
  userId: z.string(),
  desc: text,
  borrowing: z.boolean().nullish(),
  renewals: z.boolean().nullish(),
  requests: z.boolean().nullish(),
  expirationDate: text,
  metadata: z.object({ createdDate: text }).nullish(),
});
type Block = z.infer<typeof BlockForm>;

/** Reads the patrons batch by batch; `groups` are the names of patron groups by id. */
export async function* readFolioPatrons(
  data: FolioData,
  { groups, zone }: { readonly groups: ReadonlyMap<string, string>; readonly zone: string },
): AsyncGenerator<readonly Found<PatronRecord>[]> {
  const blocks = Map.groupBy(await readAllFolio(data, 'blocks', BlockForm), ({ value }) => value.userId);
  for await (const batch of readFolioData(data, 'users', UserForm)) {
    yield batch.flatMap(({ at, value }): Found<PatronRecord>[] => {
      const groupName = groups.get(value.patronGroup);
      if (groupName === undefined && groups.size > 0) {
        reject(data, 'users', { ...at, reason: `there is no patron group ${value.patronGroup}`, id: value.id });
        return [];
      }
      const own = blocks.get(value.id) ?? [];
      blocks.delete(value.id);
      data.tally.take('blocks', own.length);
      const set = own.map((block) => toBlock(block.value, zone));
      return [{ at, value: toPatron(value, { groupName: groupName ?? value.patronGroup, zone, blocks: set }) }];
    });
  }
  for (const [user, rest] of blocks)
    for (const { at, value } of rest)
      reject(data, 'blocks', { ...at, reason: `there is no user ${user}`, id: value.id });
}

type About = { readonly groupName: string; readonly zone: string; readonly blocks: readonly PatronBlock[] };

function toPatron(user: User, { groupName, zone, blocks }: About): PatronRecord {
  const { personal } = user;
  const birthDate = personal.dateOfBirth?.slice(0, 10) ?? null;
  return {
    id: user.id,
    home: null,
    patron: {
      cards: cardsOf(user),
      name: {
        family: personal.lastName,
        given: personal.firstName ?? '',
        middle: personal.middleName ?? null,
        suffix: null,
        chosen: personal.preferredFirstName ?? null,
      },
      group: user.patronGroup,
      groupName,
      expiresAt: momentOf(user.expirationDate, zone),
      active: user.active ?? true,
      barred: false,
      juvenile: false,
      birthDate,
      email: personal.email ?? null,
      phones: [personal.phone, personal.mobilePhone].flatMap((one) => one ?? []),
      address: addressOf(personal.addresses ?? []),
      blocks: [...blocks],
      messages: [],
    },
    notes: [],
  };
}

/** Barcode and the number of another system, which desks find a patron by as well. */
function cardsOf({ barcode, externalSystemId }: User): Card[] {
  const numbers = [
    ...(barcode ? [{ number: barcode }] : []),
    ...(externalSystemId && externalSystemId !== barcode
      ? [{ number: externalSystemId, kind: 'campus-id' as const }]
      : []),
  ];
  return numbers.map((card, index) => ({ ...card, active: true, primary: index === 0 }));
}

function addressOf(addresses: readonly z.infer<typeof AddressForm>[]): string[] {
  const address = addresses.find(({ primaryAddress }) => primaryAddress === true) ?? addresses[0];
  if (address === undefined) return [];
  const place = [address.region, address.postalCode].flatMap((one) => one ?? []).join(' ');
  const city = [address.city ?? '', place].filter((one) => one !== '').join(', ');
  return [address.addressLine1, address.addressLine2, city, address.countryId].flatMap((one) => one || []);
}

function toBlock(
  { id, desc, borrowing, renewals, requests, expirationDate, metadata }: Block,
  zone: string,
): PatronBlock {
  return {
    id: hashedId('folio', 'block', id),
    kind: 'MANUAL',
    label: desc ?? 'Block',
    blocks: [
      ...(borrowing === true ? (['CIRC', 'FULFILL'] as const) : []),
      ...(requests === true ? (['HOLD'] as const) : []),
      ...(renewals === true ? (['RENEW'] as const) : []),
    ],
    origin: 'import',
    setAt: momentOf(metadata?.createdDate, zone) ?? 0,
    endsAt: momentOf(expirationDate, zone),
  };
}

/** A date lasts to its end. */
export function momentOf(value: string | null | undefined, zone: string): number | null {
  return value ? parseMoment(value, { zone, dateIs: 'end' }) : null;
}
