// Bans that follow from returns which the server has not confirmed, and those that go with a return undone here.

import { banId, bansOf, rulesOfBan, withBans, type BanCase } from '../../shared/circ/bans.ts';
import type { Loan } from '../../shared/circ/model/loan.ts';
import type { Patron } from '../../shared/circ/model/patron.ts';
import type { Behind } from './groups.ts';

/** A patron of the replica with the bans of their loans as this desk has them. For loans that stand as the server has them, its row is complete. */
export function bannedHere(behind: Behind, patron: Patron): Patron {
  const { source, groups } = behind;
  const folded = [...groups.places.ofPatron(patron.id)].flatMap(({ folded: { loans } }) => loans);
  const changed = folded.filter((loan) => loan.patronId === patron.id && isOtherwise(loan, source.loan(loan.id)));
  if (changed.length === 0) return patron;
  const cases = changed.map((loan) => caseOf(behind, loan));
  const mayBan = cases.some(({ policy }) => (policy?.terms?.ban ?? null) !== null);
  const counted = changed.filter(({ id }) => patron.blocks.some((block) => block.id === banId(id)));
  if (!mayBan && counted.length === 0) return patron;
  const madeBefore = Math.max(bansOf(patron) - counted.length, 0);
  return withBans(patron, cases, { liftedAt: () => null, isKept: () => true, madeBefore });
}

function isOtherwise(loan: Loan, row: Loan | null): boolean {
  const { state = null, inAt = null, dueAt = null } = row ?? {};
  return loan.state !== state || loan.inAt !== inAt || loan.dueAt !== dueAt;
}

function caseOf({ references, source }: Behind, loan: Loan): BanCase {
  const version = rulesOfBan(loan, { closings: references.closings(), activations: source.ruleActivations() });
  const times = references.timesOf(version, loan.branch)?.times ?? null;
  return { loan, policy: references.policy(loan.policyHash), times };
}
