// `patron.choices`: choices for the form of an account.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import { endOfJoining, type Joining } from '../../../shared/rules/model/joining.ts';
import type { PatronChoices } from '../../../shared/views/patron-form.ts';
import type { Desk } from '../desk.ts';
import { deskZone, requiredCopy, type Copy } from '../desk-sight.ts';
import { moneyText } from './fees.ts';
import { dayAt } from './local-day.ts';
import { refuseLocked } from './patrons.ts';
import { branchChoices } from './titles.ts';

/** Throws HF-PATRON-001 for a card that is not here, HF-PATRON-002 where details are locked. */
export function patronChoices(desk: Desk, { card }: ParsedInput<'patron.choices'>): MethodOutput<'patron.choices'> {
  refuseLocked(desk);
  const copy = requiredCopy(desk);
  const groups = groupsOf(desk, copy);
  const patron = card === null ? null : copy.sight.patronByCard(card);
  if (card !== null && patron === null) throw new HoldfastError('HF-PATRON-001');
  return {
    groups,
    branches: branchChoices(copy, desk.identity.branch),
    required: ['card', 'family', ...(groups.length > 0 ? (['group'] as const) : []), 'home'],
    now: patron === null ? null : writtenNow(patron, deskZone(desk)),
  };
}

/** Groups that others stand below are there to give rules a name, not for people. */
function groupsOf(desk: Desk, copy: Copy): PatronChoices['groups'] {
  const rules = copy.library.rulesAt(desk.clock.now());
  if (rules === null || !('groups' in rules)) return [];
  const groups = rules.groups.map((group) => ({ parent: null, joining: undefined, ...group }));
  const above = new Set(groups.map(({ parent }) => parent));
  const lowest = groups.filter(({ id }) => !above.has(id));
  return (lowest.length > 0 ? lowest : groups).map(({ id, name, joining }) => ({
    id,
    name,
    joining: joining === undefined ? null : joiningView(desk, joining),
  }));
}

function joiningView(desk: Desk, joining: Joining): PatronChoices['groups'][number]['joining'] {
  const { required, feeMinor } = joining;
  const endsOn = endOfJoining(joining, dayAt(deskZone(desk), desk.clock.now())) ?? '';
  return { required, feeText: feeMinor === 0 ? null : moneyText(desk, feeMinor), endsOn };
}

function writtenNow(patron: Patron, zone: string): PatronChoices['now'] {
  const { name, group, home, expiresAt, birthDate, email, phones, address, cards } = patron;
  return {
    family: name.family,
    given: name.given,
    group,
    home,
    expiresOn: expiresAt === null ? '' : dayAt(zone, expiresAt),
    birthDate: birthDate ?? '',
    email: email ?? '',
    phones,
    address,
    cards: cards.map(({ number, active }) => ({ number, current: active })),
  };
}
