// The scopes of a desk: the rows that all get, and those of its branch's system. A desk above systems gets those of every system.

import { SCOPE_ALL } from '../../shared/wire/scope.ts';
import type { ReadTx } from '../store/store.ts';
import { scopeOfSystem } from './patron-scopes.ts';

export async function deskScopes(tx: ReadTx, branch: string): Promise<readonly string[]> {
  const row = await tx.db.selectFrom('branch').select('system').where('id', '=', branch).executeTakeFirst();
  const system = row?.system ?? null;
  return system === null ? allScopes(tx) : [SCOPE_ALL, scopeOfSystem(system)];
}

/** Every scope of the library. */
export async function allScopes(tx: ReadTx): Promise<readonly string[]> {
  const systems = await tx.db
    .selectFrom('branch')
    .select('system')
    .distinct()
    .where('system', 'is not', null)
    .orderBy('system')
    .execute();
  return [SCOPE_ALL, ...systems.map((one) => scopeOfSystem(one.system))];
}
