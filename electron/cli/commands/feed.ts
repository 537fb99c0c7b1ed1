// `holdfast feed`: recurring files of other offices, such as the registrar's nightly one: how they are read, the changes of each run, and how to
// release a stopped feed.

import { resolve } from 'node:path';
import { createFeedRunner } from '../../../server/data-feeds/feed-runner.ts';
import { kindOf } from '../../../server/connectors/connector-rows.ts';
import { isConnectorKind, type ConnectorKind } from '../../../server/connectors/connector-settings.ts';
import { listFault, listLayout } from '../../../server/connectors/list-layouts.ts';
import { atFeedPlace, connectorOf, termsOf } from '../../../server/data-feeds/connector-place.ts';
import { isFeedAddress, unpacked } from '../../../server/data-feeds/feed-places.ts';
import { removeFeed, requiredFeed, writeFeed } from '../../../server/data-feeds/feed-rows.ts';
import { viewFeeds } from '../../../server/data-feeds/feeds-for-desk.ts';
import { takeFeed } from '../../../server/data-feeds/take-feed.ts';
import { decideRun, type WorkParts } from '../../../server/data-feeds/work-feeds.ts';
import { newId } from '../../../server/new-id.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { FeedLayoutSchema, feedLayoutFaults, type FeedLayout } from '../../../shared/formats/feed-layout.ts';
import type { DataFeedsResponse, FeedReport, FeedRunView } from '../../../shared/wire/data-feeds.ts';
import { systemRandom } from '../../core/system-random.ts';
import { noticeParts } from '../admin/notice-parts.ts';
import { withStore, type StoreContext } from '../admin/with-store.ts';
import { hasFlag, requiredText, textOf, UsageError, type Command, type Run } from '../command.ts';
import { readJsonFile } from '../read-json-file.ts';

