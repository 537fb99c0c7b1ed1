// Notices to look at: an empty list says no more than the desk knows.

import { noticesToWork } from '../../../../shared/lists/notices.ts';

test('an empty list does not claim that notices were sent: no mail may be set up, or the mail server may not answer', () => {
  expect(noticesToWork.empty.en).not.toMatch(/sent/i);
  expect(noticesToWork.empty.es).not.toMatch(/envi/i);
});
