// The shift report as programs read it: one object, and tables of it as rows for a CSV file. Instants in ISO 8601, staff by sign-in name.

import { formatInstant } from '../core/instant.ts';
import type { StaffId } from '../core/ids.ts';
import type { ShiftReport } from './shift.ts';

/** How people are called. */
export type NameOf = (id: StaffId | null) => string | null;

/** The report as one object. */
export function shiftReportObject(report: ShiftReport, nameOf: NameOf) {
  const { shift, hours, people, overrides, exceptions, countedMinor, overShortMinor, outageMs } = report;
  const { opened, closed } = shift;
  return {
    shiftId: shift.shiftId,
    serviceDay: opened?.serviceDay ?? null,
    state: closed === null ? 'open' : 'closed',
    from: formatInstant(report.from),
    to: formatInstant(report.to),
    openedBy: nameOf(opened?.by ?? null),
    closedBy: nameOf(closed?.by ?? null),
    hours: hours.map(({ at, ...counts }) => ({ at: formatInstant(at), ...counts })),
    people: people.map(({ staffId, waivers, undone, ...rest }) => ({
      staff: nameOf(staffId),
      ...rest,
      waivers: waivers.map(({ at, reason }) => ({ at: formatInstant(at), reason })),
      undone: undone.map(({ at, name }) => ({ at: formatInstant(at), name })),
    })),
    overrides,
    money: shift.money,
    slips: shift.slips,
    startingCashMinor: opened?.startingCashMinor ?? null,
    expectedMinor: shift.expectedMinor,
    countedMinor,
    countedBy:
      closed === null || countedMinor === null ? [] : [closed.by, closed.second].flatMap((id) => nameOf(id) ?? []),
    overShortMinor,
    reason: closed?.reason ?? '',
    exceptions,
    outageMinutes: Math.round(outageMs / 60_000),
  };
}

/** One figure of a report in a CSV file. */
export type ReportRow = readonly (string | number)[];

/** The columns of the rows below. */
export const SHIFT_COLUMNS: ReportRow = ['shift', 'service_day', 'table', 'row', 'figure', 'value'];

/** The report as rows: one figure a row, so that a spreadsheet can group them as it likes. */
export function shiftReportRows(report: ShiftReport, nameOf: NameOf): ReportRow[] {
  const whole = shiftReportObject(report, nameOf);
  const row = (table: string, name: string, figure: string, value: string | number | null): ReportRow[] =>
    value === null ? [] : [[whole.shiftId, whole.serviceDay ?? '', table, name, figure, value]];
  const figures = (table: string, name: string, values: Readonly<Record<string, number | null>>) =>
    Object.entries(values).flatMap(([figure, value]) => row(table, name, figure, value));
  return [
    ...(['from', 'to', 'openedBy', 'closedBy', 'state'] as const).flatMap((name) =>
      row('shift', '', name, whole[name]),
    ),
    ...whole.hours.flatMap(({ at, ...counts }) => figures('hour', at, counts)),
    ...whole.people.flatMap(({ staff, signedInMs, acts, overrides, waivers, undone }) => [
      ...figures('person', staff ?? '', { signedInMinutes: Math.round(signedInMs / 60_000), overrides }),
      ...figures('person', staff ?? '', { waivers: waivers.length, undone: undone.length }),
      ...figures('person-acts', staff ?? '', acts),
    ]),
    ...figures('override', '', whole.overrides),
    ...whole.money.flatMap(({ method, ...sums }) => figures('money', method, sums)),
    ...(whole.slips === null ? [] : figures('slips', '', whole.slips)),
    ...figures('drawer', '', {
      startingCashMinor: whole.startingCashMinor,
      expectedMinor: whole.expectedMinor,
      countedMinor: whole.countedMinor,
      overShortMinor: whole.overShortMinor,
    }),
    ...row('drawer', '', 'reason', whole.reason === '' ? null : whole.reason),
    ...figures('exceptions', '', whole.exceptions),
    ...figures('outage', '', { minutes: whole.outageMinutes }),
  ];
}

/** A report in both forms. */
export type ShiftReportForm = { readonly report: ReturnType<typeof shiftReportObject>; readonly rows: ReportRow[] };
