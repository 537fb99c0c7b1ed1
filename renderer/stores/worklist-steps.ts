// The steps of the worklist's keys, in order: each card, before the cards of a kind the row for all of them, and after
// all of them the outages whose report is not signed. Pure.

import type { OutageView } from '../../shared/views/outage.ts';
import { AGE_CODE, type ExceptionKindChoice, type ExceptionView, type Listing } from '../../shared/views/sync.ts';
import { commonActions, workGroups, workedAtOnce, type WorkKind, type WorkPage } from './work-groups.ts';

/** The possible borrowers of an item in question, and whether this person may decide. */
export type Question = {
  readonly mayResolve: boolean;
  readonly candidates: readonly { readonly card: string; readonly name: string }[];
};

/** By barcode. */
export type Questions = Readonly<Record<string, Question>>;

/** Actions on a card, or on all of a kind; each has the key of its place. */
export type Option =
  | { readonly kind: 'action'; readonly action: ExceptionView['actions'][number] }
  | { readonly kind: 'with'; readonly card: string; readonly name: string }
  | { readonly kind: 'here' }
  /** Releases the acts that wait behind it. */
  | { readonly kind: 'release' }
  /** Gives the money back that is the patron's. */
  | { readonly kind: 'refund'; readonly card: string; readonly amountMinor: number; readonly text: string }
  /** Gives the loan the date that the rules give from the right time. */
  | { readonly kind: 'redate'; readonly item: string; readonly dueAt: string; readonly text: string }
  /** Opens a record that it leads to. Nothing is recorded by it. */
  | { readonly kind: 'open'; readonly what: ExceptionView['opens'][number] }
  /** Records the assigned person, the contact with the patron, or a note; it stays open. */
  | { readonly kind: 'work' }
  /** Signs the report of an outage. */
  | { readonly kind: 'sign'; readonly outageId: string };

/** One card, the row for all of a kind, or an outage. */
export type Step = {
  readonly id: string;
  readonly exceptions: readonly ExceptionView[];
  readonly outage?: OutageView;
  /** All of a kind of which not all are here, with the actions on them. */
  readonly whole?: { readonly choice: ExceptionKindChoice; readonly actions: ExceptionView['actions'] };
};

/** All that the worklist shows. */
export type Listed = WorkPage & { readonly outages: readonly OutageView[] } & Seen;

/** The newest exception when it was listed, and the order and filter of the list. */
export type Seen = { readonly upTo: number; readonly listing: Listing };

/** The steps in the order they are shown. */
export function stepsOf({ outages, upTo, listing, ...page }: Listed): readonly Step[] {
  const cards = workGroups(page).flatMap(({ kinds }) =>
    kinds.flatMap((kind) => {
      const single = kind.exceptions.map((exception) => ({ id: exception.exceptionId, exceptions: [exception] }));
      const together = togetherOf(kind, { upTo, listing });
      return together === null ? single : [together, ...single];
    }),
  );
  return [...cards, ...outages.filter(isToSign).map(outageStep)];
}

/** Whether an outage is work: one that goes on is only shown. */
export function isToSign({ state }: OutageView): boolean {
  return state === 'open' || state === 'ready';
}

/** The step of an outage. */
export function outageStep(outage: OutageView): Step {
  return { id: `outage-${outage.outageId}`, exceptions: [], outage };
}

/** The row for all of a kind; null where there are not several, or nothing may be done about all of them. */
export function togetherOf(kind: WorkKind, { upTo, listing }: Seen): Step | null {
  const { group, code, count, actions } = kind;
  // Kinds of all codes are worked one by one.
  if (code === AGE_CODE) return null;
  const id = `all-${group}-${code}`;
  const exceptions = workedAtOnce(kind);
  if (count > kind.exceptions.length) {
    return actions.length === 0
      ? null
      : { id, exceptions, whole: { choice: { group, code, count, upTo, listing }, actions } };
  }
  if (exceptions.length < 2 || commonActions(exceptions).length === 0) return null;
  return { id, exceptions };
}

