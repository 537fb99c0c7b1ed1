// Sends other library systems messages of acts, soon after the server took these in: one message at a time for each system. A message is written down
// as asked before it is handed over, and is not handed over again before a look has shown that it was not taken: these systems do not recognize a
// message that comes twice. Any number of servers may do so on one database: one works on a system, under a claim that it renews before each
// exchange.

import { kindOfError } from '../../shared/core/error-place.ts';
import { SECOND_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { dayOf, midnightOf } from '../../shared/rules/calendar/local-time.ts';
import { UTC, zoneClock, type ZoneClock } from '../../shared/rules/calendar/zone-clock.ts';
import { endingOf, reconcile } from '../../shared/connectors/ending.ts';
import { needsLook, type Seen } from '../../shared/connectors/message.ts';
import type { ToldAct } from '../../shared/connectors/message-of-act.ts';
import { writeAndPublish, type Publishing } from '../feed/write-and-publish.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { Store, WriteTx } from '../store/store.ts';
import {
  claimConnector,
  ClaimLostError,
  keepClaim,
  noteFailure,
  noteReached,
  putRow,
  releaseConnector,
  type Connector,
  type OutboxRow,
  type ToldBody,
} from './connector-rows.ts';
import { createExchange, MOST_TRIES, type AskedMessage } from './exchange.ts';
import { endGone, endMessage, type MessageEnd } from './end-message.ts';
import { nextMessage, wasToldSince } from './next-message.ts';
import { hasActsToQueue, queueActs } from './queue-acts.ts';
import { learnFromCards } from './learn-cards.ts';
import { learnFromList, noteLearnFault, type Learning } from './learn-loans.ts';
import { SystemFailureError, type OtherSystem } from './other-system.ts';

export type ConnectorRunnerParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** Name of this process among those that send. */
  readonly owner: string;
  /** Makes the line to a system. */
  readonly openSystem: (connector: Connector, place: PlaceThere) => OtherSystem;
  readonly everyMs?: Millis;
  /** How often a system without messages is asked whether it is there. */
  readonly probeMs?: Millis;
  /** How acts that were made there are recorded; absent = it gets messages and nothing is learned from it. */
  readonly learning?: Learning;
  /** Time between two looks for changes there; absent = as the settings say. */
  readonly learnMs?: Millis;
  /** Called for a look that failed; the next one tries again. */
  readonly faulted?: (code: string, error: unknown) => void;
};

/** The clock of a system, and the currency of its messages. */
export type PlaceThere = { readonly zone: string; readonly currency: string };

