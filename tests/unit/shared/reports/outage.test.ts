// The figures of an outage report, and the tables that are made of them: counts that add up, and no patron in the summary.

import { outageFigures, type OutageException, type OutageSpan } from '../../../../shared/reports/outage.ts';
import { ROLE_RIGHTS } from '../../../../shared/circ/rights.ts';
import { exceptionMessage } from '../../../../shared/circ/say-exception.ts';
import { forReader } from '../../../../shared/reports/for-reader.ts';
import { outageDocument, outageWorklistDocument, type OutageWork } from '../../../../shared/reports/outage-document.ts';
import { reportHead } from '../../../../shared/reports/question.ts';
import { sayReport } from '../../../../shared/reports/say-report.ts';
import { deskId } from '../../../../shared/core/ids.ts';
import { refusalAt } from '../../../support/refusals.ts';
import { rowsOf, totalIn } from './tables.ts';

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
    // A released act: no end by itself.
    expect(figures.codes[3]).toMatchObject({ byEvent: 0, byPerson: 1, by: [{ staff: 'rivera', action: 'released' }] });
    expect(figures.moneyBack).toEqual({ count: 2, open: 1 });
  });

  test('each code says who sees to how many of those that are open; what has ended is nobody’s', () => {
    const given = [
      exception('missed-hold', { assigned: 'chen' }),
      exception('missed-hold', { assigned: 'nadia' }),
      exception('missed-hold', { assigned: 'nadia' }),
      exception('missed-hold', { assigned: '' }),
      exception('missed-hold'),
      exception('missed-hold', { assigned: 'chen', ended: 'event' }),
    ];
    const document = outageDocument(head, outageFigures({ ...facts, exceptions: given }), []);
    expect(rowsOf(document, 'exceptions')).toMatchObject([
      { open: 5, given_to: '2 nadia; 1 someone at another branch; 1 chen' },
    ]);
  });

  const question = {
    from: at,
    to: at + 2 * HOUR,
    now: at + 3 * HOUR,
    madeBy: 'command-line',
    audience: 'internal',
  } as const;
  const head = reportHead(question, { library: 'Hills', branch: null, zone: 'UTC' });

  test('the summary tells each outage, what was done, what was answered and what came of it, and names no patron', () => {
    const document = outageDocument(head, figures, []);
    expect(rowsOf(document, 'outages').slice(0, 2)).toMatchObject([
      {
        desk: 'Main desk',
        began: '2026-12-01T18:00:00Z',
        ended: '2026-12-01T19:00:00Z',
        length: 3_600,
        causes: 'the central server did not answer',
      },
      { desk: 'Media', data_as_of: null },
    ]);
    expect(totalIn(document, 'acts')).toMatchObject({ acts: 19 });
    expect(totalIn(document, 'answers')).toMatchObject({ acts: 19 });
    expect(totalIn(document, 'exceptions')).toMatchObject({
      found: 7,
      open: 2,
      by_event: 1,
      explained: 1,
      by_person: 3,
    });
    expect(rowsOf(document, 'exceptions')[1]).toMatchObject({
      exception: 'Account was blocked',
      closed_by: '2 patron told nadia',
    });
    expect(rowsOf(document, 'money_back')).toMatchObject([{ cases: 2, open: 1 }]);
  });

  test('a patron turned away at a desk whose line was down is told of by reason, and how many in vain', () => {
    const d1 = deskId('d1');
    const stale = { desk: d1, codes: ['PATRON_FINES'], stale: ['PATRON_FINES'] };
    const refusals = [
      refusalAt(at + 1, stale),
      refusalAt(at + 2, { ...stale, codes: ['PATRON_FINES', 'LIMIT_REACHED'] }),
      refusalAt(at + 3, { desk: d1, codes: ['LIMIT_REACHED'] }),
      refusalAt(at - 1, stale),
      refusalAt(at + 2 * HOUR, stale),
      refusalAt(at + 4, { ...stale, desk: deskId('another') }),
    ];
    const told = outageDocument(head, outageFigures({ ...facts, refusals }), []);
    expect(rowsOf(told, 'turned_away_reasons').map(({ turned_away: n, stale: of }) => [n, of])).toEqual([
      [2, 0],
      [2, 2],
    ]);
    const section = sayReport(told, 'en').sections.find(({ key }) => key === 'turned_away_reasons');
    expect(section?.notes[0]).toContain('Turned away while offline: 3.');
    expect(section?.notes[0]).toMatch(/was current: 1\.$/);
  });

  test('others are not told who closed what', () => {
    const read = forReader(
      outageDocument(
        head,
        outageFigures({ ...facts, exceptions: [...facts.exceptions, exception('missed-hold', { assigned: 'chen' })] }),
        [],
      ),
      { audience: 'external', rights: ROLE_RIGHTS.supervisor },
    );
    expect(JSON.stringify(sayReport(read, 'en'))).not.toMatch(/nadia|rivera|chen/);
  });

  test('the worklist, apart, says what to do about whom, in both languages, and is for nobody else', () => {
    const work: OutageWork = {
      exceptionId: 'e1',
      code: 'missed-hold',
      weight: 'act-now',
      branch: 'MAIN',
      item: '3131',
      patron: '2131',
      at: at + 300_000,
      ...exceptionMessage({ code: 'missed-hold', params: { title: 'The Overstory', barcode: '3131' } }),
      assigned: 'nadia',
    };
    const document = outageWorklistDocument(head, [work], []);
    expect(rowsOf(document, 'worklist')).toMatchObject([
      { weight: 'Act now', exception: 'Missed hold', item: '3131', patron: '2131', given_to: 'nadia' },
    ]);
    const texts = (['en', 'es'] as const).map((language) => sayReport(document, language).sections[0]?.texts[0]?.[6]);
    expect(rowsOf(document, 'worklist')).toMatchObject([{ at: '2026-12-01T18:05:00Z' }]);
    for (const text of texts) expect(text).toContain('The Overstory');
    expect(texts[0]).not.toBe(texts[1]);
    expect(forReader(document, { audience: 'external', rights: ROLE_RIGHTS.supervisor }).sections).toEqual([]);
  });
});
