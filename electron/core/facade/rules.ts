// `rules.view`, `rules.check`, `rules.change`: hours, closings and fields required of new accounts by group. Read from the copy, also without a line;
// checked and put in force by the server.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { ruleSetVersion } from '../../../shared/core/ids.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { windowsOf } from '../../../shared/circ/model/closing.ts';
import { writtenVersion } from '../../../shared/circ/place-closing.ts';
import { calendarsOf, joiningsOf } from '../../../shared/rules/edit-rules.ts';
import type { RulesActivationView } from '../../../shared/views/rules.ts';
import type { RulesEditRequest } from '../../../shared/wire/rules-edit.ts';
import type { RuleActivation } from '../../../shared/wire/rows.ts';
import { requireRight, type Desk } from '../desk.ts';
import { deskZone, requiredCopy } from '../desk-sight.ts';
import { requiredInstant } from './asked.ts';

/** The most changes shown. */
const HISTORY = 12;

/** Throws HF-CIRC-001 without a copy or rules. */
export function viewRules(desk: Desk): MethodOutput<'rules.view'> {
  desk.session.required();
  const { library } = requiredCopy(desk);
  const now = desk.clock.now();
  const rules = library.rulesAt(now);
  if (rules === null) throw new HoldfastError('HF-CIRC-001');
  const activations = library.activations();
  const inForce = activations.findLast(({ version, at }) => version === rules.version && at <= now);
  // Closings have a list of their own: hours are edited without them.
  const written = (inForce === undefined ? null : library.ruleSet(writtenVersion(inForce))) ?? rules;
  const last = activations.at(-1);
  const planned = last !== undefined && last.at > now ? last : undefined;
  const isBackPossible =
    last !== undefined && last.closing === undefined && last.lifts === undefined && activations.length > 1;
  const here = desk.identity.branch;
  const branches = [...library.branches().values()].toSorted(
    (a, b) => Number(b.id === here) - Number(a.id === here) || a.name.localeCompare(b.name),
  );
  const nameOf = new Map<string, string>(branches.map(({ id, name }) => [id, name]));
  return {
    version: rules.version,
    profile: rules.profile,
    currency: rules.currency,
    inForce: inForce === undefined ? null : said(inForce, activations),
    planned: planned === undefined ? null : said(planned, activations),
    history: activations
      .toReversed()
      .slice(0, HISTORY)
      .map((one) => said(one, activations)),
    takesBack: isBackPossible ? last.id : null,
    calendars: calendarsOf(
      written,
      branches.map(({ id }) => id),
    )
      .toSorted((a, b) => Number(b.branches.includes(here)) - Number(a.branches.includes(here)))
      .map(({ key, name, branches: own, season, calendar }) => ({
        key,
        name: name ?? own.map((id) => nameOf.get(id) ?? id).join(', '),
        season,
        calendar,
      })),
    groups: joiningsOf(rules),
    closings: windowsOf(activations)
      .filter(({ to, isLifted }) => !isLifted && to > now)
      .map(({ id, from, to, reason, branches: closed }) => ({
        id,
        from: formatInstant(from),
        to: formatInstant(to),
        reason,
        branches: closed.map((branch) => nameOf.get(branch) ?? branch),
        zone: branches.find((branch) => closed.includes(branch.id))?.zone ?? deskZone(desk),
      })),
    branches: branches.map(({ id, name, zone }) => ({ id, name, zone })),
  };
}

function said(one: RuleActivation, all: readonly RuleActivation[]): RulesActivationView {
  const { id, version, at, edited } = one;
  const lifted = one.lifts === undefined ? undefined : all.find((other) => other.id === one.lifts)?.closing;
  const closing = one.closing ?? lifted;
  return {
    id,
    version,
    at: formatInstant(at),
    note: closing?.reason ?? edited?.note ?? '',
    by: edited?.by ?? '',
    closing:
      closing === undefined
        ? null
        : { branches: [...closing.branches], from: formatInstant(closing.from), to: formatInstant(closing.to) },
    isLift: one.lifts !== undefined,
  };
}

/** Effects of an edit. Throws HF-AUTH-024 without the right to edit rules, HF-SYNC-003 without a line, HF-RULES-005 to 007. */
export function checkRules(
  desk: Desk,
  { base, edit, at }: ParsedInput<'rules.check'>,
): Promise<MethodOutput<'rules.check'>> {
  return ask(desk, base, { kind: 'edit', edit, at: instantOf(at), note: '' });
}

/** Puts an edit in force, or takes the last back, with the PIN of the person signed in. Throws as checkRules does, HF-AUTH-022 or 023, HF-RULES-008. */
export function changeRules(
  desk: Desk,
  { base, what, pin }: ParsedInput<'rules.change'>,
): Promise<MethodOutput<'rules.change'>> {
  return ask(desk, base, what.kind === 'back' ? what : { ...what, at: instantOf(what.at) }, pin);
}

function instantOf(at: string | null): number | null {
  return at === null ? null : requiredInstant(at);
}

function ask(
  desk: Desk,
  base: string,
  what: RulesEditRequest['what'],
  pin?: string,
): Promise<MethodOutput<'rules.change'>> {
  requireRight(desk, 'edit-rules');
  const { staffId, staff } = desk.session.required();
  const asked = { staffId, base: ruleSetVersion(base), what, language: desk.language() };
  return desk.rulesEdit(pin === undefined ? asked : { ...asked, pin }, staff);
}
