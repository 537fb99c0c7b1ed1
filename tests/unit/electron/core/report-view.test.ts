// A report on the screen: the first rows of each table, the number of the others, and the drawing in whole.

import { reportView } from '../../../../electron/core/reports/report-view.ts';
import type { ReportDocument } from '../../../../shared/reports/document.ts';
import { countColumn, section, summed, textColumn } from '../../../../shared/reports/section.ts';
import { smallDocument } from '../../shared/reports/small-document.ts';

const columns = [textColumn('day', 'Day', 'Día'), countColumn('acts', 'Acts', 'Actos')];
const long = summed(
  section(
    'days',
    { en: 'By day', es: 'Por día' },
    columns,
    Array.from({ length: 365 }, (_, n) => [`Day ${n + 1}`, n]),
  ),
);
const viewed = (chart: ReportDocument['sections'][number]['chart']) => {
  const sections = [chart === undefined ? long : { ...long, chart }];
  return reportView({ ...smallDocument, sections }, 'es').sections[0];
};

test('of a long table the first rows are shown, with how many more there are and the sum of all', () => {
  const shown = viewed(undefined);
  expect(shown?.rows).toHaveLength(200);
  expect(shown?.rows.at(-1)).toEqual(['Day 200', '199']);
  expect(shown).toMatchObject({ heading: 'Por día', more: 165, drawing: null });
  expect(shown?.total?.[1]).toMatch(/^66.?430$/);
});

test('squares are drawn for every row; more bars than a picture has are not drawn', () => {
  const squares = viewed({ kind: 'heat', label: 'day', values: ['acts'] });
  expect(squares).toMatchObject({ more: 165, drawing: { kind: 'heat' } });
  expect(squares?.rows).toHaveLength(200);
  expect(squares?.drawing?.kind === 'heat' ? squares.drawing.rows.at(-1)?.label : null).toBe('Day 365');
  expect(viewed({ kind: 'bars', label: 'day', value: 'acts' })?.drawing).toBeNull();
});
