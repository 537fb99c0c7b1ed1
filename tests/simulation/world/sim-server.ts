// The central server of a simulation: the real store, command runner, folds, feed and snapshots, answering requests that come by simulated lines.

import { historyForDesk } from '../../../server/query/history.ts';
import { HistoryRequestSchema } from '../../../shared/wire/history.ts';
import { HeldActsRequestSchema } from '../../../shared/wire/held-acts.ts';
import { join } from 'node:path';
import { settleBills } from '../../../server/bills/due-bills.ts';
import { createCommandRunner, type CommandRunner, type RunnerParts } from '../../../server/commands/command-runner.ts';
import type { Signing } from '../../../db/keys/signing.ts';
import { answerChallenge, assertServed, deskOfToken, issueChallenge } from '../../../server/desks/desk-tokens.ts';
import { assertSigned } from '../../../server/desks/signed-requests.ts';
import { neighborsOf } from '../../../server/desks/neighbors.ts';
import { serverIdentity } from '../../../server/desks/server-identity.ts';
import { enrolDesk } from '../../../server/desks/enrol-desk.ts';
import { createBatchCache } from '../../../server/feed/batch-cache.ts';
import { openFeedHub, type FeedHub } from '../../../server/feed/feed-hub.ts';
import { readHead } from '../../../server/feed/read-head.ts';
import { streamFeed } from '../../../server/feed/stream-feed.ts';
import { errorAnswer } from '../../../server/http/error-answer.ts';
import { FeedQuerySchema, isSet } from '../../../server/http/feed-query.ts';
import { heldActsForDesk } from '../../../server/query/held-acts.ts';
import { itemIdOf } from '../../../server/query/item-by-barcode.ts';
import { patronByCard } from '../../../server/query/patron-by-card.ts';
import { openChunkStore } from '../../../server/snapshot/chunk-store.ts';
import { feedChecksum } from '../../../server/snapshot/feed-checksum.ts';
import { createSnapshots, type Snapshots } from '../../../server/snapshot/snapshots.ts';
import { staffGrants } from '../../../server/staff/staff-grants.ts';
import { createSchedule, LOOK_EVERY_MS } from '../../../server/schedule/schedule.ts';
import { isInfrastructure } from '../../../server/store/failure.ts';
import { openSqliteStore } from '../../../server/store/sqlite/open-sqlite.ts';
import type { Store } from '../../../server/store/store.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { deskId } from '../../../shared/core/ids.ts';
import type { Clock, Random, Timers } from '../../../shared/core/ports.ts';
import { CommandsRequestSchema, type CommandsRequest, type CommandsResponse } from '../../../shared/wire/commands.ts';
import { CHUNK_TYPE, SnapshotChunkQuerySchema } from '../../../shared/wire/snapshot-chunk.ts';
import { EnrolRequestSchema } from '../../../shared/wire/enrol.ts';
import { ChallengeRequestSchema, TokenRequestSchema } from '../../../shared/wire/token.ts';
import { keepFolded } from '../../../server/timeline/keep-folded.ts';
import type { DiskGuard } from './disk.ts';
import type { SimAnswer, SimRequest, SimSink } from './network.ts';

export type ServerParts = {
  readonly dir: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly guard: DiskGuard;
  /** Absent = with real keys. */
  readonly signing?: Signing;
  /** The version that it speaks. */
  readonly protocol: number;
  /** The first epoch of a database that is new. */
  readonly epoch: string;
  /** Called with all lines that go out on feeds. */
  readonly onLines: (text: string) => void;
  /** Called with every answer to commands that was committed. */
  readonly onAnswered: (request: CommandsRequest, response: CommandsResponse) => void;
  readonly onFault: (code: string, error: unknown) => void;
  /** Whether old acts are folded into checkpoints. */
  readonly foldsHistory: boolean;
  /** The wrapper of a planted fault around parts of the server. */
  readonly wrap: ServerWrap;
};

export type ServerWrap = {
  readonly store?: (store: Store) => Store;
  readonly runner?: (runner: CommandRunner, store: Store) => CommandRunner;
  readonly read?: NonNullable<RunnerParts['read']>;
  readonly sink?: (sink: SimSink) => SimSink;
};

