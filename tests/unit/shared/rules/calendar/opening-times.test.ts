// When a branch is open, asked of calendars with hours, closures, yearly days and exceptions.

import { readDay, writeDay } from '../../../../../shared/rules/calendar/local-time.ts';
import { openingTimes, seasonalTimes, SEARCH_DAYS } from '../../../../../shared/rules/calendar/opening-times.ts';
import type { Calendar } from '../../../../../shared/rules/model/calendar.ts';
import { calendar, closedOn, inNewYork } from '../../../../support/small-library.ts';

const weekly = calendar().weekly;

function timesOf(over: Partial<Calendar> = {}) {
  const times = openingTimes(calendar(over));
  if (times === null) throw new Error('no such zone');
  return times;
}

function hoursOf(over: Partial<Calendar>, day: string): string[] {
  const local = (at: number) => new Date(at - 4 * 3_600_000).toISOString().slice(0, 16);
  return timesOf(over)
    .openingsOf(readDay(day))
    .map(({ start, end }) => `${local(start)}..${local(end)}`);
}

describe('a calendar', () => {
  test('opens by its weekly hours, also several times a day', () => {
    const mon = [
      { open: '13:00', close: '18:00' },
      { open: '09:00', close: '12:00' },
    ];
    expect(hoursOf({ weekly: weekly && { ...weekly, mon } }, '2022-06-13')).toEqual([
      '2022-06-13T09:00..2022-06-13T12:00',
      '2022-06-13T13:00..2022-06-13T18:00',
    ]);
    expect(timesOf().isOpenDay(readDay('2022-06-12'))).toBe(false);
    expect(timesOf().closedBy(readDay('2022-06-12'))).toEqual({ kind: 'weekday' });
  });

  test('lets an opening run past midnight, and a closure that begins at midnight cut it', () => {
    const fri = [{ open: '18:00', close: '02:00' }];
    const night = { weekly: weekly && { ...weekly, fri } };
    expect(hoursOf(night, '2022-06-17')).toEqual(['2022-06-17T18:00..2022-06-18T02:00']);
    expect(hoursOf({ ...night, closures: [closedOn('2022-06-18')] }, '2022-06-17')).toEqual([
      '2022-06-17T18:00..2022-06-18T00:00',
    ]);
  });

  test('takes closures with times out of its hours and names what closes a day', () => {
    const morning = { from: '2022-06-13T00:00', to: '2022-06-13T12:30', name: 'Inventory' };
    expect(hoursOf({ closures: [morning] }, '2022-06-13')).toEqual(['2022-06-13T12:30..2022-06-13T18:00']);
    const lunch = { from: '2022-06-13T12:00', to: '2022-06-13T13:00', name: 'Lunch' };
    expect(hoursOf({ closures: [lunch] }, '2022-06-13')).toHaveLength(2);
    expect(timesOf({ closures: [closedOn('2022-06-13', 'Flood')] }).closedBy(readDay('2022-06-13'))).toEqual({
      kind: 'named',
      name: 'Flood',
    });
  });

  test('lets an exception win over a closure, a yearly day and the weekday', () => {
    const closed = { closures: [closedOn('2022-07-04')], yearly: [{ day: '07-04', name: 'Independence Day' }] };
    expect(hoursOf(closed, '2022-07-04')).toEqual([]);
    const exceptions = [
      { date: '2022-07-04', hours: [{ open: '10:00', close: '11:00' }], name: 'Parade' },
      { date: '2022-07-05', hours: [], name: 'Rest' },
    ];
    expect(hoursOf({ ...closed, exceptions }, '2022-07-04')).toEqual(['2022-07-04T10:00..2022-07-04T11:00']);
    expect(timesOf({ exceptions }).closedBy(readDay('2022-07-05'))).toEqual({ kind: 'named', name: 'Rest' });
  });

  test('without hours is open all day, save what is closed', () => {
    const always = timesOf({ weekly: null, closures: [closedOn('2022-06-13', 'Flood')] });
    expect(always.isOpenDay(readDay('2022-06-12'))).toBe(true);
    expect(always.isOpenDay(readDay('2022-06-13'))).toBe(false);
    expect(always.openingAt(inNewYork('2022-06-12T03:00:00'))).not.toBeNull();
  });

  test('joins openings that touch, across midnight too', () => {
    const allDay = [{ open: '00:00', close: '24:00' }];
    const round = { weekly: weekly && { ...weekly, mon: allDay, tue: allDay, wed: allDay } };
    const opening = timesOf(round).openingAt(inNewYork('2022-06-14T03:00:00'));
    expect(opening?.end).toBe(inNewYork('2022-06-16T00:00:00'));
    expect(timesOf({ weekly: null }).openingAt(inNewYork('2022-06-14T03:00:00'))).not.toBeNull();
  });

  test('does not run known hours on into days whose hours nobody knows', () => {
    const allDay = [{ open: '00:00', close: '24:00' }];
    const exceptions = [
      { date: '2022-06-14', hours: allDay, name: 'Open' },
      { date: '2022-06-15', hours: allDay, name: 'Open' },
    ];
    const opening = timesOf({ weekly: null, exceptions }).openingAt(inNewYork('2022-06-14T03:00:00'));
    expect(opening?.end).toBe(inNewYork('2022-06-16T00:00:00'));
  });

  test('is closed on a weekday that is closed whatever its hours are, and knows hours by the weekday', () => {
    const times = timesOf({ closedWeekdays: ['mon'] });
    expect(times.isOpenDay(readDay('2022-06-13'))).toBe(false);
    expect(times.closedBy(readDay('2022-06-13'))).toEqual({ kind: 'weekday' });
    expect(times.isClosedWeekday('mon')).toBe(true);
    expect(times.isClosedWeekday('tue')).toBe(false);
    expect(times.hoursOfWeekday('mon')).toEqual({ opens: 9 * 3_600_000, closes: 18 * 3_600_000 });
    expect(times.hoursOfWeekday('sun')).toBeNull();
    const every = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
    expect(timesOf({ closedWeekdays: [...every] }).nextOpenDay(readDay('2022-06-13'))).toBeNull();
  });

  test('closes to the second where its hours have seconds', () => {
    const mon = [{ open: '09:00', close: '23:59:59' }];
    const times = timesOf({ weekly: weekly && { ...weekly, mon, tue: [{ open: '00:00', close: '01:00' }] } });
    expect(times.openingAt(inNewYork('2022-06-13T10:00:00'))?.end).toBe(inNewYork('2022-06-13T23:59:59'));
    expect(times.isOpenAt(inNewYork('2022-06-13T23:59:59'))).toBe(false);
    expect(times.isOpenAt(inNewYork('2022-06-14T00:00:00'))).toBe(true);
  });

  test('an opening includes its start and not its end', () => {
    expect(timesOf().openingAt(inNewYork('2022-06-13T09:00:00'))).not.toBeNull();
    expect(timesOf().openingAt(inNewYork('2022-06-13T18:00:00'))).toBeNull();
    expect(timesOf().nextOpening(inNewYork('2022-06-13T18:00:00'))?.start).toBe(inNewYork('2022-06-14T09:00:00'));
    expect(timesOf().nextOpening(inNewYork('2022-06-13T08:00:00'))?.start).toBe(inNewYork('2022-06-13T09:00:00'));
  });

  test('finds the open day before and after a day', () => {
    const times = timesOf({ closures: [closedOn('2022-06-13')] });
    const sunday = readDay('2022-06-12');
    expect(writeDay(times.nextOpenDay(sunday) ?? 0)).toBe('2022-06-14');
    expect(writeDay(times.previousOpenDay(sunday) ?? 0)).toBe('2022-06-11');
  });

  test('answers that there is no open day instead of looking for ever', () => {
    const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const day = readDay('2022-06-13');
    expect(timesOf({ weekly: none }).nextOpenDay(day)).toBeNull();
    expect(timesOf({ weekly: none }).nextOpening(inNewYork('2022-06-13T18:00:00'))).toBeNull();
    const forEver = { from: '1990-01-01T00:00', to: '2090-01-01T00:00', name: 'Closed down' };
    expect(timesOf({ closures: [forEver] }).nextOpenDay(day)).toBeNull();
    const exceptions = [{ date: '2023-01-02', hours: [{ open: '10:00', close: '11:00' }], name: 'Sale' }];
    expect(timesOf({ weekly: none, exceptions }).nextOpenDay(day)).toBe(readDay('2023-01-02'));
    expect(timesOf({ weekly: none, exceptions }).nextOpenDay(readDay('2023-01-02') - SEARCH_DAYS - 1)).toBeNull();
  });

  test('knows when it last closed, over closed days, between two openings of a day and past midnight', () => {
    const last = (over: Partial<Calendar>, at: string) => timesOf(over).lastClosing(inNewYork(at));
    expect(last({}, '2022-06-14T08:59:00')).toBe(inNewYork('2022-06-13T18:00:00'));
    expect(last({}, '2022-06-14T18:00:00')).toBe(inNewYork('2022-06-14T18:00:00'));
    expect(last({}, '2022-06-14T17:59:59')).toBe(inNewYork('2022-06-13T18:00:00'));
    // Monday morning, after a Sunday without hours and a Saturday that was closed.
    expect(last({ closures: [closedOn('2022-06-11')] }, '2022-06-13T08:00:00')).toBe(inNewYork('2022-06-10T18:00:00'));
    const mon = [
      { open: '09:00', close: '12:00' },
      { open: '13:00', close: '18:00' },
    ];
    const lunch = { weekly: weekly && { ...weekly, mon } };
    expect(last(lunch, '2022-06-13T12:30:00')).toBe(inNewYork('2022-06-13T12:00:00'));
    expect(last(lunch, '2022-06-13T20:00:00')).toBe(inNewYork('2022-06-13T18:00:00'));
    const night = { weekly: weekly && { ...weekly, fri: [{ open: '18:00', close: '02:00' }] } };
    expect(last(night, '2022-06-18T01:00:00')).toBe(inNewYork('2022-06-16T18:00:00'));
    expect(last(night, '2022-06-18T03:00:00')).toBe(inNewYork('2022-06-18T02:00:00'));
  });

  test('did not close where one opening touches the next, and never did where it is always open or never', () => {
    const allDay = [{ open: '00:00', close: '24:00' }];
    const round = { weekly: weekly && { ...weekly, mon: allDay, tue: allDay } };
    const lastOf = (over: Partial<Calendar>) => timesOf(over).lastClosing(inNewYork('2022-06-14T03:00:00'));
    expect(lastOf(round)).toBe(inNewYork('2022-06-11T18:00:00'));
    expect(lastOf({ weekly: null })).toBeNull();
    expect(lastOf({ weekly: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } })).toBeNull();
  });

  test('charges nothing for a moment on a closed day or in a closure', () => {
    const times = timesOf({ closures: [{ from: '2022-06-13T12:00', to: '2022-06-14T00:00', name: 'Storm' }] });
    expect(times.isClosedAt(inNewYork('2022-06-12T23:59:59'))).toBe(true);
    expect(times.isClosedAt(inNewYork('2022-06-13T11:00:00'))).toBe(false);
    expect(times.isClosedAt(inNewYork('2022-06-13T23:59:59'))).toBe(true);
    expect(times.isClosedAt(inNewYork('2022-06-14T23:59:59'))).toBe(false);
  });

  test('in a zone that does not exist is no calendar', () => {
    expect(openingTimes(calendar({ zone: 'Middle/Earth' }))).toBeNull();
  });

  test('knows the hour that a clock change leaves out', () => {
    const sun = [{ open: '02:30', close: '04:00' }];
    const times = timesOf({ weekly: weekly && { ...weekly, sun } });
    // On March 13th, 2022, clocks go from 2:00 to 3:00.
    expect(times.openingsOf(readDay('2022-03-13'))[0]?.start).toBe(inNewYork('2022-03-13T03:30:00'));
  });
});

