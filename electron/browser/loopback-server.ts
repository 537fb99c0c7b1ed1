// The browser shell's server: the contract, its events and the page, on 127.0.0.1 alone. Host and Origin are checked against rebinding. A request
// needs the token unless the route that the router chose for it is marked as free: the spelling of an address decides nothing.

import type { IncomingMessage } from 'node:http';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import type { ErrorCode } from '../../shared/core/codes/errors.ts';
import type { Millis } from '../../shared/core/instant.ts';
import { METHODS, type MethodName } from '../../shared/bridge/contract.ts';
import { EVENTS, type EventName } from '../../shared/bridge/events.ts';
import { CallIdSchema } from '../../shared/views/call-outcome.ts';
import { MOST_CARRIED_CHARS } from '../../shared/views/carry.ts';
import type { CallAnswer } from '../core/messages.ts';
import { PAGE_HEADERS, type PageFile } from '../host/page-files.ts';
import { EventStreams } from './event-stream.ts';
import { PageCodes } from './page-codes.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Needs no token. Page files, and the exchange of the code that a page was opened with. */
    readonly isFree?: true;
  }
}

const mostBodyBytes = 64 * 1024;
/** A file as it stands in JSON: a character takes at most two there, but for a few. */
const mostFileBytes = 2 * MOST_CARRIED_CHARS + mostBodyBytes;
/** Longest time for a request to come in whole. */
const requestMs = 30_000;
const checkEveryMs = 5_000;
const takingFiles = ['ledger.look', 'ledger.import'] as const satisfies readonly MethodName[];

const CodeSchema = z.object({ code: z.string() });

export type LoopbackOptions = {
  /** 0 takes a free port. */
  readonly port: number;
  readonly token: string;
  readonly page: ReadonlyMap<string, PageFile>;
  readonly call: (name: string, input: unknown, callId?: string) => Promise<CallAnswer>;
  readonly mono: () => Millis;
  /** Longest time for a request to come in whole; absent = as usual. */
  readonly requestWithinMs?: Millis;
};

/** A listening loopback server. */
export type LoopbackServer = {
  readonly port: number;
  /** A code that one page exchanges for a token of its own. */
  issueCode(): string;
  send(name: EventName, payload: unknown): void;
  close(): Promise<void>;
};

/** Starts listening. Throws HF-CLI-005 when the port is taken, 012 when it cannot be had otherwise. */
export async function startLoopback(options: LoopbackOptions): Promise<LoopbackServer> {
  const { requestWithinMs = requestMs } = options;
  const app = fastify({
    bodyLimit: mostBodyBytes,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    requestTimeout: requestWithinMs,
    http: { connectionsCheckingInterval: Math.min(checkEveryMs, requestWithinMs), headersTimeout: requestWithinMs },
  });
  const streams = new EventStreams();
  const codes = new PageCodes(options.token, options.mono);
  guard(app, codes);
  serveContract(app, options, streams);
  serveTokens(app, codes, streams);
  servePage(app, options.page);
  await app.listen({ host: '127.0.0.1', port: options.port }).catch((error: unknown) => {
    streams.close();
    throw listenError(error, String(options.port));
  });
  const address = app.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    issueCode: () => codes.issue(),
    send: (name, payload) => streams.send(name, payload),
    close: async () => {
      streams.close();
      await app.close();
    },
  };
}

/** Refuses requests that come neither from this computer's own page nor from a holder of the token. An address without a route needs it too. */
function guard(app: FastifyInstance, codes: PageCodes): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!isOwnHost(request.raw)) return reply.code(403).send(refusal('HF-UI-006'));
    const { isFree = false } = request.routeOptions.config;
    if (!isFree && !codes.isToken(bearerOf(request))) return reply.code(401).send(refusal('HF-UI-006'));
    return undefined;
  });
  app.setErrorHandler((error: unknown, _request, reply) => {
    const status =
      typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
    return reply.code(status === 413 ? 413 : 400).send(refusal('HF-UI-007'));
  });
  app.setNotFoundHandler((request, reply) => reply.code(404).send(refusal('HF-UI-001', request.url)));
}

