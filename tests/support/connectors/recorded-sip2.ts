// A stand-in for a SIP2 server: plays a conversation that was recorded with a real one. Its answers are the recorded bytes.

import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { sip2Checksum } from '../../../shared/sip2/message.ts';

/** One question with its answer. `answer` null: the server was silent and ended the connection. */
export type Exchange = { readonly question: Buffer; readonly answer: Buffer | null; readonly note: string };

/** Reads a recording. Several questions in one write are answered in order, and are one exchange each. */
export function readRecording(path: string): Exchange[] {
  const parseLine = (line: string) =>
    JSON.parse(line) as { readonly dir: 'C' | 'S' | 'X'; readonly hex: string; readonly note?: string };
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean).map(parseLine);
  const questions: { question: Buffer; note: string }[] = [];
  const answers: Buffer[] = [];
  for (const { dir, hex, note = '' } of lines) {
    const bytes = Buffer.from(hex, 'hex');
    if (dir === 'C') for (const question of cutAfterCr(bytes)) questions.push({ question, note });
    else if (dir === 'S' && bytes.length > 0) answers.push(bytes);
  }
  return questions.map((one, n) => ({ ...one, answer: answers[n] ?? null }));
}

function cutAfterCr(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(0x0d); at >= 0; at = bytes.indexOf(0x0d, from)) {
    found.push(bytes.subarray(from, at + 1));
    from = at + 1;
    if (bytes[from] === 0x0a) from += 1;
  }
  return found;
}

export type RecordedServer = {
  readonly port: number;
  /** Questions that were not those of the recording, in plain letters. */
  readonly strangers: readonly string[];
  /** How many exchanges were played. */
  readonly played: () => number;
  readonly close: () => Promise<void>;
};

/**
 * Plays exchanges in their order. `loose`: questions are known by their code, card and barcode, and the number of the question with the checksum is put
 * into the answer; without it they have to be those that were recorded, byte for byte, and so are the answers.
 */
export async function playRecording(
  exchanges: readonly Exchange[],
  { loose = false }: { readonly loose?: boolean } = {},
): Promise<RecordedServer> {
  const strangers: string[] = [];
  const left = [...exchanges];
  const sockets = new Set<Socket>();
  const answer = (question: Buffer): Buffer | 'end' | null => {
    const text = question.toString('latin1');
    const at = left.findIndex((one) => (loose ? subject(one.question) === subject(question) : true));
    const found = left[at];
    if (found === undefined || (!loose && !found.question.equals(question))) {
      strangers.push(text);
      return 'end';
    }
    left.splice(at, 1);
    if (found.answer === null) return 'end';
    return loose ? renumbered(found.answer, text) : found.answer;
  };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let rest = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (const question of cutAfterCr(rest)) {
        rest = rest.subarray(question.length);
        const bytes = answer(question);
        if (bytes === 'end') socket.destroy();
        else if (bytes !== null) socket.write(bytes);
      }
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    strangers,
    played: () => exchanges.length - left.length,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The subject of a question. */
function subject(question: Buffer): string {
  const text = question.toString('latin1');
  const field = (id: string): string => new RegExp(`[|0-9 ]${id}([^|]*)\\|`).exec(text)?.[1] ?? '';
  const mode = text.startsWith('15') ? (text[2] ?? '') : '';
  return [text.slice(0, 2), mode, field('AA'), field('AB'), field('BV')].join('/');
}

/** The answer under the number of a question, with the checksum that it has then. */
function renumbered(answer: Buffer, question: string): Buffer {
  const number = /AY(\d)AZ/.exec(question)?.[1];
  const [, body, end] = /^(.*)AY\dAZ[0-9A-F]{4}(\r\n?)$/s.exec(answer.toString('latin1')) ?? [];
  if (number === undefined || body === undefined || end === undefined) return answer;
  const counted = Buffer.from(`${body}AY${number}AZ`, 'latin1');
  return Buffer.concat([counted, Buffer.from(`${sip2Checksum(counted)}${end}`, 'latin1')]);
}
