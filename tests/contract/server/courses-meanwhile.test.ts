// Two servers on one database: one takes in a list of courses while the other lends a copy that the list names. The loan stands. [I15] [I24]

import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { importCourses } from '../../../server/courses/import-courses.ts';
import { readCourseCsv } from '../../../server/courses/read-course-csv.ts';
import { pausing, untilHeldBack } from './support/meanwhile.ts';
import { receiptsOf } from './support/scene.ts';
import { describePostgres } from './support/stores.ts';
import { openStory } from './support/story.ts';
import { at } from './support/test-library.ts';

const LIST = 'term,term_from,term_to,number,barcode,item_type\nFall,2026-08-24,2026-12-11,ECON 052,barcode-X0,reserve';

describePostgres('a list of courses that is imported while a copy of it is lent', (use) => {
  test('puts the copy on reserve and leaves the loan', async () => {
    const place = await use();
    const { scene, b } = await openStory(place);
    const { store, reached, release } = pausing(await place.open(scene.clock));
    const runner = createCommandRunner({ store, clock: scene.clock });
    const loan = b.checkout('X0', 'P1', { at: at(9) });
    scene.clock.set(at(10));
    const lent = runner.run(b.request(), b.desk);
    await reached;
    const imported = importCourses(scene, readCourseCsv(LIST, 'list.csv'), { dryRun: false });
    await untilHeldBack(scene.store, imported);
    release();
    const [answer] = await Promise.all([lent, imported]);
    expect(receiptsOf(answer)).toMatchObject([{ outcome: 'applied' }]);
    const item = (await scene.rows('item')).find(({ id }) => id === 'X0');
    expect(item).toMatchObject({ kind: 'reserve', state: { status: 'on-loan', loan } });
  });
});
