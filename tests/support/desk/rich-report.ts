// A report with everything that a screen shows of one: bars, a heat map, a long table, a withheld figure, an empty section.

import type { ReportView } from '../../../shared/views/report.ts';

const HOURS = ['8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23'];
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** One. */
export function richReport(kind: string, audience: ReportView['audience']): ReportView {
  const bars = ['9:00 AM', '10:00 AM', '11:00 AM', '12:00 PM'].map((label, at) => ({
    label,
    share: (at + 1) / 4,
    text: String((at + 1) * 14),
  }));
  const squares = (day: number) =>
    HOURS.map((_, hour) => ({ share: ((hour * 5 + day * 3) % 11) / 10, text: String((hour * 5 + day * 3) % 11) }));
  return {
    kind,
    title: 'Shift report',
    library: 'Honeyfield Colleges',
    branch: 'Main branch',
    periodText: 'Dec 1, 2026, 12:00 AM – Dec 2, 2026, 12:00 AM, Pacific Time',
    madeText: 'Made by rivera, Dec 1, 2026, 2:02 PM',
    audience,
    audienceText:
      audience === 'external' ? 'For outside readers: small figures are withheld' : 'For the library itself',
    coverage: ['Made from the transactions of Main desk alone.', 'Transactions that the server has not answered: 3.'],
    sections: [
      {
        key: 'hours',
        heading: 'By the hour',
        notes: ['Hours without a transaction are left out.'],
        columns: [
          { key: 'hour', label: 'Hour from', isFigure: false, isMoment: true },
          { key: 'checkouts', label: 'Checked out', isFigure: true, isMoment: false },
        ],
        rows: bars.map(({ label, text }) => [label, text]),
        more: 0,
        total: ['Total', '140'],
        drawing: { kind: 'bars', bars: [...bars, { label: '1:00 PM', share: null, text: '*' }] },
      },
      {
        key: 'heat',
        heading: 'By hour and weekday',
        notes: [],
        columns: [
          { key: 'day', label: 'Day', isFigure: false, isMoment: false },
          ...HOURS.map((hour) => ({ key: `h${hour}`, label: hour, isFigure: true, isMoment: false })),
        ],
        rows: DAYS.map((day, at) => [day, ...squares(at).map(({ text }) => text)]),
        more: 12,
        total: null,
        drawing: { kind: 'heat', columns: HOURS, rows: DAYS.map((label, at) => ({ label, squares: squares(at) })) },
      },
      {
        key: 'empty',
        heading: 'Cash drawer',
        notes: [],
        columns: [{ key: 'desk', label: 'Desk', isFigure: false, isMoment: false }],
        rows: [],
        more: 0,
        total: null,
        drawing: null,
      },
    ],
  };
}