/** One run of the server program. */
export type SimServer = {
  readonly store: Store;
  readonly guard: DiskGuard;
  readonly handle: (request: SimRequest) => Promise<SimAnswer>;
  /** Records decisions on bill batches on the accounts. */
  readonly settleBills: () => Promise<number>;
  readonly close: () => Promise<void>;
};

/** The database file of a server's folder. */
export const centralPath = (dir: string): string => join(dir, 'central.db');

/** Starts the server on its folder. */
export async function startSimServer(parts: ServerParts): Promise<SimServer> {
  const { clock, random, timers, wrap } = parts;
  const signing = parts.signing === undefined ? {} : { signing: parts.signing };
  const opened = await openSqliteStore(
    { path: centralPath(parts.dir), key: null },
    { now: clock.now(), epoch: parts.epoch },
  );
  const store = heardHere(wrap.store?.(opened) ?? opened);
  const hub = await openFeedHub(store, (ms, work) => timers.after(ms, work));
  const made = createCommandRunner({
    store,
    clock,
    faulted: parts.onFault,
    ...signing,
    ...(wrap.read === undefined ? {} : { read: wrap.read }),
  });
  const runner = wrap.runner?.(made, store) ?? made;
  const ownDesk = { signer: await serverIdentity(store, random, parts.signing), random };
  // The plain model is made from all acts, and needs their patrons.
  const { foldsHistory } = parts;
  if (foldsHistory) await keepFolded(store);
  const schedule = createSchedule({ runner: made, clock, ownDesk, foldsHistory, forgets: false });
  lookNowAndThen(timers, () =>
    schedule.look().catch((error: unknown) => {
      if (!isInfrastructure(error)) parts.onFault('schedule', error);
    }),
  );
  const cache = createBatchCache();
  const bodies = openChunkStore(join(parts.dir, 'chunks'), () => clock.mono());
  const snapshots = createSnapshots({ store, clock, bodies });
  const context: Context = {
    ...parts,
    store,
    hub,
    runner,
    cache,
    snapshots,
    parts: { store, clock, random, ...signing },
  };
  return {
    store,
    guard: parts.guard,
    settleBills: () => settleBills({ runner: made, clock, ownDesk }),
    handle: (request) => answer(context, request).catch((error: unknown) => refusal(error)),
    close: async () => {
      bodies.close();
      await hub.close();
      await opened.close();
    },
  };
}

/** Acts of time are looked for as the server program does, on simulated time. */
function lookNowAndThen(timers: Timers, look: () => Promise<unknown>): void {
  timers.after(LOOK_EVERY_MS, () => void look().then(() => lookNowAndThen(timers, look)));
}

type Context = ServerParts & {
  readonly store: Store;
  readonly hub: FeedHub;
  readonly runner: CommandRunner;
  readonly cache: ReturnType<typeof createBatchCache>;
  readonly snapshots: Snapshots;
  readonly parts: {
    readonly store: Store;
    readonly clock: Clock;
    readonly random: Random;
    readonly signing?: Signing;
  };
};

/** The store announces its own heads; it is the only writer, so nothing has to poll for them. */
function heardHere(store: Store): Store {
  const heard = new Set<(position: number) => void>();
  return {
    ...store,
    write: async (work) => {
      let taken: number | null = null;
      const result = await store.write((tx) =>
        work({
          ...tx,
          nextPosition: async () => {
            taken = await tx.nextPosition();
            return taken;
          },
        }),
      );
      if (taken !== null) for (const tell of heard) tell(taken);
      return result;
    },
    watchHead: (tell) => {
      heard.add(tell);
      return Promise.resolve(() => {
        heard.delete(tell);
        return Promise.resolve();
      });
    },
  };
}

