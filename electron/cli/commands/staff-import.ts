// `holdfast staff import FILE`: a term's list of staff as CSV, with `--dry-run` only as what it would do. New PINs are told this once.

import { resolve } from 'node:path';
import { HoldfastError, sayError } from '../../../shared/core/holdfast-error.ts';
import { planTerm, type TermChange, type TermPlan } from '../../../shared/circ/term-list.ts';
import { addStaff, disableStaff, giveRole, listStaff, setEnd } from '../../../server/staff/staff-directory.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { systemRandom } from '../../core/system-random.ts';
import { dayAt, endOfDay } from '../../core/facade/local-day.ts';
import { readTermRows } from '../../core/facade/term-rows.ts';
import { hasFlag, refuseWords, UsageError, type Run } from '../command.ts';
import { readTextFile } from '../read-text-file.ts';
import { withStore, type StoreContext } from '../admin/with-store.ts';

type Done =
  | { readonly change: TermChange; readonly pin: string | null }
  | { readonly change: TermChange; readonly why: string };

/** Takes the list; rows that cannot be taken are told, and the others are done all the same. Exit code 1 where any could not. */
export async function staffImport(run: Run): Promise<number> {
  const path = run.positionals[1];
  if (path === undefined) throw new UsageError('the file is missing: holdfast staff import FILE');
  refuseWords(run.positionals, 2);
  const { lacks, rows } = readTermRows(readTextFile(resolve(path)));
  if (lacks.length > 0) throw new UsageError(`the first line of ${path} lacks: ${lacks.join(', ')}`);
  const isDry = hasFlag(run.values, 'dry-run');
  return withStore(run, async (parts) => {
    const zone = await libraryZone(parts);
    const plan = planTerm(rows, {
      today: dayAt(zone, parts.clock.now()),
      // Beside the server any role may be given.
      mayGive: () => true,
      people: (await listStaff(parts)).map(({ staff, role, expiresAt }) => ({
        staff,
        role,
        until: expiresAt === null ? null : dayAt(zone, expiresAt),
        mayChange: true,
      })),
    });
    const done: Done[] = [];
    for (const change of plan.changes) done.push(isDry ? { change, pin: null } : await take(parts, change, zone));
    tell(run, plan, done, isDry);
    return plan.refused.length === 0 && done.every((one) => !('why' in one)) ? 0 : 1;
  });
}

async function libraryZone({ store }: StoreContext): Promise<string> {
  const [library] = await store.read((tx) => readAllRows(tx, 'library'));
  return library?.zone ?? 'UTC';
}

async function take(context: StoreContext, change: TermChange, zone: string): Promise<Done> {
  const parts = { ...context, random: systemRandom };
  const { name: staff } = change;
  try {
    if (change.kind === 'end') {
      await disableStaff(parts, staff);
      return { change, pin: null };
    }
    const expiresAt = change.until === null ? null : endOfDay(zone, change.until);
    if (change.kind === 'add') {
      const { pin } = await addStaff(parts, { staff, role: change.role, ...(expiresAt === null ? {} : { expiresAt }) });
      return { change, pin };
    }
    const pin = change.was.role === change.role ? null : await giveRole(parts, staff, change.role);
    if (change.was.until !== change.until) await setEnd(parts, staff, expiresAt);
    return { change, pin };
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return { change, why: sayError(error.code, error.params, 'en') };
  }
}

function tell({ values, io }: Run, { refused, same, left }: TermPlan, done: readonly Done[], isDry: boolean): void {
  if (hasFlag(values, 'json')) {
    for (const { line, name, why } of refused) io.out(JSON.stringify({ line, staff: name, refused: why }));
    for (const one of done) {
      const { line, name: staff, kind } = one.change;
      io.out(
        JSON.stringify({
          line,
          staff,
          kind,
          ...('why' in one ? { refused: one.why } : { pin: one.pin, done: !isDry }),
        }),
      );
    }
    return;
  }
  for (const { line, name, why } of refused) io.err(`line ${line}, ${name}: not taken: ${WHY[why]}`);
  for (const one of done) {
    const at = `line ${one.change.line}, ${one.change.name}:`;
    if ('why' in one) io.err(`${at} not taken: ${one.why}`);
    else
      io.out(
        `${at} ${said(one.change)}${one.pin === null ? '' : `, PIN ${one.pin}, to be changed at the first sign-in`}`,
      );
  }
  if (left.length > 0) io.out(`not in the file, and left as they are: ${left.join(', ')}`);
  const counts = `${done.filter((one) => !('why' in one)).length} of ${done.length} changes`;
  io.out(
    `${isDry ? `${done.length} changes would be made` : `${counts} made`}; ${same.length} as the list has them already`,
  );
}

const WHY: Readonly<Record<TermPlan['refused'][number]['why'], string>> = {
  'no-name': 'it has no name',
  'bad-name': 'a name is one word of letters and digits',
  twice: 'the name is in the file twice',
  'bad-role': 'there is no such role',
  'bad-date': 'no date; write it as 2027-05-21',
  past: 'the date is past; write end as the role',
  'may-not': 'they may not be changed',
  unknown: 'nobody has this name, so there is nothing to end',
};

function said(change: TermChange): string {
  if (change.kind === 'end') return 'may no longer sign in';
  const until = change.until === null ? 'without an end' : `until ${change.until}`;
  if (change.kind === 'add') return `new, ${change.role}, ${until}`;
  return `${change.role}, ${until}; was ${change.was.role ?? 'disabled'}, ${change.was.until ?? 'without an end'}`;
}
