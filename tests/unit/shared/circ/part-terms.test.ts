// How missing parts are settled at a branch: its own way, or that of the nearest branch above it, or the library's.

import { ownPartTerms, partTermsAt, withPartTerms } from '../../../../shared/circ/part-terms.ts';
import { branchId } from '../../../../shared/core/ids.ts';
import { treeOf } from '../../../../shared/rules/tree.ts';

const [system, main, annex] = [branchId('system'), branchId('main'), branchId('annex')];
const branches = treeOf([
  { id: system, parent: null },
  { id: main, parent: system },
  { id: annex, parent: main },
  { id: 'odd', parent: 'even' },
  { id: 'even', parent: 'odd' },
]);
const desk = withPartTerms({ undoNeedsReason: true, missingParts: { billAfterDays: 14 } }, system, { clockRuns: true });

test('a branch does as the nearest one above it that has a way of its own, whole, and as the library where none has', () => {
  expect(partTermsAt(desk, branches, annex)).toEqual({ terms: { clockRuns: true }, of: system });
  const own = withPartTerms(desk, main, {});
  expect(partTermsAt(own, branches, annex)).toEqual({ terms: {}, of: main });
  expect(partTermsAt(own, branches, null)).toEqual({ terms: { billAfterDays: 14 }, of: null });
  for (const id of ['odd', 'unknown'])
    expect(partTermsAt(own, branches, branchId(id))).toEqual({ terms: { billAfterDays: 14 }, of: null });
});

test('removed terms leave nothing behind', () => {
  expect(ownPartTerms(desk, system)).toEqual({ clockRuns: true });
  expect(ownPartTerms(desk, main)).toBeNull();
  const without = withPartTerms(withPartTerms(desk, system, null), null, null);
  expect(JSON.parse(JSON.stringify(without))).toEqual({ undoNeedsReason: true });
});
