// Courses, their reading lists and their reserves: a few, so that desks that do not hear of each other write the same.

import type { CourseSource } from '../../../db/replica/queries/courses.ts';
import { RESERVE_STATUSES } from '../../../shared/core/reserve-status.ts';
import { look } from '../checks/look.ts';
import { asked, someBarcode } from '../steps/acts.ts';
import type { SimDesk } from '../world/desk.ts';
import type { World } from '../world/world.ts';
import { act } from './simulated.ts';

const NUMBERS = ['ECON 052', 'HIST 010'];
const term = { name: 'Fall', from: '2026-01-20', to: '2026-05-15' };

export const addCourse = act(1, (world, desk) =>
  asked(world, desk, 'course.add', { term, numbers: [world.chance.pick(NUMBERS)], name: `Of ${desk.name}` }),
);
export const editCourse = act(1, (world, desk) =>
  withOne(world, desk, 'courses', (courseId) => {
    const words = `${desk.name} ${world.chance.below(1_000)}`;
    const written = world.chance.pick<object>([
      { name: words },
      { instructors: [words], note: words },
      { ended: false },
    ]);
    return asked(world, desk, 'course.edit', { courseId, ...written });
  }),
);
export const endCourse = act(1, (world, desk) =>
  withOne(world, desk, 'courses', (courseId) => asked(world, desk, 'course.end', { courseId })),
);
export const addReading = act(1, (world, desk) =>
  withOne(world, desk, 'courses', (courseId) => {
    const of = world.chance.oneIn(3) ? { title: 'Problem sets' } : { barcode: someBarcode(world) };
    return asked(world, desk, 'course.addReading', { courseId, ...of, note: desk.name });
  }),
);
export const removeReading = act(1, async (world, desk) => {
  const readings = read(world, desk, (courses) => courses.courses().flatMap(({ id }) => courses.readingsOf(id)));
  if (readings.length > 0)
    await asked(world, desk, 'course.removeReading', { readingId: world.chance.pick(readings).id });
});
export const placeOnReserve = act(3, (world, desk) =>
  withOne(world, desk, 'courses', (courseId) =>
    asked(world, desk, 'reserve.place', {
      courseId,
      barcode: someBarcode(world),
      inLibrary: world.chance.oneIn(2),
      kind: world.chance.pick([null, 'reserve']),
    }),
  ),
);
export const moveReserve = act(1, (world, desk) =>
  withOne(world, desk, 'reserves', (reserveId) =>
    asked(world, desk, 'reserve.move', { reserveId, status: world.chance.pick(RESERVE_STATUSES) }),
  ),
);
export const takeOffReserve = act(2, (world, desk) =>
  withOne(world, desk, 'reserves', (reserveId) => asked(world, desk, 'reserve.takeOff', { reserveId })),
);

async function withOne(
  world: World,
  desk: SimDesk,
  what: 'courses' | 'reserves',
  perform: (id: string) => Promise<unknown>,
): Promise<void> {
  const rows = read<{ readonly id: string }>(world, desk, (courses) => courses[what]());
  if (rows.length > 0) await perform(world.chance.pick(rows).id);
}

function read<T>(world: World, desk: SimDesk, of: (courses: CourseSource) => readonly T[]): readonly T[] {
  return look<readonly T[]>(world, desk, (sight) => of(sight.courses), []);
}
