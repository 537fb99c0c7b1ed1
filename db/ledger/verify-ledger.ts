// Reads the whole ledger and names everything in it that is not as it was written. Purged arguments are counted, the chain must stand
// without them. It goes on after a page that cannot be read. Slow for years of acts: give it a worker. [I23]

import { assertNever } from '../../shared/core/assert.ts';
import type { StreamId } from '../../shared/core/ids.ts';
import { argsState, bodyHash, EnvelopeBodySchema, ZERO_HASH, type EnvelopeBody } from '../../shared/wire/envelope.ts';
import { ReceiptSchema } from '../../shared/wire/receipt.ts';
import { makeVerifier, type Verifier } from '../keys/signing.ts';
import { checkFile } from '../open/check-file.ts';
import { isError } from '../open/sqlite-error.ts';
import { losses, lostActs, type FoundLoss } from './losses.ts';
import type { Ledger } from './open-ledger.ts';
import { streams, type StreamState } from './streams.ts';

/** One thing that is not as it was written. */
export type LedgerProblem = {
  readonly stream: StreamId | null;
  readonly seq: number;
  readonly kind:
    /** The body does not match its hash. */
    | 'hash'
    | 'signature'
    /** The hash of the body before it is not the one it names. */
    | 'chain'
    /** Envelopes are missing before it. */
    | 'gap'
    /** Arguments are not those that were signed. */
    | 'args'
    /** Number, stream or id beside the body are not those in it, or it is no body. */
    | 'body'
    /** The answer is to another body. */
    | 'receipt'
    /** The first act does not name the end of the stream before. */
    | 'stream-start'
    /** Signed by a key that is not the one given. */
    | 'other-key'
    /** The page that holds it is damaged; without a stream: a page that holds no act. */
    | 'unreadable'
    /** It was recorded, or may have been, and is not here. */
    | 'lost';
};

export type LedgerReport = {
  readonly envelopes: number;
  /** Arguments taken away by a purge, chain intact. */
  readonly purged: number;
  readonly receipts: number;
  readonly problems: readonly LedgerProblem[];
};

type Row = {
  readonly n: number;
  readonly stream: StreamId;
  readonly seq: number;
  readonly id: string;
  readonly body: string;
  readonly signature: string;
  readonly hash: string;
  readonly args: string | null;
  readonly salt: string | null;
  readonly receipt: string | null;
};

type Run = {
  readonly problems: LedgerProblem[];
  readonly streams: ReadonlyMap<StreamId, StreamState>;
  readonly verifier: (stream: StreamId) => Verifier;
  readonly ends: Map<StreamId, { seq: number; hash: string | null }>;
  envelopes: number;
  purged: number;
  receipts: number;
};

/**
 * Checks chain, hashes, signatures, gaps, argument digests and receipts, and names acts that are lost. `publicKey`: this desk's, SPKI DER in
 * base64. `found`: its loss by the mark of the key store and its log, beside the losses that it has noted itself.
 */
export function verifyLedger(db: Ledger, publicKey: string, found: FoundLoss | null = null): LedgerReport {
  const run = startRun(db, publicKey);
  const last = readOr(() => db.get<{ n: number | null }>('SELECT max(n) AS n FROM envelope')?.n ?? 0, null);
  if (last === null) run.problems.push({ stream: null, seq: 0, kind: 'unreadable' });
  let before: Row | null = null;
  for (let n = 1; n <= (last ?? 0); n += 1) {
    const row = readRow(db, n);
    if (row === 'unreadable') {
      // Numbers follow each other, so the place of an unreadable row is known.
      const end = before === null ? null : (run.ends.get(before.stream) ?? null);
      const seq = (end?.seq ?? 0) + 1;
      const stream: StreamId | null = before?.stream ?? [...run.streams.keys()][0] ?? null;
      run.problems.push({ stream, seq, kind: 'unreadable' });
      if (stream !== null) run.ends.set(stream, { seq, hash: null });
    } else if (row !== null) {
      checkRow(run, row);
      before = row;
    }
  }
  const { envelopes, purged, receipts, problems } = run;
  const lost = [...readOr(() => losses(db), []), ...(found === null ? [] : [found])];
  for (const { stream, ledgerSeq } of lost.filter((loss) => lostActs(loss) > 0))
    problems.push({ stream, seq: ledgerSeq + 1, kind: 'lost' });
  // Pages that hold no act: an index, another table.
  const isNamed = problems.some(({ kind }) => kind === 'unreadable');
  if (!isNamed && checkFile(db).length > 0) problems.push({ stream: null, seq: 0, kind: 'unreadable' });
  return { envelopes, purged, receipts, problems };
}

