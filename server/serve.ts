// Composes and starts the central server. One `serve` per embedded file; any number on one PostgreSQL.

import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino, { type DestinationStream } from 'pino';
import type { KeyStore } from '../db/keys/key-store.ts';
import { sealToKit } from '../db/keys/recovery-file.ts';
import { acquireOwnerLock, type OwnerLock } from '../db/open/owner-lock.ts';
import { kindOfError, placeOfError } from '../shared/core/error-place.ts';
import { HoldfastError } from '../shared/core/holdfast-error.ts';
import { MINUTE_MS, type Millis } from '../shared/core/instant.ts';
import type { Clock, Random } from '../shared/core/ports.ts';
import { expireSetAside } from './backup/expire-backups.ts';
import { createCommandRunner } from './commands/command-runner.ts';
import { recoveryKit } from './desks/recovery-kit.ts';
import { serverIdentity } from './desks/server-identity.ts';
import { keepMarks } from './feed/keep-marks.ts';
import { openFeedHub } from './feed/feed-hub.ts';
import { createConnectorRunner } from './connectors/connector-runner.ts';
import { openSystem, type SecretOf } from './connectors/open-system.ts';
import { createApp } from './http/app.ts';
import { listen, parseListen, tryToListen, urlOf } from './http/listen.ts';
import { createMetrics } from './http/metrics.ts';
import { newId } from './new-id.ts';
import { createBringer, type Bringer } from './data-feeds/bring-record.ts';
import { createFeedRunner, type FeedRunnerParts } from './data-feeds/feed-runner.ts';
import { createNoticeRunner, type NoticeRunnerParts } from './notices/notice-runner.ts';
import type { SentCounts } from './notices/send-notices.ts';
import { createReportThread, type ReportParts, type ReportThread } from './reports/report-thread.ts';
import { openChunkStore } from './snapshot/chunk-store.ts';
import { createSnapshots, type Snapshots } from './snapshot/snapshots.ts';
import { createSchedule } from './schedule/schedule.ts';
import { checkPages } from './store/check-pages.ts';
import { openStore, placeOf, markOfPosition, type Place } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { watchWrites } from './store/watch-writes.ts';
import { createWebhookRunner } from './webhooks/webhook-runner.ts';

/** Days that are over are looked for so often. */
const KEEP_EVERY_MS = 5 * MINUTE_MS;

export type ServeOptions = {
  /** HOST:PORT; port 0 takes a free one. */
  readonly listen: string;
  /** `embedded`, or a `postgres://` URL. */
  readonly database: string;
  /** The data folder; with PostgreSQL it is not used. */
  readonly data: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Opens the key store of the embedded file, once the address and the certificate are in order; null = the file is not encrypted. */
  readonly keyStore: (() => KeyStore) | null;
  /** The file that makes reports in a thread of its own: report-worker.ts, or its built form. */
  readonly reportWorker: string;
  /** Paths of a certificate and its key. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Addresses of reverse proxies, which forward the client's address; absent = none. */
  readonly proxies?: readonly string[];
  /** The folder of updates of desks; absent = none. */
  readonly updates?: string;
  /** How often acts of time are looked for, and how long an open desk may be silent; absent = as usual. */
  readonly time?: { readonly everyMs?: Millis; readonly silentAfterMs?: Millis };
  /** How notices to patrons are sent from here; absent = another server of the library sends them. */
  readonly notices?: Pick<NoticeRunnerParts, 'secretOf' | 'printLetters' | 'everyMs'>;
  /** How files of other offices are taken in from here; absent = another server of the library does. */
  readonly dataFeeds?: Pick<FeedRunnerParts, 'secretOf' | 'everyMs'>;
  /** How other library systems get messages from here; absent = another server of the library sends them. */
  readonly connectors?: { readonly secretOf: SecretOf; readonly everyMs?: Millis };
  /** How often every page is read; absent = once a day. */
  readonly pages?: { readonly everyMs: Millis };
  /** Where structured log lines go; absent = nowhere. */
  readonly log?: { readonly level: 'error' | 'info' | 'debug'; readonly to: DestinationStream };
};

export type Serving = {
  readonly url: string;
  /** For programs that run in the same process: the demo, tests. */
  readonly store: Store;
  /** Ends within 5 seconds; nothing acknowledged is lost. */
  readonly close: () => Promise<void>;
};

