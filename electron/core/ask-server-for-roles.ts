// Asks the server what each role may do, and to change one.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { RoleRightsRequest, RoleRightsResponse } from '../../shared/wire/role-rights.ts';
import type { DeskFiles } from './open-desk-files.ts';

/** What the server says. A token that has run out is taken anew once. Throws HF-SYNC-003 without a line, and what the server refuses. */
export async function askServerForRoles(
  { client, identity, signer }: Pick<DeskFiles, 'client' | 'identity' | 'signer'>,
  request: RoleRightsRequest,
  staff: string,
): Promise<RoleRightsResponse> {
  let exchange = await client.roleRights(request);
  if (!exchange.ok && exchange.error.kind === 'token') {
    await client.getToken(identity.deskId, signer);
    exchange = await client.roleRights(request);
  }
  if (exchange.ok) return exchange.value.value;
  const { error } = exchange;
  if (error.kind !== 'refused') throw new HoldfastError('HF-SYNC-003', { url: identity.serverUrl });
  const { role = '', give = [], take = [] } = request.change ?? {};
  // Which right it was the server knows; at most a quarter of an hour is waited after wrong PINs.
  throw new HoldfastError(error.code, { staff, role, right: [...give, ...take].join(', '), seconds: 900 });
}