/** The kind whose last card that is here is the chosen one, when there are more. */
export function kindToGoOn(page: WorkPage, chosen: string | null): WorkKind | null {
  const kinds = workGroups(page).flatMap((group) => group.kinds);
  const isLast = (kind: WorkKind): boolean =>
    kind.count > kind.exceptions.length && kind.exceptions.at(-1)?.exceptionId === chosen;
  return kinds.find(isLast) ?? null;
}

const WORK = { kind: 'work' } as const;

/** The options of a step. */
export function optionsOf({ exceptions, outage, whole }: Step, questions: Questions): readonly Option[] {
  if (whole !== undefined) return [...whole.actions.map((action) => ({ kind: 'action', action }) as const), WORK];
  if (outage !== undefined) return outage.state === 'ready' ? [{ kind: 'sign', outageId: outage.outageId }] : [];
  const [first] = exceptions;
  const work = exceptions.length > 0 && exceptions.every((one) => one.work !== null) ? [WORK] : [];
  if (first?.inQuestion === true && exceptions.length === 1)
    return [...answersOf(questions[first.item ?? '']), ...work];
  const opened = (...whats: readonly ExceptionView['opens'][number][]) =>
    (first?.opens ?? []).filter((what) => whats.includes(what)).map((what) => ({ kind: 'open', what }) as const);
  const isReleasable = exceptions.length > 0 && exceptions.every(({ mayRelease }) => mayRelease === true);
  return [
    ...(isReleasable ? [{ kind: 'release' } as const] : []),
    ...(exceptions.length === 1 ? [...refundOf(first), ...redateOf(first), ...opened('register', 'catalog')] : []),
    ...commonActions(exceptions).map((action) => ({ kind: 'action', action }) as const),
    ...work,
    ...(exceptions.length === 1 ? opened('account', 'item') : []),
  ];
}

/** The step that the keys act on: the chosen one, or the first. */
export function chosenStep(listed: Listed, chosen: string | null): Step | null {
  const steps = stepsOf(listed);
  return steps.find(({ id }) => id === chosen) ?? steps[0] ?? null;
}

/** The choice after the list has changed: the old one, else the next one after it that still stands. */
export function keptChoice(before: Listed, after: Listed, chosen: string | null): string | null {
  if (chosen === null) return null;
  const still = new Set(stepsOf(after).map(({ id }) => id));
  const ids = stepsOf(before).map(({ id }) => id);
  const at = ids.indexOf(chosen);
  const next =
    ids.slice(at).find((id) => still.has(id)) ?? ids.slice(0, Math.max(0, at)).findLast((id) => still.has(id));
  return next ?? null;
}

/** The step after or before the chosen one; the ends do not wrap. */
export function neighbour(listed: Listed, chosen: string | null, by: 1 | -1): string | null {
  const steps = stepsOf(listed);
  const at = Math.max(
    0,
    steps.findIndex(({ id }) => id === chosen),
  );
  return steps[Math.max(0, Math.min(steps.length - 1, at + by))]?.id ?? null;
}

function refundOf(exception: ExceptionView | undefined): readonly Option[] {
  const { credit = null, whom = null } = exception ?? {};
  if (credit === null || whom === null || !credit.mayGive) return [];
  return [{ kind: 'refund', card: whom.card, amountMinor: credit.amountMinor, text: credit.text }];
}

function redateOf(exception: ExceptionView | undefined): readonly Option[] {
  const { proposedDue, item } = exception ?? {};
  return proposedDue === undefined || item === undefined ? [] : [{ kind: 'redate', item, ...proposedDue }];
}

function answersOf(question: Question | undefined): readonly Option[] {
  if (question === undefined || !question.mayResolve) return [];
  const known = question.candidates.filter(({ card }) => card !== '');
  return [...known.map(({ card, name }) => ({ kind: 'with' as const, card, name })), { kind: 'here' }];
}
