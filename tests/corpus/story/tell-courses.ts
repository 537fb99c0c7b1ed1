// Acts of desks on courses, reserves and bookings.

import { courseIdOf, readingIdOf, reserveIdOf, termIdOf } from '../../../shared/circ/model/course.ts';
import { itemId, titleId } from '../../../shared/core/ids.ts';
import { LIBRARY } from './library.ts';
import { DONE } from './words.ts';
import type { RecordingDesk } from './story-desk.ts';
import type { World } from './world.ts';

/** A course with a reading of the catalog and one beside it, whose copy goes on reserve and comes off. */
export function tellCourses({ a, pass }: World): void {
  const term = { id: termIdOf(LIBRARY, 'Fall'), fields: { name: 'Fall', from: '2026-08-24', to: '2026-12-11' } };
  const courseId = courseIdOf(term.id, 'ECON 052', null);
  const told = (name: Parameters<RecordingDesk['act']>[0], args: object): void => {
    a.act(name, args, DONE);
    pass();
  };
  const empty = { section: null, college: null, instructors: [], note: null, ended: false };
  const fields = { termId: term.id, numbers: ['ECON 052', 'PPE 052'], name: 'Principles', ...empty };
  told('addCourse', { courseId, term, fields });
  const more = { section: '01', college: 'Oakhollow', instructors: ['Halvorsen, Ingrid'], note: 'Two copies each' };
  told('editCourse', { courseId, term: null, fields: more });
  told('editCourse', {
    courseId,
    term,
    fields: { termId: term.id, numbers: ['ECON 052'], name: 'Macro', ended: false },
  });
  const reading = {
    readingId: readingIdOf(courseId, { titleId: titleId('title-X16'), title: '' }),
    titleId: titleId('title-X16'),
    fields: { courseId, title: 'The Story', author: null, section: 'Week 1', note: 'Chapter 2', place: 1 },
  };
  told('addReading', reading);
  const packet = { courseId, title: 'Problem sets', author: 'Halvorsen', section: null, note: null, place: 2 };
  const readingId = readingIdOf(courseId, { titleId: null, title: packet.title });
  told('addReading', { readingId, titleId: null, fields: packet });
  const item = itemId('X16');
  const reserveId = reserveIdOf(courseId, item);
  const copy = { reserveId, itemId: item, barcode: 'barcode-X16' };
  const terms = { location: null, kind: null, loanType: null, inLibrary: false };
  const of = { courseId, readingId: reading.readingId, owner: null, status: 'requested' };
  told('placeOnReserve', { ...copy, terms, fields: of, reading: null });
  told('moveReserve', { ...copy, status: 'on-reserve' });
  told('takeOffReserve', copy);
  const own = { location: 'shelf', kind: 'reserve', loanType: 'hours', inLibrary: true };
  told('placeOnReserve', { ...copy, terms: own, fields: { ...of, readingId: null, owner: 'Halvorsen' }, reading });
  told('removeReading', { readingId });
  told('endCourse', { courseId });
}

/** Two bookings, of one unit and of any: the first is cancelled, the second is left to the server. */
export function tellBookings({ a, pass, clock }: World): void {
  const [from, to] = [clock.at + 3_600_000, clock.at + 7_200_000];
  const kind = { kind: 'cameras', from, to, branch: 'main' };
  const told = { ...DONE, noShowAt: from + 1_800_000 };
  const unit = { itemId: 'X16', barcode: 'barcode-X16' };
  a.act('placeBooking', { bookingId: 'booking-1', patronId: 'P19', card: 'card-P19', ...unit, ...kind }, told);
  pass();
  a.act('placeBooking', { bookingId: 'booking-2', patronId: 'P20', card: 'card-P20', itemId: null, ...kind }, told);
  pass();
  a.act('cancelBooking', { bookingId: 'booking-1', patronId: 'P19' }, DONE);
  pass();
}
