// The outbox. One process claims a message, marks it as being sent just before handing it over, and marks it as taken
// afterwards. If a process ends between the last two steps, it is unknown whether the message was taken: it is
// doubtful, and waits for a person rather than being sent twice. The notices of taken messages are settled later, many
// at once, since that is most of the work; if a process ended before, the next one to claim does it. A claim that has
// run out may belong to another process by now, so each mark is set only where the one before it is still there, with
// the same owner. [I2]

import { hashedId } from '../../shared/core/digest.ts';
import { HOUR_MS, MINUTE_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import type { Language } from '../../shared/core/language.ts';
import { NoticeChannelSchema, type Notice, type NoticeChannel } from '../../shared/circ/model/notice.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { readRows } from '../store/read-rows.ts';
import type { RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';

/** A message that is claimed or being sent is left to its process for this long. */
export const LEASE_MS: Millis = 3 * MINUTE_MS;

/** A message to one patron, with all its notices. */
export type ClaimedMessage = {
  readonly id: string;
  readonly channel: NoticeChannel;
  readonly language: Language;
  readonly tries: number;
  readonly patron: Row<'patron'>;
  readonly notices: readonly Notice[];
};

/** The notices of messages, by message. */
export async function noticesOf(tx: ReadTx, messages: readonly string[]): Promise<Map<string, Notice[]>> {
  if (messages.length === 0) return new Map();
  const parts = await tx.db.selectFrom('notice_part').selectAll().where(tx.anyOf('message_id', messages)).execute();
  const rows = await readRows(
    tx,
    'notice',
    parts.map(({ notice_id: id }) => id),
  );
  const found = new Map<string, Notice[]>();
  for (const { notice_id: id, message_id: message } of parts) {
    const row = rows.get(id);
    if (row !== undefined) found.set(message, [...(found.get(message) ?? []), row]);
  }
  return found;
}

export function putState(
  own: RowChanges,
  notice: Notice,
  state: Pick<Notice, 'state' | 'at'> & { channel?: NoticeChannel },
): void {
  const { delay: _, ...others } = notice;
  own.put('notice', { ...others, ...state });
}

/** Tells desks why a notice is put off: once for each reason, and not at each try. */
function putDelay(own: RowChanges, notice: Notice, delay: NonNullable<Notice['delay']>): void {
  if (notice.state === 'waiting' && notice.delay?.code !== delay.code) own.put('notice', { ...notice, delay });
}

/** Messages whose process ended: while it sent them, and after they were taken, before their notices were marked. */
export async function endLeftOver(tx: WriteTx, now: Instant, own: RowChanges): Promise<void> {
  const rows = await tx.db
    .selectFrom('notice_message')
    .select(['id', 'state'])
    .where('state', 'in', ['sending', 'taken'])
    .where('until', '<=', now)
    .execute();
  const idsOf = (state: string) => rows.flatMap((row) => (row.state === state ? [row.id] : []));
  const settling = { now, own, owner: null };
  await settleTaken(tx, idsOf('taken'), settling);
  await settleMessages(
    tx,
    idsOf('sending').map((id) => ({ id, is: 'doubtful' as const, code: 'HF-SERVER-027' })),
    settling,
  );
}

/**
 * At the start of a server that has its database alone: claims of an earlier process are free at once, and messages that it was sending are doubtful.
 * Other servers on one database wait until a claim has run out.
 */
export async function takeOver(tx: WriteTx, { owner, now }: Sender): Promise<void> {
  if (tx.hasRivals) return;
  await tx.db
    .updateTable('notice_message')
    .set({ until: now })
    .where('state', 'in', ['claimed', 'sending', 'taken'])
    .where('owner', '!=', owner)
    .execute();
}

/** A process that sends, and the time. */
type Sender = { readonly owner: string; readonly now: Instant };

/**
 * Marks claimed messages just before they are handed over. Returns those that are still this process's to send. `rest`: claimed too, for later: their
 * claim begins anew.
 */
export async function beginSending(
  tx: WriteTx,
  messages: readonly ClaimedMessage[],
  { owner, now, rest }: Sender & { readonly rest: readonly ClaimedMessage[] },
): Promise<ClaimedMessage[]> {
  const mine = (those: readonly ClaimedMessage[], set: { readonly state: string; readonly at?: Instant }) => {
    const ids = those.map(({ id }) => id);
    const claimed = tx.db.updateTable('notice_message').where('state', '=', 'claimed').where('owner', '=', owner);
    return claimed
      .set({ ...set, until: now + LEASE_MS })
      .where(tx.anyOf('id', ids))
      .returning('id')
      .execute();
  };
  await tx.lock(['notices']);
  if (rest.length > 0) await mine(rest, { state: 'claimed' });
  if (messages.length === 0) return [];
  const begun = new Set((await mine(messages, { state: 'sending', at: now })).map(({ id }) => id));
  return messages.filter(({ id }) => begun.has(id));
}

/** Outcome of a message that was handed over. `isAddress`: the patron's own address is the reason. */
export type Outcome = { readonly id: string } & (
  | { readonly is: 'sent' }
  | { readonly is: 'again'; readonly code: string }
  | { readonly is: 'refused'; readonly code: string; readonly isAddress: boolean }
  | { readonly is: 'doubtful'; readonly code: string }
);

/** Marks messages that were taken. `settleTaken` marks their notices. */
export async function keepTaken(tx: WriteTx, ids: readonly string[], { owner, now }: Sender): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('notice_message')
    .set({ state: 'taken', until: now + LEASE_MS })
    .where('state', '=', 'sending')
    .where('owner', '=', owner)
    .where(tx.anyOf('id', ids))
    .execute();
}

/** Marks the notices of taken messages as sent. */
export const settleTaken = (tx: WriteTx, ids: readonly string[], settling: Settling): Promise<void> =>
  settleMessages(
    tx,
    ids.map((id) => ({ id, is: 'sent' as const })),
    { ...settling, from: 'taken' },
  );

/** After so many tries a message that is put off each time is a person's. */
const MOST_TRIES = 12;

export type Settling = { readonly now: Instant; readonly own: RowChanges; readonly owner: string | null };

/**
 * Writes the outcome of messages that one process is sending. Messages that another process took, or that are settled,
 * stay as they are. Null as the owner = any process.
 */
export async function settleMessages(
  tx: WriteTx,
  outcomes: readonly Outcome[],
  { now, own, owner, from = 'sending' }: Settling & { readonly from?: 'sending' | 'taken' },
): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.lock(['notices']);
  const ids = outcomes.map(({ id }) => id);
  const rows = await tx.db.selectFrom('notice_message').selectAll().where(tx.anyOf('id', ids)).execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  const written = outcomes.flatMap((outcome) => {
    const row = known.get(outcome.id);
    if (row === undefined) return [];
    const tries = Number(row.tries) + 1;
    const state = outcome.is === 'again' && tries >= MOST_TRIES ? 'refused' : outcome.is;
    return [{ outcome, row, tries, state, code: outcome.is === 'sent' ? null : outcome.code }];
  });
  const settled = new Set<string>();
  // Most of them end alike.
  for (const alike of Map.groupBy(written, ({ tries, state, code }) => `${state} ${tries} ${code}`).values())
    for (const id of await endSending(tx, alike, { now, owner, from })) settled.add(id);
  const freed: string[] = [];
  const notices = await noticesOf(tx, [...settled]);
  for (const { outcome, row, state, code } of written) {
    if (!settled.has(row.id)) continue;
    if (state === 'again') {
      for (const notice of notices.get(row.id) ?? []) putDelay(own, notice, { code: code ?? '', since: now });
      continue;
    }
    // The address is at fault: they are sent by another way, or to another address, where there is one.
    if (outcome.is === 'refused' && outcome.isAddress) {
      freed.push(row.id);
      continue;
    }
    const channel = NoticeChannelSchema.parse(row.channel);
    const becomes = state === 'sent' && channel === 'print' ? 'printed' : state;
    for (const notice of notices.get(row.id) ?? [])
      // By then a report may have come that it came back.
      if (notice.state === 'waiting') putState(own, notice, { state: becomes, channel, at: now });
  }
  if (freed.length > 0) await tx.db.deleteFrom('notice_part').where(tx.anyOf('message_id', freed)).execute();
  const bad = freed.flatMap((id) => {
    const row = known.get(id);
    return row === undefined ? [] : [{ patron: row.patron_id, address: addressesOf(row.sent_to).at(-1) ?? null }];
  });
  await noteBadAddresses(tx, bad, { now, own, why: 'refused' });
}

