// The server's state of a desk's stream: its last position, hash and time, and the desk's contacts that bound the times of acts.

import { z } from 'zod';
import { deskId, streamId, type DeskId, type StreamId } from '../../shared/core/ids.ts';
import type { Instant } from '../../shared/core/instant.ts';
import { ZERO_HASH } from '../../shared/wire/envelope.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** A moment at which the desk spoke to the server itself; its acts above `ledgerSeq` happened later. */
export type Contact = { readonly at: Instant; readonly ledgerSeq: number };

export type StreamState = {
  readonly stream: StreamId;
  readonly deskId: DeskId;
  readonly lastSeq: number;
  readonly lastHash: string;
  /** Effective time of the last act without stated time. */
  readonly lastAt: Instant | null;
  readonly status: 'open' | 'forked';
  readonly contacts: readonly Contact[];
  readonly afterStream: StreamId | null;
  readonly openedAt: Instant;
};

const ContactsSchema = z.array(z.tuple([z.int(), z.int()]));

/** The state of a stream; null when nothing of it has come yet. */
export async function loadStream(tx: ReadTx, stream: string): Promise<StreamState | null> {
  const row = await tx.db.selectFrom('desk_stream').selectAll().where('stream', '=', stream).executeTakeFirst();
  if (row === undefined) return null;
  return {
    stream: streamId(row.stream),
    deskId: deskId(row.desk_id),
    lastSeq: row.last_seq,
    lastHash: row.last_hash,
    lastAt: row.last_at,
    status: row.status === 'forked' ? 'forked' : 'open',
    contacts: ContactsSchema.parse(JSON.parse(row.contacts)).map(([at, ledgerSeq]) => ({ at, ledgerSeq })),
    afterStream: row.after_stream === null ? null : streamId(row.after_stream),
    openedAt: row.opened_at,
  };
}

/** A stream of which nothing has come. */
export function newStream(stream: StreamId, owner: DeskId, now: Instant): StreamState {
  const none = { lastSeq: 0, lastHash: ZERO_HASH, lastAt: null, contacts: [], afterStream: null };
  return { stream, deskId: owner, status: 'open', openedAt: now, ...none };
}

/**
 * A stream that replaces another goes on from the bounds of that one, where it is known: the new stream's acts came after the act it names,
 * so after every contact before that act.
 */
export function replacing(
  state: StreamState,
  after: { readonly stream: StreamId; readonly seq: number },
  before: StreamState | null,
): StreamState {
  const last = before?.contacts.filter((contact) => contact.ledgerSeq <= after.seq).at(-1);
  return { ...state, afterStream: after.stream, contacts: last === undefined ? [] : [{ at: last.at, ledgerSeq: 0 }] };
}

/** The last contact before an act. */
export function contactBefore(state: StreamState, seq: number): Instant | null {
  const before = state.contacts.filter((contact) => contact.ledgerSeq < seq).map((contact) => contact.at);
  return before.length === 0 ? null : Math.max(...before);
}

/** Keeps a contact, and of the older ones only those that still bound an act to come. */
export function withContact(state: StreamState, contact: Contact): StreamState {
  const others = state.contacts.filter(({ ledgerSeq }) => ledgerSeq !== contact.ledgerSeq);
  const contacts = [...others, contact].toSorted((a, b) => a.ledgerSeq - b.ledgerSeq);
  const newestSettled = contacts.findLastIndex(({ ledgerSeq }) => ledgerSeq <= state.lastSeq);
  return { ...state, contacts: contacts.slice(Math.max(newestSettled, 0)) };
}

/** Writes the state. */
export async function saveStream(tx: WriteTx, state: StreamState): Promise<void> {
  await tx.upsert('desk_stream', [
    {
      stream: state.stream,
      desk_id: state.deskId,
      last_seq: state.lastSeq,
      last_hash: state.lastHash,
      last_at: state.lastAt,
      status: state.status,
      contacts: JSON.stringify(state.contacts.map(({ at, ledgerSeq }) => [at, ledgerSeq])),
      after_stream: state.afterStream,
      opened_at: state.openedAt,
    },
  ]);
}
