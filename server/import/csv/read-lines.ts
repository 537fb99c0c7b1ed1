// Physical lines of a text file, plain or gzip, in constant memory. Lines are UTF-8; one that is not is handed on as null,
// so that a wrong byte costs its row and not the file. Damage of the file itself is an error.

import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';

/** One line without its end. `text` is null where the bytes are not UTF-8. */
export type Line = { readonly number: number; readonly text: string | null };

const LINE_FEED = 0x0a;
const BATCH_BYTES = 256 * 1024;
/** A line longer than this is no row of a table. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** Reads a file in batches of lines, numbered from 1. Throws HF-IMPORT-004 and -005. */
export async function* readLines(path: string): AsyncGenerator<readonly Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let next = 1;
  try {
    for await (const chunk of openBytes(path)) {
      const bytes = rest.length === 0 ? parseBytes(chunk) : Buffer.concat([rest, parseBytes(chunk)]);
      if (next === 1) refuseUtf16(path, bytes);
      const end = bytes.lastIndexOf(LINE_FEED) + 1;
      const lines = decodeLines(bytes.subarray(0, end), next);
      next += lines.length;
      if (lines.length > 0) yield lines;
      rest = bytes.subarray(end);
      if (rest.length > MAX_LINE_BYTES) throw new Error(`line ${next} is longer than 16 MB`);
    }
  } catch (error) {
    if (error instanceof HoldfastError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new HoldfastError('HF-IMPORT-004', { file: basename(path), line: next - 1, why }, { cause: error });
  }
  if (rest.length > 0) yield decodeLines(rest, next);
}

/** Lines of a text that is at hand, in batches; in Latin-1 every byte is a letter. */
export function* linesOf(bytes: Buffer, encoding: 'utf8' | 'latin1'): Generator<readonly Line[]> {
  let next = 1;
  for (let start = 0; start < bytes.length;) {
    const feed = start + BATCH_BYTES >= bytes.length ? -1 : bytes.indexOf(LINE_FEED, start + BATCH_BYTES);
    const end = feed === -1 ? bytes.length : feed + 1;
    const part = bytes.subarray(start, end);
    const lines = decodeLines(encoding === 'utf8' ? part : Buffer.from(part.toString('latin1')), next);
    yield lines;
    next += lines.length;
    start = end;
  }
}

function openBytes(path: string): Readable {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  if (!path.endsWith('.gz')) return file;
  // The callback is needed for nothing: an error of either stream ends the gunzip stream, which is the one that is read.
  return pipeline(file, createGunzip({ chunkSize: 256 * 1024 }), () => undefined);
}

function parseBytes(chunk: unknown): Buffer {
  return chunk as Buffer;
}

function refuseUtf16(path: string, bytes: Buffer): void {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') {
    throw new HoldfastError('HF-IMPORT-005', { file: basename(path), why: 'it is UTF-16' });
  }
}

function decodeLines(bytes: Buffer, first: number): Line[] {
  const whole = decode(bytes);
  if (whole !== null) {
    const texts = whole.split('\n');
    if (texts.at(-1) === '') texts.pop();
    return texts.map((text, index) => ({ number: first + index, text: cleanLine(text, first + index) }));
  }
  const lines: Line[] = [];
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.length : feed;
    const text = decode(bytes.subarray(start, end));
    const number = first + lines.length;
    lines.push({ number, text: text === null ? null : cleanLine(text, number) });
    start = end + 1;
  }
  return lines;
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function cleanLine(text: string, number: number): string {
  const withoutReturn = text.endsWith('\r') ? text.slice(0, -1) : text;
  return number === 1 && withoutReturn.startsWith('\uFEFF') ? withoutReturn.slice(1) : withoutReturn;
}
