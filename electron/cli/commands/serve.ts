// `holdfast serve`: the central server, until it is told to end.

import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { serve, type ServeOptions } from '../../../server/serve.ts';
import type { Place } from '../../../server/store/open-store.ts';
import { systemClock } from '../../core/system-clock.ts';
import { systemRandom } from '../../core/system-random.ts';
import { clockShiftMs } from '../clock-option.ts';
import { hasFlag, textOf, UsageError, wholeNumber, type Command, type Run } from '../command.ts';
import { noticeParts } from '../admin/notice-parts.ts';
import { isRehearsalDue, REHEARSE_DAYS } from '../../../server/backup/rehearsals.ts';
import { isAnyDue } from '../../../server/reports/report-schedules.ts';
import { watchDueWork } from '../admin/watch-due-work.ts';
import { embeddedKeyStore, namingFile, placeOption, type StoreContext } from '../admin/with-store.ts';
import { DAYS_RANGE } from './rehearse.ts';
import type { ProgramFiles } from '../shell/program-files.ts';
import { runUntilTold, type Started } from '../shell/until-told.ts';

const defaultListen = '127.0.0.1:7420';

export const serveCommand = (files: ProgramFiles): Command => ({
  usage: `[--listen HOST:PORT] --database URL|embedded [--data DIR] [--tls-cert FILE --tls-key FILE] [--proxy ADDRESS]... [--log error|info|debug] [--rehearse DAYS] [--updates DIR] [--json]

The central server. embedded keeps one SQLite file in --data; URL is a PostgreSQL (postgres://…), on which several may run.
Listens on ${defaultListen} unless told otherwise; port 0 takes a free one. Log lines go to stderr, of faults alone
unless --log asks for more. --proxy: a reverse proxy, which is believed who asks (X-Forwarded-For); 127.0.0.1 for one on this computer.
Reports that are due (holdfast report schedule) are made beside it. Every ${REHEARSE_DAYS} days, at night, it proves that a backup can be restored (holdfast rehearse);
--rehearse sets other days, 0 = never. --updates: a folder of installers and latest*.yml that desks without internet are updated from.`,
  options: {
    listen: { type: 'string' },
    database: { type: 'string' },
    data: { type: 'string' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    proxy: { type: 'string', multiple: true },
    log: { type: 'string' },
    rehearse: { type: 'string' },
    updates: { type: 'string' },
  },
  run: async (run) => {
    await runUntilTold(() => start(run, files));
    return 0;
  },
});

async function start(run: Run, files: ProgramFiles): Promise<Started> {
  const shiftMs = clockShiftMs(run);
  const place = placeOption(run);
  const made = serveOptions(run, place, shiftMs);
  rehearseDays(run);
  const notices = noticeParts(run.env, made.clock);
  const { secretOf } = notices;
  const options = {
    ...made,
    reportWorker: files.reportWorker,
    notices,
    dataFeeds: { secretOf },
    connectors: { secretOf },
  };
  const serving = await namingFile(place, () => serve(options));
  const ready = {
    url: serving.url,
    database: withoutPassword(textOf(run.values, 'database') ?? 'embedded'),
    pid: process.pid,
    clockShiftMs: shiftMs,
  };
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(ready));
  else run.io.out(`Central server at ${ready.url}, database ${ready.database}`);
  const stopBeside = doBeside(run, files, { store: serving.store, clock: options.clock }, shiftMs);
  return {
    close: async () => {
      await stopBeside();
      await serving.close();
    },
  };
}

/** Reports that are due, and rehearsals of a restore, each by a process of its own. */
function doBeside(run: Run, { again }: ProgramFiles, context: StoreContext, shiftMs: number): () => Promise<void> {
  const env = { ...run.env, HOLDFAST_CLOCK_SHIFT_MS: String(shiftMs) };
  const place = placeWords(run);
  const days = rehearseDays(run);
  const watch = (isDue: () => Promise<boolean>, words: readonly string[], failed: (why: string) => string) =>
    watchDueWork({ isDue, again: [...again, ...words, ...place], env, failed: (why) => run.io.err(failed(why)) });
  const stops = [
    watch(
      () => isAnyDue(context),
      ['report', 'schedule', 'run'],
      (why) => `HF-SERVER-013: reports that are due could not be made: ${why}`,
    ),
    ...(days === 0
      ? []
      : [
          watch(
            () => isRehearsalDue(context, days),
            ['rehearse', '--if-older', String(days)],
            (why) => `HF-SERVER-082: a rehearsal of a restore could not be made: ${why}`,
          ),
        ]),
  ];
  return async () => void (await Promise.all(stops.map((stop) => stop())));
}

function rehearseDays({ values }: Run): number {
  return wholeNumber(values, 'rehearse', DAYS_RANGE) ?? REHEARSE_DAYS;
}

/** The database as options for the process that makes reports. */
function placeWords({ values }: Run): string[] {
  return ['database', 'data'].flatMap((name) => {
    const value = textOf(values, name);
    return value === null ? [] : [`--${name}`, value];
  });
}

function serveOptions({ values }: Run, place: Place, shiftMs: number): Omit<ServeOptions, 'reportWorker'> {
  const cert = textOf(values, 'tls-cert');
  const key = textOf(values, 'tls-key');
  if ((cert === null) !== (key === null)) throw new UsageError('--tls-cert and --tls-key go together');
  const level = logLevel(textOf(values, 'log'));
  return {
    listen: textOf(values, 'listen') ?? defaultListen,
    database: place.kind === 'embedded' ? 'embedded' : place.url,
    data: place.kind === 'embedded' ? place.data : '',
    clock: systemClock(shiftMs),
    random: systemRandom,
    keyStore: place.kind === 'embedded' ? () => embeddedKeyStore(place.data) : null,
    log: { level, to: process.stderr },
    proxies: proxiesOf(values['proxy']),
    ...updatesOf(textOf(values, 'updates')),
    ...(cert === null || key === null ? {} : { tls: { cert, key } }),
  };
}

function updatesOf(given: string | null): Pick<ServeOptions, 'updates'> {
  if (given === null) return {};
  const updates = resolve(given);
  if (!existsSync(updates)) throw new HoldfastError('HF-CLI-006', { name: 'the folder', value: updates });
  return { updates };
}

function proxiesOf(given: unknown): readonly string[] {
  const proxies = z.array(z.string()).catch([]).parse(given);
  for (const address of proxies)
    if (isIP(address) === 0) throw new UsageError(`--proxy takes an IP address, not "${address}"`);
  return proxies;
}

function logLevel(text: string | null): 'error' | 'info' | 'debug' {
  if (text === null) return 'error';
  if (text !== 'error' && text !== 'info' && text !== 'debug') throw new UsageError('--log takes error, info or debug');
  return text;
}

function withoutPassword(database: string): string {
  return database.replace(/\/\/([^:@/]*):[^@/]*@/, '//$1@');
}