function startRun(db: Ledger, publicKey: string): Run {
  const known = new Map(readOr(() => streams(db), []).map((stream) => [stream.stream, stream]));
  const verifiers = new Map<string, Verifier>();
  const run: Run = {
    problems: [],
    streams: known,
    verifier: (stream) => {
      const key = known.get(stream)?.publicKey ?? publicKey;
      const verifier = verifiers.get(key) ?? makeVerifier(key);
      verifiers.set(key, verifier);
      return verifier;
    },
    ends: new Map(),
    envelopes: 0,
    purged: 0,
    receipts: 0,
  };
  for (const { stream, publicKey: signer } of known.values()) {
    if (signer !== publicKey) run.problems.push({ stream, seq: 0, kind: 'other-key' });
  }
  return run;
}

function readRow(db: Ledger, n: number): Row | null | 'unreadable' {
  return readOr<Row | null | 'unreadable'>(
    () =>
      db.get<Row>(
        `SELECT e.n, e.stream, e.seq, e.id, e.body, e.signature, e.hash, e.args, e.salt, r.text AS receipt
         FROM envelope e LEFT JOIN receipt r ON r.stream = e.stream AND r.seq = e.seq WHERE e.n = ?`,
        n,
      ) ?? null,
    'unreadable',
  );
}

function readOr<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (isError(error, 'HF-DB-001', 'HF-DB-002', 'HF-DB-006')) return otherwise;
    throw error;
  }
}

function checkRow(run: Run, row: Row): void {
  const { stream, seq } = row;
  const tell = (kind: LedgerProblem['kind']) => run.problems.push({ stream, seq, kind });
  run.envelopes += 1;
  const hash = bodyHash(row.body);
  if (hash !== row.hash) tell('hash');
  if (!run.verifier(stream)(row.body, row.signature)) tell('signature');
  const body = parseBody(row.body);
  if (body === null || body.stream !== stream || body.seq !== seq || body.id !== row.id) tell('body');
  if (body !== null) checkPlace(run, row, body, tell);
  if (body !== null) checkArgs(run, row, body, tell);
  if (row.receipt !== null) checkReceipt(run, row, tell);
  run.ends.set(stream, { seq, hash });
}

type Tell = (kind: LedgerProblem['kind']) => void;

function checkPlace(run: Run, { stream, seq }: Row, body: EnvelopeBody, tell: Tell): void {
  const end = run.ends.get(stream) ?? { seq: 0, hash: ZERO_HASH };
  if (seq !== end.seq + 1) return tell('gap');
  // After a page that cannot be read there is no hash to compare.
  if (end.hash !== null && body.prevHash !== end.hash) tell('chain');
  if (seq === 1 && !namesItsPast(run, stream, body)) tell('stream-start');
}

function namesItsPast(run: Run, stream: StreamId, body: EnvelopeBody): boolean {
  const after = run.streams.get(stream)?.after ?? null;
  if (after === null) return body.after === undefined;
  const end = run.ends.get(after.stream);
  const isEnd = end === undefined || end.hash === null || (end.seq === after.seq && end.hash === after.hash);
  return isEnd && body.after?.stream === after.stream && body.after.seq === after.seq && body.after.hash === after.hash;
}

/** Only answered acts are ever purged: an act that waits without arguments lost them. */
function checkArgs(run: Run, row: Row, body: EnvelopeBody, tell: Tell): void {
  const state = argsState(row, body.argsDigest);
  if (state === 'absent' && row.receipt !== null) run.purged += 1;
  else if (state !== 'whole') tell('args');
}

function checkReceipt(run: Run, row: Row, tell: Tell): void {
  run.receipts += 1;
  try {
    const receipt = ReceiptSchema.parse(JSON.parse(row.receipt ?? ''));
    const isOurs = receipt.stream === row.stream && receipt.seq === row.seq && receipt.id === row.id;
    if (!isOurs || receipt.hash !== row.hash) tell('receipt');
  } catch {
    tell('receipt');
  }
}

function parseBody(text: string): EnvelopeBody | null {
  try {
    return EnvelopeBodySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The words for a kind of problem. */
export function sayProblem(kind: LedgerProblem['kind']): string {
  switch (kind) {
    case 'hash':
    case 'body':
      return 'the act was changed';
    case 'signature':
      return 'the signature does not hold';
    case 'chain':
      return 'the act before it was changed or replaced';
    case 'gap':
      return 'acts before it are missing';
    case 'args':
      return 'its arguments were changed or taken away';
    case 'receipt':
      return "the server's answer was changed or belongs to another act";
    case 'stream-start':
      return 'it does not name the act that came before its stream';
    case 'other-key':
      return 'the stream is signed by another key than that of this desk';
    case 'unreadable':
      return 'the place on the disk that holds it is damaged';
    case 'lost':
      return 'acts from here on were recorded and are not here: the disk spoiled them, or an older copy was put back';
    default:
      return assertNever(kind);
  }
}
