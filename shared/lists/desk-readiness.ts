// Readiness of the desks of a branch for an outage: a row for each check that is not in order, and one a desk for those that are.

import { z } from 'zod';
import { isOfKind, type LogEntry, type LogEntryOf } from '../circ/model/log-entry.ts';
import {
  CHECK_NAMES,
  judgeReadiness,
  READINESS_CHECKS,
  newerVersion,
  readinessScore,
  type CheckState,
} from '../circ/readiness.ts';
import { DeskIdSchema, type BranchId } from '../core/ids.ts';
import { DAY_MS, InstantSchema, type Instant } from '../core/instant.ts';
import type { KeyMap } from '../core/desk-keys.ts';
import type { Words } from '../core/language.ts';
import { columnsOf } from './columns.ts';
import { defineList, inOrder } from './define-list.ts';

const WordsSchema = z.object({ en: z.string(), es: z.string() });
const StateSchema = z.enum(['ok', 'note', 'bad']);

export const ReadinessRowSchema = z.object({
  deskId: DeskIdSchema,
  desk: z.string(),
  branchName: z.string(),
  reportedAt: InstantSchema,
  /** How many checks of the desk are in order, of how many. */
  inOrder: z.int(),
  of: z.int(),
  worst: StateSchema,
  check: z.string(),
  checkName: WordsSchema,
  state: StateSchema,
  why: WordsSchema,
  todo: WordsSchema.nullable(),
});
export type ReadinessRow = z.infer<typeof ReadinessRowSchema>;

const { column } = columnsOf<ReadinessRow>();

const STATES: Readonly<Record<CheckState, Words>> = {
  ok: { en: 'OK', es: 'Bien' },
  note: { en: 'Remark', es: 'Revisar' },
  bad: { en: 'Bad', es: 'Mal' },
};
const VERDICTS: Readonly<Record<CheckState, Words>> = {
  ok: { en: 'ready', es: 'listo' },
  note: { en: 'ready, with remarks', es: 'listo, con observaciones' },
  bad: { en: 'not ready', es: 'no está listo' },
};
const WORST_FIRST: readonly CheckState[] = ['bad', 'note', 'ok'];

export const deskReadiness = defineList({
  name: 'desk-readiness',
  words: { en: 'Readiness for an outage', es: 'Preparación para un corte' },
  empty: { en: 'No desk has reported yet.', es: 'Ningún mostrador ha informado aún.' },
  of: 'branch',
  right: 'read-reports',
  row: ReadinessRowSchema,
  rowKey: ({ deskId, check }) => `${deskId} ${check}`,
  work: { section: 'desk', weight: null },
  columns: [
    { ...column('text', 'desk', { en: 'Desk', es: 'Mostrador' }, ({ desk }) => desk), onPaperOnly: true },
    column('text', 'check', { en: 'Check', es: 'Comprobación' }, ({ checkName }) => ({ words: checkName })),
    column('text', 'state', { en: 'State', es: 'Estado' }, ({ state }) => ({ words: STATES[state] })),
    { ...column('text', 'why', { en: 'Why', es: 'Por qué' }, ({ why }) => ({ words: why })), stays: true },
    {
      ...column('text', 'todo', { en: 'Do this', es: 'Qué hacer' }, ({ todo }) =>
        todo === null ? null : { words: todo },
      ),
      stays: true,
    },
  ],
  order: (a, b) =>
    WORST_FIRST.indexOf(a.worst) - WORST_FIRST.indexOf(b.worst) ||
    inOrder(a.desk, b.desk) ||
    inOrder(a.deskId, b.deskId) ||
    WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state),
  group: ({ desk, inOrder: stand, of, worst, branchName }, { saying: { language } }) => {
    const score = language === 'en' ? `${stand} of ${of} in order` : `${stand} de ${of} en orden`;
    return `${desk} · ${branchName} · ${VERDICTS[worst][language]} · ${score}`;
  },
  state: ({ state }) => (state === 'bad' ? 'overdue' : state === 'note' ? 'attention' : 'plain'),
  acts: [
    {
      act: 'startDrill',
      key: 'd',
      label: { en: 'Drill', es: 'Simulacro' },
      asks: 'sure',
      offered: () => true,
    },
  ],
  opens: () => null,
});