/**
 * Starts. Throws HF-SERVER-001 or 014 for the address, HF-DB-008 when another server has the folder, HF-SERVER-004 when PostgreSQL is away,
 * HF-SERVER-022 or the error of the disk when nothing can be written.
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const address = parseListen(options.listen);
  const tls = options.tls === undefined ? null : { cert: readTls(options.tls.cert), key: readTls(options.tls.key) };
  const place = placeOf(options.database, options.data);
  if (place.kind === 'embedded' && !existsSync(join(place.data, 'central.db'))) await tryToListen(address);
  const { clock, random } = options;
  const opened: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of opened.toReversed()) await close();
    opened.length = 0;
  };
  try {
    const keyStore = options.keyStore?.() ?? null;
    const opening = await openStore({
      place,
      clock,
      random,
      keyStore,
      own: (dir) => keepLock(acquireOwnerLock(dir), opened),
    });
    opened.push(() => opening.close());
    const { store, takesWrites, proveWriting } = watchWrites(opening, clock);
    await proveWriting().catch((cause: unknown) => {
      throw place.kind === 'embedded' ? cause : new HoldfastError('HF-SERVER-022', {}, { cause });
    });
    if (place.kind === 'embedded' && keyStore !== null) {
      opened.push(await keepPosition(store, keyStore));
      await sealForRecovery(store, { keyStore, random, data: place.data });
    }
    const hub = await openFeedHub(store);
    opened.push(() => hub.close());
    const { log, metrics, faulted } = openFaults(options);
    opened.push(keepMarks({ store, clock, faulted }));
    const runner = createCommandRunner({ store, clock, faulted });
    const bodies = openChunkStore(chunkFolder(place), () => clock.mono());
    opened.push(() => bodies.close());
    const snapshots = createSnapshots({ store, clock, bodies });
    const reports = openReports(options, { store, clock, faulted }, opened);
    const pages = openPageChecks(options, { store, faulted }, opened);
    const bringer = createBringer({ store, clock, random, faulted }, options.dataFeeds?.secretOf);
    const app = createApp({
      store,
      takesWrites,
      isDamaged: pages.isDamaged,
      hub,
      runner,
      snapshots,
      reports,
      clock,
      random,
      metrics,
      log,
      tls,
      proxies: options.proxies ?? [],
      updates: options.updates ?? null,
      bring: bringer.bring,
    });
    opened.push(async () => {
      app.endStreams();
      await app.server.close();
    });
    await listen(app.server, address);
    opened.push(prepareSnapshots(snapshots, faulted));
    await openSchedule(options, { store, runner, faulted }, opened);
    openNotices(options, { store, log, faulted }, opened);
    openDataFeeds(options, { store, faulted }, opened);
    await openConnectors(options, { store, runner, faulted, bringer }, opened);
    const webhooks = createWebhookRunner({ store, clock, random, faulted });
    await webhooks.start();
    opened.push(() => webhooks.stop());
    return {
      url: urlOf(app.server.server.address(), { host: address.host, isTls: tls !== null }),
      store,
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Does work that is due by time. */
async function openSchedule(
  { database, data, clock, random, time }: ServeOptions,
  {
    store,
    runner,
    faulted,
  }: Pick<ReportParts, 'store' | 'faulted'> & Pick<Parameters<typeof createSchedule>[0], 'runner'>,
  opened: (() => Promise<void> | void)[],
): Promise<void> {
  const place = placeOf(database, data);
  const schedule = createSchedule({
    runner,
    clock,
    ownDesk: { signer: await serverIdentity(store, random), random },
    faulted,
    dropRemains: () => store.dropRemains(),
    emptyLog: () => store.emptyLog(),
    ...(place.kind === 'embedded' ? { expireCopies: (before) => expireSetAside(place.data, before) } : {}),
    ...time,
  });
  schedule.start();
  opened.push(() => schedule.stop());
}

/** Sends notices beside the other work. The log has the number, never recipients. */
function openNotices(
  { notices, clock, random }: ServeOptions,
  { store, log, faulted }: Pick<ReportParts, 'store' | 'faulted'> & { readonly log: Pick<pino.Logger, 'info'> },
  opened: (() => Promise<void> | void)[],
): void {
  if (notices === undefined) return;
  const owner = newId(clock, random);
  const sent = (counts: SentCounts) => log.info(counts, 'notices');
  const runner = createNoticeRunner({ ...notices, store, clock, owner, faulted, sent });
  runner.start();
  opened.push(() => runner.stop());
}

/** Takes in files of other offices beside the other work. */
function openDataFeeds(
  { dataFeeds, clock, random }: ServeOptions,
  { store, faulted }: Pick<ReportParts, 'store' | 'faulted'>,
  opened: (() => Promise<void> | void)[],
): void {
  if (dataFeeds === undefined) return;
  const runner = createFeedRunner({ ...dataFeeds, store, clock, random, owner: newId(clock, random), faulted });
  runner.start();
  opened.push(() => runner.stop());
}

