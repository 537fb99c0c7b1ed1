// Numbers on magnetic stripes; every number here is made up.

import { stripeNumbers } from '../../../../shared/core/card-stripe.ts';

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
