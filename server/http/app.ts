// The central HTTP API: one handler per route of routes.ts. Every request is parsed by its schema, every refusal has a code, and the log has
// routes, statuses and desks, never addresses with cards in them, names or bodies.

import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { createServer as createHttpServer, type Server as HttpServer, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Logger } from 'pino';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { deskId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Clock, Random } from '../../shared/core/ports.ts';
import { MAX_BATCH_BYTES, type CommandsRequest } from '../../shared/wire/commands.ts';
import { SIGNATURE_HEADER } from '../../shared/wire/signed-request.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../shared/wire/protocol-version.ts';
import { rehearsalState, type RehearsalState } from '../backup/rehearsals.ts';
import { answerDataFeeds } from '../data-feeds/feeds-for-desk.ts';
import { countFeeds } from '../data-feeds/work-feeds.ts';
import { answerBills } from '../bills/bills-for-desk.ts';
import type { CommandRunner } from '../commands/command-runner.ts';
import { readmitDesk } from '../desks/readmit-desk.ts';
import { assertSigned } from '../desks/signed-requests.ts';
import { answerChallenge, assertServed, deskOfToken, issueChallenge, type KnownDesk } from '../desks/desk-tokens.ts';
import { countReturning } from '../desks/desk-list.ts';
import { openCarried } from '../desks/open-carried.ts';
import { enrolDesk } from '../desks/enrol-desk.ts';
import { createBatchCache } from '../feed/batch-cache.ts';
import type { FeedHub } from '../feed/feed-hub.ts';
import { readHead } from '../feed/read-head.ts';
import { streamFeed, type FeedParts } from '../feed/stream-feed.ts';
import { keepReadiness } from '../log/keep-readiness.ts';
import { historyForDesk } from '../query/history.ts';
import { heldActsForDesk } from '../query/held-acts.ts';
import type { BringRecord } from '../connectors/other-system.ts';
import { reportForDesk } from '../reports/report-for-desk.ts';
import type { ReportThread } from '../reports/report-thread.ts';
import { countNotices } from '../notices/work-notices.ts';
import { countConnectors, openStanding, systemHop } from '../connectors/connector-list.ts';
import { countFailingWebhooks } from '../webhooks/webhook-list.ts';
import { countFailing } from '../reports/report-schedules.ts';
import { feedChecksum } from '../snapshot/feed-checksum.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import { phoneCodeForDesk } from '../staff/phone-code-for-desk.ts';
import { createPinTries } from '../staff/pin-tries.ts';
import { staffForDesk } from '../staff/staff-for-desk.ts';
import { previewForDesk } from '../notices/preview-for-desk.ts';
import { textsForDesk } from '../notices/texts-for-desk.ts';
import { habitsForDesk } from '../library/habits-for-desk.ts';
import { partTermsForDesk } from '../library/part-terms-for-desk.ts';
import { rulesForDesk } from '../library/rules-for-desk.ts';
import { roleRightsForDesk } from '../staff/role-rights-for-desk.ts';
import { isSet } from './feed-query.ts';
import { neighborsOf } from '../desks/neighbors.ts';
import { staffGrants } from '../staff/staff-grants.ts';
import type { Store } from '../store/store.ts';
import { COMMAND_TURNS, createTurns, REPORT_TURNS } from './turns.ts';
import { keepBodyTexts, textOfBody } from './body-texts.ts';
import { bearerOf, on, parseCall, type Call } from './calls.ts';
import { addReaderRoutes } from './reader-routes.ts';
import { createLookUps } from './look-ups.ts';
import { errorAnswer, type ErrorAnswer } from './error-answer.ts';
import { openLineSink, type OpenSink } from './line-sink.ts';
import type { Metrics } from './metrics.ts';
import { openApiDocument } from './open-api.ts';
import { createRequestLimits, type RequestLimits } from './request-limits.ts';
import { ROUTES, type Route } from './routes.ts';
import { addUpdateFiles } from './update-files.ts';

export type AppParts = {
  readonly store: Store;
  /** Brings the record of an unknown card from another library system. */
  readonly bring: BringRecord;
  /** Whether the store takes writes. */
  readonly takesWrites: () => Promise<boolean>;
  /** Whether pages of the database were found that cannot be read. */
  readonly isDamaged: () => boolean;
  readonly hub: FeedHub;
  readonly runner: CommandRunner;
  readonly snapshots: Snapshots;
  readonly reports: Pick<ReportThread, 'make'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Addresses of reverse proxies; none is believed unless it is named. */
  readonly proxies: readonly string[];
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  /** The folder of updates of desks; null = none. */
  readonly updates: string | null;
};

