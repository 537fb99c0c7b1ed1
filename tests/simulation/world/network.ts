// The network between desks and their server: one line per desk, which delays, loses, doubles, cuts, and lies. Nothing goes over HTTP; requests
// and answers have its form, so that the desk's own client reads them.

import type { Instant, Millis } from '../../../shared/core/instant.ts';
import { PROTOCOL_HEADER } from '../../../shared/wire/protocol-version.ts';
import { SIGNATURE_HEADER } from '../../../shared/wire/signed-request.ts';
import type { Fetch, HttpAnswer } from '../../../electron/core/link/server-client.ts';
import type { Chance } from './chance.ts';
import { headersOf as requestHeadersOf } from './headers-of.ts';
import type { Kernel } from './kernel.ts';
import type { Pace } from './pace.ts';

/** A request on the network. */
export type SimRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly token: string;
  /** Of the desk, where it signs the request; '' = it does not. */
  readonly signature: string;
  /** The version of the protocol that the desk sends. */
  readonly protocol: string;
  readonly body: string | null;
};

/** Where lines of a stream go. */
export type SimSink = { readonly write: (text: string) => Promise<void>; readonly signal: AbortSignal };

export type SimAnswer =
  | { readonly kind: 'whole'; readonly status: number; readonly type: string; readonly body: Uint8Array }
  | { readonly kind: 'stream'; readonly run: (sink: SimSink) => Promise<void> };

/** The handler at the other end; null while no server runs. */
export type SimHost = () => ((request: SimRequest) => Promise<SimAnswer>) | null;

/**
 * The state of a line. `one-way`: requests arrive, answers do not. `listening`: the other way round, so that an open feed goes on.
 * `black-hole`: nothing arrives and no error comes. `portal`: a foreign page answers everything.
 */
export type LineMode = 'up' | 'down' | 'black-hole' | 'one-way' | 'listening' | 'portal';

/** Faults of single messages on a line that is up: once in so many times; 0 = never. */
export type LineFaults = {
  loseAnswer: number;
  dropRequest: number;
  duplicate: number;
  truncate: number;
  slow: number;
};

export const noFaults: LineFaults = { loseAnswer: 0, dropRequest: 0, duplicate: 0, truncate: 0, slow: 0 };

export type Line = {
  mode: LineMode;
  faults: LineFaults;
  /** The most that a message takes one way. */
  latencyMs: Millis;
};

/** A listener for the events of the network. */
export type NetworkSeen = (
  what: 'lost-answer' | 'dropped' | 'duplicated' | 'truncated' | 'line-cut' | 'overtaken' | 'portal',
) => void;

type Exchange = {
  readonly answered: PromiseWithResolvers<HttpAnswer>;
  readonly conversation: Conversation;
  readonly fail: (why: Error) => void;
  /** The exchange can no longer be given up. */
  readonly cease: () => void;
  /** Breaks the desk's reading of a stream. */
  breakBody: () => void;
  /** Tells the writer of a stream that its reader is gone. */
  leave: () => void;
};

type Conversation = { readonly isStream: boolean; readonly cut: (silently: boolean) => void };

/** The reason for the early end of an exchange. Without one, each would get an error with a stack, which is never read. */
const NOBODY = 'nobody is there any more';

/** Failures on a line use one of these: a new error for each would get a stack, which is never read. */
const GIVEN_UP = new Error('given up');
const NO_WAY = new Error('no way to the server');
const NO_SERVER = new Error('no server');
const SERVER_ENDED = new Error('the server ended');
const ANSWER_LOST = new Error('the answer was lost');
const LINE_BROKE = new Error('the line broke');
const NOBODY_READS = new Error('nobody reads any more');

const nothing = (): void => undefined;

const encoder = new TextEncoder();
const encode = (text: string) => encoder.encode(text);
const page = '<!doctype html><title>Welcome</title><p>Accept the terms to go on.</p>';

/** One desk's line. */
export class SimLine {
  readonly line: Line = { mode: 'up', faults: noFaults, latencyMs: 20 };
  /** The last acts that were sent on it. */
  lastPush: SimRequest | null = null;
  /** Failed requests since the line ceased to be up, or its desk started. */
  vain: { readonly since: Instant; asked: number } = { since: 0, asked: 0 };
  /** Since when nothing comes through, by the time that computers are awake; null: the line is up. */
  silentSince: Millis | null = null;
  readonly #kernel: Kernel;
  readonly #chance: Chance;
  readonly #host: SimHost;
  readonly #seen: NetworkSeen;
  readonly #pace: Pace;
  /** Requests that were sent, and the newest of them that arrived. */
  #sent = 0;
  #arrived = 0;
  readonly #open = new Set<Conversation>();
  /** Conversations that fell silent. They break when the line is whole again: a sender then learns that the other end is gone. */
  readonly #silent = new Set<() => void>();
  /** Ends the listeners for giving up. A signal made of several is kept for ever while it has a listener, and the world with it. */
  readonly #listening = new Set<() => void>();

