// Notices to patrons: a tab of the patron's record, and those of a branch that a person has to look at. Pure: desk and server read them alike.

import { z } from 'zod';
import {
  NOTICE_STATES_TO_WORK,
  NoticeChannelSchema,
  NoticeKindSchema,
  NoticeStateSchema,
  type Notice,
  type NoticeChannel,
  type NoticeState,
} from '../circ/model/notice.ts';
import { DELAY_SIDES, noticeWait, WAIT_WORDS, type Silence } from '../circ/notice-wait.ts';
import { noticeWords } from '../circ/notice-words.ts';
import { cardOf } from '../circ/model/patron.ts';
import { sortName } from '../circ/patron-name.ts';
import type { BranchId } from '../core/ids.ts';
import { InstantSchema, type Instant } from '../core/instant.ts';
import type { Words } from '../core/language.ts';
import { columnsOf } from './columns.ts';
import { defineList } from './define-list.ts';
import type { RowSource } from './row-source.ts';

export const NoticeRowSchema = z.object({
  noticeId: z.string(),
  /** Empty where the account is not known here. */
  card: z.string(),
  name: z.string(),
  kind: NoticeKindSchema,
  /** Of the copy or title that it is about; null = none is, or it is not known here. */
  title: z.string().nullable(),
  barcode: z.string().nullable(),
  channel: NoticeChannelSchema.nullable(),
  state: NoticeStateSchema,
  at: InstantSchema,
  /** Why it waits; null = it does not. */
  wait: z
    .object({ why: z.enum(['silent', 'stuck', 'later', 'next', ...DELAY_SIDES]), desk: z.string(), code: z.string() })
    .nullable(),
  branchName: z.string(),
});
export type NoticeRow = z.infer<typeof NoticeRowSchema>;

const CHANNEL_WORDS: Readonly<Record<NoticeChannel, Words>> = {
  email: { en: 'E-mail', es: 'Correo electrónico' },
  text: { en: 'Text message', es: 'Mensaje de texto' },
  print: { en: 'Letter', es: 'Carta' },
};

const STATE_WORDS: Readonly<Record<NoticeState, Words>> = {
  waiting: { en: 'Waiting to be sent', es: 'En espera de envío' },
  sent: { en: 'Sent', es: 'Enviado' },
  printed: { en: 'Letter to mail', es: 'Carta por enviar' },
  void: { en: 'Not sent: no longer true', es: 'No se envió: ya no corresponde' },
  doubtful: { en: 'May not have arrived', es: 'Quizá no llegó' },
  refused: { en: 'Not accepted', es: 'No fue aceptado' },
  returned: { en: 'Came back', es: 'Fue devuelto' },
  'no-way': { en: 'No address: call the patron', es: 'Sin dirección: llame al usuario' },
};

const { column, moment } = columnsOf<NoticeRow>();
const kind = column('text', 'kind', { en: 'Notice', es: 'Aviso' }, (row) => noticeWords(row.kind));
const title = column('text', 'title', { en: 'Title', es: 'Título' }, (row) => row.title);
const way = column('text', 'channel', { en: 'Sent by', es: 'Vía' }, ({ channel }) =>
  channel === null ? '' : { words: CHANNEL_WORDS[channel] },
);
const state = column('text', 'state', { en: 'Status', es: 'Estado' }, ({ state: is, wait }) => {
  if (wait === null || wait.why === 'later' || wait.why === 'next') return { words: STATE_WORDS[is] };
  return { words: WAIT_WORDS[wait.why].why, params: { desk: wait.desk, code: wait.code } };
});
/** Next step of a notice that waits for more than its time. */
const todo = column('text', 'todo', { en: 'Do this', es: 'Qué hacer' }, ({ wait }) =>
  wait === null || wait.why === 'later' || wait.why === 'next'
    ? null
    : { words: WAIT_WORDS[wait.why].todo, params: { desk: wait.desk } },
);
const when = moment('at', { en: 'When', es: 'Cuándo' }, ({ at }) => at);
const order = (a: NoticeRow, b: NoticeRow): number => b.at - a.at || (a.noticeId < b.noticeId ? 1 : -1);
const isToWork = ({ state: is }: Pick<NoticeRow, 'state'>): boolean => NOTICE_STATES_TO_WORK.some((one) => one === is);

/** The newest on top. */
export const patronNotices = defineList({
  name: 'patron-notices',
  words: { en: 'Notices', es: 'Avisos' },
  empty: { en: 'No notices.', es: 'No hay avisos.' },
  of: 'patron',
  row: NoticeRowSchema,
  rowKey: ({ noticeId }) => noticeId,
  columns: [when, kind, title, way, state, todo],
  order,
  state: (row) => (isToWork(row) || row.wait?.why === 'silent' ? 'attention' : 'plain'),
  opens: ({ barcode }) => (barcode === null ? null : { record: 'item', barcode }),
});

/** Notices that a person has to look at. */
export const noticesToWork = defineList({
  name: 'notices',
  words: { en: 'Notices', es: 'Avisos' },
  empty: { en: 'No notice waits for a person.', es: 'Ningún aviso espera a una persona.' },
  of: 'branch',
  right: 'edit-patrons',
  work: { section: 'money', weight: null },
  row: NoticeRowSchema,
  rowKey: ({ noticeId }) => noticeId,
  columns: [
    column('person', 'name', { en: 'Patron', es: 'Usuario' }, ({ name }) => name),
    kind,
    title,
    way,
    state,
    when,
  ],
  order,
  acts: [
    {
      act: 'settleNotice',
      key: 'D',
      label: { en: 'Patron was told', es: 'Ya se le avisó' },
      offered: () => true,
    },
    {
      act: 'sendNoticeAgain',
      key: 'S',
      label: { en: 'Send again', es: 'Enviar de nuevo' },
      // Perhaps the account has an address by now.
      offered: () => true,
    },
  ],
  opens: ({ card }) => (card === '' ? null : { record: 'patron', card }),
});

/** Source of the lists. */
export type NoticeSource = Pick<RowSource, 'item' | 'title' | 'patron' | 'branchName'>;

/** `silences`: desks for which notices wait. */
export type NoticesFrom = {
  readonly branch: BranchId | null;
  readonly silences: readonly Silence[];
  readonly now: Instant;
};

/** Rows of notices. `branch`: null = of the whole library. */
export function noticeRows(
  source: NoticeSource,
  notices: readonly Notice[],
  { branch, silences, now }: NoticesFrom,
): NoticeRow[] {
  return notices
    .filter((notice) => branch === null || notice.branch === branch)
    .map((notice) => {
      const wait = noticeWait(notice, silences, now);
      const patron = source.patron(notice.patronId);
      const card = patron === null ? '' : cardOf(patron);
      const item = notice.itemId === null ? null : source.item(notice.itemId);
      const titleId = item?.titleId ?? notice.titleId;
      return {
        noticeId: notice.id,
        card,
        name: patron === null ? '' : sortName(patron.name, card),
        kind: notice.kind,
        title: titleId === null ? null : (source.title(titleId)?.title ?? null),
        barcode: item?.barcode ?? null,
        channel: notice.channel,
        state: notice.state,
        at: notice.state === 'waiting' ? notice.sendAt : notice.at,
        wait:
          wait === null
            ? null
            : {
                why: wait.why,
                desk: 'desks' in wait ? wait.desks.join(', ') : '',
                code: 'code' in wait ? wait.code : '',
              },
        branchName: source.branchName(notice.branch),
      };
    });
}
