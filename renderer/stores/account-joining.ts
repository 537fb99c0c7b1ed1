// What the group of a new account asks for: fields to fill in, and an end that is filled in for the person.

import type { PatronChoices } from '../../shared/views/patron-form.ts';
import type { AccountField, AccountFields } from './account-fields.ts';

/** `card`: the account that is edited; null of a new one. */
type Form = { readonly card: string | null; readonly choices: PatronChoices; readonly fields: AccountFields };

/** What the group asks of the person who joins it; null where it asks nothing, and of an account that is there already. */
export function joiningOf({ card, choices, fields }: Form): PatronChoices['groups'][number]['joining'] {
  if (card !== null) return null;
  return choices.groups.find(({ id }) => id === fields.group)?.joining ?? null;
}

/** Fields that have to be filled in. */
export function requiredIn(form: Form): readonly AccountField[] {
  return [...form.choices.required, ...(joiningOf(form)?.required ?? [])];
}

/** Fields that have to be filled in and are not. */
export function missingIn(form: Form): readonly AccountField[] {
  const { card, fields } = form;
  return requiredIn(form).filter((field) => fields[field].trim() === '' && !(card !== null && field === 'card'));
}

/** A change of a new account; another group brings its end, unless a person wrote one. */
export function withEnd(form: Form, change: Partial<AccountFields>): Partial<AccountFields> {
  if (change.group === undefined) return change;
  const { fields } = form;
  const isWritten = fields.expiresOn !== '' && fields.expiresOn !== joiningOf(form)?.endsOn;
  if (isWritten) return change;
  return { ...change, expiresOn: joiningOf({ ...form, fields: { ...fields, ...change } })?.endsOn ?? '' };
}
