// Requirements of a new account's group: required fields, and a default end date.

import type { PatronChoices } from '../../shared/views/patron-form.ts';
import type { AccountField, AccountFields } from './account-fields.ts';

/** `card`: the account that is edited; null of a new one. */
type Form = { readonly card: string | null; readonly choices: PatronChoices; readonly fields: AccountFields };

/** Requirements of the group for a new account. Null: none, or an existing account. */
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
