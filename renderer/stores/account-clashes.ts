// An account changed elsewhere while it is edited here: per field, the value typed here and the current value.

import { ACCOUNT_FIELDS, type AccountField as Field, type AccountFields } from './account-fields.ts';

/** A field with two values; `taken`: the one that a person chose, null until then. */
export type Clash = {
  readonly field: Field;
  readonly here: string;
  readonly now: string;
  readonly taken: 'here' | 'now' | null;
};

/** A field not edited here; it shows the current value. */
export type Followed = { readonly field: Field; readonly was: string; readonly now: string };

type Edited = {
  readonly fields: AccountFields;
  readonly before: AccountFields;
  readonly clashes: readonly Clash[];
  readonly followed: readonly Followed[];
};

/** The form over the current fields of the account. Fields not edited here follow the account; edited ones wait for a person. */
export function rebased<F extends Edited>(form: F, now: AccountFields): F {
  const changed = ACCOUNT_FIELDS.filter((field) => now[field] !== form.before[field]);
  return changed.reduce<F>((edited, field) => fieldRebased(edited, field, now[field]), form);
}

function fieldRebased<F extends Edited>(form: F, field: Field, now: string): F {
  const [here, was] = [form.fields[field], form.before[field]];
  const clashes = form.clashes.filter((clash) => clash.field !== field);
  const followed = form.followed.filter((one) => one.field !== field);
  const before = { ...form.before, [field]: now };
  if (isSame(here, now)) return { ...form, before, clashes, followed };
  if (!isSame(here, was))
    return { ...form, before, clashes: [...clashes, { field, here, now, taken: null }], followed };
  const first = form.followed.find((one) => one.field === field)?.was ?? was;
  const fields = { ...form.fields, [field]: now };
  return { ...form, before, fields, clashes, followed: [...followed, { field, was: first, now }] };
}

/** The form with a person's typing. A field that is edited after it was taken from the account is this desk's again. */
export function typed<F extends Edited>(form: F, change: Partial<AccountFields>): F {
  const clashes = form.clashes.flatMap((clash) => {
    const here = change[clash.field];
    if (here === undefined) return [clash];
    if (isSame(here, clash.now)) return [];
    return [{ ...clash, here, taken: clash.taken === null ? null : ('here' as const) }];
  });
  return { ...form, fields: { ...form.fields, ...change }, clashes };
}

/** The form with the value that a person chose. */
export function taken<F extends Edited>(form: F, field: Field, side: 'here' | 'now'): F {
  const found = form.clashes.find((clash) => clash.field === field);
  if (found === undefined) return form;
  const clashes = form.clashes.map((clash) => (clash === found ? { ...clash, taken: side } : clash));
  return { ...form, clashes, fields: { ...form.fields, [field]: found[side] } };
}

function isSame(one: string, other: string): boolean {
  return one.trim() === other.trim();
}
