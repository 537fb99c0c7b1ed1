// MARC records in ISO 2709, in constant memory. Records are cut by their terminator, so that one with a wrong length costs itself and none of
// those after it; fields are decoded when they are asked for.

import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { MarcField, MarcRecord, ReadMarc } from './marc-record.ts';
import { namesOtherSet, readIso5426 } from './iso5426.ts';
import type { Marc8 } from './marc8.ts';

const RECORD_END = 0x1d;
const FIELD_END = 0x1e;
const SUBFIELD = 0x1f;
const LEADER = 24;
const ENTRY = 12;
/** ISO 2709 allows 99,999 bytes; some systems write longer ones all the same. */
const MOST_BYTES = 16 * 1024 * 1024;

/** How texts are decoded: by the encoding that each record states, or a given one. */
export type MarcEncoding = 'auto' | 'marc-8' | 'iso-5426' | 'utf-8' | 'latin-1';

/** Bytes of records in batches, numbered from 1. Throws HF-IMPORT-004 for a file that is damaged. */
export async function* cutRecords(
  path: string,
): AsyncGenerator<readonly { readonly line: number; readonly bytes: Buffer; readonly isWhole: boolean }[]> {
  let rest: Buffer = Buffer.alloc(0);
  let next = 1;
  try {
    for await (const chunk of openBytes(path)) {
      const bytes = rest.length === 0 ? parseBytes(chunk) : Buffer.concat([rest, parseBytes(chunk)]);
      const batch: { line: number; bytes: Buffer; isWhole: boolean }[] = [];
      let start = 0;
      for (let end = bytes.indexOf(RECORD_END); end !== -1; end = bytes.indexOf(RECORD_END, start)) {
        batch.push({ line: next, bytes: trimStart(bytes.subarray(start, end)), isWhole: true });
        next += 1;
        start = end + 1;
      }
      rest = bytes.subarray(start);
      if (rest.length > MOST_BYTES) throw new Error(`record ${next} is longer than 16 MB`);
      if (batch.length > 0) yield batch;
    }
  } catch (error) {
    if (error instanceof HoldfastError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new HoldfastError('HF-IMPORT-004', { file: basename(path), line: next - 1, why }, { cause: error });
  }
  const last = trimStart(rest);
  if (last.length > 0) yield [{ line: next, bytes: last, isWhole: false }];
}

/** Line ends and blanks between records are none of them. */
function trimStart(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length && (bytes[start] ?? 0) <= 0x20) start += 1;
  return bytes.subarray(start);
}

function openBytes(path: string): AsyncIterable<unknown> {
  const file = createReadStream(path, { highWaterMark: 512 * 1024 });
  if (!path.endsWith('.gz')) return file;
  return pipeline(file, createGunzip({ chunkSize: 512 * 1024 }), () => undefined);
}

function parseBytes(chunk: unknown): Buffer {
  return chunk as Buffer;
}

/** Reads a file in batches. */
export async function* readIso2709(
  path: string,
  how: { readonly encoding: MarcEncoding; readonly marc8: Marc8 },
): AsyncGenerator<readonly ReadMarc[]> {
  for await (const batch of cutRecords(path))
    yield batch.map(({ line, bytes, isWhole }): ReadMarc => {
      const read = isWhole ? parseIso2709(bytes, how) : 'the record has no end';
      return typeof read === 'string' ? { line, record: null, reason: read } : { line, record: read };
    });
}

