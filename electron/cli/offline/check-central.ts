// Doctor's look at the folder of a central server, beside the server that may run on it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { openSecrets } from '../../../db/keys/open-secrets.ts';
import { systemKeyStore } from '../../../db/keys/system-key-store.ts';
import { checkFile } from '../../../db/open/check-file.ts';
import { openReader } from '../../../db/open/open-file.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { rehearsalState, type RehearsalState } from '../../../server/backup/rehearsals.ts';
import { listDesks, type DeskEntry } from '../../../server/desks/desk-list.ts';
import { readHead } from '../../../server/feed/read-head.ts';
import { listSchedules, type ReportSchedule } from '../../../server/reports/report-schedules.ts';
import { keptLibrary } from '../../../server/store/open-store.ts';
import { systemRandom } from '../../core/system-random.ts';
import { withPlace } from '../admin/with-store.ts';
import type { Run } from '../command.ts';
import { checkRecovery } from '../../core/look/check-desk.ts';
import { badFinding, type Finding } from '../../core/look/finding.ts';

/** Reads every page of the database and reports its position. */
export async function checkCentral(run: Run, dir: string): Promise<Finding[]> {
  try {
    const [problem] = await checkPages(dir);
    if (problem !== undefined) return [damaged(problem)];
    return await withPlace(run, { kind: 'embedded', data: dir }, async ({ store }) => {
      const head = await store.read((tx) => readHead(tx));
      return [
        { what: 'database', state: 'ok', text: `every page can be read; the feed is at ${head.position}` },
        ...scheduleFindings(await listSchedules(store)),
        ...returningFindings(await listDesks(store)),
        ...checkRecovery(dir),
        ...rehearsalFindings(await store.read(rehearsalState)),
      ];
    });
  } catch (error) {
    return [badFinding('database', error)];
  }
}

/** Findings about reports made by themselves, and about those that fail. */
function scheduleFindings(schedules: readonly ReportSchedule[]): Finding[] {
  const failing = schedules.flatMap(({ id, kind, failed }): Finding[] => {
    if (failed === null) return [];
    const text = `${kind}, schedule ${id}, cannot be made since ${formatInstant(failed.at)}: ${failed.code}`;
    return [{ what: 'reports', state: 'bad', text, todo: 'look at its folder: holdfast report schedule list' }];
  });
  if (failing.length > 0 || schedules.length === 0) return failing;
  return [{ what: 'reports', state: 'ok', text: `${schedules.length} are made by themselves` }];
}

/** Whether a backup could be restored; nothing before the first rehearsal. */
function rehearsalFindings({ passedAt, rows, failed }: RehearsalState): Finding[] {
  const last = passedAt === null ? 'never' : formatInstant(passedAt);
  if (failed !== null) {
    const text = `a restore was rehearsed at ${formatInstant(failed.at)} and failed; it passed last: ${last}`;
    return [{ what: 'rehearsal', state: 'bad', text, todo: `${failed.code}: ${failed.why}` }];
  }
  if (passedAt === null) return [];
  return [
    { what: 'rehearsal', state: 'ok', text: `a backup was restored beside the library at ${last}, ${rows} rows` },
  ];
}

/** Desks that joined after the backup that this library was restored from: each is served again once it is admitted. */
function returningFindings(desks: readonly DeskEntry[]): Finding[] {
  return desks
    .filter(({ status }) => status === 'returning')
    .map(({ deskId, name, branch }) => ({
      what: 'desks',
      state: 'note',
      text: `${name} of ${branch} is returning: it joined after the backup and waits to be admitted again`,
      todo: `if it is yours, holdfast desk admit ${deskId}; if not, holdfast desk revoke ${deskId}`,
    }));
}

/** The finding for the folder of a server whose database is gone; null for any other folder. Read only: it makes no keys in a foreign folder. */
export async function checkLostCentral(dir: string): Promise<Finding | null> {
  if (!existsSync(join(dir, 'key-id')) || !(await keptLibrary(systemKeyStore(dir)))) return null;
  return badFinding('database', new HoldfastError('HF-DB-017', { path: join(dir, 'central.db') }));
}

async function checkPages(dir: string): Promise<string[]> {
  const store = systemKeyStore(dir);
  const kinds = { centralKey: 'bytes' } as const;
  const { centralKey } = await openSecrets({ store, kinds, random: systemRandom, dir, mayMint: false });
  const settings = { durability: 'full', cacheMib: 16, busyMs: 5_000 } as const;
  const file = openReader({ file: 'central', path: join(dir, 'central.db'), key: centralKey, settings });
  try {
    return checkFile(file);
  } finally {
    file.close();
  }
}

/** SQLite names every page, below a line that names the file. */
function damaged(how: string): Finding {
  const first = how.split('\n').find((line) => !line.startsWith('***')) ?? how;
  return {
    what: 'database',
    state: 'bad',
    text: `damaged (${first})`,
    todo: 'end the server, keep a copy of the folder and restore the last backup; desks refill what it lacks',
  };
}
