// The figures of an outage report, and the tables that are made of them: counts that add up, and no patron in the summary.

import { outageFigures, type OutageException, type OutageSpan } from '../../../../shared/reports/outage.ts';
import { outageDocument, outageSummaryRows, outageWorklistRows } from '../../../../shared/reports/outage-document.ts';
import { csvText } from '../../../../electron/cli/write-csv.ts';

const at = Date.parse('2026-12-01T18:00:00Z');
const HOUR = 3_600_000;

const span = (more: Partial<OutageSpan>): OutageSpan => ({
  hop: 'server',
  deskId: 'd1',
  desk: 'Main desk',
  from: at,
  to: at + HOUR,
  causes: [{ cause: 'no-answer', code: null, at }],
  dataAsOf: at - 60_000,
  ...more,
});
const exception = (code: string, more: Partial<OutageException> = {}): OutageException => ({
  code,
  weight: 'today',
  ended: 'open',
  by: null,
  ...more,
});

const facts = {
  spans: [
    span({ deskId: 'd2', desk: 'Reserves', from: at + HOUR, to: null, dataAsOf: at - HOUR }),
    span({}),
    span({ deskId: 'd3', desk: 'Media', from: at, dataAsOf: null }),
  ],
  acts: [
    { name: 'checkin', outcome: 'applied', count: 7 },
    { name: 'checkout', outcome: 'applied', count: 9 },
    { name: 'checkout', outcome: 'held', count: 2 },
    { name: 'checkin', outcome: null, count: 1 },
  ],
  exceptions: [
    exception('money-credited', { ended: 'event' }),
    exception('money-credited'),
    exception('patron-blocked', { ended: 'person', by: { staff: 'nadia', action: 'told-patron' } }),
    exception('patron-blocked', { ended: 'person', by: { staff: 'nadia', action: 'told-patron' } }),
    exception('patron-blocked', { ended: 'explained' }),
    exception('missed-hold', { weight: 'act-now' }),
    exception('desk-silent', { ended: 'person', by: { staff: 'rivera', action: 'released' } }),
  ],
};

describe('the figures of an outage report', () => {
  const figures = outageFigures(facts);

  test('desks come in the order in which the line failed them, with the oldest data that was decided on', () => {
    expect(figures.spans.map(({ desk }) => desk)).toEqual(['Main desk', 'Media', 'Reserves']);
    expect(figures.oldestData).toBe(at - HOUR);
    expect(outageFigures({ ...facts, spans: [span({ dataAsOf: null })] }).oldestData).toBeNull();
  });

  test('acts are counted by kind and by answer, and both add up to the same', () => {
    expect(figures.acts).toEqual([
      { name: 'checkout', count: 11 },
      { name: 'checkin', count: 8 },
    ]);
    expect(figures.outcomes).toEqual([
      { outcome: 'applied', count: 16 },
      { outcome: 'held', count: 2 },
      { outcome: null, count: 1 },
    ]);
  });

  test('each code says how many are open, ended by themselves, were explained, or closed by whom with what', () => {
    expect(figures.codes.map(({ code }) => code)).toEqual([
      'missed-hold',
      'patron-blocked',
      'money-credited',
      'desk-silent',
    ]);
    for (const { count, open, byEvent, explained, byPerson } of figures.codes) {
      expect(open + byEvent + explained + byPerson).toBe(count);
    }
    expect(figures.codes[1]).toMatchObject({
      explained: 1,
      byPerson: 2,
      by: [{ staff: 'nadia', action: 'told-patron', count: 2 }],
    });
    // Somebody let go: that is no end by itself.
    expect(figures.codes[3]).toMatchObject({ byEvent: 0, byPerson: 1, by: [{ staff: 'rivera', action: 'released' }] });
    expect(figures.moneyBack).toEqual({ count: 2, open: 1 });
  });

  test('the summary names no patron; the worklist, apart, says what to do about whom', () => {
    const work = {
      exceptionId: 'e1',
      code: 'missed-hold',
      weight: 'act-now',
      branch: 'MAIN',
      item: '3131',
      patron: '2131',
      at: '2026-12-01T18:05:00.000Z',
      text: 'Find it, "The Overstory"',
      tellPatron: null,
    };
    const document = outageDocument({ from: at, to: at + 2 * HOUR }, figures, [work]);
    const summary = csvText(outageSummaryRows(document));
    expect(JSON.stringify(document.summary)).not.toContain('2131');
    expect(summary).not.toContain('2131');
    expect(summary.split('\r\n').slice(0, 3)).toEqual([
      'section,what,desk,from,to,count,open,by_event,explained,by_person,detail',
      'outage,server,Main desk,2026-12-01T18:00:00Z,2026-12-01T19:00:00Z,,,,,,no-answer 2026-12-01T18:00:00Z',
      'outage,server,Media,2026-12-01T18:00:00Z,2026-12-01T19:00:00Z,,,,,,no-answer 2026-12-01T18:00:00Z',
    ]);
    expect(summary).toContain('exceptions,patron-blocked,,,,3,0,0,1,2,today; 2 told-patron nadia');
    expect(csvText(outageWorklistRows(document)).split('\r\n')[1]).toBe(
      'act-now,missed-hold,MAIN,3131,2131,2026-12-01T18:05:00.000Z,"Find it, ""The Overstory""",,e1',
    );
  });
});
