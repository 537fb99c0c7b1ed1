// The file of a gate's counter, handed in at a desk with a line.

import type { BranchId } from '../../shared/core/ids.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { Clock } from '../../shared/core/ports.ts';
import type { GateFileRequest, GateFileResponse } from '../../shared/wire/gate-file.ts';
import { openLibraryWriter } from '../library/library-writer.ts';
import { roleRights } from '../staff/role-rights.ts';
import { staffRoles } from '../staff/staff-roles.ts';
import { readRows } from '../store/read-rows.ts';
import type { Store } from '../store/store.ts';
import { gateText } from './import-gates.ts';

const MOST_WRONG = 100;

/** Takes it in for the branch of the desk. Throws HF-AUTH-024 without the right `edit-rules`, HF-IMPORT-003 for a wrong header. */
export async function gateFileForDesk(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  branch: BranchId,
  { staffId, name, text }: GateFileRequest,
): Promise<GateFileResponse> {
  const now = clock.now();
  const role = (await store.read((tx) => staffRoles(tx, [staffId])))(staffId, now);
  const rightsAt = await store.read(roleRights);
  if (role === null || !rightsAt(role, now).includes('edit-rules'))
    throw new HoldfastError('HF-AUTH-024', { staff: staffId });
  const row = (await store.read((tx) => readRows(tx, 'branch', [branch]))).get(branch);
  const { entries, wrong } = gateText(text, { name, branch, zone: row?.zone ?? 'UTC', now });
  const { written } = await openLibraryWriter(store, clock).putRows('logEntry', entries);
  return { read: entries.length, written, wrong: wrong.slice(0, MOST_WRONG) };
}
