// The record of the patron on the desk and its form, and changes of the form: typing, edits elsewhere meanwhile, similar accounts.

import type { StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { ListView } from '../../shared/views/list.ts';
import type { PatronChoices } from '../../shared/views/patron-form.ts';
import type { PatronSummary } from '../../shared/views/patron.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { rebased, typed, type Clash, type Followed } from './account-clashes.ts';
import { fieldsOf, type AccountFields } from './account-fields.ts';
import { withEnd } from './account-joining.ts';

export type PatronTab =
  | 'patron-loans'
  | 'patron-holds'
  | 'patron-bookings'
  | 'patron-fees'
  | 'patron-notices'
  | 'patron-history';
export const PATRON_TABS: readonly PatronTab[] = [
  'patron-loans',
  'patron-holds',
  'patron-bookings',
  'patron-fees',
  'patron-notices',
  'patron-history',
];

/** A form of the record, under its button; `lift`: of the first block that staff set. */
export type RecordForm = 'block' | 'lift' | 'merge' | 'message';

/** `card`: the account that is edited; null of a new one. */
export type AccountForm = {
  readonly card: string | null;
  readonly fields: AccountFields;
  /** Current values, as far as known. */
  readonly before: AccountFields;
  /** Fields edited here and changed elsewhere meanwhile. */
  readonly clashes: readonly Clash[];
  /** Fields changed elsewhere and not edited here. */
  readonly followed: readonly Followed[];
  readonly choices: PatronChoices;
  /** Accounts that may be this person already. */
  readonly alike: readonly PatronSummary[];
  /** A person looked at them: this is another person. */
  readonly isOther: boolean;
  /** Saving showed those alike first: nothing was recorded. */
  readonly isStopped: boolean;
  /** How often a card was scanned into it. */
  readonly scans: number;
  readonly isBusy: boolean;
};

export type AccountsState = {
  /** The record that is open on Patrons. */
  readonly card: string | null;
  readonly tab: PatronTab;
  readonly lists: Readonly<Partial<Record<PatronTab, ListView>>>;
  readonly focus: string | null;
  readonly form: AccountForm | null;
  /** The result of an act on a row, until the next action. */
  readonly said: string | null;
  readonly error: BridgeError | null;
  /** The form that stands in the record of a card. */
  readonly asked: { readonly card: string; readonly form: RecordForm } | null;
  /** Two accounts that are to be seen side by side; null = none are. */
  readonly merging: { readonly card: string; readonly other: string } | null;
};

export const EMPTY: AccountsState = {
  asked: null,
  merging: null,
  card: null,
  tab: 'patron-loans',
  lists: {},
  focus: null,
  form: null,
  said: null,
  error: null,
};
const MOST_ALIKE = 5;

/** The form of an account, or of a new one for a card that was unknown when it was lent on. */
export function formOf(
  choices: PatronChoices,
  asked: { readonly of: string | null; readonly fields: Partial<AccountFields>; readonly isRegistered: boolean },
): NonNullable<AccountsState['form']> {
  const before = fieldsOf(choices, asked.of);
  return {
    card: asked.isRegistered ? asked.of : null,
    before,
    choices,
    fields: { ...before, ...asked.fields },
    alike: [],
    clashes: [],
    followed: [],
    isOther: false,
    isStopped: false,
    scans: 0,
    isBusy: false,
  };
}

/** Takes typed fields. Another name may be another person's: accounts shown before do not apply to it. */
export function changeFields(link: DeskLink, store: StoreApi<AccountsState>, change: Partial<AccountFields>): void {
  const { form } = store.getState();
  if (form === null) return;
  const isName = 'family' in change || 'given' in change;
  store.setState({
    form: {
      ...typed(form, form.card === null ? withEnd(form, change) : change),
      ...(isName ? { isStopped: false, isOther: false } : {}),
    },
    error: null,
  });
  if (isName && form.card === null) void lookForAlike(link, store);
}

/** Brings the present values of the account into the form that edits it. */
export async function keepUp(link: DeskLink, store: StoreApi<AccountsState>): Promise<void> {
  const card = store.getState().form?.card ?? null;
  if (card === null) return;
  const answer = await link.ask('patron.choices', { card });
  const { form } = store.getState();
  if (!answer.ok || form === null || form.card !== card) return;
  store.setState({ form: { ...rebased(form, fieldsOf(answer.value, card)), choices: answer.value } });
}

/** A person has still to choose between two values. */
export function isUnsettled({ clashes }: Pick<AccountForm, 'clashes'>): boolean {
  return clashes.some((clash) => clash.taken === null);
}

/** Changes the form, unless it was closed meanwhile or is another account's. */
export function changeForm(store: StoreApi<AccountsState>, card: string | null, change: Partial<AccountForm>): void {
  store.setState(({ form }) => (form === null || form.card !== card ? {} : { form: { ...form, ...change } }));
}

/** Only the answer to the present text counts. */
async function lookForAlike(link: DeskLink, store: StoreApi<AccountsState>): Promise<void> {
  const asked = store.getState().form?.fields;
  if (asked === undefined) return;
  const [family, given] = [asked.family.trim(), asked.given.trim()];
  const isEnough = family.length > 1 && given !== '';
  const answer = isEnough
    ? await link.ask('patron.find', { query: `${family}, ${given}`, limit: MOST_ALIKE })
    : { ok: true as const, value: { patrons: [] } };
  const { form } = store.getState();
  if (form === null || !answer.ok || form.isOther) return;
  if (form.fields.family === asked.family && form.fields.given === asked.given)
    store.setState({ form: { ...form, alike: answer.value.patrons } });
}
