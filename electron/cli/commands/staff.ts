// `holdfast staff add|import|list|pin|role|card|rights|night-grant|phone-code|disable`: the people who may sign in, and their rights.

import { RoleSchema, type Role } from '../../../shared/circ/rights.ts';
import {
  addStaff,
  disableStaff,
  giveRole,
  listStaff,
  setOwnCard,
  setPin,
} from '../../../server/staff/staff-directory.ts';
import { systemRandom } from '../../core/system-random.ts';
import { hasFlag, refuseWords, requiredText, textOf, UsageError, type Command, type Run } from '../command.ts';
import { withStore } from '../admin/with-store.ts';
import { staffImport } from './staff-import.ts';
import { staffNightGrant } from './staff-night-grant.ts';
import { staffPhoneCode } from './staff-phone-code.ts';
import { staffRights } from './staff-rights.ts';

export const staffCommand: Command = {
  usage: `add NAME --role ROLE [--pin PIN] --database URL|embedded [--data DIR] [--json]
holdfast staff import FILE [--dry-run] --database URL|embedded [--data DIR] [--json]
holdfast staff list | disable NAME | card NAME CARD|none --database URL|embedded [--data DIR] [--json]
holdfast staff pin NAME [--pin PIN] | role NAME --role ROLE [--pin PIN] --database URL|embedded [--data DIR] [--json]
holdfast staff night-grant ROLE|NAME --code REASON... --count N [--limit AMOUNT] --from INSTANT --to INSTANT --database URL|embedded
holdfast staff night-grant --end GRANT --database URL|embedded [--data DIR] [--json]
holdfast staff phone-code --desk NAME --challenge DIGITS --as NAME [--pin PIN] --database URL|embedded [--data DIR] [--json]
holdfast staff rights [ROLE] [--give RIGHT]... [--take RIGHT]... --database URL|embedded [--data DIR] [--json]

Roles: ${RoleSchema.options.join(', ')}. A PIN is made when none is given; it is shown this once.
import: a term's list as CSV with the columns name, role and until (2027-05-21; the role end ends a person). --dry-run only says what it would do.
pin: a new PIN for somebody who forgot theirs. role: another role from now on, with a new PIN where it needs a longer one; it brings somebody back who was disabled.
card: the card of their own account as a patron; staff do not act on their own account.
rights: what each role may do. With --give and --take one role is changed from now on.
night-grant: lets them set those reasons aside without the right to, at most N times and for fees up to AMOUNT at each desk.
  What was done on it is listed by holdfast inspect night-grants and in the report audit.
phone-code: says what a desk asks for with the number that was read out on the phone. With the PIN of the person who allows it, given
  with --pin or in HOLDFAST_PIN, it also says the code. What was done on codes: holdfast inspect phone-codes.`,
  options: {
    role: { type: 'string' },
    'dry-run': { type: 'boolean' },
    pin: { type: 'string' },
    give: { type: 'string', multiple: true },
    take: { type: 'string', multiple: true },
    code: { type: 'string', multiple: true },
    count: { type: 'string' },
    limit: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    end: { type: 'string' },
    desk: { type: 'string' },
    challenge: { type: 'string' },
    as: { type: 'string' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: 3,
  run: async (run) => {
    const [action, name] = run.positionals;
    switch (action) {
      case 'add':
        refuseWords(run.positionals, 2);
        return add(run, requiredName(name));
      case 'import':
        return staffImport(run);
      case 'list':
        refuseWords(run.positionals, 1);
        return list(run);
      case 'disable':
        refuseWords(run.positionals, 2);
        return disable(run, requiredName(name));
      case 'pin':
        refuseWords(run.positionals, 2);
        return newPin(run, requiredName(name));
      case 'role':
        refuseWords(run.positionals, 2);
        return newRole(run, requiredName(name));
      case 'card':
        return ownCard(run, requiredName(name));
      case 'night-grant':
        return staffNightGrant(run);
      case 'phone-code':
        return staffPhoneCode(run);
      case 'rights':
        return staffRights(run);
      default:
        throw new UsageError(
          'write: holdfast staff add|import|list|pin|role|card|rights|night-grant|phone-code|disable',
        );
    }
  },
};

function requiredName(name: string | undefined): string {
  if (name === undefined) throw new UsageError('the sign-in name is missing');
  return name;
}

async function add(run: Run, staff: string): Promise<number> {
  const role = requiredRole(run);
  const pin = textOf(run.values, 'pin');
  const added = await withStore(run, ({ store, clock }) =>
    addStaff({ store, clock, random: systemRandom }, { staff, role, ...(pin === null ? {} : { pin }) }),
  );
  const row = { staff: added.staff, pin: added.pin, role: added.role };
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(row));
  else run.io.out(`${row.staff} may sign in as ${row.role} with PIN ${row.pin}`);
  return 0;
}

function requiredRole(run: Run): Role {
  const role = RoleSchema.safeParse(requiredText(run.values, 'role'));
  if (!role.success) throw new UsageError(`--role takes one of ${RoleSchema.options.join(', ')}`);
  return role.data;
}

async function newPin(run: Run, staff: string): Promise<number> {
  const given = textOf(run.values, 'pin') ?? undefined;
  const pin = await withStore(run, ({ store, clock }) => setPin({ store, clock, random: systemRandom }, staff, given));
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ staff, pin }));
  else run.io.out(`${staff} signs in with PIN ${pin}. Desks get it the next time they are online.`);
  return 0;
}

async function newRole(run: Run, staff: string): Promise<number> {
  const role = requiredRole(run);
  const given = textOf(run.values, 'pin') ?? undefined;
  const parts = { random: systemRandom };
  const pin = await withStore(run, ({ store, clock }) => giveRole({ ...parts, store, clock }, staff, role, given));
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ staff, role, pin }));
  else {
    const withPin = pin === null ? '' : ` and signs in with PIN ${pin}`;
    run.io.out(`${staff} may do what ${role} may${withPin}. Desks get it the next time they are online.`);
  }
  return 0;
}

async function list(run: Run): Promise<number> {
  for (const { staff, role, branch, card } of await withStore(run, ({ store, clock }) => listStaff({ store, clock }))) {
    if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ staff, role, branch, card }));
    else run.io.out(`${staff}  ${role ?? 'disabled'}${branch === null ? '' : `  at ${branch}`}`);
  }
  return 0;
}

async function ownCard(run: Run, staff: string): Promise<number> {
  const word = run.positionals[2];
  if (word === undefined) throw new UsageError('the card is missing: write it, or none');
  const card = word === 'none' ? null : word;
  await withStore(run, ({ store }) => setOwnCard({ store }, staff, card));
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ staff, card }));
  else run.io.out(`${staff} ${card === null ? 'has no account here' : 'does nothing on that account from now on'}.`);
  return 0;
}

async function disable(run: Run, staff: string): Promise<number> {
  await withStore(run, ({ store, clock }) => disableStaff({ store, clock }, staff));
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ staff, role: null }));
  else run.io.out(`${staff} may no longer sign in. Desks get it the next time they are online.`);
  return 0;
}