export type ConnectorRunner = {
  /** Sends every system its untold messages, as far as it takes them. */
  readonly look: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const EVERY_MS: Millis = 5 * SECOND_MS;
const PROBE_MS: Millis = 60 * SECOND_MS;
/** So many messages that are none are ended in one transaction. */
const MOST_SKIPS = 50;

/** A line to a system with the settings that it was made for. */
type Line = {
  readonly settings: string;
  readonly system: OtherSystem;
  readonly zone: string;
  usedAt: Millis;
  /** Time between two looks for changes there, and the last one; null = nothing is learned. */
  readonly learnMs: Millis | null;
  learnedAt: Millis;
};

export function createConnectorRunner(parts: ConnectorRunnerParts): ConnectorRunner {
  const { store, everyMs = EVERY_MS, faulted } = parts;
  const lines = new Map<string, Line>();
  const telling = new Map<string, Promise<void>>();
  const ended = new AbortController();
  const names = async () =>
    (await store.read(({ db }) => db.selectFrom('connector').select('name').execute())).map(({ name }) => name);
  const tell = (name: string): Promise<void> => {
    const running = telling.get(name);
    if (running !== undefined) return running;
    const told = work(parts, name, { lines, ended: ended.signal }).finally(() => telling.delete(name));
    telling.set(name, told);
    return told;
  };
  const look = async (): Promise<void> => {
    await Promise.all((await names()).map(tell));
  };
  const ask = (): void => {
    if (ended.signal.aborted) return;
    void names()
      .then((found) => {
        for (const name of found) tell(name).catch((error: unknown) => faulted?.('connectors', error));
        for (const name of lines.keys()) if (!found.includes(name)) drop(lines, name);
      })
      .catch((error: unknown) => faulted?.('connectors', error));
  };
  const stops: (() => Promise<void> | void)[] = [];
  return {
    look,
    start: async () => {
      stops.push(await store.watchHead(ask));
      const timer = setInterval(ask, everyMs);
      timer.unref();
      stops.push(() => clearInterval(timer));
      ask();
    },
    stop: async () => {
      ended.abort();
      for (const stop of stops) await stop();
      // An exchange that goes on is given up: the next server looks for its outcome.
      for (const name of lines.keys()) drop(lines, name);
      await Promise.allSettled(telling.values());
      for (const name of lines.keys()) drop(lines, name);
    },
  };
}

function drop(lines: Map<string, Line>, name: string): void {
  lines.get(name)?.system.close();
  lines.delete(name);
}

type Working = { readonly lines: Map<string, Line>; readonly ended: AbortSignal };

/** Works on one system until it has everything, fails, or another process has it. */
async function work(parts: ConnectorRunnerParts, name: string, { lines, ended }: Working): Promise<void> {
  const { store, clock, owner, random } = parts;
  let isClaimed = false;
  try {
    const connector = await claim(parts, name, lines);
    if (connector === null) return;
    isClaimed = true;
    while (await queueSome(store, name));
    const line = await lineTo(parts, connector, lines);
    await line.system.open();
    const teller = createTeller(parts, connector, line);
    let isMore = true;
    while (isMore && !ended.aborted) {
      isMore = await teller.tellNext();
      if (isMore) line.usedAt = clock.mono();
    }
    if (ended.aborted) await teller.settle();
    else {
      await probe(parts, connector, line);
      await learn(parts, connector, { line, ended });
    }
  } catch (error) {
    if (error instanceof ClaimLostError) return;
    drop(lines, name);
    if (ended.aborted) return;
    // A failure of any kind is shown to people, and tried again ever more rarely.
    const why = error instanceof SystemFailureError ? error.why : kindOfError(error);
    const pauseMs = error instanceof SystemFailureError ? error.pauseMs : 0;
    await store.write((tx) => noteFailure(tx, { name, owner, now: clock.now(), why, pauseMs, random }));
    if (!(error instanceof SystemFailureError)) throw error;
  } finally {
    if (isClaimed) await store.write((tx) => releaseConnector(tx, { name, owner }));
  }
}

/** Queues some acts; false when there are no more. */
function queueSome(store: Store, name: string): Promise<boolean> {
  return store.write(async (tx) => {
    await tx.lock([`connector:${name}`]);
    return queueActs(tx, name);
  });
}

/** Takes a system for this process when there is something to do for it. */
async function claim(
  { store, clock, owner, probeMs = PROBE_MS }: ConnectorRunnerParts,
  name: string,
  lines: ReadonlyMap<string, Line>,
): Promise<Connector | null> {
  const now = clock.now();
  const line = lines.get(name);
  const isQuiet = line !== undefined && clock.mono() - line.usedAt < probeMs && !isLearnDue(line, clock);
  // Every change of the library asks: a connector with nothing to tell takes no turn of the writers.
  const isDue = await store.read(async (tx) => {
    const row = await tx.db.selectFrom('connector').selectAll().where('name', '=', name).executeTakeFirst();
    if (row === undefined || Number(row.paused) === 1 || Number(row.next_at) > now) return false;
    if (Number(row.claimed_until) > now && row.claimed_by !== owner) return false;
    if (!isQuiet || Number(row.failures) > 0) return true;
    if (await hasActsToQueue(tx, { position: Number(row.position) })) return true;
    const waiting = await tx.db
      .selectFrom('connector_act')
      .select('act_id')
      .where('connector', '=', name)
      .where('state', 'in', ['waiting', 'asked'])
      .limit(1)
      .executeTakeFirst();
    return waiting !== undefined;
  });
  return isDue ? store.write((tx) => claimConnector(tx, { name, owner, now })) : null;
}

async function lineTo(parts: ConnectorRunnerParts, connector: Connector, lines: Map<string, Line>): Promise<Line> {
  const { store, clock, openSystem } = parts;
  const settings = JSON.stringify(connector.settings);
  const known = lines.get(connector.name);
  if (known?.settings === settings) return known;
  drop(lines, connector.name);
  const place = await placeOf(store, connector);
  const system = openSystem(connector, place);
  const { learns, learnsEvery } = connector.settings.of;
  const every = parts.learnMs ?? learnsEvery * SECOND_MS;
  const learnMs = parts.learning === undefined || !learns ? null : every;
  const line = { settings, system, zone: place.zone, usedAt: clock.mono(), learnMs, learnedAt: -Infinity };
  lines.set(connector.name, line);
  return line;
}

/** The clock of a system, where it is not named that of the library. */
export async function placeOf(store: Pick<Store, 'read'>, { settings }: Connector): Promise<PlaceThere> {
  const [library] = await store.read((tx) => readAllRows(tx, 'library'));
  return { zone: settings.of.zone ?? library?.zone ?? 'UTC', currency: library?.currency ?? 'USD' };
}

/** A system without messages is asked now and then, so that people see whether it is there. */
async function probe(
  { store, clock, probeMs = PROBE_MS }: ConnectorRunnerParts,
  connector: Connector,
  line: Line,
): Promise<void> {
  const isDue = clock.mono() - line.usedAt >= probeMs;
  if (!isDue && connector.failures === 0) return;
  await line.system.keepAlive();
  line.usedAt = clock.mono();
  await store.write((tx) => noteReached(tx, { name: connector.name, now: clock.now() }));
}

/** Where messages of returns or loans are off, the copy stands otherwise there, and changes learned of it would undo the desk's acts. */
function hasLoansTold({ tells }: Connector['settings']['of']): boolean {
  return tells === undefined || (tells.includes('checkout') && tells.includes('checkin'));
}

function isLearnDue({ learnMs, learnedAt }: Line, clock: Clock): boolean {
  return learnMs !== null && clock.mono() - learnedAt >= learnMs;
}

/** Looks now and then for changes there. A system that does not list its loans still gets messages. */
async function learn(
  { store, clock, owner, learning }: ConnectorRunnerParts,
  { name, settings }: Connector,
  { line, ended }: { readonly line: Line; readonly ended: AbortSignal },
): Promise<void> {
  const { system, zone } = line;
  if (learning === undefined || !isLearnDue(line, clock)) return;
  const claiming = () => ({ name, owner, now: clock.now() });
  const clockThere = zoneClock(zone) ?? UTC;
  const work = { ...learning, store, name, zone, clockThere, claiming, goesOn: () => !ended.aborted };
  let fault: string | null = null;
  try {
    if (!hasLoansTold(settings.of)) fault = 'checkouts and check-ins are not both told to it';
    else if (system.loanList !== undefined) fault = await learnFromList(work, system.loanList);
    else if (system.cardLoans !== undefined) await learnFromCards(work, system.cardLoans);
  } catch (error) {
    if (!(error instanceof SystemFailureError)) throw error;
    // It is there, and fails at this question.
    const isOfList = error.counts || error.is === 'not-answered' || error.is === 'shut-out';
    if (!isOfList) throw error;
    fault = error.why;
  }
  line.learnedAt = clock.mono();
  line.usedAt = clock.mono();
  await store.write((tx) => noteLearnFault(tx, claiming(), fault));
}

/** A message that is to be handed over, or to be looked at first. */
type Job = AskedMessage & {
  /** The row before this job wrote it down. */
  readonly unwritten: OutboxRow;
  readonly act: ToldAct;
  /** `unsent`: written down, nothing was handed over. `look-first`: how it stands there has to be known before. `lost`: it was handed over before. */
  readonly stage: 'unsent' | 'look-first' | 'lost';
};
type EndedJob = { readonly job: Job; readonly end: MessageEnd };

function createTeller(parts: ConnectorRunnerParts, { name, settings, failures }: Connector, { system, zone }: Line) {
  const { store, clock, owner } = parts;
  const clockThere: ZoneClock = zoneClock(zone) ?? UTC;
  const claiming = () => ({ name, owner, now: clock.now() });
  const exchange = createExchange({ store, clock, system, claiming, perSecond: settings.of.perSecond ?? null });
  let ended: EndedJob | null = null;
  let isDown = failures > 0;

  /** Ends the last message and, with `takes`, takes the next one, in one transaction. `more`: only messages that are none were ended. */
  const turn = (takes: boolean): Promise<Job | 'more' | null> => {
    const takenAt = clock.mono();
    return writeAndPublish(store, async (publishing) => {
      await keepClaim(publishing.tx, claiming());
      if (ended !== null) {
        const { job, end } = ended;
        await endMessage(publishing, { row: job.row, act: job.act, end, zone }, clock.now());
        if (isDown) await noteReached(publishing.tx, claiming());
      }
      return takes ? takeNext(publishing, { name, zone, now: clock.now(), takenAt }) : null;
    });
  };

  /** Writes down a message that was looked at. */
  const writeDown = (job: Job, before: Seen): Promise<OutboxRow> =>
    store.write(async (tx) => {
      await keepClaim(tx, claiming());
      return writeAsked(tx, job.row, { askedAt: clock.now(), before });
    });

  /** Does a job; returns how it ended. */
  const endOf = async (job: Job): Promise<EndedJob> => {
    const { message, row, stage, takenAt } = job;
    const answered = async (told: Job, before: OutboxRow): Promise<EndedJob> => {
      const answer = await exchange.tell(told, before);
      const loan = answer.is === 'taken' ? answer.loan : undefined;
      return { job: withLoan(told, loan), end: endingOf(message, answer, clockThere) };
    };
    if (stage === 'unsent') return answered({ ...job, takenAt }, job.unwritten);
    const now = await exchange.look(job);
    if (now === null)
      return { job, end: stage === 'lost' ? { is: 'unclear' } : { is: 'refused', why: 'not-answered', text: '' } };
    if (stage === 'lost') {
      const since = clockThere.toInstant(midnightOf(dayOf(clockThere.toLocal(clock.now()))));
      const isFresh = await store.read((tx) => wasToldSince(tx, row, since));
      const found = reconcile(message, { before: row.body.before ?? null, now, isFresh }, clockThere);
      if (found.do === 'end') return { job: withLoan(job, now.item?.loan), end: found.ending };
      if (row.tries >= MOST_TRIES) return { job, end: { is: 'unclear' } };
    }
    const writtenAt = clock.mono();
    return answered({ ...job, row: await writeDown(job, now), takenAt: writtenAt }, row);
  };

  return {
    /** False: no message is left. */
    tellNext: async (): Promise<boolean> => {
      const job = await turn(true);
      if (ended !== null) isDown = false;
      ended = null;
      if (job === null || job === 'more') return job === 'more';
      ended = await endOf(job);
      return true;
    },
    /** Writes how the last one ended. */
    settle: async (): Promise<void> => {
      if (ended !== null) await turn(false);
    },
  };
}

/** With the id that the loan has there, so that it is known again when it is listed. */
function withLoan(job: Job, loan: string | undefined): Job {
  return loan === undefined ? job : { ...job, row: { ...job.row, body: { ...job.row.body, loan } } };
}

type Taking = { readonly name: string; readonly zone: string; readonly now: Instant; readonly takenAt: Millis };

/** The next message, written down where it can be handed over at once; ends those that are none. */
async function takeNext(publishing: Publishing, { name, zone, now, takenAt }: Taking): Promise<Job | 'more' | null> {
  const { tx } = publishing;
  for (let skipped = 0; skipped < MOST_SKIPS; skipped += 1) {
    const next = await nextMessage(tx, name);
    if (next === null) return null;
    if (next === 'gone') {
      await endGone(publishing, name);
      continue;
    }
    const { row, act } = next;
    if ('skip' in next) {
      await endMessage(publishing, { row, act, end: { is: next.skip }, zone }, now);
      continue;
    }
    const { message } = next;
    if (row.state === 'asked') return { row, unwritten: row, act, message, stage: 'lost', takenAt };
    if (needsLook(message)) return { row, unwritten: row, act, message, stage: 'look-first', takenAt };
    const written = await writeAsked(tx, row, { askedAt: now });
    return { row: written, unwritten: row, act, message, stage: 'unsent', takenAt };
  }
  return 'more';
}

async function writeAsked(tx: WriteTx, row: OutboxRow, body: ToldBody): Promise<OutboxRow> {
  const asked: OutboxRow = { ...row, state: 'asked', tries: row.tries + 1, body };
  await putRow(tx, asked);
  return asked;
}