/** The routes that desks use, as the HTTP server has them. */
async function answer(context: Context, request: SimRequest): Promise<SimAnswer> {
  const { parts, store, clock, hub, cache, wrap } = context;
  if (request.protocol !== String(context.protocol)) throw new HoldfastError('HF-SYNC-001');
  const body = (): unknown => JSON.parse(request.body ?? 'null');
  switch (`${request.method} ${request.path}`) {
    case 'GET /v1/head': {
      const { epoch, position } = await store.read(readHead);
      return json({ epoch, head: position, serverTime: clock.now() });
    }
    case 'POST /v1/enrol':
      return json(await enrolDesk(parts, EnrolRequestSchema.parse(body())));
    case 'POST /v1/challenge':
      return json({ challenge: await issueChallenge(parts, ChallengeRequestSchema.parse(body()).deskId) });
    case 'POST /v1/token':
      return json(await answerChallenge(parts, TokenRequestSchema.parse(body())));
    case 'POST /v1/commands': {
      const desk = await deskOfToken(parts, request.token);
      const commands = CommandsRequestSchema.parse(body());
      const response = await context.runner.run(commands, deskId(desk.id));
      context.onAnswered(commands, response);
      return json(response, response.problem === 'gap' ? 409 : 200);
    }
    case 'POST /v1/held-acts': {
      const desk = await activeDesk(context, request);
      assertSigned(desk, request, parts);
      return json(await heldActsForDesk(parts, desk.branch, HeldActsRequestSchema.parse(body())));
    }
    case 'POST /v1/history': {
      assertSigned(await activeDesk(context, request), request, parts);
      return json(await historyForDesk(parts, HistoryRequestSchema.parse(body())));
    }
    case 'GET /v1/staff-grants': {
      const desk = await activeDesk(context, request);
      assertSigned(desk, request, parts);
      return json(await staffGrants(parts, desk));
    }
    case 'GET /v1/neighbors':
      return json(await neighborsOf(store, await activeDesk(context, request)));
    case 'GET /v1/patrons': {
      const { branch } = await activeDesk(context, request);
      return json({
        patron: await patronByCard(store, { card: request.query['card'] ?? '', branch, now: clock.now() }),
      });
    }
    case 'GET /v1/known-items': {
      await activeDesk(context, request);
      return json({ isKnown: (await store.read((tx) => itemIdOf(tx, request.query['barcode'] ?? ''))) !== null });
    }
    case 'GET /v1/feed': {
      const heard = (sink: SimSink): SimSink => ({
        signal: sink.signal,
        write: (text) => {
          context.onLines(text);
          return sink.write(text);
        },
      });
      const desk = await activeDesk(context, request);
      const { epoch, after, neighbors } = FeedQuerySchema.parse(request.query);
      return {
        kind: 'stream',
        run: (sink) =>
          streamFeed(
            {
              store,
              hub,
              clock,
              cache,
              checksum: (tx, scopes) => feedChecksum(tx, context.snapshots.catalogue, scopes),
            },
            { desk, epoch, after, live: true, tellsNeighbors: isSet(neighbors) },
            heard(wrap.sink?.(sink) ?? sink),
          ),
      };
    }
    case 'GET /v1/snapshot': {
      const manifest = await context.snapshots.manifest(await activeDesk(context, request));
      return json(manifest, 'building' in manifest ? 202 : 200);
    }
    default:
      return chunkAnswer(context, request);
  }
}

async function chunkAnswer(context: Context, request: SimRequest): Promise<SimAnswer> {
  const hash = /^\/v1\/snapshot\/chunks\/(\w+)$/.exec(request.path)?.[1];
  if (hash === undefined) throw new HoldfastError('HF-SERVER-009');
  const desk = await activeDesk(context, request);
  const { body } = await context.snapshots.chunk(desk, hash, SnapshotChunkQuerySchema.parse(request.query));
  return { kind: 'whole', status: 200, type: CHUNK_TYPE, body };
}

async function activeDesk({ parts }: Context, request: SimRequest) {
  const desk = await deskOfToken(parts, request.token);
  assertServed(desk);
  return desk;
}

function json(value: unknown, status = 200): SimAnswer {
  return { kind: 'whole', status, type: 'application/json', body: Buffer.from(JSON.stringify(value)) };
}

function refusal(error: unknown): SimAnswer {
  const { status, body } = errorAnswer(error, 'simulated');
  return json(body, status);
}
