// `rules.parts`, `rules.changeParts`: how missing parts are settled. Seen from the copy, also without a line; set by the server.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { branchId } from '../../../shared/core/ids.ts';
import type { DeskTerms } from '../../../shared/circ/model/desk-terms.ts';
import { ownPartTerms, partTermsAt } from '../../../shared/circ/part-terms.ts';
import { requireRight, type Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';

/** Throws HF-CIRC-001 without a copy. */
export function viewPartTerms(desk: Desk): MethodOutput<'rules.parts'> {
  desk.session.required();
  return viewOf(desk, requiredCopy(desk).library.deskTerms());
}

/** Sets those of the library or of a branch, with the PIN of the person signed in. Throws HF-AUTH-024, 022, 023, HF-SYNC-003 without a line, HF-RULES-009 and 010. */
export async function changePartTerms(
  desk: Desk,
  { branch, terms, seen, pin }: ParsedInput<'rules.changeParts'>,
): Promise<MethodOutput<'rules.changeParts'>> {
  requireRight(desk, 'edit-rules');
  const { staffId, staff } = desk.session.required();
  const of = branch === null ? null : branchId(branch);
  // The copy follows with the feed: the answer shows the server's state at once.
  return viewOf(desk, await desk.partTerms({ staffId, branch: of, terms, seen, pin }, staff));
}

function viewOf(desk: Desk, terms: DeskTerms): MethodOutput<'rules.parts'> {
  const { library } = requiredCopy(desk);
  const { branch: here, library: own } = desk.identity;
  const branches = [...library.branches().values()].toSorted(
    (a, b) => Number(b.id === here) - Number(a.id === here) || a.name.localeCompare(b.name),
  );
  return {
    places: [
      { branch: null, name: own.name, own: ownPartTerms(terms, null), above: { name: '', terms: {} } },
      ...branches.map(({ id, name, parent }) => {
        const above = partTermsAt(terms, library.branches(), parent);
        const from = above.of === null ? own.name : library.branchName(above.of);
        return { branch: id, name, own: ownPartTerms(terms, id), above: { name: from, terms: above.terms } };
      }),
    ],
  };
}
