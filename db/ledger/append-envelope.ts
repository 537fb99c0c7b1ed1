// The one way into the ledger. When it returns, the act is on the disk; when it throws, nothing of it is. [I1] [I4] [I30]

import { assert, required } from '../../shared/core/assert.ts';
import { canonicalJson, type Json } from '../../shared/core/canonical-json.ts';
import type { StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { hashPolicy, type Policy } from '../../shared/rules/model/policy.ts';
import {
  argsState,
  bodyHash,
  EnvelopeBodySchema,
  type Envelope,
  type EnvelopeBody,
} from '../../shared/wire/envelope.ts';
import { putSetting } from './desk-state.ts';
import type { LedgerWriter } from './open-ledger.ts';
import { currentStream, type StreamState } from './streams.ts';

export type AppendRequest = {
  readonly envelope: Envelope;
  /** Policies that its loan was announced under; those that the ledger has already are skipped. */
  readonly policies?: readonly Policy[];
  readonly recordedAt: Instant;
  /** A setting of the desk that changes with the act, or not at all. */
  readonly setting?: { readonly name: string; readonly value: Json } | null;
  /** The call of the page that records it. */
  readonly callId?: string | null;
};

/** Where the act stands now. */
export type Appended = { readonly stream: StreamId; readonly seq: number; readonly hash: string };

/** Records one envelope, as `appendEnvelopes` does. */
export function appendEnvelope(db: LedgerWriter, request: AppendRequest): Appended {
  return required(appendEnvelopes(db, [request])[0], () => 'each request is answered');
}

/**
 * Records envelopes with their policies in one durable SQL transaction, all or none. The first must continue the stream in use, and each the one before.
 * Throws HF-DB-004 to 007; after a failure ask `currentStream` again before signing the next one.
 */
export function appendEnvelopes(db: LedgerWriter, requests: readonly AppendRequest[]): readonly Appended[] {
  const all = requests.map((request) => {
    const body = EnvelopeBodySchema.parse(JSON.parse(request.envelope.body));
    assertArgs(request.envelope, body);
    return { request, body, hash: bodyHash(request.envelope.body) };
  });
  return db.transaction(() => all.map((one) => append(db, one)));
}

type Checked = { readonly request: AppendRequest; readonly body: EnvelopeBody; readonly hash: string };

function append(db: LedgerWriter, { request, body, hash }: Checked): Appended {
  const { envelope, policies = [], recordedAt, setting = null, callId = null } = request;
  assertContinues(currentStream(db), body);
  db.run(
    `INSERT INTO envelope (stream, seq, id, body, signature, hash, args, salt, recorded_at, by_proxy)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, iif(json_type(?, '$.command.carriedBy') = 'text', 1, NULL))`,
    body.stream,
    body.seq,
    body.id,
    envelope.body,
    envelope.signature,
    hash,
    envelope.args,
    envelope.salt,
    recordedAt,
    envelope.args,
  );
  for (const policy of policies) {
    const hash = hashPolicy(policy);
    if (db.get('SELECT 1 FROM policy WHERE hash = ?', hash) === undefined)
      db.run('INSERT INTO policy (hash, policy) VALUES (?, ?)', hash, canonicalJson(policy));
  }
  if (setting !== null) putSetting(db, setting.name, setting.value);
  if (callId !== null) {
    db.run('INSERT INTO call_act (call_id, act_id, recorded_at) VALUES (?, ?, ?)', callId, body.id, recordedAt);
  }
  return { stream: body.stream, seq: body.seq, hash };
}

function assertArgs(envelope: Envelope, body: EnvelopeBody): void {
  const state = argsState(envelope, body.argsDigest);
  assert(state !== 'absent', () => 'a new envelope has its arguments');
  assert(state === 'whole', () => 'the arguments are not those that were signed');
}

function assertContinues(current: StreamState | null, body: EnvelopeBody): void {
  assert(current !== null, () => 'no stream has been started');
  assert(body.stream === current.stream, () => `stream ${body.stream} is not the one in use`);
  assert(body.deskId === current.deskId, () => `stream ${body.stream} is not of desk ${body.deskId}`);
  assert(body.seq === current.lastSeq + 1, () => `seq ${body.seq} does not follow ${current.lastSeq}`);
  assert(body.prevHash === current.lastHash, () => `seq ${body.seq} does not name the hash before it`);
  const after = body.seq === 1 ? current.after : null;
  const isNamed =
    body.after?.stream === after?.stream && body.after?.seq === after?.seq && body.after?.hash === after?.hash;
  assert(isNamed, () => 'only the first act names the stream that it replaces, and it must');
}
