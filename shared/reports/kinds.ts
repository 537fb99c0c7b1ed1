// The kinds of reports that there are: their names, and who may read them. make-report.ts makes each of them, of a desk or of the library.

import { reservesWords } from '../circ/reserves-name.ts';
import type { Words } from '../core/language.ts';
import type { Right } from '../circ/rights.ts';

/** A kind of report as people choose it. */
export type ReportKindEntry = {
  readonly title: Words;
  /** One sentence on its contents. */
  readonly about: Words;
  readonly right: Right;
  /** It names cards: it is made where they are, and given to no other person. */
  readonly namesCards?: true;
  /** Its days end at midnight, as surveys and their fiscal years do, and not with the service day. */
  readonly byCalendarDay?: true;
  /** Two people sign it on paper: the two who counted. */
  readonly isSigned?: true;
};

export const REPORT_KINDS = {
  shift: {
    title: { en: 'Shift report', es: 'Informe de turno' },
    about: {
      en: 'What was done in each shift, hour by hour, its cash drawer, and who worked it.',
      es: 'Lo hecho en cada turno, hora por hora, su caja y quién trabajó en él.',
    },
    right: 'read-reports',
    isSigned: true,
  },
  use: {
    title: { en: 'Use report', es: 'Informe de uso' },
    about: {
      en: 'What was lent and renewed, by type, hour, group, college and class, with survey lines and who was turned away.',
      es: 'Lo prestado y renovado, por tipo, hora, grupo, institución y clase, con las líneas de encuestas y los no atendidos.',
    },
    right: 'read-reports',
    byCalendarDay: true,
  },
  reserves: {
    title: { en: 'Course reserves', es: 'Reservas de curso' },
    about: {
      en: 'Which readings had every copy out, how often and how long, and who was turned away, by course and hour.',
      es: 'Qué lecturas tuvieron todos los ejemplares prestados, cuántas veces y cuánto tiempo, y los no atendidos por curso y hora.',
    },
    right: 'read-reports',
  },
  service: {
    title: { en: 'Service report', es: 'Informe de servicio' },
    about: {
      en: 'How much desks did in an hour, how long a transaction took, how often one led to an exception, and what else the desks and the library did.',
      es: 'Cuánto hicieron los mostradores por hora, cuánto tardó una transacción, con qué frecuencia hubo incidencias y qué más hicieron los mostradores y la biblioteca.',
    },
    right: 'read-reports',
  },
  money: {
    title: { en: 'Day sheet', es: 'Hoja de caja' },
    about: {
      en: 'Money taken and refunded by day and method, receipts, drawers, and fees added and waived.',
      es: 'Dinero cobrado y reembolsado por día y forma de pago, recibos, cajas, y cargos agregados y condonados.',
    },
    right: 'read-reports',
    isSigned: true,
  },
  overdue: {
    title: { en: 'Overdue list', es: 'Lista de vencidos' },
    about: {
      en: 'What is out and overdue, for how long, and the fine so far. It names cards for those who work with accounts.',
      es: 'Lo prestado y vencido, desde cuándo, y la multa hasta ahora. Incluye tarjetas, para quien trabaja con cuentas.',
    },
    right: 'read-reports',
    namesCards: true,
  },
  audit: {
    title: { en: 'Audit', es: 'Auditoría' },
    about: {
      en: 'Who overrode, waived, undid and changed what, with reasons; failed sign-ins and exported files.',
      es: 'Quién autorizó, condonó, deshizo y cambió qué, con motivos; inicios de sesión fallidos y archivos exportados.',
    },
    right: 'read-staff-reports',
  },
  outage: {
    title: { en: 'Outage report', es: 'Informe de cortes' },
    about: {
      en: 'When desks were offline, what was done meanwhile, and what came of it.',
      es: 'Cuándo no hubo conexión, qué se hizo mientras tanto y qué resultó de ello.',
    },
    right: 'read-reports',
  },
  'outage-worklist': {
    title: { en: 'Worklist after outages', es: 'Lista de trabajo tras cortes' },
    about: {
      en: 'What is left to work on after outages. It names cards and barcodes: keep it in the library.',
      es: 'Lo que queda por atender tras los cortes. Incluye tarjetas y códigos: no debe salir de la biblioteca.',
    },
    right: 'read-reports',
    namesCards: true,
  },
} as const satisfies Readonly<Record<string, ReportKindEntry>>;

/** Name of a report in a library with this name for its course reserves. */
export function reportTitle(kind: ReportKind, reservesName: string | null): Words {
  const { title } = REPORT_KINDS[kind];
  return kind === 'reserves' ? reservesWords(reservesName, title) : title;
}

export type ReportKind = keyof typeof REPORT_KINDS;

/** Whether a text is a kind of report of this version. */
export function isReportKind(text: string): text is ReportKind {
  return Object.hasOwn(REPORT_KINDS, text);
}