describe('calendars by season', () => {
  const lateHours = [{ open: '18:00', close: '02:00' }];
  const night = { ...calendar().weekly, mon: lateHours, tue: lateHours, wed: [], thu: [], fri: [], sat: [], sun: [] };
  const times = (() => {
    const made = seasonalTimes([
      { from: '2022-06-01', to: '2022-06-14', calendar: calendar() },
      {
        from: '2022-06-14',
        to: '2022-06-30',
        calendar: calendar({ weekly: night, closures: [closedOn('2022-06-20')] }),
      },
      { from: '2050-01-01', to: '2050-01-31', calendar: calendar() },
    ]);
    if (made === null) throw new Error('no times');
    return made;
  })();
  const opens = (day: string) => times.openingsOf(readDay(day)).map(({ start, end }) => [start, end]);

  test('each hold for their dates, the first where two do', () => {
    expect(opens('2022-06-14')).toEqual([[inNewYork('2022-06-14T09:00:00'), inNewYork('2022-06-14T18:00:00')]]);
    expect(opens('2022-06-21')).toEqual([[inNewYork('2022-06-21T18:00:00'), inNewYork('2022-06-22T02:00:00')]]);
    expect(times.isOpenAt(inNewYork('2022-06-22T01:00:00'))).toBe(true);
    expect(times.closedBy(readDay('2022-06-22'))).toEqual({ kind: 'weekday' });
    expect(times.closureAt(inNewYork('2022-06-20T20:00:00'))?.name).toBe('Closed');
  });

  test('leave dates that none holds for closed, and are walked over', () => {
    expect(opens('2022-05-31')).toEqual([]);
    expect(times.previousOpenDay(readDay('2022-07-15'))).toBe(readDay('2022-06-28'));
    expect(times.nextOpenDay(readDay('2022-05-01'))).toBe(readDay('2022-06-01'));
    expect(times.nextOpenDay(readDay('2022-06-30'))).toBeNull();
    expect(times.nextOpenDay(readDay('2049-12-01'))).toBe(readDay('2050-01-01'));
  });

  test('have no ordinary hours, and there must be one in a zone that exists', () => {
    expect(times.hoursOfWeekday('mon')).toBeNull();
    expect(times.isClosedWeekday('sun')).toBe(true);
    expect(seasonalTimes([])).toBeNull();
    expect(
      seasonalTimes([{ from: '2022-01-01', to: '2022-02-01', calendar: calendar({ zone: 'Nowhere' }) }]),
    ).toBeNull();
  });
});
