// Claims messages to be sent now: which notices, by which way and together with which. A notice that a branch does not send at this moment, in quiet
// hours or on a closed day, is put off, however it came to be due: it was held back until now, or is tried once more.

import { sql } from 'kysely';
import { hashedId } from '../../shared/core/digest.ts';
import { HOUR_MS, type Instant } from '../../shared/core/instant.ts';
import type { Language } from '../../shared/core/language.ts';
import type { Notice, NoticeChannel } from '../../shared/circ/model/notice.ts';
import { mailFailureOf } from '../../shared/circ/model/patron.ts';
import type { Row } from '../../shared/wire/rows.ts';
import { quietBranches } from '../schedule/silence.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { MailSettings } from './mail-settings.ts';
import { noticeFacts, truthOf, type NoticeFacts } from './notice-facts.ts';
import { endLeftOver, LEASE_MS, noticesOf, putState, withAddress, type ClaimedMessage } from './outbox.ts';
import { daysOfBranches } from './plan-notices.ts';
import { allowedAt, type BranchDays } from './send-times.ts';

/** So many patrons are claimed at once. */
const MOST_PATRONS = 200;

export type Claimed = { readonly messages: readonly ClaimedMessage[]; readonly facts: NoticeFacts };

export type Claiming = {
  readonly owner: string;
  readonly now: Instant;
  readonly settings: MailSettings;
  /** The ways that this process can send by. */
  readonly ways: ReadonlySet<NoticeChannel>;
};

/** Claims the next messages; none = nothing is due. */
export async function claimMessages(tx: WriteTx, claiming: Claiming, changes: RowChanges): Promise<Claimed> {
  await tx.lock(['notices']);
  const own = collectChanges();
  await endLeftOver(tx, claiming.now, own);
  const quiet = await quietBranches(tx);
  const again = await messagesAgain(tx, claiming);
  const fresh = await freshNotices(tx, claiming, quiet);
  const kept = await noticesOf(
    tx,
    again.map(({ id }) => id),
  );
  const facts = await noticeFacts(tx, [...fresh, ...[...kept.values()].flat()]);
  const days = await daysOfBranches(tx, claiming.now, facts.branches);
  const retried = await claimAgain(tx, { again, kept, facts, quiet, days }, claiming, own);
  const first = await claimFresh(tx, { fresh, facts, days }, claiming, own);
  await writeChanges(tx, own);
  changes.add(own);
  return { messages: [...retried, ...first], facts };
}

/** Whether anything may be claimed, without a write. */
export async function isAnyDue(tx: ReadTx, { now }: Pick<Claiming, 'now'>): Promise<boolean> {
  const quiet = await quietBranches(tx);
  const { rows } = await sql<{ n: number }>`
    select 1 as n where exists (select 1 from notice_message where state in ('again', 'claimed', 'sending', 'taken') and until <= ${now})
      or exists (${freshIds(tx, { now, quiet })} limit 1)`.execute(tx.db);
  return rows.length > 0;
}

/** The moment from which on a notice may go, or now. An hour before a date cannot wait for the morning. */
function goesAt({ kind, step, branch }: Notice, days: Days, { now, settings }: Claiming): Instant {
  const ladder = kind === 'courtesy' ? settings.kinds.courtesy[step - 1] : undefined;
  return ladder !== undefined && 'hours' in ladder ? now : allowedAt(days(branch), now, settings);
}

type Days = (branch: string) => BranchDays;

function freshIds(tx: ReadTx, { now, quiet }: { readonly now: Instant; readonly quiet: ReadonlySet<string> }) {
  const loud = quiet.size === 0 ? sql`` : sql`and not ${tx.anyOf('branch', quiet)}`;
  return sql<{ patron_id: string }>`
    select patron_id from notice where state = 'waiting' and send_at <= ${now} ${loud}
      and not exists (select 1 from notice_part where notice_part.notice_id = notice.id)`;
}

async function freshNotices(tx: ReadTx, { now }: Claiming, quiet: ReadonlySet<string>): Promise<Notice[]> {
  const { rows } = await sql<{ patron_id: string }>`
    ${freshIds(tx, { now, quiet })} group by patron_id order by min(send_at), patron_id limit ${sql.lit(MOST_PATRONS)}`.execute(
    tx.db,
  );
  if (rows.length === 0) return [];
  const patrons = rows.map(({ patron_id: id }) => id);
  const ids = await sql<{ id: string }>`
    select id from notice where state = 'waiting' and send_at <= ${now} and ${tx.anyOf('patron_id', patrons)}
      ${quiet.size === 0 ? sql`` : sql`and not ${tx.anyOf('branch', quiet)}`}
      and not exists (select 1 from notice_part where notice_part.notice_id = notice.id)`.execute(tx.db);
  return [
    ...(
      await readRows(
        tx,
        'notice',
        ids.rows.map(({ id }) => id),
      )
    ).values(),
  ];
}

type Retry = {
  readonly id: string;
  readonly channel: NoticeChannel;
  readonly tries: number;
  readonly sentTo: string | null;
};

/** Messages to be tried once more, and those whose process ended before it handed them over. */
async function messagesAgain(tx: ReadTx, { now, ways }: Claiming): Promise<Retry[]> {
  const rows = await tx.db
    .selectFrom('notice_message')
    .select(['id', 'channel', 'tries', 'sent_to'])
    .where('state', 'in', ['again', 'claimed'])
    .where('until', '<=', now)
    .orderBy('until')
    .orderBy('id')
    .limit(MOST_PATRONS)
    .execute();
  return rows.flatMap(({ id, channel, tries, sent_to: sentTo }) => {
    const way = [...ways].find((one) => one === channel);
    return way === undefined ? [] : [{ id, channel: way, tries: Number(tries), sentTo }];
  });
}