export type App = {
  readonly server: FastifyInstance;
  /** Ends open feeds, so that the server can close at once. */
  readonly endStreams: () => void;
};

/** Longest time for a request to come in whole. */
const REQUEST_MS = 60_000;

/** Builds the app; its composer makes it listen. */
export function createApp(parts: AppParts): App {
  const { tls, proxies } = parts;
  const limits = { requestTimeout: REQUEST_MS };
  const server = Fastify<HttpServer>({
    bodyLimit: MAX_BATCH_BYTES,
    forceCloseConnections: true,
    // Behind a proxy a client has the address that the proxy gives, and a proxy its own. Other forwarding headers are ignored, also from this computer,
    // where any account may send them.
    trustProxy: proxies.length === 0 ? false : [...proxies],
    // Addresses that cannot be read do not come as far as a route.
    frameworkErrors: (error, request, reply) => {
      reply.hijack();
      answerOnRaw(reply.raw, errorAnswer(error, request.id));
    },
    serverFactory: (handler) =>
      tls === null ? createHttpServer(limits, handler) : createHttpsServer({ ...limits, ...tls }, handler),
  });
  keepBodyTexts(server);
  const streams = new Set<OpenSink>();
  const beganAt = addHooks(server, parts);
  const requests = createRequestLimits(parts.clock);
  addPlainRoutes(server, parts, requests);
  addReaderRoutes(server, parts);
  addUpdateFiles(server, parts.updates);
  addDeskRoutes(server, parts, beganAt);
  addStreams(server, parts, streams);
  return {
    server,
    endStreams: () => {
      for (const sink of streams) sink.destroy();
    },
  };
}

/** When a request began to come in, with its body still to come. */
type BeganAt = (request: FastifyRequest) => Instant;

function addHooks(server: FastifyInstance, { metrics, log, clock }: AppParts): BeganAt {
  const startedAt = new WeakMap<FastifyRequest, number>();
  const ageOf = (request: FastifyRequest) => clock.mono() - (startedAt.get(request) ?? clock.mono());
  server.addHook('onRequest', async (request, reply) => {
    startedAt.set(request, clock.mono());
    reply.header(PROTOCOL_HEADER, String(PROTOCOL_VERSION));
    const theirs = request.headers[PROTOCOL_HEADER];
    if (theirs !== undefined && theirs !== String(PROTOCOL_VERSION)) {
      throw new HoldfastError('HF-SYNC-001');
    }
  });
  server.addHook('onResponse', async (request, reply) => {
    const tookMs = ageOf(request);
    const route = request.routeOptions.url ?? 'none';
    metrics.answered(route, reply.statusCode, tookMs);
    log.info(
      { request: request.id, method: request.method, route, status: reply.statusCode, ms: Math.round(tookMs) },
      'answered',
    );
  });
  server.setErrorHandler((error, request, reply) => {
    const { status, body } = errorAnswer(error, request.id);
    if (status >= 500) log.error({ request: request.id, code: body.code, err: error }, 'failed');
    return reply.status(status).send(body);
  });
  server.setNotFoundHandler((request, reply) => {
    const { status, body } = errorAnswer(new HoldfastError('HF-SERVER-009'), request.id);
    return reply.status(status).send(body);
  });
  return (request) => clock.now() - Math.ceil(ageOf(request));
}

type DeskCall = Pick<Call<Route>, 'request' | 'reply'> & { readonly desk: KnownDesk };

/** Registers a route for desks. A revoked one gets only as far as the route allows. */
function onDesk<R extends Route>(
  server: FastifyInstance,
  route: R,
  answer: (call: Call<R> & DeskCall) => Promise<unknown>,
  parts: AppParts,
): void {
  server.route({
    method: route.method,
    url: route.path,
    ...(route.mostBytes === undefined ? {} : { bodyLimit: route.mostBytes }),
    handler: async (request, reply) => {
      const token = bearerOf(request);
      const desk = await deskOfToken(parts, token);
      if (route.access !== 'even-revoked') assertServed(desk);
      if (route.signed === true) {
        const { method, path } = route;
        const body = textOfBody(request);
        assertSigned(desk, { method, path, token, body, signature: signatureOf(request) });
      }
      return answer({ ...parseCall(route, request), request, reply, desk });
    },
  });
}

function signatureOf({ headers }: FastifyRequest): string {
  const text = headers[SIGNATURE_HEADER];
  return typeof text === 'string' ? text : '';
}

