// `holdfast serve`: the central server, until a signal ends it.

import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { serve, type ServeOptions } from '../../../server/serve.ts';
import type { Place } from '../../../server/store/open-store.ts';
import type { Sip2Listening } from '../../core/messages.ts';
import { systemClock } from '../../core/system-clock.ts';
import { systemRandom } from '../../core/system-random.ts';
import { clockShiftMs } from '../clock-option.ts';
import { hasFlag, requiredText, textOf, UsageError, wholeNumber, type Command, type Run } from '../command.ts';
import { startSip2Front, type Sip2Front } from '../admin/sip2-front.ts';
import { SIP2_OPTIONS, sip2Option } from '../admin/sip2-option.ts';
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
  usage: `[--listen HOST:PORT] --database URL|embedded [--data DIR] [--tls-cert FILE --tls-key FILE] [--proxy ADDRESS]... [--log error|info|debug] [--rehearse DAYS] [--updates DIR]
  [--sip2 HOST:PORT [--sip2-cert FILE --sip2-key FILE]] [--json]

The central server. embedded keeps one SQLite file in --data; URL is a PostgreSQL (postgres://…), on which several may run.
Listens on ${defaultListen} unless told otherwise; port 0 takes a free one. Log lines go to stderr, of faults alone
unless --log asks for more. --proxy: a reverse proxy, which is believed who asks (X-Forwarded-For); 127.0.0.1 for one on this computer.
Reports that are due (holdfast report schedule) are made beside it. Every ${REHEARSE_DAYS} days, at night, it proves that a backup can be restored (holdfast rehearse);
--rehearse sets other days, 0 = never. --updates: a folder of installers and latest*.yml that desks without internet are updated from.
--sip2: listens there for self-check machines of all branches (holdfast sip2 account); a desk without a screen for each of those branches is started beside
the server and kept in --data, also with PostgreSQL.`,
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
    ...SIP2_OPTIONS,
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
  const machines = machinesOption(run);
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
  const context = { store: serving.store, clock: options.clock };
  const front = await startMachines(run, files, { machines, context, url: serving.url, shiftMs }).catch(
    async (error: unknown) => {
      await serving.close();
      throw error;
    },
  );
  const ready = {
    url: serving.url,
    database: withoutPassword(textOf(run.values, 'database') ?? 'embedded'),
    pid: process.pid,
    clockShiftMs: shiftMs,
    ...(front === null ? {} : { sip2: front.at }),
  };
  if (hasFlag(run.values, 'json')) run.io.out(JSON.stringify(ready));
  else run.io.out(`Central server at ${ready.url}, database ${ready.database}`);
  const stopBeside = doBeside(run, files, context, shiftMs);
  return {
    close: async () => {
      await Promise.all([stopBeside(), front?.close()]);
      await serving.close();
    },
  };
}

type Machines = { readonly at: Sip2Listening; readonly dir: string };

/** Throws a UsageError where desks beside the server could not reach it, or have no folder. */
function machinesOption(run: Run): Machines | null {
  const at = sip2Option(run);
  if (at === null) return null;
  if (textOf(run.values, 'tls-cert') !== null)
    throw new UsageError('--sip2 needs a server without --tls-cert: let a reverse proxy on this computer end TLS');
  return { at, dir: join(resolve(requiredText(run.values, 'data')), 'sip2-desks') };
}

/** Null where machines are not listened to. */
async function startMachines(
  run: Run,
  { again }: ProgramFiles,
  from: {
    readonly machines: Machines | null;
    readonly context: StoreContext;
    readonly url: string;
    readonly shiftMs: number;
  },
): Promise<Sip2Front | null> {
  const { machines, context, url, shiftMs } = from;
  if (machines === null) return null;
  const env = { ...run.env, HOLDFAST_CLOCK_SHIFT_MS: String(shiftMs) };
  const central = url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
  return startSip2Front({ ...context, central, dir: machines.dir, again, env }, machines.at, run.io.err);
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
