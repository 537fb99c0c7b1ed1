// People who are gone from the office's data: their accounts end by a date, and nothing of them is deleted.

import { DAY_MS, HOUR_MS, type Instant, type Millis } from '../../shared/core/instant.ts';
import { formatLocalMoment, parseLocalMoment } from '../../shared/core/local-moment.ts';
import { readRows } from '../store/read-rows.ts';
import { withAccounts } from './feed-accounts.ts';
import type { Member } from './feed-members.ts';
import type { Work } from './feed-work.ts';

/** A whole list may have been read, or have waited for its turn, for so long: a person whom a list of changes told since need not be in it. */
export const READ_WITHIN_MS: Millis = 6 * HOUR_MS;

/**
 * People whom the feed had and the file has no more, or marks as leaving. A person who is there under another id has not left: only the old id is
 * forgotten.
 */
export async function goneFrom(work: Work, present: ReadonlySet<string>): Promise<readonly Member[]> {
  const { store, members, layout, accounts, takenAt } = work;
  const { unread, leaving } = work.reading;
  const isOfChanges = layout.file.holds === 'changes';
  const isLate = ({ told }: Member): boolean => told !== undefined && told > takenAt - READ_WITHIN_MS;
  const isGone = (member: Member): boolean => {
    const { sourceId } = member;
    if (isOfChanges) return leaving.has(sourceId);
    return !present.has(sourceId) && !unread.ids.has(sourceId) && !isLate(member);
  };
  if (isOfChanges && leaving.size === 0) return [];
  const standing = new Set(accounts.taken());
  const gone: (readonly [Member, string])[] = [];
  for await (const page of members.pages())
    for (const one of await withAccounts(store, page)) {
      const [member, account] = one;
      // One that this run ended before it was broken off is gone through again.
      const isOver = member.ended !== undefined && member.ended.in !== takenAt;
      if (isOver) continue;
      if (isGone(member)) gone.push(one);
      else standing.add(account);
    }
  if (layout.kind !== 'patrons') return gone.map(([member]) => member);
  const isStanding = ([, account]: readonly [Member, string]): boolean => standing.has(account);
  if (!unread.isVague) await members.forget(gone.filter(isStanding).map(([{ sourceId }]) => sourceId));
  return gone.filter((one) => !isStanding(one)).map(([member]) => member);
}

const ENDED_TOGETHER = 500;

/** Ends the accounts of leavers. Ends none if an unreadable row of the file may be any of them. */
export async function endLeavers(work: Work, gone: readonly Member[]): Promise<void> {
  const { store, sink, members, layout, takenAt, reading, noting } = work;
  if (reading.unread.isVague || layout.kind !== 'patrons') return;
  const endsAt = endOfDay(takenAt + layout.leavers.afterDays * DAY_MS, reading.zone);
  for (let from = 0; from < gone.length; from += ENDED_TOGETHER) {
    const some = await withAccounts(store, gone.slice(from, from + ENDED_TOGETHER));
    const rows = await store.read((tx) => readRows(tx, 'patron', new Set(some.map(([, account]) => account))));
    const ending = some.flatMap(([member, account]) => {
      const row = rows.get(account);
      const was = member.ended === undefined ? (row?.expiresAt ?? null) : member.ended.was;
      const at = was === null ? endsAt : Math.min(was, endsAt);
      members.put({ ...member, ended: { at, was, in: takenAt } });
      if (row === undefined) return [];
      if (row.expiresAt !== at) noting.note('ended', { sourceId: member.sourceId, key: row.id });
      return [{ sourceId: member.sourceId, key: row.id, row: { ...row, expiresAt: at } }];
    });
    // The end of before is kept first: once the row is written, no other record has it.
    await members.flush();
    await sink.rows('patron', ending);
    work.onRows?.();
  }
}

function endOfDay(at: Instant, zone: string): Instant {
  const day = formatLocalMoment(at, zone).slice(0, 10);
  return (parseLocalMoment(`${day}T23:59`, zone) ?? at) + 59_000;
}