  constructor(parts: { kernel: Kernel; pace: Pace; chance: Chance; host: SimHost; seen: NetworkSeen }) {
    this.#kernel = parts.kernel;
    this.#pace = parts.pace;
    this.#chance = parts.chance;
    this.#host = parts.host;
    this.#seen = parts.seen;
  }

  /** Changes the state of the line; requests under way break, or fall silent. */
  set(mode: LineMode): void {
    if (this.line.mode === 'up') this.vain = { since: this.#kernel.now, asked: 0 };
    this.line.mode = mode;
    this.silentSince = mode === 'up' ? null : (this.silentSince ?? this.#kernel.awake);
    if (mode === 'up') {
      for (const breakOff of this.#silent) breakOff();
      this.#silent.clear();
      return;
    }
    for (const conversation of Array.from(this.#open))
      if (mode !== 'listening' || !conversation.isStream) conversation.cut(mode !== 'down');
  }

  /** The line is whole again. Exchanges still under way from before break. */
  heal(): void {
    this.line.faults = noFaults;
    this.line.latencyMs = 20;
    this.serverGone();
    this.set('up');
  }

  /** The server is gone: its clients notice. */
  serverGone(): void {
    for (const conversation of Array.from(this.#open)) conversation.cut(false);
  }

  /** Everything under way ends unheard: the desk is gone. */
  deskGone(): void {
    this.vain = { since: this.#kernel.now, asked: 0 };
    this.#silent.clear();
    for (const conversation of Array.from(this.#open)) conversation.cut(true);
    for (const cease of Array.from(this.#listening)) cease();
  }

  /** The desk's `fetch`. */
  readonly fetch: Fetch = (url, init) => {
    const request = toRequest(url, init);
    if (request.method === 'POST' && request.path === '/v1/commands') this.lastPush = request;
    if (this.line.mode !== 'up') this.vain.asked += 1;
    const answered = Promise.withResolvers<HttpAnswer>();
    let isOver = false;
    const fail = (why: Error) => {
      isOver = true;
      given.cease();
      this.#open.delete(conversation);
      given.leave();
      answered.reject(why);
    };
    const conversation: Conversation = {
      isStream: false,
      cut: (silently) => {
        this.#open.delete(conversation);
        given.leave();
        isOver = true;
        const breakOff = () => answered.reject(LINE_BROKE);
        if (silently) this.#silent.add(breakOff);
        else breakOff();
      },
    };
    this.#open.add(conversation);
    const cease = this.#whenGivenUp(init.signal ?? null, () => {
      given.breakBody();
      fail(GIVEN_UP);
    });
    const given: Exchange = { answered, conversation, fail, cease, breakBody: nothing, leave: nothing };
    const { line } = this;
    if (line.mode === 'down') this.#pace.after(1, () => fail(NO_WAY));
    else if (line.mode === 'portal') this.#pace.after(this.#delay(), () => this.#portal(given));
    else if (line.mode === 'black-hole' || line.mode === 'listening' || this.#happens('dropRequest', 'dropped'))
      conversation.cut(true);
    else {
      const place = (this.#sent += 1);
      const arrive = (isCopy: boolean) => {
        if (isOver && !isCopy) return;
        if (place < this.#arrived) this.#seen('overtaken');
        this.#arrived = Math.max(this.#arrived, place);
        const host = this.#host();
        if (host === null) return fail(NO_SERVER);
        host(request).then(
          (answer) => (isCopy || isOver ? undefined : this.#answer(answer, given)),
          () => (isCopy ? undefined : fail(SERVER_ENDED)),
        );
      };
      this.#send(this.#delay(), () => arrive(false));
      if (request.method === 'POST' && this.#happens('duplicate', 'duplicated')) {
        this.#send(this.#delay() * this.#chance.between(1, 50), () => arrive(true));
      }
    }
    return answered.promise;
  };

  #portal({ answered, cease }: Exchange): void {
    this.#seen('portal');
    cease();
    answered.resolve(wholeAnswer(200, 'text/html', encode(page)));
  }

  #answer(given: SimAnswer, to: Exchange): void {
    if (this.line.mode === 'one-way') return to.conversation.cut(true);
    if (given.kind === 'stream') return this.#stream(given.run, to);
    if (this.#happens('loseAnswer', 'lost-answer')) {
      if (this.#chance.oneIn(2)) this.#pace.after(this.#delay(), () => to.fail(ANSWER_LOST));
      else to.conversation.cut(true);
      return;
    }
    const isCut = this.#happens('truncate', 'truncated');
    const body = isCut ? given.body.subarray(0, this.#chance.below(given.body.length)) : given.body;
    this.#pace.after(this.#delay(), () => {
      this.#open.delete(to.conversation);
      to.cease();
      to.answered.resolve(wholeAnswer(given.status, given.type, body));
    });
  }

  #stream(run: (sink: SimSink) => Promise<void>, exchange: Exchange): void {
    const { answered, conversation } = exchange;
    const gone = new AbortController();
    exchange.leave = () => gone.abort(NOBODY);
    let desk: ReadableStreamDefaultController<Uint8Array> | null = null;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        desk = controller;
      },
      cancel: () => gone.abort(NOBODY),
    });
    let lastAt = this.#kernel.now;
    /** In the order of writing, however long each takes. */
    const deliver = (work: () => void) => {
      const at = Math.max(lastAt, this.#kernel.now + this.#delay());
      lastAt = at;
      this.#pace.after(Math.max(0, at - this.#pace.now), () => (gone.signal.aborted ? undefined : work()));
    };
    // A line that breaks ends reads from it, unless it falls silent.
    this.#open.delete(conversation);
    const streaming: Conversation = {
      isStream: true,
      cut: (silently) => {
        this.#open.delete(streaming);
        if (silently) this.#silent.add(breakBody);
        else breakBody();
        gone.abort(NOBODY);
      },
    };
    let isBroken = false;
    const breakBody = () => {
      // Where not even the head of the answer has come, the request breaks.
      answered.reject(LINE_BROKE);
      if (!isBroken) desk?.error(LINE_BROKE);
      isBroken = true;
    };
    exchange.breakBody = breakBody;
    this.#open.add(streaming);
    const cut = () => streaming.cut(false);
    deliver(() =>
      answered.resolve({
        status: 200,
        headers: headersOf('application/x-ndjson'),
        json: () => Promise.reject(new Error('lines')),
        body,
      }),
    );
    const sink: SimSink = {
      signal: gone.signal,
      write: (text) => {
        if (gone.signal.aborted) return Promise.reject(NOBODY_READS);
        if (text !== '') {
          if (this.#happens('truncate', 'truncated')) {
            const part = text.slice(0, this.#chance.below(text.length));
            if (part !== '' && !part.endsWith('\n')) this.#seen('line-cut');
            deliver(() => desk?.enqueue(encode(part)));
            deliver(cut);
          } else deliver(() => desk?.enqueue(encode(text)));
        }
        return Promise.resolve();
      },
    };
    run(sink).then(
      () =>
        deliver(() => {
          this.#open.delete(streaming);
          exchange.cease();
          if (!isBroken) desk?.close();
          isBroken = true;
        }),
      () => (gone.signal.aborted ? undefined : cut()),
    );
  }

  /** Calls back when a desk gives up. Returns a function that stops it. */
  #whenGivenUp(signal: AbortSignal | null, end: () => void): () => void {
    const cease = () => {
      signal?.removeEventListener('abort', end);
      this.#listening.delete(cease);
    };
    this.#listening.add(cease);
    signal?.addEventListener('abort', end);
    return cease;
  }

  /** A message leaves when its program gets on. */
  #send(ms: Millis, arrive: () => void): void {
    this.#kernel.after(this.#pace.waitMs + ms, arrive);
  }

  #delay(): Millis {
    const { latencyMs, faults } = this.line;
    const slow = faults.slow > 0 && this.#chance.oneIn(faults.slow);
    return this.#chance.between(1, latencyMs) * (slow ? this.#chance.between(10, 400) : 1);
  }

  #happens(fault: keyof LineFaults, told: Parameters<NetworkSeen>[0]): boolean {
    const once = this.line.faults[fault];
    if (once === 0 || !this.#chance.oneIn(once)) return false;
    this.#seen(told);
    return true;
  }
}

function toRequest(url: URL, init: RequestInit): SimRequest {
  const headers = requestHeadersOf(init);
  const token = /^Bearer (\S+)$/.exec(headers['authorization'] ?? '')?.[1] ?? '';
  return {
    method: init.method ?? 'GET',
    path: url.pathname,
    query: url.search === '' ? {} : Object.fromEntries(url.searchParams),
    token,
    signature: headers[SIGNATURE_HEADER] ?? '',
    protocol: headers[PROTOCOL_HEADER] ?? '',
    body: typeof init.body === 'string' ? init.body : null,
  };
}

function headersOf(type: string): Pick<Headers, 'get'> {
  return { get: (name) => (name === 'content-type' ? type : null) };
}

/** An answer that is there at once. Its body is read as a stream or as JSON, as with `fetch`. */
function wholeAnswer(status: number, type: string, body: Uint8Array): HttpAnswer {
  return {
    status,
    headers: headersOf(type),
    json: () => new Promise((resolve) => resolve(JSON.parse(Buffer.from(body).toString()))),
    get body() {
      return new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(body);
          controller.close();
        },
      });
    },
  };
}
