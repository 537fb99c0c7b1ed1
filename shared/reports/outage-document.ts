// The outage report as it is handed out: a summary that names no patron, and apart from it, as a report of its own, the work that is left.

import { ACT_WORDS } from '../acts/act-words.ts';
import {
  CAUSE_NAMES,
  EXCEPTION_NAMES,
  EXCEPTION_WEIGHT_NAMES,
  nameOfCode,
  OUTCOME_NAMES,
  RESOLUTION_NAMES,
} from '../core/codes/names.ts';
import type { Exception } from '../circ/model/exception.ts';
import { exceptionMessage } from '../circ/say-exception.ts';
import type { Instant } from '../core/instant.ts';
import type { Words } from '../core/language.ts';
import { type Message, type ReportDocument, type ReportHead, type Row, type Section } from './document.ts';
import { REPORT_KINDS } from './kinds.ts';
import { countColumn, durationColumn, instantColumn, internalColumn, section, summed, textColumn } from './section.ts';
import { turnedAwayReasons } from './turned-away.ts';
import type { OutageCode, OutageException, OutageFigures, OutageSpan } from './outage.ts';

/** An exception that is open, as the person who works it needs it. */
export type OutageWork = {
  readonly exceptionId: string;
  readonly code: string;
  readonly weight: string;
  readonly branch: string | null;
  readonly item?: string;
  readonly patron?: string;
  readonly at: Instant;
  readonly text: Message;
  readonly tellPatron: Message | null;
  /** The person assigned; empty for one whose name is not known. Absent: unassigned. */
  readonly assigned?: string;
};

/** The work that an exception leaves; null: its item or patron is none, or not known. */
export function outageWork(
  exception: Exception,
  { item, patron, assigned }: Names & Pick<OutageException, 'assigned'>,
): OutageWork {
  const { id: exceptionId, code, weight, branch, at } = exception;
  return {
    exceptionId,
    code,
    weight,
    branch,
    at,
    ...(item === null ? {} : { item }),
    ...(patron === null ? {} : { patron }),
    ...exceptionMessage(exception),
    ...(assigned === undefined ? {} : { assigned }),
  };
}

type Names = { readonly item: string | null; readonly patron: string | null };

type Coverage = ReportDocument['coverage'];

/** The summary. */
export function outageDocument(head: ReportHead, figures: OutageFigures, coverage: Coverage): ReportDocument {
  return {
    ...head,
    kind: 'outage',
    title: { words: REPORT_KINDS.outage.title },
    coverage,
    sections: [
      spanSection(figures),
      actSection(figures),
      outcomeSection(figures),
      codeSection(figures),
      moneySection(figures),
      turnedAwaySection(figures),
    ],
  };
}

/** The work that is left. It has cards and barcodes: nothing of it is for others. */
export function outageWorklistDocument(
  head: ReportHead,
  work: readonly OutageWork[],
  coverage: Coverage,
): ReportDocument {
  const columns = [
    textColumn('weight', 'Weight', 'Peso'),
    textColumn('exception', 'What', 'Qué'),
    textColumn('branch', 'Branch', 'Sede'),
    textColumn('item', 'Item', 'Material'),
    textColumn('patron', 'Card', 'Tarjeta'),
    instantColumn('at', 'When', 'Cuándo'),
    textColumn('text', 'What to do', 'Qué hacer'),
    textColumn('tell_patron', 'Tell the patron', 'Qué decir al usuario'),
    textColumn('given_to', 'Assigned to', 'A cargo de'),
    textColumn('exception_id', 'Number', 'Número'),
  ];
  const rows = work.map((one): Row => [
    { words: nameOfCode(EXCEPTION_WEIGHT_NAMES, one.weight) },
    { words: nameOfCode(EXCEPTION_NAMES, one.code) },
    one.branch,
    one.item ?? null,
    one.patron ?? null,
    one.at,
    one.text,
    one.tellPatron,
    one.assigned === undefined ? null : personOf(one.assigned),
    one.exceptionId,
  ]);
  const heading = { en: 'Left to work on', es: 'Por atender' };
  return {
    ...head,
    kind: 'outage-worklist',
    title: { words: REPORT_KINDS['outage-worklist'].title },
    coverage,
    sections: [{ ...section('worklist', heading, columns, rows), internal: true }],
  };
}

function turnedAwaySection({ turnedAway: { refusals, inVain } }: OutageFigures): Section {
  const reasons = turnedAwayReasons(refusals);
  return {
    ...reasons,
    notes: [{ words: TURNED_AWAY, params: { people: refusals.length, inVain }, internal: true }, ...reasons.notes],
  };
}

const TURNED_AWAY = {
  en: 'Turned away while offline: {people}. Of these, turned away for a reason that no longer applied once the data was current: {inVain}.',
  es: 'No atendidos mientras no había conexión: {people}. De ellos, por un motivo que con los datos al día ya no regía: {inVain}.',
};

const HOPS = {
  server: { en: 'Desk to central server', es: 'Del mostrador al servidor central' },
  ils: { en: 'Central server to the library system', es: 'Del servidor central al sistema bibliotecario' },
} as const;

