// Lines of the feed as other versions may write them.

import { FeedLineSchema } from '../../../../shared/wire/feed.ts';

test('a line that says more than this version asks for is read for what it asks for: a del of a purge is a del [I19] [I20]', () => {
  const line = { type: 'del', kind: 'patron', key: 'P0' };
  expect(FeedLineSchema.parse({ ...line, purge: true })).toEqual(line);
});