type Ending = {
  readonly row: { readonly id: string };
  readonly tries: number;
  readonly state: Outcome['is'];
  readonly code: string | null;
};

/** Ends the sending of messages that end alike, where it has not ended. Returns their ids. */
async function endSending(
  tx: WriteTx,
  alike: readonly Ending[],
  { now, owner, from }: Omit<Settling, 'own'> & { readonly from: 'sending' | 'taken' },
): Promise<string[]> {
  const [first] = alike;
  if (first === undefined) return [];
  const { state, tries, code } = first;
  const ids = alike.map(({ row }) => row.id);
  const sending = tx.db
    .updateTable('notice_message')
    .set({ state, tries, code, at: now, until: now + waitOf(tries) })
    .where('state', '=', from)
    .where(tx.anyOf('id', ids));
  const own = owner === null ? sending : sending.where('owner', '=', owner);
  return (await own.returning('id').execute()).map(({ id }) => id);
}

/** A minute after the first try, then twice as long each time, up to six hours. */
const waitOf = (tries: number): Millis => Math.min(MINUTE_MS * 2 ** (tries - 1), 6 * HOUR_MS);

/** Hash of an e-mail address that a message went to: enough to recognize it again, in small or capital letters. */
export function addressHash(address: string): string {
  return hashedId('notice-address', address.trim().toLowerCase());
}

/** The addresses that a message went to, as they are kept, the newest last. */
export const addressesOf = (sentTo: string | null): string[] => (sentTo ?? '').split(' ').filter((one) => one !== '');

/** Those of a message that is sent once more: by mail, to the patron's present address. */
export function withAddress(sentTo: string | null, channel: NoticeChannel, { email }: Row<'patron'>): string | null {
  if (channel !== 'email' || email === null) return sentTo;
  const hash = addressHash(email);
  return [...addressesOf(sentTo).filter((one) => one !== hash), hash].join(' ');
}

/**
 * Notes that e-mail addresses of accounts take no mail: nothing is sent there until the account has another. An account that has another by now is
 * left as it is. `address`: the hash of the one that failed; null = it is not known.
 */
export async function noteBadAddresses(
  tx: WriteTx,
  bad: readonly { readonly patron: string; readonly address: string | null }[],
  { now: at, own, why }: { readonly now: Instant; readonly own: RowChanges; readonly why: 'refused' | 'returned' },
): Promise<void> {
  if (bad.length === 0) return;
  const patrons = new Set(bad.map(({ patron }) => patron));
  const failed = new Set(bad.map(({ patron, address }) => `${patron} ${address}`));
  await tx.lock([...patrons].map((id) => `patron:${id}`));
  for (const patron of (await readRows(tx, 'patron', patrons)).values()) {
    const { id, email: address } = patron;
    if (address !== null && failed.has(`${id} ${addressHash(address)}`))
      own.put('patron', { ...patron, mailFailed: { address, at, why } });
  }
}
