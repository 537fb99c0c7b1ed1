// A connection to a SIP2 server: one question, then its answer. A damaged message is asked for again; a connection that breaks after a question
// was written leaves it open whether the question was taken.

import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import iconv from 'iconv-lite';
import type { Millis } from '../../../shared/core/instant.ts';
import { kindOfError } from '../../../shared/core/error-place.ts';
import { printSip2, type Sip2Answer, type Sip2Writing } from '../../../shared/sip2/message.ts';
import { readSip2Answer, type Sip2AnswerCode, type Sip2Received } from '../../../shared/sip2/answer.ts';
import type { Sip2Settings } from '../connector-settings.ts';
import { SystemFailureError } from '../other-system.ts';

export type Sip2Line = {
  /** Asks; `beforeWriting` throws where the question is to be written no more. The answer has the code that belongs to the question. Throws SystemFailureError, and then the line is closed. */
  readonly ask: <C extends Sip2AnswerCode>(
    question: Sip2Answer,
    code: C,
    beforeWriting?: () => void,
  ) => Promise<Sip2Received<C>>;
  readonly isOpen: () => boolean;
  readonly close: () => void;
};

/** How often a message is repeated that came damaged. */
const MOST_REPEATS = 3;
const LONGEST_BYTES = 65_536;
const CR = 0x0d;
const LF = 0x0a;

type At = Pick<Sip2Settings, 'host' | 'port' | 'tls' | 'encoding' | 'errorDetection' | 'verifies' | 'patience'>;

/** Connects. Throws SystemFailureError. */
export async function openSip2Line(at: At): Promise<Sip2Line> {
  const patienceMs: Millis = at.patience * 1_000;
  const socket = await connected(at, patienceMs);
  const next = messagesOf(socket);
  const writing = writingOf(at);
  let sequence = 0;
  let isOpen = true;
  const close = (): void => {
    isOpen = false;
    socket.destroy();
  };
  socket.once('close', () => {
    isOpen = false;
  });
  const lost = (why: string): SystemFailureError => {
    close();
    return new SystemFailureError('lost', why);
  };
  const askOnce = async (bytes: Uint8Array, late: Promise<'late'>): Promise<Sip2Received | 'again'> => {
    write(socket, bytes);
    for (let repeats = 0; repeats <= MOST_REPEATS; repeats += 1) {
      const message = await next(late);
      if (message === null) throw lost('the connection ended');
      if (message === 'late') throw lost('no answer came in time');
      const answer = readSip2Answer(message, { verifies: at.verifies && at.errorDetection, decode: writing.decode });
      if (answer === 'checksum') {
        // It was taken: the answer alone came damaged.
        write(socket, resendOf(writing));
        continue;
      }
      if (typeof answer === 'string') throw lost('the answer cannot be read');
      return answer.code === '96' ? 'again' : answer;
    }
    throw lost('the answer comes damaged');
  };
  return {
    isOpen: () => isOpen,
    close,
    ask: async (question, code, beforeWriting) => {
      if (!isOpen) throw new SystemFailureError('not-reached', 'the connection ended');
      const number = String(sequence);
      sequence = (sequence + 1) % 10;
      const bytes = printSip2(question, number, writing);
      // The time limit is for the answer, with all repeats.
      const { promise: late, resolve: ring } = Promise.withResolvers<'late'>();
      const timer = setTimeout(() => ring('late'), patienceMs);
      try {
        for (let repeats = 0; repeats <= MOST_REPEATS; repeats += 1) {
          beforeWriting?.();
          const answer = await askOnce(bytes, late);
          // The server could not read the question: it did nothing about it.
          if (answer === 'again') continue;
          if (answer.code !== code) throw lost('another answer came than was asked for');
          if (answer.sequence !== null && answer.sequence !== number) throw lost('the answer to another question came');
          const parseAnswer = (read: unknown) => read as Sip2Received<typeof code>;
          return parseAnswer(answer);
        }
      } finally {
        clearTimeout(timer);
      }
      close();
      throw new SystemFailureError('not-answered', 'it cannot read what it is asked');
    },
  };
}

/** Asks for the last answer once more (97). It is not numbered. */
function resendOf(writing: Sip2Writing): Uint8Array {
  return printSip2({ code: '97', fixed: '', fields: [] }, null, writing);
}

function write(socket: Socket, bytes: Uint8Array): void {
  if (!socket.destroyed) socket.write(bytes);
}

function writingOf({ encoding, errorDetection }: At): Sip2Writing {
  const name = encoding === 'ascii' ? 'latin1' : encoding;
  return {
    detectsErrors: errorDetection,
    // An empty line, as CR LF makes one, ends the session at some servers.
    terminator: '\r',
    encode: (text) => iconv.encode(encoding === 'ascii' ? plainText(text) : text, name),
    decode: (bytes) => iconv.decode(Buffer.from(bytes), name),
  };
}

function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\P{ASCII}/gu, '?');
}

function connected({ host, port, tls }: At, patienceMs: Millis): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = tls ? connectTls({ host, port, servername: host }) : connectPlain({ host, port });
    const fail = (why: string, cause?: unknown) => {
      socket.destroy();
      reject(new SystemFailureError('not-reached', why, { cause }));
    };
    const timer = setTimeout(() => fail('no connection in time'), patienceMs);
    socket.setNoDelay(true);
    socket.once('error', (error) => {
      clearTimeout(timer);
      fail(kindOfError(error), error);
    });
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
}

/** Messages as they come, without terminators: CR ends one, a LF after it is ignored. Null: the connection ended. */
function messagesOf(socket: Socket): (late: Promise<'late'>) => Promise<Buffer | null | 'late'> {
  let rest: Buffer = Buffer.alloc(0);
  let hasEnded = false;
  let wake: (() => void) | null = null;
  const woken = () => wake?.();
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    if (rest.length > LONGEST_BYTES) socket.destroy();
    woken();
  });
  socket.on('close', () => {
    hasEnded = true;
    woken();
  });
  const cut = (): Buffer | null => {
    let from = 0;
    while (rest[from] === CR || rest[from] === LF) from += 1;
    const end = rest.indexOf(CR, from);
    if (end < 0) return null;
    const message = rest.subarray(from, end);
    rest = rest.subarray(end + 1);
    return message;
  };
  return async (late) => {
    try {
      for (;;) {
        const message = cut();
        if (message !== null) return message;
        if (hasEnded) return null;
        const { promise: came, resolve } = Promise.withResolvers<null>();
        wake = () => resolve(null);
        if ((await Promise.race([came, late])) === 'late') return 'late';
      }
    } finally {
      wake = null;
    }
  };
}
