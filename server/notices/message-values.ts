// The values that templates of notices are filled with: dates on the clock of the branch, names as people go by.

import { keeping } from '../../shared/core/keeping.ts';
import { formatMoney } from '../../shared/core/money.ts';
import { sayableInstant, type Instant } from '../../shared/core/instant.ts';
import { LOCALES, type Language } from '../../shared/core/language.ts';
import type { Notice } from '../../shared/circ/model/notice.ts';
import { readAllRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import type { NoticeFacts } from './notice-facts.ts';
import type { ClaimedMessage } from './outbox.ts';
import type { ItemValues, MessagePart, MessageValues } from './render-message.ts';
import { NOTICE_KINDS } from '../../shared/circ/model/notice.ts';

export type LibraryName = { readonly name: string; readonly currency: string };

export async function libraryName(tx: ReadTx): Promise<LibraryName> {
  const [library] = await readAllRows(tx, 'library');
  return { name: library?.name ?? '', currency: library?.currency ?? 'USD' };
}

/** The values of a message. */
export function messageValues(
  { patron, notices, language }: Pick<ClaimedMessage, 'patron' | 'notices' | 'language'>,
  facts: NoticeFacts,
  library: LibraryName,
): { readonly parts: readonly MessagePart[]; readonly values: MessageValues } {
  const parts = NOTICE_KINDS.flatMap((kind) => {
    const own = notices.filter((notice) => notice.kind === kind);
    const ordered = own.toSorted((a, b) => a.moment - b.moment || (a.id < b.id ? -1 : 1));
    return own.length === 0
      ? []
      : [{ kind, items: ordered.map((one) => itemValues(one, facts, { language, library })) }];
  });
  const { given, chosen, family } = patron.name;
  const branch = facts.branches.get(notices[0]?.branch ?? patron.home);
  return {
    parts,
    values: {
      library: { name: library.name },
      branch: { name: branch?.name ?? library.name },
      patron: { name: [chosen ?? given, family].filter((part) => part !== '').join(' ') },
    },
  };
}

function itemValues(
  notice: Notice,
  facts: NoticeFacts,
  { language, library }: { readonly language: Language; readonly library: LibraryName },
): ItemValues {
  const item = facts.items.get(notice.itemId ?? '');
  const title = facts.titles.get(notice.titleId ?? item?.titleId ?? '');
  const zone = facts.branches.get(notice.branch)?.zone ?? 'UTC';
  const loan = facts.loans.get(notice.subject);
  const hold = facts.holds.get(notice.subject);
  const fee = facts.fees.get(notice.subject);
  const until = notice.kind === 'account-expiring' ? notice.moment : (hold?.shelfUntil ?? null);
  return {
    title: title?.title ?? OTHER[language],
    author: title?.author ?? '',
    call_number: item?.callNumber ?? '',
    due: loan === undefined ? '' : sayMoment(loan.dueAt, zone, language),
    pickup: hold === undefined ? '' : (facts.branches.get(hold.pickup)?.name ?? ''),
    until: until === null ? '' : sayMoment(until, zone, language),
    amount: fee === undefined ? '' : formatMoney(fee.outstandingMinor, library.currency, LOCALES[language]),
  };
}

const OTHER: Readonly<Record<Language, string>> = { en: 'Library charge', es: 'Cargo de la biblioteca' };

/** A date; with the time where it does not end with the day. */
function sayMoment(at: Instant, zone: string, language: Language): string {
  const moment = new Date(sayableInstant(at));
  const isEndOfDay = ['23:59', '00:00'].includes(clockOf(zone).format(moment));
  return dateOf(language, zone, isEndOfDay ? '' : 'time').format(moment);
}

/** Making one takes longer than a hundred uses of it. */
const clockOf = keeping(
  (zone: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
);

const dateOf = keeping((language: Language, zone: string, more: string) => {
  const day = { timeZone: zone, weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' } as const;
  const time = more === '' ? {} : ({ hour: 'numeric', minute: '2-digit' } as const);
  return new Intl.DateTimeFormat(LOCALES[language], { ...day, ...time });
});
