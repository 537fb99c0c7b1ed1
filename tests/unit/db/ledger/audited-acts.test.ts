// Acts for the audit of a desk: loans that a proxy carried are found without their arguments, and after those are purged.

import { auditedEnvelopes } from '../../../../db/ledger/audited-acts.ts';
import { tempDir } from '../support/temp-dir.ts';
import { checkinCommand, testDesk } from '../support/test-desk.ts';

const path = tempDir();

const checkout = (id: string, more: object = {}) => ({
  name: 'checkout',
  id,
  args: { itemId: 'X0', patronId: 'P0', barcode: 'says "carriedBy": in a text', ...more },
  told: { decision: 'done', reasons: [] },
});

test('a loan that a proxy carried is in the audit, before and after its arguments are purged', () => {
  const desk = testDesk(path('audit.db'));
  const from = desk.at;
  desk.act(checkout('own'));
  desk.act(checkout('carried', { carriedBy: 'P1' }));
  desk.act(checkinCommand('x'));
  desk.act({ ...checkout('overridden'), override: ['PATRON_RESTRICTED'] });
  desk.at += 1_000;
  desk.act(checkout('later', { carriedBy: 'P1' }));
  const found = (names: readonly string[]) =>
    auditedEnvelopes(desk.ledger, names, { from, to: from + 1_000 }).map(({ body, args, isByProxy }) => [
      (JSON.parse(body) as { id: string }).id,
      args === null ? 'purged' : 'whole',
      isByProxy,
    ]);
  expect(found(['waive'])).toEqual([
    ['carried', 'whole', true],
    ['overridden', 'whole', false],
  ]);
  // A name that the audit lists and a proxy at once are one line.
  expect(found(['checkout'])).toHaveLength(3);
  desk.ledger.run('UPDATE envelope SET args = NULL, salt = NULL');
  expect(found(['waive'])).toEqual([
    ['carried', 'purged', true],
    ['overridden', 'purged', false],
  ]);
  desk.ledger.close();
});