function spanSection({ spans }: OutageFigures): Section {
  const columns = [
    textColumn('desk', 'Desk', 'Mostrador'),
    textColumn('hop', 'Line', 'Línea'),
    instantColumn('began', 'Began', 'Empezó'),
    instantColumn('ended', 'Ended', 'Terminó'),
    durationColumn('length', 'Length', 'Duración'),
    textColumn('causes', 'Cause', 'Causa'),
    instantColumn('data_as_of', 'Data as of', 'Datos de'),
  ];
  const rows = spans.map(({ desk, hop, from, to, causes, dataAsOf }): Row => [
    desk,
    { words: HOPS[hop] },
    from,
    to,
    to === null ? null : to - from,
    causesOf(causes),
    dataAsOf,
  ]);
  return section('outages', { en: 'Outages', es: 'Cortes' }, columns, rows);
}

function causesOf(causes: OutageSpan['causes']): Message {
  const said = (language: 'en' | 'es') =>
    [
      ...new Set(
        causes.map(({ cause, code }) => [nameOfCode(CAUSE_NAMES, cause)[language], code].filter(Boolean).join(' ')),
      ),
    ].join('; ');
  return { words: { en: said('en'), es: said('es') } };
}

function actSection({ acts }: OutageFigures): Section {
  const columns = [
    textColumn('act', 'Transaction', 'Transacción'),
    countColumn('acts', 'Transactions', 'Transacciones'),
  ];
  const rows = acts.map((act): Row => [{ words: nameOfCode(ACT_WORDS, act.name) }, act.count]);
  return {
    ...summed(section('acts', { en: 'What was done meanwhile', es: 'Qué se hizo mientras tanto' }, columns, rows)),
    chart: { kind: 'bars', label: 'act', value: 'acts' },
  };
}

function outcomeSection({ outcomes }: OutageFigures): Section {
  const columns = [
    textColumn('outcome', 'Answer of the server', 'Respuesta del servidor'),
    countColumn('acts', 'Transactions', 'Transacciones'),
  ];
  const none = { en: 'none yet', es: 'ninguna todavía' };
  const rows = outcomes.map((one): Row => [
    { words: one.outcome === null ? none : nameOfCode(OUTCOME_NAMES, one.outcome) },
    one.count,
  ]);
  return summed(section('answers', { en: 'What the server answered', es: 'Qué respondió el servidor' }, columns, rows));
}

function codeSection({ codes }: OutageFigures): Section {
  const columns = [
    textColumn('exception', 'Exception', 'Incidencia'),
    textColumn('weight', 'Weight', 'Peso'),
    countColumn('found', 'Found', 'Detectadas'),
    countColumn('open', 'Open', 'Abiertas'),
    countColumn('by_event', 'Closed by a transaction', 'Cerradas por una transacción'),
    countColumn('explained', 'Explained', 'Explicadas'),
    countColumn('by_person', 'Closed by staff', 'Cerradas por el personal'),
    internalColumn(textColumn('closed_by', 'Closed by', 'Cerradas por')),
    internalColumn(textColumn('given_to', 'Open ones assigned to', 'Abiertas a cargo de')),
  ];
  const rows = codes.map((code): Row => [
    { words: nameOfCode(EXCEPTION_NAMES, code.code) },
    { words: nameOfCode(EXCEPTION_WEIGHT_NAMES, code.weight) },
    code.count,
    code.open,
    code.byEvent,
    code.explained,
    code.byPerson,
    closersOf(code),
    ownersOf(code),
  ]);
  return {
    ...summed(section('exceptions', { en: 'What came of it', es: 'Qué resultó' }, columns, rows)),
    rowSum: { of: ['open', 'by_event', 'explained', 'by_person'], sum: 'found' },
  };
}

function closersOf({ by }: OutageCode): Message {
  const said = (language: 'en' | 'es') =>
    by
      .map(({ count: number, action, staff }) =>
        `${number} ${nameOfCode(RESOLUTION_NAMES, action)[language]} ${staff}`.trimEnd(),
      )
      .join('; ');
  return { words: { en: said('en'), es: said('es') } };
}

function ownersOf({ givenTo }: OutageCode): Message {
  const said = (language: 'en' | 'es') =>
    givenTo.map(({ count: number, staff }) => `${number} ${personOf(staff).words[language]}`).join('; ');
  return { words: { en: said('en'), es: said('es') } };
}

function personOf(staff: string): Message & { readonly words: Words } {
  return { words: staff === '' ? UNKNOWN_PERSON : { en: staff, es: staff } };
}

const UNKNOWN_PERSON: Words = { en: 'someone at another branch', es: 'alguien de otra sede' };

function moneySection({ moneyBack }: OutageFigures): Section {
  const columns = [
    textColumn('what', 'What', 'Qué'),
    countColumn('cases', 'Cases', 'Casos'),
    countColumn('open', 'Open', 'Abiertos'),
  ];
  const rows: Row[] = [
    [{ words: { en: 'Money to refund', es: 'Dinero por reembolsar' } }, moneyBack.count, moneyBack.open],
  ];
  return section('money_back', { en: 'Money', es: 'Dinero' }, columns, rows);
}
