// `holdfast staff add|list|disable`: who may sign in.

import { RoleSchema } from '../../../shared/circ/rights.ts';
import { addStaff, disableStaff, listStaff } from '../../../server/staff/staff-directory.ts';
import { systemRandom } from '../../core/system-random.ts';
import { hasFlag, refuseWords, requiredText, textOf, UsageError, type Command, type Run } from '../command.ts';
import { withStore } from '../admin/with-store.ts';

export const staffCommand: Command = {
  usage: `add NAME --role ROLE [--pin PIN] --database URL|embedded [--data DIR] [--json]
holdfast staff list | disable NAME --database URL|embedded [--data DIR] [--json]

Roles: ${RoleSchema.options.join(', ')}. A PIN is made when none is given; it is shown this once.`,
  options: {
    role: { type: 'string' },
    pin: { type: 'string' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: 2,
  run: async (run) => {
    const [action, name] = run.positionals;
    switch (action) {
      case 'add':
        return add(run, requiredName(name));
      case 'list':
        refuseWords(run.positionals, 1);
        return list(run);
      case 'disable':
        return disable(run, requiredName(name));
      default:
        throw new UsageError('write: holdfast staff add|list|disable');
    }
  },
};

function requiredName(name: string | undefined): string {
  if (name === undefined) throw new UsageError('the sign-in name is missing');
  return name;
}

async function add(run: Run, staff: string): Promise<number> {
  const role = RoleSchema.safeParse(requiredText(run.values, 'role'));
  if (!role.success) throw new UsageError(`--role takes one of ${RoleSchema.options.join(', ')}`);
  const pin = textOf(run.values, 'pin');
  const added = await withStore(run, ({ store, clock }) =>
    addStaff({ store, clock, random: systemRandom }, { staff, role: role.data, ...(pin === null ? {} : { pin }) }),
  );
  const row = { staff: added.staff, pin: added.pin, role: added.role };
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(row));
  else run.io.out(`${row.staff} may sign in as ${row.role} with PIN ${row.pin}`);
  return 0;
}

async function list(run: Run): Promise<number> {
  for (const { staff, role, branch } of await withStore(run, ({ store, clock }) => listStaff({ store, clock }))) {
    if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ staff, role, branch }));
    else run.io.out(`${staff}  ${role ?? 'disabled'}${branch === null ? '' : `  at ${branch}`}`);
  }
  return 0;
}

async function disable(run: Run, staff: string): Promise<number> {
  await withStore(run, ({ store, clock }) => disableStaff({ store, clock }, staff));
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ staff, role: null }));
  else run.io.out(`${staff} may no longer sign in. Desks learn of it at their next contact.`);
  return 0;
}
