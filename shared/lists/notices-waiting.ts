// Why mail waits: a row for each cause, with how many notices wait for it and the step to take; and who let the notices of a silent desk go. Pure: desk
// and server read them alike.

import { z } from 'zod';
import type { Exception } from '../circ/model/exception.ts';
import type { Notice } from '../circ/model/notice.ts';
import { DELAY_SIDES, noticeWait, SILENT_CODE, silenceIn, WAIT_WORDS } from '../circ/notice-wait.ts';
import { ExceptionIdSchema, type BranchId, type StaffId } from '../core/ids.ts';
import { DAY_MS, InstantSchema, type Instant } from '../core/instant.ts';
import type { Message } from '../reports/document.ts';
import { columnsOf } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';

export const NoticeWaitRowSchema = z.object({
  key: z.string(),
  why: z.enum(['silent', 'released', 'stuck', ...DELAY_SIDES]),
  /** Of the silence, or of the longest one; null = the cause is another. */
  exceptionId: ExceptionIdSchema.nullable(),
  /** The silent desk, or all of them; empty = the cause is another. */
  desk: z.string(),
  /** Of the outcome; empty = none. */
  code: z.string(),
  /** The person who ended the wait; empty = nobody did, or it was done at the server. */
  staff: z.string(),
  branchName: z.string(),
  since: InstantSchema,
  count: z.int(),
});
export type NoticeWaitRow = z.infer<typeof NoticeWaitRowSchema>;

const { column, moment } = columnsOf<NoticeWaitRow>();

const RELEASED = {
  by: {
    en: 'Sent although {desk} is out of contact: {staff} ended the wait',
    es: 'Se envía aunque {desk} está sin contacto: {staff} terminó la espera',
  },
  atServer: {
    en: 'Sent although {desk} is out of contact: the wait was ended at the server',
    es: 'Se envía aunque {desk} está sin contacto: la espera se terminó en el servidor',
  },
} as const;

function whyOf({ why, desk, code, staff }: NoticeWaitRow): Message {
  if (why !== 'released') return { words: WAIT_WORDS[why].why, params: { desk, code } };
  return staff === ''
    ? { words: RELEASED.atServer, params: { desk } }
    : { words: RELEASED.by, params: { desk, staff } };
}

export const noticesWaiting = defineList({
  name: 'notices-waiting',
  words: { en: 'Why mail waits', es: 'Por qué espera el correo' },
  empty: { en: 'No mail is held back.', es: 'No hay correo retenido.' },
  of: 'branch',
  right: 'edit-patrons',
  work: { section: 'money', weight: null },
  row: NoticeWaitRowSchema,
  rowKey: ({ key }) => key,
  columns: [
    { ...column('text', 'why', { en: 'Why', es: 'Por qué' }, whyOf), stays: true },
    column('count', 'count', { en: 'Notices', es: 'Avisos' }, ({ count }) => count),
    moment('since', { en: 'Since', es: 'Desde' }, ({ since }) => since),
    {
      ...column('text', 'todo', { en: 'Do this', es: 'Qué hacer' }, ({ why, desk }) =>
        why === 'released' ? null : { words: WAIT_WORDS[why].todo, params: { desk } },
      ),
      stays: true,
    },
    { ...column('text', 'branch', { en: 'Branch', es: 'Sede' }, ({ branchName }) => branchName), onPaperOnly: true },
  ],
  order: (a, b) =>
    Number(a.why === 'released') - Number(b.why === 'released') || a.since - b.since || inOrder(a.key, b.key),
  state: ({ why }) => (why === 'released' ? 'plain' : 'attention'),
  isOver: ({ why }) => why === 'released',
  opens: ({ exceptionId, why }) =>
    exceptionId === null || why === 'released' ? null : { record: 'exception', exceptionId },
});

/** So long a wait that a person ended is told. */
export const RELEASED_TOLD_MS = 2 * DAY_MS;

/** Notices that wait, and the exceptions about silent desks, open or ended lately. */
export type WaitCauses = { readonly waiting: readonly Notice[]; readonly silences: readonly Exception[] };

type WaitSource = {
  readonly branchName: (branch: BranchId) => string;
  readonly staffName: (staff: StaffId) => string;
};

/** The causes for which notices of a branch wait, or of all branches. */
export function noticeWaitRows(
  { branchName, staffName }: WaitSource,
  { waiting, silences }: WaitCauses,
  { branch, now }: { readonly branch: BranchId | null; readonly now: Instant },
): NoticeWaitRow[] {
  const isHere = (at: BranchId | null) => at !== null && (branch === null || at === branch);
  const open = silences.flatMap((one) => silenceIn(one) ?? []);
  const notices = waiting.filter((notice) => isHere(notice.branch));
  const waits = notices.map((notice) => ({ wait: noticeWait(notice, open, now), branch: notice.branch }));
  const silent = waits.flatMap(({ wait, branch: at }) => (wait?.why === 'silent' ? [{ ...wait, branch: at }] : []));
  // One row a branch: a notice that waits for two desks is still one notice.
  const held = [...Map.groupBy(silent, (one) => one.branch)].flatMap(([at, alike]) => {
    const [first] = alike;
    if (first === undefined) return [];
    const { why, exceptionId, since } = first;
    const desk = first.desks.join(', ');
    const branchTitle = branchName(at);
    return {
      ...NOTHING,
      key: exceptionId,
      why,
      exceptionId,
      desk,
      branchName: branchTitle,
      since,
      count: alike.length,
    };
  });
  const delayed = waits.flatMap(({ wait, branch: at }) =>
    wait !== null && 'code' in wait ? [{ ...wait, branch: at }] : [],
  );
  const putOff = [...Map.groupBy(delayed, (one) => `${one.branch} ${one.why} ${one.code}`)].flatMap(([key, alike]) => {
    const [first] = alike;
    if (first === undefined) return [];
    const { why, code } = first;
    const since = Math.min(...alike.map((one) => one.since));
    return { ...NOTHING, key, why, code, branchName: branchName(first.branch), since, count: alike.length };
  });
  return [
    ...held,
    ...putOff,
    ...releasedRows(
      { branchName, staffName },
      silences.filter((one) => isHere(one.branch)),
      now,
    ),
  ];
}

const NOTHING = { exceptionId: null, desk: '', code: '', staff: '', count: 0 } as const;

/** Waits that a person ended, while the silence itself may last. */
function releasedRows(
  { branchName, staffName }: WaitSource,
  silences: readonly Exception[],
  now: Instant,
): NoticeWaitRow[] {
  return silences.flatMap(({ id, code, branch, params, resolution, releasedAt }) => {
    if (code !== SILENT_CODE || releasedAt === undefined || branch === null) return [];
    if (now - releasedAt > RELEASED_TOLD_MS) return [];
    const { desk } = params;
    return {
      ...NOTHING,
      key: id,
      why: 'released' as const,
      exceptionId: id,
      desk: typeof desk === 'string' ? desk : '',
      staff: resolution === null ? '' : staffName(resolution.staffId),
      branchName: branchName(branch),
      since: releasedAt,
    };
  });
}
