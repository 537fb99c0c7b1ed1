// Hold settings as cases write them, read into the terms of the engine. Koha has words and, in older versions, numbers for some.

import { z } from 'zod';
import { HOLD_ALLOWED_NUMBERS } from '../../../shared/rules/koha/site-settings.ts';
import type { HoldTerms } from '../../../shared/rules/model/policy/hold.ts';

const HOLD_ALLOWED_WORDS = [
  'any',
  'home',
  'group',
  'none',
  'not_allowed',
  'from_home_library',
  'from_any_library',
  'from_local_hold_group',
] as const;
export const HoldAllowedForm = z.union([z.enum(HOLD_ALLOWED_WORDS), z.literal(Object.values(HOLD_ALLOWED_NUMBERS))]);

const FROM: Readonly<Record<(typeof HOLD_ALLOWED_WORDS)[number], HoldTerms['from']>> = {
  any: 'any',
  home: 'home',
  group: 'group',
  none: 'none',
  not_allowed: 'none',
  from_home_library: 'home',
  from_any_library: 'any',
  from_local_hold_group: 'group',
};
const FROM_NUMBER = ['none', 'home', 'any'] as const;

/** The owners whose items may be held. */
export function readHoldFrom(form: z.infer<typeof HoldAllowedForm>): HoldTerms['from'] {
  return typeof form === 'number' ? FROM_NUMBER[form] : FROM[form];
}

const ON_SHELF = {
  yes: 'yes',
  no: 'no',
  any: 'yes',
  only_if_any_unavailable: 'only-if-any-unavailable',
  only_if_all_unavailable: 'only-if-all-unavailable',
  if_any_unavailable: 'only-if-any-unavailable',
  if_all_unavailable: 'only-if-all-unavailable',
  '0': 'only-if-any-unavailable',
  '1': 'yes',
  '2': 'only-if-all-unavailable',
} as const satisfies Readonly<Record<string, HoldTerms['onShelf']>>;

export const OnShelfForm = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)))
  .pipe(
    z.enum([
      'yes',
      'no',
      'any',
      'only_if_any_unavailable',
      'only_if_all_unavailable',
      'if_any_unavailable',
      'if_all_unavailable',
      '0',
      '1',
      '2',
    ]),
  );

/** The effect of copies on the shelf on a hold. */
export function readOnShelf(form: z.infer<typeof OnShelfForm>): HoldTerms['onShelf'] {
  return ON_SHELF[form];
}

const FULFIL_AT = {
  any: 'any',
  home: 'home',
  homebranch: 'home',
  holding: 'holding',
  holdingbranch: 'holding',
  group: 'group',
  holdgroup: 'group',
  patrongroup: 'patron-group',
  patron_group: 'patron-group',
} as const satisfies Readonly<Record<string, HoldTerms['fulfilAt']>>;

export const FulfilmentForm = z.enum([
  'any',
  'home',
  'homebranch',
  'holding',
  'holdingbranch',
  'group',
  'holdgroup',
  'patrongroup',
  'patron_group',
]);

/** Where a copy may fill a hold. */
export function readFulfilment(form: z.infer<typeof FulfilmentForm>): HoldTerms['fulfilAt'] {
  return FULFIL_AT[form];
}

/** A limit on holds: null and blank are no limit. */
export const HoldLimitForm = z.union([z.int().min(0), z.string().regex(/^\d*$/, 'not a count')]).nullish();

/** The limit; null = none. */
export function readHoldLimit(form: z.infer<typeof HoldLimitForm>): number | null {
  return form === null || form === undefined || form === '' ? null : Number(form);
}

/** Groups of libraries, each a list of its members. */
export const HoldGroupsForm = z.array(z.array(z.string())).optional();

export const RequestTypeForm = z.enum(['hold', 'recall', 'page']);
