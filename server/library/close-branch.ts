// An emergency closing: a branch, and all below it, is closed for a window. The rules in force are put in force again with the window closed, and
// every loan, fine and wait on the shelf that falls into it is folded again, in the same transaction. [I24] [I25]

import { hashedId } from '../../shared/core/digest.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { itemId, titleId, type BranchId } from '../../shared/core/ids.ts';
import { DAY_MS, type Instant } from '../../shared/core/instant.ts';
import type { Activation } from '../../shared/circ/model/closing.ts';
import { branchAndBelow, metByClosing } from '../../shared/circ/closed-branches.ts';
import { placeClosing, type NewClosing } from '../../shared/circ/place-closing.ts';
import { branchCalendars } from '../../shared/rules/branch-calendars.ts';
import { ruleSetFaults } from '../../shared/rules/check-rule-set.ts';
import { closedRules, type ClosedWindow } from '../../shared/rules/closed-window.ts';
import type { RuleSet } from '../../shared/rules/model/rule-set.ts';
import { sayFault } from '../../shared/rules/rule-fault.ts';
import { writeBans } from '../patrons/write-bans.ts';
import { rulesInForce } from '../query/rules-in-force.ts';
import { readAllRows, readBodies } from '../store/read-rows.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import { parseRow } from '../store/state-tables.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { References } from '../timeline/references.ts';
import { refold } from '../timeline/refold.ts';
import { touchedAfresh } from '../timeline/touched.ts';
import { noteRulesToFoldUnder } from './fold-under-rules.ts';
import { knownRules } from './activate-rules.ts';
import type { PutContext } from './put-rows.ts';
import { putRowChunk } from './put-rows.ts';

/** A closing, and its reason. */
export type BranchClosing = {
  /** Id or name. */
  readonly branch: string;
  readonly from: Instant;
  /** Not included. */
  readonly to: Instant;
  readonly reason: string;
};

/** The effects of a closing. */
export type ClosingCount = {
  readonly branches: readonly string[];
  /** Loans that are due in the window, or in the night that it closes too. */
  readonly due: number;
  /** Of these, the ones whose date it moves; null when it was only asked. */
  readonly moved: number | null;
  /** Waits on the hold shelf that end in the window. */
  readonly shelf: number;
};

/** Counts the effects of a closing. Throws HF-RULES-004 for a branch that is not there, or a window that has no length, HF-CIRC-001 without rules. */
export async function countClosing(tx: ReadTx, closing: BranchClosing, now: Instant): Promise<ClosingCount> {
  const branches = await closedBranches(tx, closing);
  return count(tx, { ...closing, branches }, await rulesInForce(tx, now));
}

/** Closes from now on. Throws as counting does, and HF-RULES-001 where the rules have no calendar that could be closed. */
export async function closeBranch(closing: BranchClosing, context: PutContext): Promise<ClosingCount> {
  const { tx, now } = context;
  // Rows being folded without this closing are in the database and are folded again; later folds know of it.
  await tx.lockAlone();
  const branches = await closedBranches(tx, closing);
  const { from, to, reason } = closing;
  const rules = await rulesInForce(tx, now);
  const id = hashedId('closing', rules.version, branches.join(' '), from, to, reason, now);
  const window = { branches, from, to, reason };
  const counted = await count(tx, window, rules);
  return { ...counted, moved: await placeClosingAt({ id, at: now, window }, context) };
}

/**
 * Closes from a moment on, which may be past, or takes a closing back: the rules that came into force since know of it as well, and loans and holds
 * that it meets are folded again. Everything that folds is locked by the caller. Returns how many dates moved. Throws HF-CIRC-001 and HF-RULES-001.
 */
export async function placeClosingAt(added: NewClosing, context: PutContext): Promise<number> {
  const { tx, now, references, changes } = context;
  const activations = await readAllRows(tx, 'ruleActivation');
  const placed = placeClosing(activations, added, await knownRules(tx, activations));
  if (placed === null) throw new HoldfastError('HF-CIRC-001');
  const [fault] = placed.ruleSets.flatMap(ruleSetFaults);
  if (fault !== undefined) throw new HoldfastError('HF-RULES-001', { why: sayFault('en', fault) });
  for (const rules of placed.ruleSets) await putClosedRules(rules, context);
  await putRowChunk('ruleActivation', placed.activations, context);
  const window = windowOf(added, activations);
  // It takes back a closing that has not come yet: the closing finds it here.
  if (window === undefined) return 0;
  const folded = collectChanges();
  const items = await foldMet(tx, { window, isLifted: 'lifts' in added }, { references, folded });
  const moved = await movedDates(tx, folded);
  await writeChanges(tx, folded);
  await writeBans(tx, folded, { references, now, afresh: items, runningAt: window.from });
  changes.add(folded);
  return moved;
}

function windowOf(added: NewClosing, activations: readonly Activation[]): Activation['closing'] {
  return 'window' in added ? added.window : activations.find(({ id }) => id === added.lifts)?.closing;
}

type Met = { readonly window: NonNullable<Activation['closing']>; readonly isLifted: boolean };

