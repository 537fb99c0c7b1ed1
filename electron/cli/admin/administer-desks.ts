// `holdfast desk enrol-code|list|admit|revoke|adopt`: the desks of a library.

import { resolve } from 'node:path';
import { formatInstant, MINUTE_MS, DAY_MS, HOUR_MS, type Instant } from '../../../shared/core/instant.ts';
import { adoptCopies } from '../../../server/desks/adopt-copies.ts';
import { admitReturning, deskNamed, listDesks, revokeDesk, type DeskEntry } from '../../../server/desks/desk-list.ts';
import { createEnrolCode } from '../../../server/desks/enrol-codes.ts';
import { SPEAKS_EVERY_MS } from '../../core/sync/speaking.ts';
import { systemRandom } from '../../core/system-random.ts';
import { hasFlag, refuseWords, requiredText, textOf, UsageError, type Run } from '../command.ts';
import { bringCopy, readCopy } from './bring-copy.ts';
import { withStore } from './with-store.ts';

/** Runs one of the five. */
export async function administerDesks(run: Run): Promise<number> {
  const [action, named] = run.positionals;
  switch (action) {
    case 'enrol-code':
      refuseWords(run.positionals, 1);
      return enrolCode(run);
    case 'list':
      refuseWords(run.positionals, 1);
      return list(run);
    case 'admit':
      if (named === undefined) throw new UsageError('write: holdfast desk admit DESK');
      return admit(run, named);
    case 'revoke':
      if (named === undefined) throw new UsageError('write: holdfast desk revoke DESK');
      return revoke(run, named);
    case 'adopt':
      if (named === undefined) throw new UsageError('write: holdfast desk adopt DESK');
      return adopt(run, named);
    default:
      throw new UsageError(`desk does not know "${action}"`);
  }
}

async function enrolCode(run: Run): Promise<number> {
  const branch = requiredText(run.values, 'branch');
  const name = textOf(run.values, 'name');
  const { made, now } = await withStore(run, async ({ store, clock }) => ({
    made: await createEnrolCode({ store, clock, random: systemRandom }, name === null ? { branch } : { branch, name }),
    now: clock.now(),
  }));
  const expiresAt = formatInstant(made.expiresAt);
  const minutes = Math.round((made.expiresAt - now) / MINUTE_MS);
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ code: made.code, expiresAt }));
  else run.io.out(`${made.code}   good once, for ${minutes} minutes`);
  return 0;
}

/** Explains the figure, so that an idle desk is not taken for a lost one. */
const SPEAKS = `A desk that runs is heard at least every ${SPEAKS_EVERY_MS / MINUTE_MS} minutes.`;

async function list(run: Run): Promise<number> {
  const { desks, now } = await withStore(run, async ({ store, clock }) => ({
    desks: await listDesks(store),
    now: clock.now(),
  }));
  for (const desk of desks) {
    const row = {
      deskId: desk.deskId,
      name: desk.name,
      branch: desk.branch,
      status: desk.status,
      enrolledAt: formatInstant(desk.enrolledAt),
      lastContactAt: desk.lastContactAt === null ? null : formatInstant(desk.lastContactAt),
    };
    if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(row));
    else run.io.out(`${row.name}  ${row.branch}  ${row.status}  ${seenWords(desk.lastContactAt, now)}  ${row.deskId}`);
  }
  if (desks.length > 0 && !hasFlag(run.values, 'json')) run.io.out(SPEAKS);
  return 0;
}

async function admit(run: Run, named: string): Promise<number> {
  const desk = await withStore(run, ({ store }) => admitReturning(store, named));
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ deskId: desk.deskId, status: desk.status }));
  else run.io.out(`${desk.name} is admitted. Within a minute it loads its copy.`);
  return 0;
}

async function revoke(run: Run, named: string): Promise<number> {
  const desk = await withStore(run, ({ store, clock }) => revokeDesk({ store, clock }, named));
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify({ deskId: desk.deskId, status: desk.status }));
  else run.io.out(`${desk.name} is revoked. It locks at its next contact; what it still sends is held.`);
  return 0;
}

async function adopt(run: Run, named: string): Promise<number> {
  const from = textOf(run.values, 'copy');
  const file = from === null ? null : await readCopy(run, resolve(from));
  const { desk, held, known, brought } = await withStore(run, async ({ store, clock }) => {
    const entry = await deskNamed(store, named);
    const handed = file === null ? null : await bringCopy({ store, clock }, { file, desk: entry, path: from ?? '' });
    return { ...(await adoptCopies({ store, clock }, named)), brought: handed };
  });
  if (hasFlag(run.values, 'json'))
    run.io.out(JSON.stringify({ deskId: desk.deskId, held, known, brought: brought ?? null }));
  else sayAdopted(run, { desk, held, brought });
  return 0;
}

/** A warning: acts left on the computer of the copy are not visible from here. */
function unseenOf(name: string): string {
  return `What a copy of ${name} recorded and has not handed in is not seen from here. Before its computer is wiped: holdfast ledger export --data DIR --out FILE there, then holdfast desk adopt with --copy FILE here.`;
}

function sayAdopted(
  run: Run,
  { desk, held, brought }: { readonly desk: DeskEntry; readonly held: number; readonly brought: number | null },
): void {
  if (brought !== null) run.io.out(`${brought} acts waited at the copy; all of them are here now.`);
  if (held === 0) run.io.out(`Nothing of a copy of ${desk.name} waits here.`);
  else
    run.io.out(
      `${held} acts of a copy of ${desk.name} are held now, each at its own time. A supervisor takes them in on the screen Exceptions; then enrol the copy's computer as a desk of its own.`,
    );
  if (brought === null) run.io.out(unseenOf(desk.name));
}

/** The last contact of a desk: its age, and the moment to the minute. `at` null: never. */
export function seenWords(at: Instant | null, now: Instant): string {
  if (at === null) return 'never seen';
  return `seen ${ageWords(Math.max(0, now - at))} ago (${formatInstant(at).slice(0, 16).replace('T', ' ')} UTC)`;
}

function ageWords(ageMs: number): string {
  if (ageMs < MINUTE_MS) return 'less than 1 min';
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min`;
  if (ageMs < DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} h ${Math.floor((ageMs % HOUR_MS) / MINUTE_MS)} min`;
  return `${Math.floor(ageMs / DAY_MS)} d ${Math.floor((ageMs % DAY_MS) / HOUR_MS)} h`;
}
