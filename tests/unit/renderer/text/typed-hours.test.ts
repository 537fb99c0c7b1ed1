// Opening hours as people type them.

import { sayHours, typedHours } from '../../../../renderer/text/typed-hours.ts';

test.each([
  ['8-22', [{ open: '08:00', close: '22:00' }]],
  ['8:30 – 1:00', [{ open: '08:30', close: '01:00' }]],
  ['8 AM – 10:30 PM', [{ open: '08:00', close: '22:30' }]],
  ['12 am to 12 pm', [{ open: '00:00', close: '12:00' }]],
  [
    '9-12, 13:00-17:00',
    [
      { open: '09:00', close: '12:00' },
      { open: '13:00', close: '17:00' },
    ],
  ],
  ['0-24', [{ open: '00:00', close: '24:00' }]],
  ['9 a.m. - 5 p.m.', [{ open: '09:00', close: '17:00' }]],
  ['closed', []],
  ['Cerrado', []],
  ['  ', []],
])('%s is read', (text, hours) => {
  expect(typedHours(text)).toEqual(hours);
});

test.each(['8', '8-', 'morning', '25-26', '8-9-10', '13 pm - 2 pm', '8:70-9', '24:30-2', '8-22,'])(
  '%s is not guessed at',
  (text) => {
    expect(typedHours(text)).toBeNull();
  },
);

test('hours are read as they are written, in both languages', () => {
  const hours = [
    { open: '00:00', close: '00:30' },
    { open: '08:00', close: '12:00' },
    { open: '13:15', close: '24:00' },
  ];
  expect(sayHours(hours, 'en')).toBe('12 AM – 12:30 AM, 8 AM – 12 PM, 1:15 PM – 12 AM');
  expect(sayHours(hours, 'es')).toBe('0:00 – 0:30, 8:00 – 12:00, 13:15 – 24:00');
  expect(typedHours(sayHours(hours, 'es'))).toEqual(hours);
  expect(typedHours(sayHours(hours.slice(0, 2), 'en'))).toEqual(hours.slice(0, 2));
});