/** A desk that was silent for so long is no desk of today. */
const GONE_AFTER_MS = 30 * DAY_MS;

type Asked = {
  readonly now: Instant;
  readonly zone: string;
  readonly branch: BranchId | null;
  /** The keys of the library. */
  readonly keys: KeyMap;
  readonly branchName: (branch: BranchId) => string;
};

/** The rows of the desks of a branch, those that never reported too; of all where none is named. */
export function readinessRows(
  all: readonly LogEntry[],
  { now, zone, branch, keys, branchName }: Asked,
): ReadinessRow[] {
  const entries = all.filter((entry) => branch === null || entry.branch === branch);
  const reports = entries.filter((entry): entry is LogEntryOf<'readiness'> => isOfKind(entry, 'readiness'));
  const current = reports.filter((entry) => now - entry.at < GONE_AFTER_MS);
  const newestVersion = current.map(({ what }) => what.facts.version).reduce(newerVersion, '');
  const reported = new Set(reports.map(({ what }) => what.facts.deskId));
  const silent = entries.filter(
    (entry): entry is LogEntryOf<'enrolled'> => isOfKind(entry, 'enrolled') && !reported.has(entry.what.desk),
  );
  return [
    ...current.flatMap(rowsOfReport),
    ...silent.map(({ what: { desk: deskId, name: desk }, branch: at, at: reportedAt }): ReadinessRow => ({
      deskId,
      desk,
      branchName: branchName(at),
      reportedAt,
      inOrder: 0,
      of: READINESS_CHECKS.length,
      worst: 'bad',
      check: 'report',
      checkName: CHECK_NAMES.report,
      state: 'bad',
      ...NEVER,
    })),
  ];

  function rowsOfReport(entry: LogEntryOf<'readiness'>): ReadinessRow[] {
    const { facts } = entry.what;
    const judged = judgeReadiness({ facts, reportedAt: entry.at, now, zone, newestVersion, keys });
    const { inOrder: stand, of, state: worst } = readinessScore(judged);
    const desk = {
      deskId: facts.deskId,
      desk: facts.name,
      branchName: branchName(entry.branch),
      reportedAt: entry.at,
      inOrder: stand,
      of,
      worst,
    };
    const open = judged.filter(({ state }) => state !== 'ok');
    const fine = judged.filter(({ state }) => state === 'ok').map(({ check }) => CHECK_NAMES[check]);
    return [
      ...open.map(({ check, state, why, todo }) => ({
        ...desk,
        check,
        checkName: CHECK_NAMES[check],
        state,
        why,
        todo,
      })),
      ...(fine.length === 0 ? [] : [{ ...desk, check: 'in-order', ...inOneRow(fine) }]),
    ];
  }
}

const NEVER = {
  why: { en: 'It joined the library and never reported.', es: 'Se incorporó a la biblioteca y nunca informó.' },
  todo: {
    en: 'Start it, and let it reach the server; or revoke it with holdfast desk revoke.',
    es: 'Inícielo y deje que alcance el servidor, o revóquelo con holdfast desk revoke.',
  },
};

/** Checks that are in order share a row. */
function inOneRow(names: readonly Words[]): Pick<ReadinessRow, 'checkName' | 'state' | 'why' | 'todo'> {
  const joined = (language: keyof Words) => `${names.map((name) => name[language]).join(', ')}.`;
  return {
    checkName: { en: 'In order', es: 'En orden' },
    state: 'ok',
    why: { en: joined('en'), es: joined('es') },
    todo: null,
  };
}
