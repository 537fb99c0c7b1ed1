// The rules of the library, checked and edited by a person who is signed in at a desk with a line and has the right to.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { RulesEditRequest, RulesEditResponse } from '../../shared/wire/rules-edit.ts';
import { checkOwnPin, type PinParts } from '../staff/check-own-pin.ts';
import { requireStaffRight } from '../staff/require-staff-right.ts';
import { listStaff } from '../staff/staff-directory.ts';
import { checkEdit, type EditAsked } from './edit-rules.ts';
import { openLibraryWriter } from './library-writer.ts';

type Parts = PinParts & { readonly clock: Clock };

/**
 * The expected changes of an edit, or with a PIN those made. Throws HF-AUTH-024 without the right `edit-rules`, HF-AUTH-022 and 023 for the PIN, and
 * as checkEdit does.
 */
export async function rulesForDesk(parts: Parts, request: RulesEditRequest): Promise<RulesEditResponse> {
  const { store, clock } = parts;
  const { staffId, base, what, language, pin } = request;
  const now = clock.now();
  await store.read((tx) => requireStaffRight(tx, { staffId, right: 'edit-rules', now }));
  const person = (await listStaff(parts)).find((one) => one.staffId === staffId);
  if (person === undefined) throw new HoldfastError('HF-AUTH-024', { staff: staffId });
  const asked: EditAsked = { base, what, language, by: person.staff };
  if (pin !== undefined) await checkOwnPin(parts, staffId, pin);
  const edited =
    pin === undefined
      ? await store.read((tx) => checkEdit(tx, asked, now))
      : await openLibraryWriter(store, clock).editRules(asked);
  const { faults, changes, meets } = edited;
  return {
    faults: [...faults],
    changes: [...changes],
    meets: [...meets],
    isDone: pin !== undefined && faults.length === 0,
  };
}
