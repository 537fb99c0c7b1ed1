// The reports of the fake desk: one with bars, a heat map, a long table and a withheld figure; a file is its title.

import type { Handlers, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ReportChoice, ReportView } from '../../../shared/views/report.ts';
import type { FakeContext } from './fake-desk.ts';
import { FakeRefusal } from './fake-refusal.ts';

const CHOICES: readonly ReportChoice[] = [
  {
    kind: 'shift',
    title: 'Shift report',
    about: 'What was done in each shift.',
    of: ['desk', 'library'],
    dayBeginsAt: 4,
  },
  { kind: 'use', title: 'Use report', about: 'What was lent, to whom and when.', of: ['library'], dayBeginsAt: 0 },
  {
    kind: 'outage-worklist',
    title: 'Worklist after outages',
    about: 'What is left to be worked.',
    of: ['desk'],
    dayBeginsAt: 4,
  },
];

const HOURS = ['8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23'];
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function fakeView(kind: string, audience: ReportView['audience']): ReportView {
  const bars = ['9:00 AM', '10:00 AM', '11:00 AM', '12:00 PM'].map((label, at) => ({
    label,
    share: (at + 1) / 4,
    text: String((at + 1) * 14),
  }));
  const squares = (day: number) =>
    HOURS.map((_, hour) => ({ share: ((hour * 5 + day * 3) % 11) / 10, text: String((hour * 5 + day * 3) % 11) }));
  return {
    kind,
    title: CHOICES.find((choice) => choice.kind === kind)?.title ?? kind,
    library: 'Claremont Hills Library',
    branch: 'Main branch',
    periodText: 'Dec 1, 2026, 12:00 AM – Dec 2, 2026, 12:00 AM, Pacific Time',
    madeText: 'Made by rivera, Dec 1, 2026, 2:02 PM',
    audience,
    audienceText: audience === 'external' ? 'For others: small figures are withheld' : 'For the library itself',
    coverage: ['Made from the acts of the desk Main desk alone.', 'Acts that the server has not answered: 3.'],
    sections: [
      {
        key: 'hours',
        heading: 'By the hour',
        notes: ['Hours without any act are left out.'],
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

/** `report.kinds`, `report.run` and `report.export`. */
export function fakeReports({ state }: FakeContext): Pick<Handlers, 'report.kinds' | 'report.run' | 'report.export'> {
  const mayRead = (): boolean => state.session?.rights.includes('read-reports') === true;
  const check = ({ of }: Pick<ParsedInput<'report.run'>, 'of'>): void => {
    if (!mayRead()) throw new FakeRefusal('HF-AUTH-024', 'you may not do this; ask somebody who may');
    if (of === 'library' && state.line.online === false) {
      throw new FakeRefusal('HF-SYNC-003', 'no central server answers; check the address, and that the server runs');
    }
  };
  return {
    'report.kinds': () => ({ reports: mayRead() ? [...CHOICES] : [], fiscalYearStarts: '07-01' }),
    'report.run'(asked) {
      check(asked);
      return fakeView(asked.kind, asked.audience);
    },
    'report.export'({ format, ...asked }) {
      check(asked);
      return { name: `${asked.kind}-2026-12-01.${format}`, base64: btoa(fakeView(asked.kind, asked.audience).title) };
    },
  };
}