/** Sends messages to other library systems beside the other work. */
async function openConnectors(
  { connectors, clock, random }: ServeOptions,
  {
    store,
    runner: commands,
    faulted,
    bringer,
  }: Pick<ReportParts, 'store' | 'faulted'> &
    Pick<Parameters<typeof createSchedule>[0], 'runner'> & { readonly bringer: Bringer },
  opened: (() => Promise<void> | void)[],
): Promise<void> {
  if (connectors === undefined) return void opened.push(() => bringer.stop());
  const { secretOf, ...rest } = connectors;
  const runner = createConnectorRunner({
    ...rest,
    store,
    clock,
    random,
    owner: newId(clock, random),
    learning: {
      bring: bringer.bring,
      runner: commands,
      ownDesk: { signer: await serverIdentity(store, random), random },
    },
    openSystem: (connector, place) => openSystem(connector, place, { secretOf, now: () => clock.now() }),
    faulted,
  });
  await runner.start();
  // A loan may wait for its record.
  opened.push(
    () => runner.stop(),
    () => bringer.stop(),
  );
}

/** Checks the pages of the database at start and daily. */
function openPageChecks(
  { reportWorker, pages }: ServeOptions,
  { store, faulted }: Pick<ReportParts, 'store' | 'faulted'>,
  opened: (() => Promise<void> | void)[],
) {
  const checks = checkPages(reportWorker, store.access, { faulted, ...pages });
  opened.push(() => checks.close());
  return checks;
}

/** Where faults are counted and logged. */
function openFaults({ log: to }: ServeOptions) {
  const [log, metrics] = [createLog(to), createMetrics()];
  const faulted = (code: string, error: unknown) => {
    metrics.faulted(code);
    log.error({ code, err: error }, 'fault');
  };
  return { log, metrics, faulted };
}

function openReports(
  { reportWorker }: ServeOptions,
  parts: ReportParts,
  opened: (() => Promise<void> | void)[],
): ReportThread {
  const reports = createReportThread(reportWorker, parts);
  const keeping = setInterval(() => {
    reports.keep().catch((error: unknown) => parts.faulted('keep-days', error));
  }, KEEP_EVERY_MS).unref();
  opened.push(async () => {
    clearInterval(keeping);
    await reports.close();
  });
  return reports;
}

/** Begins to read the library for the first desk that asks; returns a function that ends that. */
function prepareSnapshots(snapshots: Snapshots, faulted: (code: string, error: unknown) => void): () => Promise<void> {
  const ending = new AbortController();
  const done = snapshots.prepare(ending.signal).catch((error: unknown) => {
    // A later request for a manifest reads the missing chunks.
    if (!ending.signal.aborted) faulted('snapshot-prepare', error);
  });
  return () => {
    ending.abort();
    return done;
  };
}

/** Beside the embedded file, which this server alone has open; with PostgreSQL, in a folder that goes with this process. */
function chunkFolder(place: Place): string {
  return place.kind === 'embedded'
    ? join(place.data, 'snapshot-chunks')
    : mkdtempSync(join(tmpdir(), 'holdfast-chunks-'));
}

function keepLock(lock: OwnerLock, opened: (() => void)[]): void {
  opened.push(() => lock.close());
}

function readTls(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new HoldfastError('HF-SERVER-011', { file: path }, { cause });
  }
}

/** Patron data never gets here by design. Of errors only their place is logged: their texts and details may quote rows. */
function createLog(options: ServeOptions['log']) {
  const err = (error: unknown) => ({ kind: kindOfError(error), stack: placeOfError(error) });
  const redact = { paths: ['*.card', '*.body', '*.args', '*.pin', '*.token'], censor: '[kept out]' };
  if (options === undefined) return pino({ level: 'silent' });
  return pino({ level: options.level, redact, base: null, serializers: { err } }, options.to);
}

/**
 * Keeps, beside the key of an embedded library, how far the library has come: after each commit, and before the commit is answered. Returns a
 * function that ends it, after the last is on the disk.
 */
async function keepPosition(
  store: Pick<Store, 'watchHead'>,
  keyStore: Pick<KeyStore, 'saveMark'>,
): Promise<() => Promise<void>> {
  let newest = 0;
  let saving: Promise<void> = Promise.resolve();
  // A store reports its own commits before it answers for them.
  const end = await store.watchHead((position) => {
    if (position <= newest) return;
    newest = position;
    // A disk that refuses it takes the next one.
    saving = keyStore.saveMark(markOfPosition(position)).catch(() => undefined);
  });
  return async () => {
    await end();
    await saving;
  };
}

/** Keys of a folder that are not those of the kit's file, as after a restore into a new folder, are sealed to the kit at the next start. */
async function sealForRecovery(
  store: Store,
  { keyStore, random, data }: { readonly keyStore: KeyStore; readonly random: Random; readonly data: string },
): Promise<void> {
  const kit = await store.read(recoveryKit);
  const secrets = await keyStore.load();
  if (kit !== null && secrets !== null) sealToKit(data, kit, { secrets, random });
}
