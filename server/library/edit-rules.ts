// Edits of the rules in force that a supervisor makes on a screen: checked as `rules activate` checks a file, counted, put in force, taken back.

import { sha256Hex } from '../../shared/core/digest.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { ruleSetVersion, type BranchId } from '../../shared/core/ids.ts';
import { DAY_MS, formatInstant, type Instant } from '../../shared/core/instant.ts';
import type { Language } from '../../shared/core/language.ts';
import { writtenVersion } from '../../shared/circ/place-closing.ts';
import { branchCalendars } from '../../shared/rules/branch-calendars.ts';
import { dayOf, midnightOf } from '../../shared/rules/calendar/local-time.ts';
import type { OpeningTimes } from '../../shared/rules/calendar/opening-times.ts';
import { readRuleSetText } from '../../shared/rules/check-rule-set.ts';
import {
  calendarsOf,
  changesBetween,
  editedKeyAt,
  editedText,
  type RulesChange,
  type RulesEdit,
} from '../../shared/rules/edit-rules.ts';
import type { RuleSet } from '../../shared/rules/model/rule-set.ts';
import { sayFault, type RuleFault } from '../../shared/rules/rule-fault.ts';
import { rulesInForce } from '../query/rules-in-force.ts';
import { readAllRows, readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges } from '../store/row-changes.ts';
import type { ReadTx } from '../store/store.ts';
import { activateRules, activationsInOrder } from './activate-rules.ts';
import type { PutContext } from './put-rows.ts';

/** An edit, or the last change to be taken back. */
export type EditAsked = {
  /** The version of the rules that were edited. */
  readonly base: string;
  readonly what:
    | { readonly kind: 'edit'; readonly edit: RulesEdit; readonly at: Instant | null; readonly note: string }
    | { readonly kind: 'back'; readonly activation: string };
  /** The sign-in name of the person who asks. */
  readonly by: string;
  /** For the texts of faults. */
  readonly language: Language;
};

/** Effects of an edit. */
export type Edited = {
  /** Not empty: it is not taken. */
  readonly faults: readonly { readonly key: string | null; readonly text: string }[];
  readonly changes: readonly RulesChange[];
  /** Open loans and waits on the shelf that end where a branch will be closed and was open before. */
  readonly meets: readonly { readonly branch: BranchId; readonly loans: number; readonly shelf: number }[];
};

type Checked = Edited & { readonly rules: RuleSet; readonly at: Instant };

/** How far ahead a change is planned at most. */
const PLANNED_WITHIN_MS = 366 * DAY_MS;

/**
 * Effects of an edit. Throws HF-RULES-005 where other rules are in force, 006 for a moment that is past, 007 where a change is planned, 008 for a
 * change that cannot be taken back.
 */
export async function checkEdit(tx: ReadTx, asked: EditAsked, now: Instant): Promise<Edited> {
  const { faults, changes, meets } = await check(tx, asked, now);
  return { faults, changes, meets };
}

/** Does it, unless it has faults. Throws as checkEdit does. */
export async function editRules(asked: EditAsked, context: PutContext): Promise<Edited> {
  const { tx, now } = context;
  await tx.lockAlone();
  const { rules, at, ...edited } = await check(tx, asked, now);
  if (edited.faults.length > 0) return edited;
  const { what, by } = asked;
  const last = (await activationsInOrder(tx)).at(-1);
  if (what.kind === 'back' && last !== undefined && last.at > now) {
    const changes = collectChanges();
    changes.drop('ruleActivation', last);
    await writeChanges(tx, changes);
    context.changes.add(changes);
    return edited;
  }
  await activateRules(rules, { at, edited: { note: what.kind === 'edit' ? what.note : '', by } }, context);
  return edited;
}

async function check(tx: ReadTx, asked: EditAsked, now: Instant): Promise<Checked> {
  const inForce = await rulesInForce(tx, now);
  if (inForce.version !== asked.base) throw new HoldfastError('HF-RULES-005');
  // Closings are put into the result: an edit neither keeps nor opens them.
  const before = await writtenRules(tx, inForce, now);
  return asked.what.kind === 'back'
    ? checkBack(tx, { before, activation: asked.what.activation, now })
    : checkChange(tx, { before, what: asked.what, language: asked.language, now });
}

async function writtenRules(tx: ReadTx, inForce: RuleSet, now: Instant): Promise<RuleSet> {
  const activation = (await activationsInOrder(tx)).findLast(
    ({ version, at }) => version === inForce.version && at <= now,
  );
  const version = activation === undefined ? inForce.version : writtenVersion(activation);
  return (await readRows(tx, 'ruleSet', [version])).get(version) ?? inForce;
}

type Change = Extract<EditAsked['what'], { readonly kind: 'edit' }>;