/** Folds again the loans and holds in a window, and those that it moved out where it is taken back. Returns the items of the loans. */
async function foldMet(
  tx: WriteTx,
  { window, isLifted }: Met,
  { references, folded }: { readonly references: References; readonly folded: PutContext['changes'] },
): Promise<string[]> {
  const met = await metBy(tx, window, window.branches);
  const moved = isLifted ? await movedFromBranches(tx, window) : { items: [], titles: [] };
  const items = [...met.items, ...moved.items];
  const titles = [...met.titles, ...moved.titles];
  await refold(
    tx,
    { touched: touchedAfresh(new Set(items.map(itemId)), new Set(titles.map(titleId))), references },
    folded,
  );
  return items;
}

/** Items and titles whose dates closings moved: loans that are out, or came back since a closing began, and holds that live. */
async function movedFromBranches(tx: ReadTx, { branches, from }: Met['window']) {
  const loans = await tx.db
    .selectFrom('loan')
    .select('item_id')
    .where(tx.anyOf('branch', branches))
    .where((loan) => loan.or([loan('state', '<>', 'closed'), loan('in_at', '>=', from)]))
    .where('body', 'like', '%"movedFrom":%')
    .execute();
  const holds = await tx.db
    .selectFrom('hold')
    .select('title_id')
    .where(tx.anyOf('pickup', branches))
    .where('state', 'in', ['waiting', 'captured'])
    .where('body', 'like', '%"shelfMovedFrom":%')
    .execute();
  return { items: loans.map((loan) => loan.item_id), titles: holds.map((hold) => hold.title_id) };
}

/** Rules that are closed for a window. They may have loans under them already: of desks, after a restore from a backup that is older than the same closing. */
export async function putClosedRules(rules: RuleSet, context: PutContext): Promise<void> {
  if ((await putRowChunk('ruleSet', [rules], context)) > 0) await noteRulesToFoldUnder(context.tx, rules.version);
}

/** Folds again loans and holds that a closing meets and that are there already, and were folded without it, or without its end. */
export async function foldUnderClosing(
  tx: WriteTx,
  met: Met,
  { references, now }: { readonly references: References; readonly now: Instant },
): Promise<void> {
  const folded = collectChanges();
  const items = await foldMet(tx, met, { references, folded });
  await writeChanges(tx, folded);
  await writeBans(tx, folded, { references, now, afresh: items, runningAt: met.window.from });
}

/** How many loans have another date than before. */
async function movedDates(tx: ReadTx, folded: PutContext['changes']): Promise<number> {
  const loans = folded.byKind.get('loan') ?? new Map<string, { readonly body: string | null }>();
  const before = await readBodies(tx, 'loan', loans.keys());
  return [...loans].filter(([id, { body }]) => {
    const old = before.get(id);
    return old !== undefined && body !== null && parseRow('loan', old).dueAt !== parseRow('loan', body).dueAt;
  }).length;
}

/** The branch that is named and all below it. */
async function closedBranches(tx: ReadTx, { branch: named, from, to }: BranchClosing): Promise<BranchId[]> {
  const all = await readAllRows(tx, 'branch');
  const root = all.find(({ id }) => id === named) ?? all.find(({ name }) => name === named);
  if (root === undefined || to <= from) throw new HoldfastError('HF-RULES-004', { branch: named });
  return branchAndBelow(all, root.id);
}

type Window = ClosedWindow & { readonly branches: readonly BranchId[] };

async function count(tx: ReadTx, window: Window, rules: RuleSet): Promise<ClosingCount> {
  const { isDue, endsWaiting } = metByClosing(window, branchCalendars(closedRules(rules, window)));
  const { loans, holds } = await metBy(tx, window, window.branches);
  return {
    branches: [...window.branches],
    due: loans.filter((loan) => isDue({ ...loan, dueAt: loan.due_at })).length,
    moved: null,
    shelf: holds.filter((hold) => endsWaiting({ ...hold, endsAt: hold.ends_at })).length,
  };
}

/** A window that lasts to midnight closes the night after it as well, as far as that goes by the calendar of each branch. */
const NIGHT_MS = DAY_MS;

/** Dates in the window: loans that are due in it or were late in it, and waits on the shelf that end in it. */
async function metBy(tx: ReadTx, { from, to }: Pick<BranchClosing, 'from' | 'to'>, branches: readonly BranchId[]) {
  const loans = await tx.db
    .selectFrom('loan')
    .select(['item_id', 'branch', 'state', 'due_at'])
    .where(tx.anyOf('branch', branches))
    .where('due_at', '<', to + NIGHT_MS)
    .where((where) => where.or([where('due_at', '>=', from), where('in_at', 'is', null), where('in_at', '>', from)]))
    .execute();
  const holds = await tx.db
    .selectFrom('hold')
    .select(['title_id', 'pickup', 'state', 'ends_at'])
    .where(tx.anyOf('pickup', branches))
    .where('state', '=', 'captured')
    .where('ends_at', '>=', from)
    .where('ends_at', '<', to + NIGHT_MS)
    .execute();
  return { loans, holds, items: loans.map((loan) => loan.item_id), titles: holds.map((hold) => hold.title_id) };
}
