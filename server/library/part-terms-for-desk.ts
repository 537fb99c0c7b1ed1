// How missing parts are settled, set by a person who is signed in at a desk with a line and may edit rules.

import { canonicalJson } from '../../shared/core/canonical-json.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { DeskTerms } from '../../shared/circ/model/desk-terms.ts';
import { ownPartTerms, withPartTerms } from '../../shared/circ/part-terms.ts';
import type { PartTermsRequest, PartTermsResponse } from '../../shared/wire/part-terms.ts';
import { checkOwnPin, type PinParts } from '../staff/check-own-pin.ts';
import { requireStaffRight } from '../staff/require-staff-right.ts';
import { openLibraryWriter } from './library-writer.ts';

type Parts = PinParts & { readonly clock: Clock };

/**
 * Sets the terms of the library or of a branch, and returns all. Throws HF-AUTH-024 without the right `edit-rules`, HF-AUTH-022 and 023 for the PIN,
 * HF-RULES-009 where others were set meanwhile, HF-RULES-010 for a branch that is not there.
 */
export async function partTermsForDesk(parts: Parts, request: PartTermsRequest): Promise<PartTermsResponse> {
  const { store, clock } = parts;
  const { staffId, branch, terms, seen, pin } = request;
  const now = clock.now();
  await store.read((tx) => requireStaffRight(tx, { staffId, right: 'edit-rules', now }));
  await checkOwnPin(parts, staffId, pin);
  const { desk = {} } = await openLibraryWriter(store, clock).changeLibrary((library, branches) => {
    if (branch !== null && !branches.some(({ id }) => id === branch))
      throw new HoldfastError('HF-RULES-010', { branch });
    const before: DeskTerms = library.desk ?? {};
    if (!isSame(ownPartTerms(before, branch), seen)) throw new HoldfastError('HF-RULES-009');
    return { ...library, desk: withPartTerms(before, branch, terms) };
  });
  const { missingParts, missingPartsOf } = desk;
  return { missingParts, missingPartsOf };
}

function isSame(one: PartTermsRequest['seen'], other: PartTermsRequest['seen']): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
