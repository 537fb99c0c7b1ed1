// The fields of the form of an account as texts, and the fields that are sent.

import type { MethodInput } from '../../shared/bridge/contract.ts';
import type { PatronChoices } from '../../shared/views/patron-form.ts';

export const ACCOUNT_FIELDS = [
  'card',
  'family',
  'given',
  'group',
  'home',
  'expiresOn',
  'email',
  'phones',
  'address',
  'birthDate',
] as const;
export type AccountField = (typeof ACCOUNT_FIELDS)[number];

/** Texts of the form; phones are parted by commas, an address by lines. */
export type AccountFields = Readonly<Record<AccountField, string>>;

const BLANK: AccountFields = {
  card: '',
  family: '',
  given: '',
  group: '',
  home: '',
  expiresOn: '',
  email: '',
  phones: '',
  address: '',
  birthDate: '',
};

/** Texts of an account, or of a new form. */
export function fieldsOf({ now, branches }: PatronChoices, card: string | null): AccountFields {
  if (now === null) return { ...BLANK, home: branches[0]?.branch ?? '' };
  const { phones, address, cards: _, ...texts } = now;
  return { ...BLANK, ...texts, card: card ?? '', phones: phones.join(', '), address: address.join('\n') };
}

/** Input of a registration. */
export function registrationOf({
  fields,
  isOther,
}: {
  readonly fields: AccountFields;
  readonly isOther: boolean;
}): MethodInput<'patron.register'> {
  const written = writtenIn(fields, BLANK);
  return { ...written, card: fields.card.trim(), name: nameIn(fields), isNew: isOther };
}

/** Input of an edit: changed fields only. */
export function editOf(
  card: string,
  { fields, before }: { readonly fields: AccountFields; readonly before: AccountFields },
): MethodInput<'patron.edit'> {
  const { family, given } = nameIn(fields);
  // The parts of a name are fields of their own: another desk may have changed the other.
  const name = {
    ...(family === before.family ? {} : { family }),
    ...(given === before.given ? {} : { given }),
  };
  return { card, ...writtenIn(fields, before), ...(Object.keys(name).length > 0 ? { name } : {}) };
}

function nameIn({ family, given }: AccountFields): { family: string; given: string } {
  return { family: family.trim(), given: given.trim() };
}

/** Changed fields except name and cards. */
function writtenIn(fields: AccountFields, before: AccountFields): Omit<MethodInput<'patron.edit'>, 'card'> {
  const isChanged = (field: keyof AccountFields): boolean => fields[field].trim() !== before[field].trim();
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const parted = (text: string, by: RegExp): string[] =>
    text
      .split(by)
      .map((part) => part.trim())
      .filter(Boolean);
  return {
    ...(isChanged('group') ? { group: fields.group } : {}),
    ...(isChanged('home') ? { home: fields.home } : {}),
    ...(isChanged('expiresOn') ? { expiresAt: orNull(fields.expiresOn) } : {}),
    ...(isChanged('birthDate') ? { birthDate: orNull(fields.birthDate) } : {}),
    ...(isChanged('email') ? { email: orNull(fields.email) } : {}),
    ...(isChanged('phones') ? { phones: parted(fields.phones, /[,;]/) } : {}),
    ...(isChanged('address') ? { address: parted(fields.address, /\n/) } : {}),
  };
}
