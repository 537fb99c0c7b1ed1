// How often an idle desk sends a sign of life.

import { MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { keepContactTerms } from '../../../../../db/ledger/contact-terms.ts';
import { createSpeaking } from '../../../../../electron/core/sync/speaking.ts';
import { tempDir } from '../../../db/support/temp-dir.ts';
import { testDesk } from '../../../db/support/test-desk.ts';

const path = tempDir();

test.each([
  [undefined, 10],
  [1_440, 10],
  [6, 2],
])('where a desk is silent after %s minutes it speaks every %i', (silentAfterMinutes, every) => {
  const { ledger } = testDesk(path(`desk-${every}-${silentAfterMinutes ?? 'unsaid'}`));
  if (silentAfterMinutes !== undefined) keepContactTerms(ledger, { silentAfterMinutes });
  let mono = 0;
  let asked = 0;
  const queue = { askAgain: () => (asked += 1), closing: () => null };
  const client = { push: () => Promise.reject(new Error('nothing is sent')) };
  const speaking = createSpeaking({ clock: { now: () => mono, mono: () => mono }, ledger, client }, queue);
  speaking.spoke();
  mono = every * MINUTE_MS - 1;
  expect(speaking.speakUp()).toBe(false);
  mono += 1;
  expect(speaking.speakUp()).toBe(true);
  expect(asked).toBe(1);
});