async function checkChange(
  tx: ReadTx,
  { before, what, language, now }: { before: RuleSet; what: Change; language: Language; now: Instant },
): Promise<Checked> {
  const at = what.at ?? now;
  if (at < now || at > now + PLANNED_WITHIN_MS) throw new HoldfastError('HF-RULES-006');
  const last = (await activationsInOrder(tx)).at(-1);
  if (last !== undefined && last.at > now) throw new HoldfastError('HF-RULES-007');
  const content = editedText(before, what.edit, before.version);
  const hash = sha256Hex(`${content}\n${at}`).slice(0, 8);
  const version = ruleSetVersion(`edited-${formatInstant(at).slice(0, 10)}-${hash}`);
  const text = editedText(before, what.edit, version);
  const read = readRuleSetText(text, before.profile);
  if (!read.ok) {
    const faults = read.error.map((fault) => placed(fault, before, language));
    return { faults, changes: [], meets: [], rules: before, at };
  }
  return { ...(await compared(tx, { before, after: read.value, from: at })), rules: read.value, at };
}

async function checkBack(
  tx: ReadTx,
  { before, activation, now }: { before: RuleSet; activation: string; now: Instant },
): Promise<Checked> {
  const all = await activationsInOrder(tx);
  const [last, previous] = [all.at(-1), all.at(-2)];
  if (last?.id !== activation || last.closing !== undefined || last.lifts !== undefined || previous === undefined)
    throw new HoldfastError('HF-RULES-008');
  const version = writtenVersion(previous);
  const rules = (await readRows(tx, 'ruleSet', [version])).get(version);
  if (rules === undefined) throw new HoldfastError('HF-RULES-008');
  if (last.at > now) return { faults: [], changes: [], meets: [], rules: before, at: now };
  return { ...(await compared(tx, { before, after: rules, from: now })), rules, at: now };
}

type Compared = { readonly before: RuleSet; readonly after: RuleSet; readonly from: Instant };

async function compared(tx: ReadTx, { before, after, from }: Compared): Promise<Edited> {
  const branches = (await readAllRows(tx, 'branch')).map(({ id }) => id);
  const changes = changesBetween(before, after, branches);
  const changed = new Set(changes.map(({ key }) => key));
  const touched = calendarsOf(after, branches).flatMap(({ key, branches: own }) => (changed.has(key) ? own : []));
  return { faults: [], changes, meets: await met(tx, { before, after, from, branches: [...new Set(touched)] }) };
}

/** Dates that fall on a time when a branch is closed. They stay: only an emergency closing moves dates. */
async function met(
  tx: ReadTx,
  { before, after, from, branches }: Compared & { readonly branches: readonly BranchId[] },
): Promise<Edited['meets']> {
  if (branches.length === 0) return [];
  const dues = await tx.db
    .selectFrom('loan')
    .select(['branch', 'due_at as at', ({ fn }) => fn.countAll().as('count')])
    .where(tx.anyOf('branch', branches))
    .where('due_at', '>=', from)
    .where('state', 'in', ['open', 'lost'])
    .groupBy(['branch', 'due_at'])
    .execute();
  const waits = await tx.db
    .selectFrom('hold')
    .select(['pickup as branch', 'ends_at as at', ({ fn }) => fn.countAll().as('count')])
    .where(tx.anyOf('pickup', branches))
    .where('state', '=', 'captured')
    .where('ends_at', '>=', from)
    .groupBy(['pickup', 'ends_at'])
    .execute();
  const [old, now] = [branchCalendars(before), branchCalendars(after)];
  return branches.flatMap((branch) => {
    const [was, is] = [old(branch), now(branch)];
    if (was === null || is === null) return [];
    const closedNow = (at: Instant): boolean => isClosed(is, at) && !isClosed(was, at);
    const sum = (rows: readonly { branch: string | null; at: number | null; count: unknown }[]) =>
      rows
        .filter((row) => row.branch === branch && row.at !== null && closedNow(row.at))
        .reduce((all, { count }) => all + Number(count), 0);
    const [loans, shelf] = [sum(dues), sum(waits)];
    return loans + shelf === 0 ? [] : [{ branch, loans, shelf }];
  });
}

const LAST_MINUTE_MS = 60_000;

/** A loan due in the last minute of a day is due on that day, at any hours. */
function isClosed(times: OpeningTimes, at: Instant): boolean {
  const local = times.clock.toLocal(at);
  const day = dayOf(local);
  return midnightOf(day + 1) - local <= LAST_MINUTE_MS ? !times.isOpenDay(day) : !times.isOpenAt(at);
}

/** A fault by the calendar or group that it is in, and the field there. */
function placed(fault: RuleFault, rules: RuleSet, language: Language): Edited['faults'][number] {
  const [list = '', index = '', ...field] = fault.path.split('.');
  const key = editedKeyAt(rules, list, index);
  const path = key === null ? fault.path : field.filter((part) => part !== 'calendar').join('.');
  return { key, text: sayFault(language, { ...fault, path, place: null }) };
}
