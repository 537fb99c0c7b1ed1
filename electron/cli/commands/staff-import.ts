// `holdfast staff import FILE`: a term's list of staff as CSV, with `--dry-run` only as what it would do. New PINs are shown this once.

import { resolve } from 'node:path';
import { planTerm, type TermChange, type TermPlan } from '../../../shared/circ/term-list.ts';
import { listStaff } from '../../../server/staff/staff-directory.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { systemRandom } from '../../core/system-random.ts';
import { dayAt } from '../../core/facade/local-day.ts';
import { readTermRows } from '../../core/facade/term-rows.ts';
import { hasFlag, refuseWords, UsageError, type Run } from '../command.ts';
import { readTextFile } from '../read-text-file.ts';
import { takeTerm, type TermDone } from '../admin/take-term.ts';
import { withStore, type StoreContext } from '../admin/with-store.ts';

/** Takes the list; rows that cannot be taken are listed, and the others are done all the same. Exit code 1 where any could not. */
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
    const { done, fault } = isDry
      ? { done: plan.changes.map((change) => ({ change, pin: null })), fault: null }
      : await takeTerm({ ...parts, random: systemRandom }, plan.changes, zone);
    tell(run, plan, done, isDry);
    if (fault !== null) throw fault;
    return plan.refused.length === 0 && done.every((one) => !('why' in one)) ? 0 : 1;
  });
}

async function libraryZone({ store }: StoreContext): Promise<string> {
  const [library] = await store.read((tx) => readAllRows(tx, 'library'));
  return library?.zone ?? 'UTC';
}

function tell({ values, io }: Run, { refused, same, left }: TermPlan, done: readonly TermDone[], isDry: boolean): void {
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