function serveContract(app: FastifyInstance, options: LoopbackOptions, streams: EventStreams): void {
  app.get('/api/contract', () => contractDocument());
  app.get('/api/events', (_request, reply) => {
    reply.hijack();
    streams.add(reply.raw);
  });
  const answer = async (name: string, { body, headers }: FastifyRequest, reply: FastifyReply) => {
    const callId = CallIdSchema.safeParse(headers['holdfast-call']);
    const answered = await options.call(name, body ?? {}, callId.data);
    if (answered.ok) return { ok: true, value: answered.value };
    const status = { refused: 200, malformed: 400, unknown: 404 }[answered.fault];
    return reply.code(status).send({ ok: false, error: answered.error });
  };
  for (const name of takingFiles) {
    app.post(`/api/${name}`, { bodyLimit: mostFileBytes }, (request, reply) => answer(name, request, reply));
  }
  app.post('/api/:name', (request: FastifyRequest<{ Params: { name: string } }>, reply) =>
    answer(request.params.name, request, reply),
  );
}

function serveTokens(app: FastifyInstance, codes: PageCodes, streams: EventStreams): void {
  app.post('/page-token', { config: { isFree: true } }, ({ body }, reply) => {
    const parsed = CodeSchema.safeParse(body);
    const exchange = codes.exchange(parsed.success ? parsed.data.code : '');
    if (exchange.kind === 'token') return { token: exchange.token };
    // A stream that the ended token opened ends as well; the other pages open theirs again.
    if (exchange.kind === 'stolen') streams.cut();
    return reply.code(401).send(refusal('HF-UI-006'));
  });
}

function servePage(app: FastifyInstance, page: ReadonlyMap<string, PageFile>): void {
  app.get('/*', { config: { isFree: true } }, (request, reply) => {
    // As it was sent: the addresses of page files need no escapes.
    const file = page.get(request.url.replace(/[?#].*$/s, ''));
    if (file === undefined) return reply.code(404).send(refusal('HF-UI-001', request.url));
    return reply.headers(PAGE_HEADERS).type(file.type).send(file.body);
  });
}

/** By its headers, and by its address where that names a host. */
function isOwnHost(request: IncomingMessage): boolean {
  const { host = '', origin } = request.headers;
  const port = request.socket.localPort;
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  const isOwnOrigin = (text: string) => own.some((name) => text === `http://${name}`);
  const { url = '/' } = request;
  const isOwnTarget = url.startsWith('/') || own.some((name) => url.startsWith(`http://${name}/`));
  return own.includes(host) && (origin === undefined || isOwnOrigin(origin)) && isOwnTarget;
}

function bearerOf({ headers }: FastifyRequest): string {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
}

function listenError(error: unknown, port: string): HoldfastError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  if (code === 'EADDRINUSE') return new HoldfastError('HF-CLI-005', { port }, { cause: error });
  const why = code === 'EACCES' ? 'this account may not' : code;
  return new HoldfastError('HF-CLI-012', { port, why }, { cause: error });
}

function refusal(code: ErrorCode, name = ''): unknown {
  const error = new HoldfastError(code, { name });
  return { ok: false, error: { code, message: error.message } };
}

/** The contract as a JSON document. */
function contractDocument(): unknown {
  const schema = (type: z.ZodType, io: 'input' | 'output') => z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return {
    methods: Object.fromEntries(
      Object.entries(METHODS).map(([name, method]) => [
        name,
        { input: schema(method.input, 'input'), output: schema(method.output, 'output') },
      ]),
    ),
    events: Object.fromEntries(Object.entries(EVENTS).map(([name, payload]) => [name, schema(payload, 'output')])),
  };
}
