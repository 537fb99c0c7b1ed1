// A machine that speaks SIP2 over a real connection: counts its messages and checks the answers.

import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { sip2Checksum } from '../../shared/sip2/message.ts';
import type { Sip2Listening } from '../../electron/core/messages.ts';

export type Sip2Machine = {
  /** Sends a message with the next number and its checksum; the answer as text without them. */
  readonly say: (text: string) => Promise<string>;
  /** Sends bytes as they are; the answer as it comes, with its terminator. Null: the connection ended. */
  readonly send: (bytes: Buffer | string) => Promise<string | null>;
  readonly close: () => void;
};

/** Connects, over TLS where an authority is given. */
export async function sip2Machine({ host, port }: Sip2Listening, tls?: { readonly ca: string }): Promise<Sip2Machine> {
  const socket =
    tls === undefined ? connect(port, host) : connectTls({ host, port, ...tls, checkServerIdentity: () => undefined });
  const ready = tls === undefined ? 'connect' : 'secureConnect';
  await new Promise<void>((resolve, reject) => socket.once(ready, () => resolve()).once('error', reject));
  const next = answersOf(socket);
  let sequence = 0;
  const send = (bytes: Buffer | string): Promise<string | null> => {
    socket.write(bytes);
    return next();
  };
  return {
    send,
    say: async (text) => {
      const counted = `${text}AY${sequence}AZ`;
      const answer = await send(`${counted}${sip2Checksum(Buffer.from(counted))}\r`);
      const [, body, number, checksum] = /^(.*)AY(\d)AZ([0-9A-F]{4})\r$/s.exec(answer ?? '') ?? [];
      if (body === undefined || number !== String(sequence)) throw new Error(`not an answer to ${sequence}: ${answer}`);
      if (checksum !== sip2Checksum(Buffer.from(`${body}AY${number}AZ`)))
        throw new Error(`a wrong checksum: ${answer}`);
      sequence = (sequence + 1) % 10;
      return body;
    },
    close: () => socket.destroy(),
  };
}

function answersOf(socket: Socket): () => Promise<string | null> {
  let text = '';
  let hasEnded = false;
  let wake: (() => void) | null = null;
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    text += String(chunk);
    wake?.();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    hasEnded = true;
    wake?.();
  });
  return async () => {
    for (;;) {
      const end = text.indexOf('\r');
      if (end >= 0) {
        const to = text[end + 1] === '\n' ? end + 2 : end + 1;
        const answer = text.slice(0, to);
        text = text.slice(to);
        return answer;
      }
      if (hasEnded) return null;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}