function addPlainRoutes(server: FastifyInstance, parts: AppParts, limits: RequestLimits): void {
  const { store, takesWrites, isDamaged, clock, hub, metrics } = parts;
  const document = openApiDocument();
  on(server, ROUTES.health, async ({ reply }) => {
    const head = await store.read(readHead).catch(() => null);
    const failing = await store.read(countFailing).catch(() => null);
    const returning = await store.read(countReturning).catch(() => null);
    const notices = await store.read(countNotices).catch(() => null);
    const dataFeeds = await store.read(countFeeds).catch(() => null);
    const rehearsal = await store.read(rehearsalState).catch(() => null);
    const failingWebhooks = await store.read(countFailingWebhooks).catch(() => null);
    const connectors = await store.read(countConnectors).catch(() => null);
    const isWell = head !== null && !isDamaged() && (await takesWrites());
    const status = isWell ? 'ok' : 'failing';
    return reply.status(isWell ? 200 : 503).send({
      status,
      epoch: head?.epoch ?? null,
      head: head?.position ?? null,
      protocol: PROTOCOL_VERSION,
      failingReports: failing,
      returningDesks: returning,
      notices,
      dataFeeds,
      failingWebhooks,
      rehearsal: rehearsal === null ? null : withoutWhy(rehearsal),
      connectors,
      damaged: isDamaged(),
    });
  });
  on(server, ROUTES.metrics, async ({ reply }) => {
    const rehearsal = await store.read(rehearsalState).catch(() => null);
    const connectors = await store.read(openStanding).catch(() => []);
    return reply.type(metrics.type).send(await metrics.text(hub.head(), { rehearsal, connectors }));
  });
  on(server, ROUTES.openapi, () => Promise.resolve(document));
  on(server, ROUTES.head, async () => {
    const [{ epoch, position }, system] = await store.read(
      async (tx) => [await readHead(tx), await systemHop(tx)] as const,
    );
    return { epoch, head: position, serverTime: clock.now(), ...(system === null ? {} : { system }) };
  });
  on(server, ROUTES.enrol, ({ body, request }) => limits.joining(request.ip, () => enrolDesk(parts, body)));
  on(server, ROUTES.rejoin, ({ body, request }) =>
    limits.proving({ address: request.ip, desk: '' }, () => readmitDesk(parts, body)),
  );
  on(server, ROUTES.challenge, async ({ body }) => ({ challenge: await issueChallenge(parts, body.deskId) }));
  on(server, ROUTES.token, ({ body, request }) =>
    limits.proving({ address: request.ip, desk: body.deskId }, () => answerChallenge(parts, body)),
  );
}

/** The text names a folder of the server: doctor has it. */
function withoutWhy({ passedAt, rows, failed }: RehearsalState) {
  return { passedAt, rows, failed: failed === null ? null : { at: failed.at, code: failed.code } };
}

