// Notices at a desk: in the patron's record, and those that a person has to look at on Work; settled without a line, they are off the list at once.

import type { Notice } from '../../shared/circ/model/notice.ts';
import { branchId, itemId, patronId } from '../../shared/core/ids.ts';
import { writeAndPublish } from '../../server/feed/write-and-publish.ts';
import { readAllRows } from '../../server/store/read-rows.ts';
import { collectChanges, writeChanges } from '../../server/store/row-changes.ts';
import { testPatron } from '../contract/server/support/test-library.ts';
import { sharedDesk, sharedWorld } from '../integration/electron/core/support/desk-world.ts';
import { until } from '../integration/electron/core/support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, items: 2, patrons: 4, fill: fillVariedLibrary });
const desk = sharedDesk(world, 'supervisor');
afterEach(() => world().line.mend());

const noticeOf = (id: string, state: Notice['state']): Notice => ({
  id,
  patronId: patronId('P1'),
  kind: 'overdue',
  subject: 'loan',
  step: 1,
  moment: WEDNESDAY,
  itemId: itemId('X0'),
  titleId: null,
  branch: branchId('main'),
  madeAt: WEDNESDAY,
  sendAt: WEDNESDAY,
  state,
  at: WEDNESDAY,
  channel: 'email',
});

/** The server's notices. */
const put = (...notices: readonly Notice[]) =>
  writeAndPublish(world().parts.store, async ({ tx, changes }) => {
    const own = collectChanges();
    for (const notice of notices) own.put('notice', notice);
    await writeChanges(tx, own);
    changes.add(own);
  });

const listed = async (list: 'notices' | 'patron-notices', of?: string) => {
  const { rows } = await desk.now.ask('list.view', { list, ...(of === undefined ? {} : { of }) });
  return rows.map(({ names }) => names['noticeId']);
};

test('a notice that may not have arrived is on Work until a person settles it, with the line down too', async () => {
  await put(noticeOf('sent', 'sent'), noticeOf('lost', 'doubtful'), noticeOf('letter', 'printed'));
  await until('the record shows them', async () => (await listed('patron-notices', 'card-P1')).length === 3);
  expect(new Set(await listed('notices'))).toEqual(new Set(['letter', 'lost']));
  world().line.cut();
  await desk.now.ask('notice.settle', { notice: 'lost', how: 'told' });
  await desk.now.ask('notice.settle', { notice: 'letter', how: 'again' });
  expect(await listed('notices')).toEqual([]);
  expect(await desk.now.refusal('notice.settle', { notice: 'lost', how: 'again' })).toBe('HF-CIRC-320');
  world().line.mend();
  await desk.now.settled();
  await until('the server has heard of both', async () => {
    const rows = await world().parts.store.read((tx) => readAllRows(tx, 'notice'));
    const states = new Map(rows.map(({ id, state }) => [id, state]));
    return states.get('lost') === 'sent' && states.get('letter') === 'waiting';
  });
  expect(await listed('notices')).toEqual([]);
});

test('an address that takes no mail is said in the header, until the account has another', async () => {
  const failing = { address: 'a@example.edu', at: WEDNESDAY, why: 'returned' } as const;
  await world().writer.putRows('patron', [testPatron('P2', { email: 'a@example.edu', mailFailed: failing })]);
  const codes = async () => (await desk.now.ask('patron.view', { card: 'card-P2' })).notices.map(({ code }) => code);
  await until('the desk has heard of it', async () => (await codes()).includes('MAIL_FAILED'));
  await desk.now.ask('patron.edit', { card: 'card-P2', email: 'b@example.edu' });
  expect(await codes()).not.toContain('MAIL_FAILED');
});

test('how a notice looks for a patron is asked of the server, by those who may edit rules and with a line', async () => {
  const words = { subject: 'A bill', text: 'Dear {{ patron.name }}' };
  const asked = { language: 'en', name: 'bill', kind: 'bill', words, patron: 'card-P1' } as const;
  const shown = { isOn: false, channel: null, isSample: true, subject: 'A bill' };
  expect(await desk.now.ask('notice.tryText', asked)).toMatchObject({ fault: null, preview: shown });
  expect(await desk.now.refusal('notice.tryText', { ...asked, patron: 'nobody' })).toBe('HF-PATRON-001');
  world().line.cut();
  expect(await desk.now.refusal('notice.tryText', asked)).toBe('HF-SYNC-003');
});
