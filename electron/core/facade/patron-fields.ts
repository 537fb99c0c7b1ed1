// Fields of an account as a desk is given them: groups and branches by name, dates as text.

import { z } from 'zod';
import { foldText } from '../../../shared/core/fold-text.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { branchId, type BranchId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { ParsedInput } from '../../../shared/bridge/contract.ts';
import type { PatronFields } from '../../../shared/circ/model/patron-fields.ts';
import type { Desk } from '../desk.ts';
import { deskZone, type Copy } from '../desk-sight.ts';
import { requiredInstant } from './asked.ts';
import { branchNamed } from './holds.ts';
import { endOfDay } from './local-day.ts';

type FieldsInput = Omit<ParsedInput<'patron.edit'>, 'card'>;

/** Account fields from the input. Throws HF-PATRON-004, HF-PATRON-005 or HF-CIRC-004. */
export function fieldsIn(
  desk: Desk,
  copy: Copy,
  { name = {}, group, home, expiresAt, ...given }: FieldsInput,
): PatronFields {
  return {
    ...given,
    ...name,
    ...(group === undefined ? {} : groupNamed(desk, copy, group)),
    ...(home === undefined ? {} : { home: homeNamed(copy, home) }),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt === null ? null : endIn(desk, expiresAt) }),
  };
}

function endIn(desk: Desk, text: string): Instant {
  return z.iso.date().safeParse(text).success ? endOfDay(deskZone(desk), text) : requiredInstant(text);
}

function homeNamed(copy: Copy, named: string): BranchId {
  const id = branchNamed(copy, named);
  if (!copy.library.branches().has(id)) throw new HoldfastError('HF-PATRON-005');
  return branchId(id);
}

function groupNamed(desk: Desk, copy: Copy, named: string): Pick<PatronFields, 'group' | 'groupName'> {
  const rules = copy.library.rulesAt(desk.clock.now());
  // Koha's rules have no group names of their own: their rules for a group are found by its code.
  if (rules === null || !('groups' in rules)) return { group: named, groupName: named };
  const isMeant = (text: string): boolean => foldText(text) === foldText(named);
  const found = rules.groups.find(({ id, name }) => id === named || isMeant(name));
  if (found === undefined) throw new HoldfastError('HF-PATRON-004');
  return { group: found.id, groupName: found.name };
}
