// Amounts as people type them.

import { typedMoney } from '../../../../renderer/text/typed-money.ts';

test.each([
  ['5', 500],
  ['5.5', 550],
  ['5.50', 550],
  ['5,50', 550],
  ['1,50', 150],
  ['$1,234.50', 123_450],
  ['1.234,50', 123_450],
  ['1.234.567,5', 123_456_750],
  [' 12 ', 1_200],
  ['0', 0],
])('%s is read', (text, amount) => {
  expect(typedMoney(text, 'USD')).toBe(amount);
});

test.each(['', 'five', '-5', '5.005', '1.2.3', '1e3', '1.234', '1,2,3'])('“%s” is no amount', (text) => {
  expect(typedMoney(text, 'USD')).toBeNull();
});
