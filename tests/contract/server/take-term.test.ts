// The changes of a term list, with a database that fails in the middle: a PIN that was made is shown, and none is made for a failed change.

import type { TermChange } from '../../../shared/circ/term-list.ts';
import { takeTerm } from '../../../electron/cli/admin/take-term.ts';
import { addStaff, listStaff } from '../../../server/staff/staff-directory.ts';
import { openScene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';

const promote = (line: number, name: string): TermChange => ({
  kind: 'change',
  line,
  name,
  role: 'desk',
  until: '2040-05-21',
  was: { role: 'student', until: null },
});
const FAULT = new Error('the disk is gone');

describeStores('a term list', (use) => {
  test.each([1, 2, 3])('tells every PIN that it made where the write number %i fails', async (failing) => {
    const { store, clock } = await openScene(await use());
    const parts = { store, clock, random: testRandom };
    await addStaff(parts, { staff: 'kim', role: 'student' });
    let writes = 0;
    const frail: typeof store = {
      ...store,
      write: (work) => ((writes += 1) === failing ? Promise.reject(FAULT) : store.write(work)),
    };
    const changes: TermChange[] = [
      { kind: 'add', line: 2, name: 'lee', role: 'student', until: null },
      promote(3, 'kim'),
    ];
    const { done, fault } = await takeTerm({ ...parts, store: frail }, changes, 'UTC');
    expect(fault).toBe(FAULT);
    const told = done.map((one) => [one.change.name, 'pin' in one && /^\d+$/.test(one.pin ?? '')]);
    expect(told).toEqual(failing === 1 ? [] : [['lee', true]]);
    // A PIN that was not shown is not in use: failed rows are done when the list is taken again.
    const kim = (await listStaff(parts)).find(({ staff }) => staff === 'kim');
    expect(kim?.role).toBe('student');
  });
});
