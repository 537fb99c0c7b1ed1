// How missing parts are settled, set from a desk: by people who may edit rules, with their PIN, and never over another person's values of meanwhile.

import { branchId, type BranchId, type StaffId } from '../../../shared/core/ids.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { PartTerms } from '../../../shared/circ/model/missing-part.ts';
import { partTermsForDesk } from '../../../server/library/part-terms-for-desk.ts';
import { createPinTries } from '../../../server/staff/pin-tries.ts';
import { addStaff } from '../../../server/staff/staff-directory.ts';
import { openScene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';
import { at } from './support/test-library.ts';

const [main, east] = [branchId('main'), branchId('east')];

describeStores('how missing parts are settled', (use) => {
  test('is set for the library and for branches, and published with the row of the library', async () => {
    const scene = await openScene(await use());
    scene.clock.set(at(10));
    const { store, clock } = scene;
    const person = (staff: string, role: 'supervisor' | 'desk') =>
      addStaff({ store, clock, random: testRandom }, { staff, role });
    const [sue, dana] = [await person('sue', 'supervisor'), await person('dana', 'desk')];
    const parts = { store, clock, tries: createPinTries(scene) };
    type Asked = { readonly by?: { staffId: StaffId; pin: string }; readonly seen?: PartTerms | null };
    const set = (branch: BranchId | null, terms: PartTerms | null, { by = sue, seen = null }: Asked = {}) =>
      partTermsForDesk(parts, { staffId: by.staffId, pin: by.pin, branch, terms, seen });
    const refusal = (asked: Promise<unknown>): Promise<unknown> =>
      asked.then(
        () => 'taken',
        (error: unknown) => (error instanceof HoldfastError ? error.code : error),
      );
    const desk = async () => (await scene.rows('library'))[0]?.desk;
    await scene.writer.changeLibrary((library) => ({ ...library, desk: { undoNeedsReason: true } }));
    expect(await refusal(set(main, { clockRuns: true }, { by: dana }))).toBe('HF-AUTH-024');
    expect(await refusal(set(main, { clockRuns: true }, { by: { ...sue, pin: '0' } }))).toBe('HF-AUTH-022');
    expect(await refusal(set(branchId('nowhere'), { clockRuns: true }))).toBe('HF-RULES-010');
    expect(await desk()).toEqual({ undoNeedsReason: true });
    await set(null, { billAfterDays: 14, amountMinor: 900 });
    await set(main, { clockRuns: true });
    expect(await set(east, { billAfterDays: 0 })).toEqual(
      expect.objectContaining({ missingPartsOf: { main: { clockRuns: true }, east: { billAfterDays: 0 } } }),
    );
    expect(await refusal(set(main, { keepsBill: true }))).toBe('HF-RULES-009');
    await set(main, null, { seen: { clockRuns: true } });
    expect(await desk()).toEqual({
      undoNeedsReason: true,
      missingParts: { billAfterDays: 14, amountMinor: 900 },
      missingPartsOf: { east: { billAfterDays: 0 } },
    });
  });

  test('is set by two people at once for two branches, and both stand', async () => {
    const scene = await openScene(await use());
    const { writer } = scene;
    const put = (branch: BranchId) =>
      writer.changeLibrary((library) => ({
        ...library,
        desk: { missingPartsOf: { ...library.desk?.missingPartsOf, [branch]: { clockRuns: true } } },
      }));
    await Promise.all([put(main), put(east)]);
    const [library] = await scene.rows('library');
    expect(Object.keys(library?.desk?.missingPartsOf ?? {}).toSorted()).toEqual(['east', 'main']);
  });
});
