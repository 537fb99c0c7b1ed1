// `holdfast sip2 account add|list|remove`: accounts of self-check machines and others that speak SIP2.

import type { BranchId } from '../../../shared/core/ids.ts';
import {
  SIP2_ENCODINGS,
  Sip2AccountSchema,
  takesPayments,
  type Sip2Account,
} from '../../../shared/circ/model/sip2-account.ts';
import type { Branch } from '../../../shared/circ/model/branch.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { addMachine, changeMachine, disableStaff, listStaff } from '../../../server/staff/staff-directory.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { systemRandom } from '../../core/system-random.ts';
import { hasFlag, requiredText, textOf, UsageError, yesOrNo, type Command, type Run } from '../command.ts';
import { withStore, type StoreContext } from '../admin/with-store.ts';

export const sip2Command: Command = {
  usage: `account add NAME --password PASSWORD --branch BRANCH [--institution ID] [--encoding ${SIP2_ENCODINGS.join('|')}] [--terminator cr|crlf]
  [--error-detection yes|no] [--takes-payments yes|no] [--card-alone yes|no] [--blocks-cards yes|no] [--without FIELD,FIELD] --database URL|embedded [--data DIR] [--json]
holdfast sip2 account list | remove NAME --database URL|embedded [--data DIR] [--json]

Accounts of self-check machines, sorters, gates and others that speak SIP2. Desks of the branch that run with --sip2 let them in, with their server
or without it. What a machine does is done in its name: it may do what a student may, and with --takes-payments yes what desk staff may, so
that payments are taken.
institution: what the machine calls the library; the branch, where nothing is said. error-detection no: no sequence numbers and checksums.
blocks-cards yes: a card that the machine asks to block is blocked until a person lifts it. It has the role of desk staff then, and takes
payments only with --takes-payments yes.
card-alone yes: a card is enough. Holdfast keeps no passwords of patrons: without it the machine is told that a password is not right.
without: fields that the machine is not sent, as AF,CL. add for an account that is there changes what is said. The name of
one that was removed, or of a person, is not given again.`,
  options: {
    password: { type: 'string' },
    branch: { type: 'string' },
    institution: { type: 'string' },
    encoding: { type: 'string' },
    terminator: { type: 'string' },
    'error-detection': { type: 'string' },
    'takes-payments': { type: 'string' },
    'card-alone': { type: 'string' },
    'blocks-cards': { type: 'string' },
    without: { type: 'string' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: 3,
  run: async (run) => {
    const [noun, action, name] = run.positionals;
    if (noun !== 'account') throw new UsageError('write: holdfast sip2 account add|list|remove');
    if (action === 'add' && name !== undefined) await withStore(run, (parts) => add(run, parts, name));
    else if (action === 'remove' && name !== undefined) await withStore(run, (parts) => remove(run, parts, name));
    else if (action === 'list' && name === undefined) await withStore(run, (parts) => list(run, parts));
    else throw new UsageError('write: holdfast sip2 account add NAME, list, or remove NAME');
    return 0;
  },
};

type Accounts = Readonly<Record<string, Sip2Account>>;

async function accountsOf({ store }: Pick<StoreContext, 'store'>): Promise<Accounts> {
  const [library] = await store.read((tx) => readAllRows(tx, 'library'));
  return library?.desk?.sip2 ?? {};
}

async function add(run: Run, { store, clock }: StoreContext, name: string): Promise<void> {
  const { values, io } = run;
  const branches = await store.read((tx) => readAllRows(tx, 'branch'));
  const known = await knownOf({ store, clock }, name);
  const account = accountOf(run, branches, known);
  const role = account.takesPayments === true || account.blocksCards === true ? 'desk' : 'student';
  const parts = { store, clock, random: systemRandom };
  const { branch } = account;
  if (known !== undefined) await changeMachine(parts, name, { role, password: textOf(values, 'password'), branch });
  else {
    const password = requiredText(values, 'password');
    await addMachine(parts, { staff: name, role, password, branch });
  }
  await openLibraryWriter(store, clock).changeLibrary((row) => ({
    ...row,
    desk: { ...row.desk, sip2: { ...row.desk?.sip2, [name]: account } },
  }));
  if (hasFlag(values, 'json')) io.out(JSON.stringify({ name, ...account }));
  else io.out(`${name} may speak SIP2 to desks of ${account.branch}`);
}

/** The account as it stands, with whether it takes payments; undefined = there is none. */
async function knownOf(parts: Pick<StoreContext, 'store' | 'clock'>, name: string): Promise<Sip2Account | undefined> {
  const known = (await accountsOf(parts))[name];
  if (known === undefined || known.takesPayments !== undefined) return known;
  // An account without a setting for payments follows its role.
  const role = (await listStaff(parts)).find(({ staff }) => staff === name)?.role;
  return { ...known, takesPayments: takesPayments(known) && role === 'desk' };
}

/** The account with the options applied over its known settings. */
function accountOf({ values }: Run, branches: readonly Branch[], known: Sip2Account | undefined): Sip2Account {
  const asked = textOf(values, 'branch');
  const branch = branches.find(({ id, name }) => id === asked || name === asked);
  if (asked !== null && branch === undefined) throw new UsageError(`--branch: there is no branch "${asked}"`);
  const of: BranchId | undefined = branch?.id ?? known?.branch;
  if (of === undefined) throw new UsageError('--branch is needed: which desks let the machine in');
  const fields = textOf(values, 'without');
  const parsed = Sip2AccountSchema.safeParse({
    branch: of,
    institution: textOf(values, 'institution') ?? known?.institution ?? of,
    encoding: textOf(values, 'encoding') ?? known?.encoding ?? 'utf8',
    terminator: textOf(values, 'terminator') ?? known?.terminator ?? 'cr',
    errorDetection: yesOrNo(values, 'error-detection') ?? known?.errorDetection ?? true,
    cardAlone: yesOrNo(values, 'card-alone') ?? known?.cardAlone ?? false,
    takesPayments: yesOrNo(values, 'takes-payments') ?? known?.takesPayments ?? false,
    ...((yesOrNo(values, 'blocks-cards') ?? known?.blocksCards) ? { blocksCards: true } : {}),
    without:
      fields === null
        ? (known?.without ?? [])
        : fields
            .split(',')
            .map((id) => id.trim())
            .filter(Boolean),
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`--${String(issue?.path[0] ?? 'account')}: ${issue?.message ?? 'not known'}`);
  }
  return parsed.data;
}

async function remove({ values, io }: Run, { store, clock }: StoreContext, name: string): Promise<void> {
  const accounts = await accountsOf({ store });
  if (accounts[name] === undefined) throw new UsageError(`no account is called "${name}"`);
  await disableStaff({ store, clock }, name);
  const { [name]: _, ...rest } = accounts;
  await openLibraryWriter(store, clock).changeLibrary((row) => ({ ...row, desk: { ...row.desk, sip2: rest } }));
  if (hasFlag(values, 'json')) io.out(JSON.stringify({ name, removed: true }));
  else io.out(`${name} is let in no more`);
}

async function list({ values, io }: Run, { store }: StoreContext): Promise<void> {
  const accounts = await accountsOf({ store });
  if (hasFlag(values, 'json')) return io.out(JSON.stringify(accounts));
  for (const [name, { branch, institution, encoding, errorDetection }] of Object.entries(accounts))
    io.out(
      `${name.padEnd(20)} ${branch.padEnd(12)} ${institution.padEnd(12)} ${encoding}${errorDetection ? '' : ', no error detection'}`,
    );
}
