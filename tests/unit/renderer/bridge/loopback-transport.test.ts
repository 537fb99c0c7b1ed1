// Events that reach the page over loopback, from pieces of a stream.

import { ReadableStream, TextDecoderStream } from 'node:stream/web';
import { TextEncoder } from 'node:util';
import { createLoopbackTransport } from '../../../../renderer/bridge/loopback-transport.ts';

// Browsers have it, jsdom has not.
Object.assign(globalThis, { TextDecoderStream });

/** The payloads of an event that a stream of these pieces brings. */
async function payloadsOf(name: 'desk.changed' | 'link.changed', pieces: readonly string[]): Promise<unknown[]> {
  const payloads: unknown[] = [];
  const body = new ReadableStream({
    start(stream) {
      for (const piece of pieces) stream.enqueue(new TextEncoder().encode(piece));
      stream.close();
    },
  });
  await new Promise<void>((resolve) => {
    const transport = createLoopbackTransport({
      token: 'token',
      fetch: () => Promise.resolve({ ok: true, body } as unknown as Response),
      wait: () => {
        resolve();
        return new Promise(() => {});
      },
    });
    transport.on(name, (payload) => payloads.push(payload));
  });
  return payloads;
}

describe('the event stream', () => {
  const text = 'event: link.changed\ndata: {"a":1}\n\n: still here\n\nevent: desk.changed\ndata: {"b":\ndata: 2}\n\n';

  test('brings events whole, however it is cut', async () => {
    for (const whole of [text, text.replaceAll('\n', '\r\n')]) {
      for (let cut = 0; cut <= whole.length; cut += 1) {
        const pieces = [whole.slice(0, cut), whole.slice(cut)];
        expect([cut, await payloadsOf('link.changed', pieces)]).toEqual([cut, [{ a: 1 }]]);
        expect([cut, await payloadsOf('desk.changed', pieces)]).toEqual([cut, [{ b: 2 }]]);
      }
    }
  });

  test('drops an event that is cut off at the end', async () => {
    expect(await payloadsOf('link.changed', ['event: link.changed\ndata: {"a":1}\n'])).toEqual([]);
  });
});