/** A record of its bytes, without the terminator; a text is the reason for none. */
export function parseIso2709(
  bytes: Buffer,
  { encoding, marc8 }: { readonly encoding: MarcEncoding; readonly marc8: Marc8 },
): MarcRecord | string {
  if (bytes.length <= LEADER) return 'the record is shorter than its leader';
  const leader = bytes.toString('latin1', 0, LEADER);
  const base = digits(bytes, 12, 5);
  if (!/^\d{5}/.test(leader) || base === null) return 'the record does not begin with a leader';
  if (base <= LEADER || base > bytes.length || bytes[base - 1] !== FIELD_END)
    return 'its directory does not end where its leader says';
  const places = new Map<string, Buffer[]>();
  for (let at = LEADER; at + ENTRY <= base; at += ENTRY) {
    const length = digits(bytes, at + 3, 4);
    const start = digits(bytes, at + 7, 5);
    const tag = bytes.toString('latin1', at, at + 3);
    if (length === null || start === null || base + start + length > bytes.length)
      return `its directory does not fit its fields at ${tag}`;
    const field = bytes.subarray(base + start, base + start + length - 1);
    const known = places.get(tag);
    if (known === undefined) places.set(tag, [field]);
    else known.push(field);
  }
  const isUnimarc = places.has('200') && !places.has('245');
  const { decode, notes } = decoderOf(bytes, { leader, encoding, marc8, isUnimarc });
  return {
    leader,
    notes,
    control: (tag) => {
      const field = places.get(tag)?.[0];
      return field === undefined ? null : decode(field);
    },
    fields: (tag) => (places.get(tag) ?? []).map((field) => toField(field, decode)),
  };
}

/** A number of ASCII digits; null where there are others. */
function digits(bytes: Buffer, start: number, length: number): number | null {
  let value = 0;
  for (let at = start; at < start + length; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return value;
}

function toField(bytes: Buffer, decode: (bytes: Buffer) => string): MarcField {
  const first = bytes.indexOf(SUBFIELD);
  if (first === -1) return { indicators: '', subfields: [] };
  const subfields: (readonly [string, string])[] = [];
  for (let start = first; start !== -1;) {
    const end = bytes.indexOf(SUBFIELD, start + 1);
    const part = bytes.subarray(start + 1, end === -1 ? bytes.length : end);
    if (part.length > 0) subfields.push([String.fromCharCode(part[0] ?? 0), decode(part.subarray(1))]);
    start = end;
  }
  return { indicators: bytes.toString('latin1', 0, first), subfields };
}

type Encoded = {
  readonly leader: string;
  readonly encoding: MarcEncoding;
  readonly marc8: Marc8;
  /** Its leader does not state its encoding, and its letters are those of ISO 5426 where they are not UTF-8. */
  readonly isUnimarc: boolean;
};

type Decoder = { readonly decode: (bytes: Buffer) => string; readonly notes: readonly string[] };

/** The decoder of a record. The leader of many a record is wrong about its encoding: bytes that are UTF-8 and not ASCII are of no other. */
function decoderOf(bytes: Buffer, { leader, encoding, marc8, isUnimarc }: Encoded): Decoder {
  const ascii = (text: Buffer) => text.toString('latin1');
  if (isAscii(bytes)) return { decode: ascii, notes: [] };
  const byHand = (decode: (text: Buffer) => string) => (text: Buffer) => (isAscii(text) ? ascii(text) : decode(text));
  const utf8 = byHand((text) => text.toString('utf8').normalize('NFC'));
  const decodeMarc8 = byHand(marc8);
  if (encoding === 'utf-8') return { decode: utf8, notes: [] };
  if (encoding === 'latin-1') return { decode: ascii, notes: [] };
  if (encoding === 'marc-8') return { decode: decodeMarc8, notes: [] };
  const iso5426 = {
    decode: byHand(readIso5426),
    notes: namesOtherSet(bytes) ? ['it has texts of another set than ISO 5426, which are not read'] : [],
  };
  if (encoding === 'iso-5426') return iso5426;
  const saysUtf8 = leader[9] === 'a';
  const isUtf8 = isUtf8Text(bytes);
  if (isUnimarc) return isUtf8 ? { decode: utf8, notes: [] } : iso5426;
  if (isUtf8) return { decode: utf8, notes: saysUtf8 ? [] : ['its leader says MARC-8, and its texts are UTF-8'] };
  return {
    decode: decodeMarc8,
    notes: saysUtf8 ? ['its leader says UTF-8, and its texts are not; read as MARC-8'] : [],
  };
}

function isAscii(bytes: Buffer): boolean {
  // An escape begins another set of signs, in ASCII bytes.
  for (const byte of bytes) if (byte > 0x7f || byte === 0x1b) return false;
  return true;
}

function isUtf8Text(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !bytes.includes(0x1b);
  } catch {
    return false;
  }
}
