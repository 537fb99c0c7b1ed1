// A report for outside readers: nothing internal, and no small figure, not even by way of a sum.

import fc from 'fast-check';
import {
  WITHHELD,
  type Cell,
  type ReportDocument,
  type Row,
  type Section,
} from '../../../../shared/reports/document.ts';
import { forReader } from '../../../../shared/reports/for-reader.ts';
import {
  countColumn,
  moneyColumnIn,
  openColumn,
  percentColumn,
  section,
  summed,
  textColumn,
} from '../../../../shared/reports/section.ts';
import { smallDocument } from './small-document.ts';

const external = { audience: 'external', rights: [] } as const;
const heading = { en: 'Uses', es: 'Usos' };
const shownOf = (one: Section): Section => {
  const { sections } = forReader({ ...smallDocument, sections: [one] } satisfies ReportDocument, external);
  const [shown] = sections;
  if (shown === undefined) throw new Error('the section is gone');
  return shown;
};
const columns = [textColumn('college', 'College', 'Facultad'), countColumn('uses', 'Uses', 'Usos')];
const uses = (...figures: readonly number[]): Section =>
  summed(
    section(
      'uses',
      heading,
      columns,
      figures.map((figure, at): Row => [`C${at}`, figure]),
    ),
  );
const figuresOf = ({ rows, total }: Section): (Cell | undefined)[] => [...rows, total ?? []].map((row) => row[1]);

test('a reader in the library sees every figure, and staff one by one only with the right to', () => {
  const keys = (rights: readonly 'read-staff-reports'[]) =>
    forReader(smallDocument, { audience: 'internal', rights }).sections.map(({ key }) => key);
  expect(keys(['read-staff-reports'])).toEqual(['acts', 'hours', 'nothing', 'people']);
  expect(keys([])).toEqual(['acts', 'hours', 'nothing']);
  expect(forReader(smallDocument, { audience: 'internal', rights: [] }).sections[0]).toEqual(smallDocument.sections[0]);
});

test('others see neither internal sections nor internal columns', () => {
  const { sections } = forReader(smallDocument, { audience: 'external', rights: ['read-staff-reports'] });
  expect(sections.map(({ key }) => key)).toEqual(['acts', 'hours', 'nothing']);
  expect(sections[0]?.columns.map(({ key }) => key)).not.toContain('note');
  for (const row of [...(sections[0]?.rows ?? []), sections[0]?.total ?? []]) {
    expect(row).toHaveLength(sections[0]?.columns.length ?? 0);
  }
});

test('a figure under five is withheld, and the next larger one, so that the sum does not give it away; noughts are shown', () => {
  expect(figuresOf(shownOf(uses(0, 3, 40, 9)))).toEqual([0, WITHHELD, 40, WITHHELD, 52]);
  expect(figuresOf(shownOf(uses(12, 40)))).toEqual([12, 40, 52]);
  // Four ones of a sum of four would be ones.
  expect(figuresOf(shownOf(uses(1, 1, 1, 7, 9)))).toEqual([WITHHELD, WITHHELD, WITHHELD, WITHHELD, 9, 19]);
  // Two fours of a sum of eight would be fours.
  expect(figuresOf(shownOf(uses(4, 4, 9, 20)))).toEqual([WITHHELD, WITHHELD, WITHHELD, 20, 37]);
  expect(figuresOf(shownOf(uses(2)))).toEqual([WITHHELD, WITHHELD]);
  expect(shownOf(uses(2)).notes.at(-1)?.words.en).toContain('Withheld');
});

test('a figure that does not count people’s acts is shown, however small', () => {
  const days = [textColumn('item', 'Item', 'Material'), openColumn(countColumn('days', 'Days', 'Días'))];
  expect(shownOf(section('uses', heading, days, [['X1', 2]])).rows).toEqual([['X1', 2]]);
});

test('of rows of which one is the sum of others, none is withheld alone', () => {
  const rows: readonly Row[] = [
    ['All', 43],
    ['General', 40],
    ['Reserves', 3],
  ];
  const shown = shownOf({ ...section('uses', heading, columns, rows), rowSets: [[0, 1, 2]] });
  expect(figuresOf(shown).slice(0, 3)).toEqual([43, WITHHELD, WITHHELD]);
});

test('lines for the library alone are not read by others', () => {
  const words = { en: 'Turned away: 2.', es: 'No atendidos: 2.' };
  const told = { ...smallDocument, coverage: [{ words, internal: true } as const, { words: heading }] };
  expect(forReader(told, external).coverage).toEqual([{ words: heading }]);
  expect(forReader(told, { audience: 'internal', rights: [] }).coverage).toHaveLength(2);
});

test('a figure computed from a withheld one goes with it', () => {
  const wide = [...columns, percentColumn('part', 'Part', 'Parte'), moneyColumnIn('USD')('fees', 'Fees', 'Cargos')];
  const rows: readonly Row[] = [
    ['A', 2, 0.1, 350],
    ['B', 18, 0.9, 100],
    ['C', 30, 0.9, 100],
  ];
  const shown = shownOf(section('uses', heading, wide, rows));
  expect(shown.rows).toEqual([['A', WITHHELD, WITHHELD, WITHHELD], rows[1], rows[2]]);
});

/** A table with sums of its rows and its columns. */
const crossed = (figures: readonly (readonly number[])[]): Section => {
  const names = (figures[0] ?? []).map((_, at) => `h${at}`);
  const all = [
    columns[0] ?? textColumn('a', '', ''),
    ...names.map((name) => countColumn(name, name, name)),
    countColumn('all', 'All', 'Todo'),
  ];
  const rows = figures.map((line, at): Row => [`R${at}`, ...line, line.reduce((sum, one) => sum + one, 0)]);
  return { ...summed(section('crossed', heading, all, rows)), rowSum: { of: names, sum: 'all' } };
};

test('in no line with a sum is one figure withheld alone, however the figures fall', () => {
  const line = fc.array(fc.oneof(fc.nat(6), fc.nat(40)), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (figures) => {
      const one = crossed(figures);
      const { rows, total } = shownOf(one);
      const shown = [...rows, total ?? []].map((row) => row.slice(1));
      const real = [...one.rows, one.total ?? []].map((row) => row.slice(1).map(Number));
      const across = (table: readonly (readonly unknown[])[]) => table.map((row) => [...row]);
      const down = (table: readonly (readonly unknown[])[]) =>
        (table[0] ?? []).map((_, at) => table.map((row) => row[at]));
      [...across(shown), ...down(shown)].forEach((cells, index) => {
        const figuresThere = [...across(real), ...down(real)][index] ?? [];
        const hidden = cells.filter((cell) => cell === WITHHELD).length;
        const others = figuresThere.filter((figure, at) => figure !== 0 && cells[at] !== WITHHELD).length;
        // Alone only where everything else is nought, and then the sum is withheld with it: two.
        expect(hidden === 1 && others > 0).toBe(false);
      });
      shown.forEach((row, r) =>
        row.forEach((cell, c) => {
          const figure = real[r]?.[c] ?? 0;
          if (figure > 0 && figure < 5) expect(cell).toBe(WITHHELD);
          else expect([figure, WITHHELD]).toContain(cell);
        }),
      );
    }),
  );
});
