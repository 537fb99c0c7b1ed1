// Numbers on magnetic stripes; every number here is made up.

import { stripeNumbers } from '../../../../shared/core/card-stripe.ts';

test.each([
  [{ from: 3, to: 10 }, ['34210000', '6034210000000013']],
  [{ from: 7, to: 16 }, ['0000000013', '6034210000000013']],
  [{ from: 1, to: 19 }, ['6034210000000013']],
])('where the card is the digits %j of it, those come first', (digits, numbers) => {
  expect(stripeNumbers('%B6034210000000013^ROSE/ALEX^2912101000000000?', digits)).toEqual(numbers);
});

test.each([
  ['%B6034210000000013^ROSE/ALEX^2912101000000000?', ['6034210000000013']],
  [';6034210000000013=2912101000000000?', ['6034210000000013']],
  ['%B6034210000000013^ROSE/ALEX^2912101?;6034210000000013=2912101?', ['6034210000000013']],
  ['%b21000000000001^rose/alex^2912101?', ['21000000000001']],
  ['%A000123456^ROSE ALEX?;60123000123456=0000?', ['000123456', '60123000123456']],
  [';000123456?', ['000123456']],
  ['21000000000001', []],
  ['100% wool; 2020=1', []],
  ['moby dick', []],
])('of %j are %j', (text, numbers) => {
  expect(stripeNumbers(text)).toEqual(numbers);
});