function addDeskRoutes(server: FastifyInstance, parts: AppParts, beganAt: BeganAt): void {
  const { store, clock, runner, metrics } = parts;
  const turns = createTurns(COMMAND_TURNS);
  const take = async (commands: CommandsRequest, { desk, request, reply }: DeskCall) => {
    const isGone = () => request.raw.socket.destroyed;
    // On a slow line its body takes a while, and so does its turn: the desk goes on working.
    const spokeAt = beganAt(request);
    // Turns go by the sender: a desk that names another's stream takes no turn of that desk.
    const response = await turns.run(desk.id, isGone, () => runner.run(commands, deskId(desk.id), spokeAt));
    metrics.receipts(response.receipts);
    return reply.status(response.problem === 'gap' ? 409 : 200).send(response);
  };
  onDesk(server, ROUTES.commands, (call) => take(call.body, call), parts);
  onDesk(server, ROUTES.carried, async (call) => take(await openCarried(parts, call.body), call), parts);
  const lookUps = createLookUps(parts);
  onDesk(server, ROUTES.patrons, ({ query, desk }) => lookUps.patron(desk, query.card), parts);
  onDesk(server, ROUTES.knownItems, ({ query, desk }) => lookUps.item(desk, query.barcode), parts);
  addSnapshots(server, parts);
  const reports = createTurns(REPORT_TURNS);
  onDesk(
    server,
    ROUTES.reports,
    async ({ body, desk, request, reply }) => {
      const isGone = () => request.raw.socket.destroyed;
      const text = await reports.run(desk.id, isGone, () => reportForDesk(parts, desk.id, body));
      return reply.type('application/json; charset=utf-8').send(text);
    },
    parts,
  );
  const tries = createPinTries({ store, clock });
  onDesk(server, ROUTES.phoneCode, ({ body }) => phoneCodeForDesk({ store, clock, tries }, body), parts);
  onDesk(server, ROUTES.roleRights, ({ body }) => roleRightsForDesk({ store, clock, tries }, body), parts);
  onDesk(server, ROUTES.staffList, ({ body }) => staffForDesk({ ...parts, tries }, body), parts);
  onDesk(server, ROUTES.partTerms, ({ body }) => partTermsForDesk({ store, clock, tries }, body), parts);
  onDesk(server, ROUTES.habits, ({ body }) => habitsForDesk({ store, clock, tries }, body), parts);
  onDesk(server, ROUTES.dataFeeds, ({ body }) => answerDataFeeds({ ...parts, tries }, body), parts);
  onDesk(server, ROUTES.bills, ({ body }) => answerBills({ ...parts, tries }, body), parts);
  onDesk(server, ROUTES.rulesEdit, ({ body }) => rulesForDesk({ store, clock, tries }, body), parts);
  onDesk(server, ROUTES.heldActs, ({ body, desk }) => heldActsForDesk(parts, desk.branch, body), parts);
  onDesk(server, ROUTES.history, ({ body }) => historyForDesk(parts, body), parts);
  // Asked by desks that cannot set words. [I32]
  onDesk(server, ROUTES.noticePreview, ({ body }) => previewForDesk(parts, body), parts);
  onDesk(server, ROUTES.noticeTexts, ({ body }) => textsForDesk({ store, clock, tries }, body), parts);
  onDesk(server, ROUTES.readiness, ({ body, desk }) => keepReadiness(parts, desk, body), parts);
  onDesk(server, ROUTES.staffGrants, ({ desk }) => staffGrants(parts, desk), parts);
  onDesk(server, ROUTES.neighbors, ({ desk }) => neighborsOf(store, desk), parts);
}

function addSnapshots(server: FastifyInstance, parts: AppParts): void {
  const { snapshots } = parts;
  onDesk(
    server,
    ROUTES.snapshot,
    async ({ desk, reply }) => {
      const answer = await snapshots.manifest(desk);
      const status = 'building' in answer ? 202 : 200;
      return reply.status(status).header('cache-control', 'private, no-store').send(answer);
    },
    parts,
  );
  onDesk(
    server,
    ROUTES.snapshotChunk,
    async ({ desk, params, query, reply }) => {
      const { body, isShareable } = await snapshots.chunk(desk, params.hash, query);
      // A chunk never changes under its name. Chunks without personal data may be kept for the other desks of a branch.
      const kept = isShareable ? 'public, max-age=86400, immutable' : 'private, no-store';
      return reply.type(ROUTES.snapshotChunk.answer.type).header('cache-control', kept).send(body);
    },
    parts,
  );
}

function addStreams(server: FastifyInstance, parts: AppParts, streams: Set<OpenSink>): void {
  const cache = createBatchCache();
  const checksum: FeedParts['checksum'] = (tx, scopes) => feedChecksum(tx, parts.snapshots.catalogue, scopes);
  const stream = async (
    { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    write: (sink: OpenSink) => Promise<void>,
  ) => {
    const headers = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
    reply.hijack();
    const sink = openLineSink(reply.raw, headers);
    streams.add(sink);
    try {
      await write(sink);
      await sink.end();
    } catch (error) {
      if (!sink.signal.aborted) failStream(error, { request, reply, sink, log: parts.log });
    } finally {
      streams.delete(sink);
    }
    return reply;
  };
  onDesk(
    server,
    ROUTES.feed,
    (call) => {
      const { query, desk } = call;
      const closed = parts.metrics.feedOpened();
      const { epoch, after } = query;
      const asked = { desk, epoch, after, live: isSet(query.live), tellsNeighbors: isSet(query.neighbors) };
      return stream(call, (sink) => streamFeed({ ...parts, cache, checksum }, asked, sink)).finally(closed);
    },
    parts,
  );
}

/** A stream that has not begun is answered like any other request; one that has is cut off, so that it does not look whole. */
function failStream(
  error: unknown,
  stream: {
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
    readonly sink: OpenSink;
    readonly log: Logger;
  },
): void {
  const { request, reply, sink, log } = stream;
  log.error({ request: request.id, err: error }, 'stream failed');
  if (sink.hasBegun()) return sink.destroy();
  answerOnRaw(reply.raw, errorAnswer(error, request.id));
}

function answerOnRaw(raw: ServerResponse, { status, body }: ErrorAnswer): void {
  raw.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
