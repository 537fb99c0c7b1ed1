// The way to the desk core over loopback HTTP: calls by POST, events by a stream that is opened again whenever it ends.

import { createParser } from 'eventsource-parser';
import type { BridgeAnswer, MethodName } from '../../shared/bridge/contract.ts';
import type { EventName } from '../../shared/bridge/events.ts';
import { ANSWER_LOST, PAGE_REFUSED, type Transport } from './desk-link.ts';
import { backOffMs, createReachState, type ReachState } from './reach-state.ts';

/** Browser functions that the transport needs. */
export type LoopbackParts = {
  readonly token: string;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly wait: (ms: number) => Promise<void>;
};

type Listeners = Map<EventName, Set<(payload: never) => void>>;

/** Opens the event stream, for as long as the page lives. */
export function createLoopbackTransport(parts: LoopbackParts): Transport {
  const stream = createReachState();
  const listeners: Listeners = new Map();
  void keepListening(parts, stream, listeners);
  return {
    call: (name, input, callId) => send(parts, name, { body: JSON.stringify(input), callId }),
    on(name, listener) {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => known.delete(listener);
    },
    onCut(listener) {
      stream.subscribe((reach) => {
        if (reach === 'down') listener();
      });
    },
    listening: () => stream.whenUp(),
  };
}

type Sent = { readonly body: string; readonly callId: string | undefined };

async function send<M extends MethodName>(
  parts: LoopbackParts,
  name: M,
  { body, callId }: Sent,
): Promise<BridgeAnswer<M>> {
  try {
    const response = await parts.fetch(`/api/${name}`, {
      method: 'POST',
      headers: {
        ...authorization(parts),
        'content-type': 'application/json',
        ...(callId === undefined ? {} : { 'holdfast-call': callId }),
      },
      body,
    });
    const text = await response.text();
    return parseAnswer<M>(text) ?? failed(response.status === 401 ? PAGE_REFUSED : ANSWER_LOST, text.slice(0, 200));
  } catch {
    return failed(ANSWER_LOST, '');
  }
}

/** The desk's answer, at any status; null for a body that is no answer. Both ends come from one build, so shapes are not checked here. */
function parseAnswer<M extends MethodName>(text: string): BridgeAnswer<M> | null {
  const answer: unknown = JSON.parse(text);
  return typeof answer === 'object' && answer !== null && 'ok' in answer ? (answer as BridgeAnswer<M>) : null;
}

function failed(code: string, message: string): { ok: false; error: { code: string; message: string } } {
  return { ok: false, error: { code, message } };
}

function authorization({ token }: LoopbackParts): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

async function keepListening(parts: LoopbackParts, stream: ReachState, listeners: Listeners): Promise<never> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await parts.fetch('/api/events', { headers: authorization(parts) });
      if (response.ok && response.body !== null) {
        attempt = 0;
        stream.set('up');
        await dispatchAll(response.body, listeners);
      }
    } catch {
      // A cut stream ends here like a finished one: it is opened again below.
    }
    stream.set('down');
    await parts.wait(backOffMs(attempt));
  }
}

async function dispatchAll(body: ReadableStream<Uint8Array<ArrayBuffer>>, listeners: Listeners): Promise<void> {
  // EventSource itself cannot send the token in a header.
  const parser = createParser({ onEvent: ({ event = 'message', data }) => dispatch(event, data, listeners) });
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) parser.feed(read.value);
}

function dispatch(event: string, data: string, listeners: Listeners): void {
  for (const [name, known] of listeners) {
    if (name !== event) continue;
    for (const listener of known) listener(parsePayload(data));
  }
}

/** The listener's own type defines it; both ends come from one build. */
function parsePayload(data: string): never {
  return JSON.parse(data) as never;
}