export const feedCommand: Command = {
  usage: `add patrons|items --name NAME --from DIR|URL --mapping FILE [--at HH:MM] [--user NAME] [--password-file FILE | --password-env NAME]
         [--key-file FILE] [--host-key SHA256:…]
  add patrons|items --name NAME --from connector:CONNECTOR [--changes] [--imported] [--mapping FILE] [--at HH:MM]
  check --mapping FILE
  mapping patrons|items --from connector:CONNECTOR
  list | runs [NAME] | show RUN
  run NAME [--dry-run]
  approve RUN | refuse RUN --reason TEXT
  remove NAME
  each but check with --database URL|embedded [--data DIR] [--json]

add: takes files of that place in from now on, of the form that --mapping describes in JSON (docs/feeds.md has examples); the same name again changes
it. --from: a folder of the server, sftp://HOST/FOLDER, or https://…; nothing is written or deleted there. --at: when to look, on the clock of the
library; without it, every minute. --from connector:NAME: the whole list of people or copies of the system of that connector (Koha, FOLIO, Evergreen), every hour
or at the time of --at; --changes: only what changed in it, every five minutes. It needs no mapping. --imported: an earlier
import was of this very system, and its accounts, copies and titles are found by their ids there. --host-key: by which the SFTP server is known; without it, run says which key it shows.
mapping: the mapping that a list of a connector has by itself, as JSON to begin with.
run: looks now, and takes in what is new, as the server does by itself; --dry-run says what would change, and writes nothing.
runs, show: what each file changed, and each row that was not taken, by its line.
approve, refuse: a run that stopped because it would end more accounts than its guard allows. RUN is the number of the run.
remove: takes no more files; what they brought stays.`,
  options: {
    name: { type: 'string' },
    from: { type: 'string' },
    mapping: { type: 'string' },
    at: { type: 'string' },
    user: { type: 'string' },
    'password-file': { type: 'string' },
    'password-env': { type: 'string' },
    'key-file': { type: 'string' },
    'host-key': { type: 'string' },
    reason: { type: 'string' },
    'dry-run': { type: 'boolean' },
    changes: { type: 'boolean' },
    imported: { type: 'boolean' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: 2,
  run: async (run) => {
    const [action, word] = run.positionals;
    if (action === 'check') return check(run);
    const work = action !== undefined && isAction(action) ? ACTIONS[action] : undefined;
    if (work === undefined) throw new UsageError(`write: holdfast feed check|${Object.keys(ACTIONS).join('|')}`);
    return withStore(run, (context) => work(run, word, context));
  },
};

type Action = (run: Run, word: string | undefined, context: StoreContext) => Promise<number>;

const ACTIONS = {
  add,
  mapping,
  list,
  runs: list,
  show,
  run: runNow,
  approve: (run, word, context) => decide(run, word, context, true),
  refuse: (run, word, context) => decide(run, word, context, false),
  remove,
} satisfies Record<string, Action>;
const isAction = (name: string): name is keyof typeof ACTIONS => Object.hasOwn(ACTIONS, name);

/** Throws HF-IMPORT-061. */
function layoutOf(run: Run): FeedLayout {
  const read = FeedLayoutSchema.safeParse(readJsonFile(requiredText(run.values, 'mapping')));
  const [issue] = read.error?.issues ?? [];
  if (!read.success)
    throw new HoldfastError('HF-IMPORT-061', { why: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
  const [why] = feedLayoutFaults(read.data);
  if (why !== undefined) throw new HoldfastError('HF-IMPORT-061', { why });
  return read.data;
}

function check(run: Run): number {
  const { kind, id, fields, file } = layoutOf(run);
  const line = `${kind}, ${file.match}, known by ${id}: ${Object.keys(fields).join(', ')}`;
  run.io.out(hasFlag(run.values, 'json') ? JSON.stringify({ kind, fields: Object.keys(fields) }) : line);
  return 0;
}

async function add(run: Run, kind: string | undefined, { store }: StoreContext): Promise<number> {
  const { values, io } = run;
  if (kind !== 'patrons' && kind !== 'items') throw new UsageError('write: holdfast feed add patrons|items');
  const name = textOf(values, 'name') ?? kind;
  if (!/^[a-z0-9][a-z0-9-]{0,29}$/.test(name)) throw new UsageError('--name takes letters a-z, digits and dashes');
  const from = requiredText(values, 'from');
  const system = await systemAt(store, from);
  if (system === null && hasFlag(values, 'changes'))
    throw new UsageError('--changes goes with --from connector:NAME; for files, "holds" of the mapping says it');
  if (system === null && hasFlag(values, 'imported'))
    throw new UsageError('--imported goes with --from connector:NAME');
  const layout = system === null ? layoutOf(run) : listOf(run, { ...system, kind });
  if (layout.kind !== kind) throw new UsageError(`the mapping is one of ${layout.kind}`);
  if (system === null && !isFeedAddress(from))
    throw new UsageError(
      '--from takes a folder, sftp://HOST/FOLDER, https://…, without a name or password in it, or connector:NAME',
    );
  const isPlace = /^(sftp|https?):\/\//.test(from);
  const atMinute = minuteOf(textOf(values, 'at'));
  if (isPlace && atMinute === null) throw new UsageError('--at: when to look there, such as 03:30');
  await store.write((tx) =>
    writeFeed(tx, name, {
      layout,
      from: system !== null || isPlace || from.startsWith('file://') ? from : resolve(from),
      atMinute,
      user: textOf(values, 'user'),
      passwordFile: pathOf(run, 'password-file'),
      passwordEnv: textOf(values, 'password-env'),
      keyFile: pathOf(run, 'key-file'),
      hostKey: textOf(values, 'host-key'),
    }),
  );
  io.out(hasFlag(values, 'json') ? JSON.stringify({ feed: name }) : `${name}: ${kind} from ${from}`);
  return 0;
}

type SystemThere = { readonly name: string; readonly system: ConnectorKind };

/** The connector that a feed is read from; null = it has files. Throws HF-CONNECT-001. */
async function systemAt(store: StoreContext['store'], from: string): Promise<SystemThere | null> {
  const name = connectorOf({ from });
  if (name === null) return null;
  const system = await store.read((tx) => kindOf(tx, name));
  if (!isConnectorKind(system))
    throw new UsageError(`the connector ${name} is of a kind that this version does not have`);
  return { name, system };
}

/** The mapping of a list: its own, or the one that is given. Throws HF-IMPORT-061 and 067. */
function listOf(run: Run, { name, system, kind }: SystemThere & { readonly kind: FeedLayout['kind'] }): FeedLayout {
  const own = listLayout(system, kind);
  if (own === null) throw new HoldfastError('HF-IMPORT-067', { name, kind: system });
  const given = textOf(run.values, 'mapping') === null ? own : layoutOf(run);
  const holds = hasFlag(run.values, 'changes') ? 'changes' : given.file.holds;
  const imported = hasFlag(run.values, 'imported') || given.imported === true;
  const layout: FeedLayout = { ...given, file: { ...given.file, holds }, ...(imported ? { imported } : {}) };
  const why = listFault(system, layout);
  if (why !== null) throw new HoldfastError('HF-IMPORT-061', { why });
  return layout;
}

async function mapping(run: Run, kind: string | undefined, { store }: StoreContext): Promise<number> {
  const system = await systemAt(store, requiredText(run.values, 'from'));
  if (system === null || (kind !== 'patrons' && kind !== 'items'))
    throw new UsageError('write: holdfast feed mapping patrons|items --from connector:NAME');
  const own = listLayout(system.system, kind);
  if (own === null) throw new HoldfastError('HF-IMPORT-067', { name: system.name, kind: system.system });
  run.io.out(JSON.stringify(own, null, 2));
  return 0;
}

function pathOf({ values }: Run, option: string): string | null {
  const path = textOf(values, option);
  return path === null ? null : resolve(path);
}

function minuteOf(text: string | null): number | null {
  if (text === null) return null;
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined)
    throw new UsageError(`--at takes a time such as 03:30, not "${text}"`);
  return Number(hours) * 60 + Number(minutes);
}

async function list({ values, io, positionals: [action] }: Run, word: string | undefined, { store }: StoreContext) {
  const view = await store.read((tx) => viewFeeds(tx, null));
  if (word !== undefined) await store.read((tx) => requiredFeed(tx, word));
  const runs = view.runs.filter(({ feed }) => word === undefined || feed === word);
  if (hasFlag(values, 'json')) {
    for (const row of action === 'list' ? view.feeds : runs) io.out(JSON.stringify(row));
    return 0;
  }
  for (const line of action === 'list' ? view.feeds.map(feedLine) : runs.map(runLine)) io.out(line);
  return 0;
}

function feedLine({ name, kind, from, at, lookedAt, fault }: DataFeedsResponse['feeds'][number]): string {
  return [
    `${name}: ${kind} from ${from}`,
    at === null ? (connectorOf({ from }) === null ? 'every minute' : 'again and again') : `at ${at}`,
    ...(lookedAt === null ? [] : [`looked ${formatInstant(lookedAt)}`]),
    ...(fault === null ? [] : [`${fault.code} since ${formatInstant(fault.at)}`]),
  ].join(', ');
}

function runLine({ number, feed, file, state, takenAt, counts, decided, fault }: FeedRunView): string {
  return [
    `${number} ${feed} ${state}`,
    file,
    formatInstant(takenAt),
    ...(counts === null ? [] : [countsLine(counts)]),
    ...(decided === null ? [] : [`decided by ${decided.by}`]),
    ...(fault === null ? [] : [fault.code]),
  ].join(', ');
}

function countsLine(counts: Omit<FeedReport, 'samples' | 'wrong' | 'notes' | 'endsWithheld'>): string {
  const { rows, rejected, known, added, changed, ended, returned, kept, gone, stops } = counts;
  const of = (count: number, word: string): string[] => (count === 0 ? [] : [`${count} ${word}`]);
  return [
    `${rows} rows`,
    ...of(rejected, 'not taken'),
    ...of(added, 'new'),
    ...of(changed, 'changed'),
    ...(ended === 0 ? [] : [`${ended} of ${known} end`]),
    ...of(returned, 'back'),
    ...of(kept, 'kept as staff wrote them'),
    ...of(gone, 'in the file no more'),
    ...(stops === null ? [] : [`STOPPED (${stops}): approve or refuse`]),
  ].join(', ');
}

async function show({ values, io }: Run, word: string | undefined, { store }: StoreContext): Promise<number> {
  if (word === undefined) throw new UsageError('write: holdfast feed show RUN');
  const { shown } = await store.read((tx) => viewFeeds(tx, word));
  if (shown === null) throw new HoldfastError('HF-IMPORT-063');
  if (hasFlag(values, 'json')) io.out(JSON.stringify(shown));
  else {
    const { run, wrong, notes, samples, endsWithheld } = shown;
    io.out(runLine(run));
    for (const [field, count] of Object.entries(run.counts?.fields ?? {})) io.out(`  ${field}: ${count}`);
    if (endsWithheld) io.out('  nobody was ended: a row without an id may be any of those who are missing');
    for (const { what, card, barcode, fields } of samples)
      io.out(`  ${what} ${card ?? barcode ?? '(not here)'} ${fields.join(', ')}`.trimEnd());
    for (const { line, reason } of wrong) io.out(`  ${run.file}:${line}: ${reason}`);
    for (const { line, text } of notes) io.out(`  note ${run.file}${line === null ? '' : `:${line}`}: ${text}`);
  }
  return 0;
}

async function runNow(run: Run, word: string | undefined, context: StoreContext): Promise<number> {
  if (word === undefined) throw new UsageError('write: holdfast feed run NAME');
  if (!hasFlag(run.values, 'dry-run')) return runFeed(run, word, context);
  await context.store.read((tx) => requiredFeed(tx, word));
  return foresee(run, word, workParts(run, context));
}

function workParts({ env }: Run, { store, clock }: StoreContext): WorkParts {
  return { store, clock, random: systemRandom, secretOf: noticeParts(env, clock).secretOf };
}

/** Takes in what is new at the place of a feed. Exit code 1 where a run stopped or failed, or another program is at it. */
export async function runFeed(run: Run, name: string, context: StoreContext): Promise<number> {
  const { values, io } = run;
  const { store, clock } = context;
  await store.read((tx) => requiredFeed(tx, name));
  const runner = createFeedRunner({ ...workParts(run, context), owner: newId(clock, systemRandom) });
  const ended = await runner.runNow(name);
  if (ended === null) {
    io.err('another program is working on this feed; look at holdfast feed runs');
    return 1;
  }
  const ids = new Set(ended.map(({ id }) => id));
  const { runs } = await store.read((tx) => viewFeeds(tx, null));
  const own = runs.filter(({ id }) => ids.has(id)).toReversed();
  if (hasFlag(values, 'json')) for (const one of own) io.out(JSON.stringify(one));
  else if (own.length === 0) io.out('no new file');
  else for (const one of own) io.out(runLine(one));
  return own.some(({ state }) => state === 'stopped' || state === 'failed') ? 1 : 0;
}

/** Previews the changes that the newest file would make. */
async function foresee({ values, io }: Run, name: string, parts: WorkParts): Promise<number> {
  const { store, clock } = parts;
  const { feed, terms } = await store.read(async (tx) => {
    const found = await requiredFeed(tx, name);
    return { feed: found, terms: await termsOf(tx, found) };
  });
  const file = await atFeedPlace(parts, feed, async (place) => {
    const [newest] = (await place.list()).toSorted((a, b) => b.modifiedAt - a.modifiedAt || (a.name < b.name ? 1 : -1));
    return newest === undefined ? null : { name: newest.name, bytes: await place.read(newest) };
  });
  if (file === null) {
    io.out(hasFlag(values, 'json') ? JSON.stringify({ file: null }) : 'no file is there');
    return 0;
  }
  const bytes = await unpacked(file.name, file.bytes);
  const taking = { ...terms, layout: feed.layout, file: { name: file.name, bytes }, takenAt: clock.now() };
  const report = await takeFeed(parts, { ...taking, isDryRun: true });
  if (hasFlag(values, 'json')) io.out(JSON.stringify({ file: file.name, ...report }));
  else {
    io.out(`${file.name} would be: ${countsLine(report)} (nothing was written)`);
    for (const { line, reason } of report.wrong) io.out(`  ${file.name}:${line}: ${reason}`);
  }
  return 0;
}

async function decide(
  { values, io }: Run,
  word: string | undefined,
  { store, clock }: StoreContext,
  isApproved: boolean,
): Promise<number> {
  if (word === undefined) throw new UsageError('the number of a run is missing');
  const reason = isApproved ? (textOf(values, 'reason') ?? '') : requiredText(values, 'reason');
  const decision = { run: word, by: 'command line', reason, isApproved };
  const { number, feed } = await store.write((tx) => decideRun(tx, decision, clock.now()));
  const said = isApproved ? `approved: a server writes it soon, or holdfast feed run ${feed} now` : 'refused';
  io.out(hasFlag(values, 'json') ? JSON.stringify({ run: number, isApproved }) : `${number} ${said}`);
  return 0;
}

async function remove({ io }: Run, word: string | undefined, { store }: StoreContext): Promise<number> {
  if (word === undefined) throw new UsageError('write: holdfast feed remove NAME');
  await store.write((tx) => removeFeed(tx, word));
  io.out(`${word} is removed`);
  return 0;
}
