// Patrons to call by phone: those whose notice found no address, and those who keep others waiting for equipment. On paper it is the phone list of a
// day of outage.

import { z } from 'zod';
import { noticeWords } from '../circ/notice-words.ts';
import { cardOf } from '../circ/model/patron.ts';
import type { Loan } from '../circ/model/loan.ts';
import type { Notice } from '../circ/model/notice.ts';
import { sortName } from '../circ/patron-name.ts';
import type { BranchId } from '../core/ids.ts';
import { InstantSchema } from '../core/instant.ts';
import { columnsOf } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';
import { lateRows } from './late-equipment.ts';
import { noticeRows, NoticeRowSchema } from './notices.ts';
import type { LookingFrom, RowSource } from './row-source.ts';

export const CallRowSchema = z.object({
  /** Of the notice or the copy. */
  key: z.string(),
  card: z.string(),
  name: z.string(),
  /** The first of the account; empty = none is known. */
  phone: z.string(),
  about: NoticeRowSchema.shape.kind.or(z.literal('late-equipment')),
  title: z.string().nullable(),
  /** Since when: the due time of equipment, the day of a notice. */
  since: InstantSchema,
  branchName: z.string(),
});
export type CallRow = z.infer<typeof CallRowSchema>;

const { column, moment } = columnsOf<CallRow>();

export const patronsToCall = defineList({
  name: 'patrons-to-call',
  words: { en: 'Patrons to call', es: 'Usuarios por llamar' },
  empty: { en: 'Nobody has to be called.', es: 'No hay que llamar a nadie.' },
  of: 'branch',
  right: 'edit-patrons',
  work: { section: 'money', weight: null },
  row: CallRowSchema,
  rowKey: ({ key }) => key,
  columns: [
    column('person', 'name', { en: 'Patron', es: 'Usuario' }, ({ name }) => name),
    column('text', 'phone', { en: 'Phone', es: 'Teléfono' }, ({ phone }) => phone),
    column('text', 'about', { en: 'About', es: 'Motivo' }, ({ about }) =>
      about === 'late-equipment'
        ? { words: { en: 'Hourly loan overdue', es: 'Préstamo por horas vencido' } }
        : noticeWords(about),
    ),
    column('text', 'title', { en: 'Title', es: 'Título' }, ({ title }) => title),
    moment('since', { en: 'Since', es: 'Desde' }, ({ since }) => since),
  ],
  order: (a, b) => a.since - b.since || inOrder(a.key, b.key),
  state: ({ phone }) => (phone === '' ? 'attention' : 'plain'),
  opens: ({ card }) => (card === '' ? null : { record: 'patron', card }),
});

/** The causes of a call: notices that no address was found for or that came back, and overdue loans. */
export type CallCauses = { readonly notices: readonly Notice[]; readonly loans: readonly Loan[] };

/** Patrons that a branch has to call; of the whole library where none is named. */
export function callRows(
  source: RowSource,
  { notices, loans }: CallCauses,
  from: LookingFrom & { readonly branch: BranchId | null },
): CallRow[] {
  const late = lateRows(source, loans, from);
  const borrower = new Map(loans.map((loan) => [loan.itemId, loan.patronId]));
  const byPhone = notices.filter(({ state }) => state === 'no-way' || state === 'returned');
  const patronOf = new Map<string, Notice['patronId']>(byPhone.map(({ id, patronId }) => [id, patronId]));
  return [
    ...late.flatMap(({ itemId, title, dueAt, branchName }) => {
      const patronId = borrower.get(itemId);
      return patronId === undefined
        ? []
        : [
            {
              key: itemId,
              ...calledOf(source, patronId),
              about: 'late-equipment' as const,
              title,
              since: dueAt,
              branchName,
            },
          ];
    }),
    ...noticeRows(source, byPhone, { ...from, silences: [] }).flatMap(({ noticeId, kind, title, at, branchName }) => {
      const patronId = patronOf.get(noticeId);
      return patronId === undefined
        ? []
        : [{ key: noticeId, ...calledOf(source, patronId), about: kind, title, since: at, branchName }];
    }),
  ];
}

function calledOf(source: RowSource, patronId: Notice['patronId']): Pick<CallRow, 'card' | 'name' | 'phone'> {
  const patron = source.patron(patronId);
  if (patron === null) return { card: '', name: '', phone: '' };
  const card = cardOf(patron);
  return { card, name: sortName(patron.name, card), phone: patron.phones[0] ?? '' };
}
