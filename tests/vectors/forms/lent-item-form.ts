// Items as cases of checkouts write them.

import { z } from 'zod';
import { PLAIN_ITEM, type HolderNow, type ItemStanding } from '../../../shared/rules/judge/checkout-question.ts';
import type { VectorCase } from '../vector-case.ts';
import { MomentForm } from '../vector-time.ts';
import { renewedItem, statusName } from './item-status-form.ts';

const KeptForm = z.enum(['nobody', 'same_patron', 'another_patron']).nullish();

export const LentItemForm = z.strictObject({
  on_loan_to: z.enum(['same_patron', 'another_patron']).nullish(),
  onsite: z.boolean().optional(),
  renewable: z.boolean().optional(),
  due: MomentForm.optional(),
  status: z.string().nullish(),
  not_for_loan: z.union([z.boolean(), z.enum(['block', 'confirm'])]).optional(),
  circulates: z.boolean().optional(),
  withdrawn: z.boolean().optional(),
  restricted: z.boolean().optional(),
  lost: z.boolean().optional(),
  claimed_returned: z.boolean().optional(),
  in_transit_to: z.string().nullish(),
  other_library: z.boolean().optional(),
  materials: z.string().optional(),
  age_restriction: z.number().nullish(),
  held_for: KeptForm,
  recalled_for: KeptForm,
  home: z.string().optional(),
  holding: z.string().optional(),
});
export type LentItemForm = z.infer<typeof LentItemForm>;

/** Statuses that an item is lent from, or that its loan explains. */
const LENDABLE: ReadonlySet<string> = new Set([
  'available',
  'reshelving',
  'checked_out',
  'awaiting_pickup',
  'in_transit',
  'withdrawn',
]);

/** FOLIO lends from every other status, withdrawn and paid for included. */
const NOT_LENT_BY_FOLIO: ReadonlySet<string> = new Set([
  'declared_lost',
  'aged_to_lost',
  'claimed_returned',
  'intellectual_item',
]);

/** The obstacles of an item. Cases that name no branches call its own `home` and `holding`. */
export function readItem(one: Pick<VectorCase, 'time' | 'system'>, form: LentItemForm): ItemStanding {
  const name = form.status === undefined || form.status === null ? undefined : statusName(form.status);
  const status = lentFromStatus(one, name) ? undefined : name;
  const kind = renewedItem(status);
  return {
    ...PLAIN_ITEM,
    notForLoan: notForLoanOf(one, form),
    isWithdrawn: form.withdrawn === true || status === 'withdrawn',
    isRestricted: form.restricted ?? false,
    lostStatus: form.lost === true || kind === 'lost' ? 'lost' : null,
    isClaimed: form.claimed_returned === true || kind === 'claimed',
    badStatus: badStatusOf(status),
    inTransitTo: form.in_transit_to ?? null,
    isOfOtherLibrary: form.other_library ?? false,
    parts: form.materials ?? '',
    leastAge: form.age_restriction ?? null,
    holder: holderOf(one, form),
    held: keptFor(form.held_for),
    recalled: keptFor(form.recalled_for),
    home: form.home ?? 'home',
    holding: form.holding ?? 'holding',
  };
}

function notForLoanOf({ system }: Pick<VectorCase, 'system'>, form: LentItemForm): ItemStanding['notForLoan'] {
  const { not_for_loan: setting } = form;
  if (setting === 'confirm') return 'override';
  if (setting === 'block' || setting === true) return 'block';
  return form.circulates === false ? (system === 'koha' ? 'block' : 'override') : 'nothing';
}

function lentFromStatus({ system }: Pick<VectorCase, 'system'>, status: string | undefined): boolean {
  return status === undefined || (system === 'folio' && !NOT_LENT_BY_FOLIO.has(status));
}

/** Statuses with their own reasons for no loan are reported by those. */
function badStatusOf(status: string | undefined): string | null {
  return status === undefined || LENDABLE.has(status) || renewedItem(status) !== 'out' ? null : status;
}

function holderOf({ time }: Pick<VectorCase, 'time'>, form: LentItemForm): HolderNow {
  switch (form.on_loan_to) {
    case 'same_patron':
      return {
        who: 'this-patron',
        isOnsite: form.onsite ?? false,
        mayRenew: form.renewable ?? true,
        dueAt: form.due === undefined ? null : time.instant(form.due),
      };
    case 'another_patron':
      return { who: 'another' };
    case null:
    case undefined:
      return { who: 'nobody' };
  }
}

function keptFor(form: z.infer<typeof KeptForm>): ItemStanding['held'] {
  if (form === 'same_patron') return 'this-patron';
  return form === 'another_patron' ? 'another' : 'nobody';
}
