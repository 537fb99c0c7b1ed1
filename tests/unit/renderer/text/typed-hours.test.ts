// Opening hours as people type them.

import { sayHours, typedHours } from '../../../../renderer/text/typed-hours.ts';

const one = (open: string, close: string) => [{ open, close }];

test.each([
  ['8-22', one('08:00', '22:00')],
  ['8 AM – 10:30 PM', one('08:00', '22:30')],
  ['12 am to 12 pm', one('00:00', '12:00')],
  ['9-12, 13:00-17:00', [...one('09:00', '12:00'), ...one('13:00', '17:00')]],
  ['0-24', one('00:00', '24:00')],
  ['9 a.m. - 5 p.m.', one('09:00', '17:00')],
  ['closed', []],
  ['Cerrado', []],
  ['  ', []],
  // An opening takes the half of the day that leaves one sensible reading.
  ['1-5 PM', one('13:00', '17:00')],
  ['1:30–5pm', one('13:30', '17:00')],
  ['9-5 PM', one('09:00', '17:00')],
  ['9:00-9:00pm', one('09:00', '21:00')],
  ['10-6 p.m.', one('10:00', '18:00')],
  ['12-5 PM', one('12:00', '17:00')],
  ['9-12 PM', one('09:00', '12:00')],
  ['8-11 AM', one('08:00', '11:00')],
  ['5-1 AM', one('17:00', '01:00')],
  ['2-12 AM', one('14:00', '24:00')],
  ['9 AM-5', one('09:00', '17:00')],
  ['9 a.m. – 12', one('09:00', '12:00')],
  ['1 PM-5', one('13:00', '17:00')],
  ['10 PM-2', one('22:00', '02:00')],
  // Nights and both ends of the day.
  ['7:30am-2am', one('07:30', '02:00')],
  ['11 PM-1 AM', one('23:00', '01:00')],
  ['8 AM – 12 AM', one('08:00', '24:00')],
  ['8 a.m. to midnight', one('08:00', '24:00')],
  ['7:30 AM – 12 midnight', one('07:30', '24:00')],
  ['noon-5', one('12:00', '17:00')],
  ['Noon to 6 p.m.', one('12:00', '18:00')],
  ['12 noon – 8 pm', one('12:00', '20:00')],
  ['9-noon', one('09:00', '12:00')],
  ['9 a.m.–noon and 1–5 p.m.', [...one('09:00', '12:00'), ...one('13:00', '17:00')]],
  ['noon–midnight', one('12:00', '24:00')],
  ['midnight to midnight', one('00:00', '24:00')],
  ['24 hours', one('00:00', '24:00')],
  ['Open 24 hours', one('00:00', '24:00')],
  ['10 until 6 pm', one('10:00', '18:00')],
  ['8a-5p', one('08:00', '17:00')],
  // As Spanish writes them.
  ['de 9 a 17', one('09:00', '17:00')],
  ['9:00 a 17:00 h', one('09:00', '17:00')],
  ['9:00 a. m. a 5:00 p. m.', one('09:00', '17:00')],
  ['de las 9 a las 14 y de 16 a 20', [...one('09:00', '14:00'), ...one('16:00', '20:00')]],
  ['8 a. m. – medianoche', one('08:00', '24:00')],
  ['9 a. m. a mediodía', one('09:00', '12:00')],
  ['mediodia hasta 18:00', one('12:00', '18:00')],
  ['8:00 – 0:00', one('08:00', '24:00')],
  ['1 a 5 p. m.', one('13:00', '17:00')],
  ['10 p. m. – 2 a. m.', one('22:00', '02:00')],
  ['24 horas', one('00:00', '24:00')],
])('%s is read', (text, hours) => {
  expect(typedHours(text)).toEqual(hours);
});

test.each(['8', '8-', 'morning', '25-26', '8-9-10', '13 pm - 2 pm', '8:70-9', '24:30-2', '8-22,', '24-8', 'noon'])(
  '%s is not guessed at',
  (text) => {
    expect(typedHours(text)).toBeNull();
  },
);

test.each([
  '9-5',
  '1-5',
  '9-9',
  '8:30 – 1:00',
  '22-2',
  '8-10 PM',
  '6-9 p. m.',
  '8-1 AM',
  '8-midnight',
  '8 AM-10',
  '10-5',
  '9 AM – 9 AM',
])('%s could be read in two ways, and asks for AM or PM', (text) => {
  expect(typedHours(text)).toBeNull();
});

test('hours are read as they are written, in both languages', () => {
  const hours = [
    { open: '00:00', close: '00:30' },
    { open: '08:00', close: '12:00' },
    { open: '13:15', close: '24:00' },
  ];
  expect(sayHours(hours, 'en')).toBe('12 AM – 12:30 AM, 8 AM – 12 PM, 1:15 PM – 12 AM');
  expect(sayHours(hours, 'es')).toBe('12 a.m. – 12:30 a.m., 8 a.m. – 12 p.m., 1:15 p.m. – 12 a.m.');
});

test.each(['en', 'es'] as const)('hours that are read can be typed as they stand, nights too (%s)', (language) => {
  const hours = [
    ...one('00:00', '00:30'),
    ...one('01:00', '05:00'),
    ...one('08:00', '12:00'),
    ...one('13:15', '24:00'),
    ...one('08:00', '01:00'),
    ...one('22:00', '02:30'),
    ...one('00:00', '24:00'),
  ];
  expect(typedHours(sayHours(hours, language))).toEqual(hours);
});
