// `holdfast staff rights`: the rights of each role, and changes to them.

import { RightSchema, RoleSchema, type Right, type Role } from '../../../shared/circ/rights.ts';
import { changeRoleRights, roleRights } from '../../../server/staff/role-rights.ts';
import { hasFlag, refuseWords, UsageError, type Run } from '../command.ts';
import { withStore } from '../admin/with-store.ts';

/** Lists the rights of every role, or of one; with --give and --take changes one first. */
export async function staffRights(run: Run): Promise<number> {
  refuseWords(run.positionals, 2);
  const role = roleNamed(run.positionals[1]);
  const [give, take] = [rightsIn(run, 'give'), rightsIn(run, 'take')];
  if (give.length + take.length > 0) {
    if (role === null) throw new UsageError(`name the role: ${RoleSchema.options.join(', ')}`);
    const rights = await withStore(run, (parts) => changeRoleRights(parts, role, { give, take }));
    tell(run, role, rights);
    if (!hasFlag(run.values, 'json')) run.io.out('Desks get it the next time they are online.');
    return 0;
  }
  const rightsOf = await withStore(run, async ({ store, clock }) => {
    const [rightsAt, now] = [await store.read(roleRights), clock.now()];
    return (one: Role) => rightsAt(one, now);
  });
  for (const one of role === null ? RoleSchema.options : [role]) tell(run, one, rightsOf(one));
  return 0;
}

function tell(run: Run, role: Role, rights: readonly Right[]): void {
  run.io.out(hasFlag(run.values, 'json') ? JSON.stringify({ role, rights }) : `${role}: ${rights.join(', ')}`);
}

function roleNamed(text: string | undefined): Role | null {
  if (text === undefined) return null;
  const role = RoleSchema.safeParse(text);
  if (!role.success) throw new UsageError(`there is no role ${text}: write one of ${RoleSchema.options.join(', ')}`);
  return role.data;
}

function rightsIn({ values }: Run, option: 'give' | 'take'): Right[] {
  const given = values[option];
  return (Array.isArray(given) ? given : []).map((text) => {
    const right = RightSchema.safeParse(text);
    if (!right.success)
      throw new UsageError(`there is no right ${String(text)}: write one of ${RightSchema.options.join(', ')}`);
    return right.data;
  });
}
