// The rest of a write-ahead log that SQLite did not take. SQLite takes the frames up to the first with a wrong checksum and ignores the rest: a torn
// end looks the same as a byte that a disk spoiled in the middle. The headers of frames are not encrypted. [I23]

import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** Of the frames that SQLite did not take: transactions that had been committed, of which nothing is in the file. */
export type LogRest = {
  /** How many such transactions; 0 = none that differs from an end that was torn while it was written. */
  readonly commits: number;
};

const HEADER = 32;
const FRAME_HEADER = 24;
const USUAL_PAGE = 4_096;
/** Where the index of the log keeps the last frame that was taken. */
const LAST_FRAME_AT = 16;

/**
 * Looks behind the frames that were taken. Give it a file that a connection has open and has read from. A transaction is forced to the disk
 * before the next one is written, so that a spoiled frame before others of the same log had been answered.
 */
export function restOfLog(path: string): LogRest {
  const log = openOr(`${path}-wal`);
  if (log === null) return { commits: 0 };
  try {
    // The headers first: writes of a running program meanwhile are taken then.
    const seen = readFrames(log);
    return { commits: seen === null ? 0 : commitsBehind(seen, lastTaken(path)) };
  } finally {
    closeSync(log);
  }
}

type Frame = { readonly salts: string; readonly isCommit: boolean };
type Seen = { readonly salts: string; readonly isWhole: boolean; readonly frames: readonly Frame[] };

function commitsBehind({ salts, isWhole, frames }: Seen, taken: number): number {
  const rest = frames.slice(taken).filter((frame) => frame.salts === salts);
  const commits = rest.filter(({ isCommit }) => isCommit).length;
  if (commits === 0) return 0;
  // The header is forced to the disk before any frame. The last transaction of a log may have been torn while it was written, never answered.
  const isTorn = isWhole && commits === 1 && rest.at(-1)?.isCommit === true;
  return isTorn ? 0 : commits;
}

function readFrames(log: number): Seen | null {
  const { size } = fstatSync(log);
  if (size < HEADER + FRAME_HEADER) return null;
  const header = readAt(log, 0, HEADER);
  const isWhole = isHeader(header);
  const page = isWhole ? header.readUInt32BE(8) : USUAL_PAGE;
  const frames: Frame[] = [];
  for (let at = HEADER; at + FRAME_HEADER + page <= size; at += FRAME_HEADER + page) {
    const frame = readAt(log, at, FRAME_HEADER);
    frames.push({ salts: saltsIn(frame, 8), isCommit: frame.readUInt32BE(4) !== 0 });
  }
  // A header that does not hold is of no use: the frames at the beginning are of the log in use.
  return { salts: isWhole ? saltsIn(header, 16) : (frames[0]?.salts ?? ''), isWhole, frames };
}

const saltsIn = (bytes: Buffer, at: number): string => bytes.toString('hex', at, at + 8);

function isHeader(header: Buffer): boolean {
  const magic = header.readUInt32BE(0);
  if (magic !== 0x37_7f_06_82 && magic !== 0x37_7f_06_83) return false;
  const read =
    magic === 0x37_7f_06_83 ? (at: number) => header.readUInt32BE(at) : (at: number) => header.readUInt32LE(at);
  let [first, second] = [0, 0];
  for (let at = 0; at < 24; at += 8) {
    first = (first + read(at) + second) >>> 0;
    second = (second + read(at + 4) + first) >>> 0;
  }
  return first === header.readUInt32BE(24) && second === header.readUInt32BE(28);
}

/** The index of the log is a file that every connection shares. */
function lastTaken(path: string): number {
  const index = openOr(`${path}-shm`);
  if (index === null) return 0;
  try {
    if (fstatSync(index).size < HEADER) return 0;
    const bytes = readAt(index, 0, HEADER);
    return endianOf(bytes) === 'little' ? bytes.readUInt32LE(LAST_FRAME_AT) : bytes.readUInt32BE(LAST_FRAME_AT);
  } finally {
    closeSync(index);
  }
}

/** Its numbers are in the order of the computer; the first is the version of its form, 3007000. */
function endianOf(bytes: Buffer): 'little' | 'big' {
  return bytes.readUInt32BE(0) === 3_007_000 ? 'big' : 'little';
}

function openOr(path: string): number | null {
  return existsSync(path) ? openSync(path, 'r') : null;
}

function readAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, at);
  return bytes;
}