async function claimAgain(
  tx: WriteTx,
  {
    again,
    kept,
    facts,
    quiet,
    days,
  }: {
    readonly again: readonly Retry[];
    readonly kept: ReadonlyMap<string, readonly Notice[]>;
    readonly facts: NoticeFacts;
    readonly quiet: ReadonlySet<string>;
    readonly days: Days;
  },
  claiming: Claiming,
  own: RowChanges,
): Promise<ClaimedMessage[]> {
  const { now, owner, settings } = claiming;
  const claimed: ClaimedMessage[] = [];
  for (const { id, channel, tries, sentTo } of again) {
    const all = kept.get(id) ?? [];
    const isHeld = all.some((notice) => quiet.has(notice.branch) || truthOf(notice, facts, now) === 'wait');
    const notices = all.filter((notice) => truthOf(notice, facts, now) === 'true');
    for (const notice of all)
      if (truthOf(notice, facts, now) === 'void') putState(own, notice, { state: 'void', at: now });
    const patron = facts.patrons.get(notices[0]?.patronId ?? '');
    const set = async (state: string, until: Instant, address = sentTo) => {
      const changed = await tx.db
        .updateTable('notice_message')
        .set({ state, until, owner, at: now, sent_to: address })
        .where('id', '=', id)
        .where('state', 'in', ['again', 'claimed'])
        .where('until', '<=', now)
        .returning('id')
        .execute();
      return changed.length > 0;
    };
    const times = notices.map((notice) => goesAt(notice, days, claiming));
    if (isHeld) await set('again', now + HOUR_MS / 12);
    else if (patron === undefined) await set('void', 0);
    else if (Math.min(...times) > now) await set('again', Math.max(...times));
    else if (await set('claimed', now + LEASE_MS, withAddress(sentTo, channel, patron)))
      claimed.push({ id, channel, language: languageOf(settings, patron), tries, patron, notices });
  }
  return claimed;
}

async function claimFresh(
  tx: WriteTx,
  { fresh, facts, days }: { readonly fresh: readonly Notice[]; readonly facts: NoticeFacts; readonly days: Days },
  claiming: Claiming,
  own: RowChanges,
): Promise<ClaimedMessage[]> {
  const { owner, now, settings, ways } = claiming;
  const groups = new Map<string, { channel: NoticeChannel; patron: Row<'patron'>; notices: Notice[] }>();
  for (const notice of fresh) {
    const truth = truthOf(notice, facts, now);
    const patron = facts.patrons.get(notice.patronId);
    if (truth === 'void' || patron === undefined) putState(own, notice, { state: 'void', at: now });
    else if (truth === 'wait') own.put('notice', { ...notice, sendAt: now + HOUR_MS });
    else if (goesAt(notice, days, claiming) > now)
      own.put('notice', { ...notice, sendAt: goesAt(notice, days, claiming) });
    else {
      const channel = channelFor(notice, patron, settings);
      if (channel === null) putState(own, notice, { state: 'no-way', at: now });
      else if (ways.has(channel)) {
        const key = `${channel} ${patron.id}`;
        const group = groups.get(key) ?? { channel, patron, notices: [] };
        groups.set(key, group);
        group.notices.push(notice);
      }
    }
  }
  const messages = [...groups.values()].map(({ channel, patron, notices }): ClaimedMessage => ({
    id: messageIdOf(channel, notices),
    channel,
    language: languageOf(settings, patron),
    tries: 0,
    patron,
    notices,
  }));
  // One that a person sends again is there already, with the addresses that it went to.
  const before = await tx.db
    .selectFrom('notice_message')
    .select(['id', 'sent_to'])
    .where(
      tx.anyOf(
        'id',
        messages.map(({ id }) => id),
      ),
    )
    .execute();
  const sentTo = new Map(before.map((row) => [row.id, row.sent_to]));
  const claim = { state: 'claimed', owner, until: now + LEASE_MS, tries: 0, at: now, code: null };
  await tx.upsert(
    'notice_message',
    messages.map(({ id, channel, patron }) => ({
      id,
      channel,
      patron_id: patron.id,
      sent_to: withAddress(sentTo.get(id) ?? null, channel, patron),
      ...claim,
    })),
  );
  await tx.upsert(
    'notice_part',
    messages.flatMap(({ id, notices }) => notices.map((notice) => ({ notice_id: notice.id, message_id: id }))),
  );
  return messages;
}

/** Made of its contents: the same message has the same id at every server. */
function messageIdOf(channel: NoticeChannel, notices: readonly Notice[]): string {
  return hashedId('notice-message', channel, ...notices.map(({ id }) => id).toSorted());
}

/** The way to a patron; null where there is none. */
export function channelFor(
  { kind }: Pick<Notice, 'kind'>,
  patron: Row<'patron'>,
  { order, smtp, text, print }: MailSettings,
): NoticeChannel | null {
  const has: Readonly<Record<NoticeChannel, boolean>> = {
    email: smtp !== undefined && (patron.email ?? '') !== '' && mailFailureOf(patron) === null,
    text: text !== undefined && patron.phones.length > 0 && (text.kinds?.includes(kind) ?? true),
    print: print !== undefined,
  };
  return order.find((channel) => has[channel]) ?? null;
}

/** The language that a patron is written to in. */
export const languageOf = ({ language, groupLanguages }: MailSettings, { group }: Row<'patron'>): Language =>
  groupLanguages[group] ?? language;
