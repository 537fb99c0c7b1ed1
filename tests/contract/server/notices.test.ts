// Notices to patrons, sent to a real mail server: each once, none that is no longer true, and none twice if its arrival
// is unknown.

import { createServer } from 'node:http';
import { writeAndPublish } from '../../../server/feed/write-and-publish.ts';
import { noteBounces, readBounce } from '../../../server/notices/bounces.ts';
import { renameInNotices } from '../../../server/notices/forget-notices.ts';
import { previewNotice } from '../../../server/notices/preview-notice.ts';
import { countNotices, listNotices, releaseBranch, settleNotice } from '../../../server/notices/work-notices.ts';
import { collectChanges, writeChanges } from '../../../server/store/row-changes.ts';
import { patronId } from '../../../shared/core/ids.ts';
import { lookForNotices } from '../../../server/notices/look-for-notices.ts';
import {
  keepMailSettings,
  mailSettings,
  MailSettingsSchema,
  type MailSettings,
} from '../../../server/notices/mail-settings.ts';
import { createNoticeRunner, type NoticeRunner } from '../../../server/notices/notice-runner.ts';
import { claimMessages, type Claimed } from '../../../server/notices/claim-messages.ts';
import {
  beginSending,
  LEASE_MS,
  keepTaken,
  settleMessages,
  type ClaimedMessage,
  type Outcome,
} from '../../../server/notices/outbox.ts';
import type { Letter, SendParts } from '../../../server/notices/send-notices.ts';
import { required } from '../../../shared/core/assert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/core/instant.ts';
import { openMailServer, type MailServer, type TakenMail } from '../../support/mail-server.ts';
import { openScene, type Scene } from './support/scene.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import { describeStores, testRandom } from './support/stores.ts';
import type { TestDesk } from './support/test-desk.ts';
import { at, testPatron } from './support/test-library.ts';

const DUE = at(23, 59) + 14 * DAY_MS;

type Given = { readonly settings?: object; readonly parts?: Partial<SendParts> };

/** A library whose patrons P0… have e-mail, with notices on since the morning. */
async function openWithNotices(place: Parameters<typeof openScene>[0], mail: MailServer, given: Given = {}) {
  const scene = await openScene(place);
  scene.clock.set(at(9));
  await scene.writer.putRows(
    'patron',
    ['P0', 'P1'].map((id) => testPatron(id, { email: `${id.toLowerCase()}@example.edu` })),
  );
  await setUp(scene, mail, given.settings);
  return { scene, desk: await scene.desk('A'), runner: runnerOf(scene, 'one', given.parts) };
}

function setUp(scene: Scene, mail: MailServer, more: object = {}): Promise<void> {
  const settings: MailSettings = MailSettingsSchema.parse({
    from: { name: 'Library', address: 'library@example.edu' },
    smtp: { host: '127.0.0.1', port: mail.port, security: 'none' },
    gatherMinutes: 0,
    ...more,
  });
  return scene.store.write((tx) => keepMailSettings(tx, settings, scene.clock.now()));
}

function runnerOf({ store, clock }: Scene, owner: string, parts: Partial<SendParts> = {}): NoticeRunner {
  return createNoticeRunner({ store, clock, owner, secretOf: () => null, ...parts });
}

/** Sends the acts of a desk, which closes then with nothing left. */
async function handIn(scene: Scene, desk: TestDesk, moment: number): Promise<void> {
  scene.clock.set(moment);
  await scene.send(desk);
  await scene.send(desk, { ...desk.request(0, 0), left: 0, closing: true });
}

const states = async (scene: Scene) =>
  (await scene.rows('notice')).map(({ kind, state }) => `${kind} ${state}`).toSorted();

describeStores('notices', (use) => {
  const open: MailServer[] = [];
  afterEach(async () => {
    for (const mail of open.splice(0)) await mail.close();
  });
  const openMail = async () => {
    const mail = await openMailServer();
    open.push(mail);
    return mail;
  };

  test('tell of a date ahead and after it, gathered for a patron, each once', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    desk.checkout('X1', 'P0', { at: at(10, 1), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    scene.clock.set(at(7, 59) + 12 * DAY_MS);
    await runner.look();
    expect(mail.taken).toEqual([]);
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    await runner.look();
    await runnerOf(scene, 'other').look();
    expect(mail.taken.map(({ to }) => to)).toEqual(['p0@example.edu']);
    const [courtesy] = mail.taken;
    expect(courtesy?.text).toContain('Subject: 2 items are due soon');
    expect(courtesy?.text).toContain('Title of X0, due Monday, January 19, 2026');
    scene.clock.set(at(8, 1) + 16 * DAY_MS);
    await runner.look();
    await runner.look();
    expect(mail.taken.length).toBe(2);
    expect(mail.taken[1]?.text).toContain('items are overdue');
    expect(await states(scene)).toEqual(['courtesy sent', 'courtesy sent', 'overdue sent', 'overdue sent']);
  });

  test('are void where the copy came back before, though its desk says so late', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail, {
      settings: { quiet: { from: '00:00', to: '00:00' } },
    });
    const other = await scene.desk('B');
    const loan = desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    scene.clock.set(at(8, 1) + 16 * DAY_MS);
    await lookForNotices(scene, scene.clock.now());
    expect(await states(scene)).toEqual(['overdue waiting']);
    other.checkin('X0', { at: at(11), saw: loan });
    await handIn(scene, other, at(8, 2) + 16 * DAY_MS);
    await runner.look();
    expect(mail.taken).toEqual([]);
    expect(await states(scene)).toEqual(['overdue void']);
  });

  test('wait while a desk of the branch is silent', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    scene.clock.set(at(10, 2));
    await scene.send(desk);
    await scene.store.write((tx) =>
      tx.db
        .updateTable('desk')
        .set({ silent_since: at(10, 2) })
        .execute(),
    );
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    await runner.look();
    expect(mail.taken).toEqual([]);
    expect((await scene.store.read((tx) => listNotices(tx, null)))[0]?.isHeldBack).toBe(true);
    expect(await releaseBranch(scene.store, { branch: 'east', now: scene.clock.now() })).toEqual([]);
    expect(await scene.store.read(countNotices)).toEqual({ held: 1, failed: 0 });
    const release = (name: string) =>
      releaseBranch(scene.store, { branch: 'main', desk: name, now: scene.clock.now() });
    expect(await release('B')).toEqual([]);
    await runner.look();
    expect(mail.taken).toEqual([]);
    expect(await release('A')).toEqual(['A']);
    expect(await scene.store.read(countNotices)).toEqual({ held: 0, failed: 0 });
    await runner.look();
    expect(mail.taken.length).toBe(1);
  });

  test('tell of a hold once, after the receipt, though the copy is checked in again', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    const hold = 'H0';
    const args = { holdId: hold, patronId: 'P0', card: 'card-P0', titleId: 'title-X0', itemId: null, pickup: 'main' };
    desk.record('placeHold', { args, told: { decision: 'done', reasons: [] } }, { at: at(10) });
    const trap = () => desk.checkin('X0', { at: desk.lastAt() + MINUTE_MS, hold, route: 'hold-shelf' });
    trap();
    await runner.look();
    expect(await states(scene)).toEqual([]);
    await handIn(scene, desk, at(10, 5));
    await runner.look();
    scene.clock.set(at(10, 6));
    await runner.look();
    expect(mail.taken.length).toBe(1);
    expect(mail.taken[0]?.text).toContain('at main');
    trap();
    await handIn(scene, desk, at(10, 30));
    scene.clock.set(at(10, 31));
    await runner.look();
    expect(mail.taken.length).toBe(1);
    expect((await scene.rows('hold'))[0]?.state).toBe('captured');
  });

  test('tell of the same copy again where it was away since, and not for an act between that comes late', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail, {
      settings: { kinds: { courtesy: [], overdue: [] } },
    });
    const late = await scene.desk('B');
    const hold = 'H0';
    const args = { holdId: hold, patronId: 'P0', card: 'card-P0', titleId: 'title-X0', itemId: null, pickup: 'main' };
    desk.record('placeHold', { args, told: { decision: 'done', reasons: [] } }, { at: at(10) });
    const trap = (from: TestDesk, moment: number) => from.checkin('X0', { at: moment, hold, route: 'hold-shelf' });
    trap(desk, at(10, 20));
    await handIn(scene, desk, at(10, 21));
    await runner.look();
    expect(mail.taken.length).toBe(1);
    // Earlier acts of another desk arrive now: the copy was lent, came back and was put there a little earlier.
    late.checkout('X0', 'P1', { at: at(10, 5), dueAt: DUE });
    trap(late, at(10, 10));
    await handIn(scene, late, at(10, 40));
    await runner.look();
    expect((await scene.rows('hold'))[0]?.state).toBe('captured');
    expect(mail.taken.length).toBe(1);
    // Lent off the shelf by mistake, and back a week later.
    desk.checkout('X0', 'P1', { at: at(11), dueAt: DUE });
    await handIn(scene, desk, at(11, 1));
    await runner.look();
    trap(desk, at(10) + 7 * DAY_MS);
    await handIn(scene, desk, at(10, 1) + 7 * DAY_MS);
    await runner.look();
    expect(mail.taken.map(({ to }) => to)).toEqual(['p0@example.edu', 'p0@example.edu']);
    trap(desk, at(11) + 7 * DAY_MS);
    await handIn(scene, desk, at(11, 1) + 7 * DAY_MS);
    await runner.look();
    expect(mail.taken.length).toBe(2);
  });

  test('that were void are made anew where what they tell is true again', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    const loan = desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    const change = async (moment: number, dueAt: number) => {
      desk.changeDueDate('X0', loan, 'P0', { at: moment, dueAt });
      await handIn(scene, desk, moment);
      await runner.look();
    };
    // The mail server takes none, and by the second try the date is the old one again.
    mail.codeFor = () => 451;
    await change(at(11), DUE + DAY_MS);
    mail.codeFor = () => 0;
    await change(at(11, 5), DUE);
    expect(await states(scene)).toEqual(['due-changed sent', 'due-changed void']);
    await change(at(12), DUE + DAY_MS);
    expect(await states(scene)).toEqual(['due-changed sent', 'due-changed sent']);
    expect(mail.taken.map(({ text }) => /due (\w+), January (\d+)/.exec(text)?.[2])).toEqual(['19', '20']);
  });

  test('are not sent twice where the line breaks after the mail was taken: a person looks', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    mail.breaksAfter = () => 'taken';
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    await runner.look();
    mail.breaksAfter = () => null;
    scene.clock.set(at(9) + 12 * DAY_MS);
    await runner.look();
    expect(mail.taken.length).toBe(1);
    expect(await states(scene)).toEqual(['courtesy doubtful']);
  });

  test('of a process that ended are sent by another where they were not handed over, and doubtful where they may have been', async () => {
    const mail = await openMail();
    const { scene, desk } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    desk.checkout('X1', 'P1', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    await claimAs(scene, 'dying');
    const claimed = await scene.store.read((tx) =>
      tx.db.selectFrom('notice_message').select(['id', 'state']).execute(),
    );
    expect(claimed.map(({ state }) => state)).toEqual(['claimed', 'claimed']);
    const [first] = claimed;
    await scene.store.write((tx) =>
      tx.db
        .updateTable('notice_message')
        .set({ state: 'sending' })
        .where('id', '=', required(first, () => 'none').id)
        .execute(),
    );
    const next = runnerOf(scene, 'next');
    await next.look();
    expect(mail.taken).toEqual([]);
    scene.clock.set(scene.clock.now() + LEASE_MS);
    await next.look();
    expect(mail.taken.length).toBe(1);
    expect(await states(scene)).toEqual(['courtesy doubtful', 'courtesy sent']);
  });

  test('are put off where the mail server asks for it, and an address that it refuses is not tried again', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    desk.checkout('X1', 'P1', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    mail.codeFor = (address) => (address.startsWith('p0') ? 550 : 451);
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    await runner.look();
    expect(mail.taken).toEqual([]);
    // Desks learn why, once: another try for the same reason writes nothing.
    const delays = async () =>
      Object.fromEntries((await scene.rows('notice')).map(({ patronId: of, delay }) => [of, delay?.code]));
    expect(await delays()).toEqual({ P1: 'smtp-451' });
    const since = (await scene.rows('notice')).find(({ delay }) => delay !== undefined)?.delay?.since;
    scene.clock.set(at(8, 2) + 12 * DAY_MS + 30_000);
    await runner.look();
    expect((await scene.rows('notice')).find(({ delay }) => delay !== undefined)?.delay?.since).toBe(since);
    mail.codeFor = () => 0;
    scene.clock.set(at(8, 6) + 12 * DAY_MS);
    await runner.look();
    expect(mail.taken.map(({ to }) => to)).toEqual(['p1@example.edu']);
    expect(await delays()).toEqual({});
    const bad = (await scene.rows('patron')).find(({ id }) => id === 'P0');
    expect(bad?.mailFailed).toMatchObject({ address: 'p0@example.edu', why: 'refused' });
    expect(await states(scene)).toEqual(['courtesy no-way', 'courtesy sent']);
    // An import of the same account does not forget it, a new address does.
    await scene.writer.putRows('patron', [testPatron('P0', { email: 'p0@example.edu', phones: ['1'] })]);
    scene.clock.set(at(8, 3) + 16 * DAY_MS);
    await runner.look();
    expect(mail.taken.filter(({ to }) => to.startsWith('p0'))).toEqual([]);
    await scene.writer.putRows('patron', [testPatron('P0', { email: 'new@example.edu' })]);
    scene.clock.set(at(8, 3) + 23 * DAY_MS);
    await runner.look();
    expect(mail.taken.filter(({ to }) => to === 'new@example.edu').length).toBe(1);
  });

  test('of a recall and a changed date go out at once, not in quiet hours', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    const loan = desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    desk.changeDueDate('X0', loan, 'P0', { at: at(22), dueAt: DUE + DAY_MS });
    await handIn(scene, desk, at(22, 1));
    await runner.look();
    scene.clock.set(at(23));
    await runner.look();
    expect(mail.taken).toEqual([]);
    scene.clock.set(at(8) + DAY_MS);
    await runner.look();
    expect(mail.taken.map(({ text }) => /Subject: (.*)/.exec(text)?.[1])).toEqual(['A due date has changed']);
    scene.clock.set(at(8) + DAY_MS + HOUR_MS);
    await runner.look();
    expect(mail.taken.length).toBe(1);
  });

  test('of a recall tell whom it is of, with the new date, once', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    const loan = desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    const args = { itemId: 'X0', loanId: loan, patronId: 'P0', holdId: null, reissues: null, ignoredBy: null };
    const dueAt = at(23, 59) + 3 * DAY_MS;
    desk.record('recall', { args, told: { decision: 'done', reasons: [], dueAt } }, { at: at(11) });
    await handIn(scene, desk, at(11, 1));
    await runner.look();
    await runner.look();
    expect(mail.taken.map(({ to }) => to)).toEqual(['p0@example.edu']);
    expect(mail.taken[0]?.text).toContain('Thursday, January 8, 2026');
    expect(await states(scene)).toEqual(['recall sent']);
  });

  test('of a hold that ends soon go out the day before, and not once it was picked up', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail, {
      settings: { kinds: { 'hold-ready': false } },
    });
    const shelfUntil = at(23, 59) + 5 * DAY_MS;
    const place = (patron: string, item: string) => {
      const args = { holdId: `H${patron}`, patronId: patron, card: `card-${patron}`, titleId: `title-${item}` };
      const hold = { ...args, itemId: null, pickup: 'main' };
      desk.record('placeHold', { args: hold, told: { decision: 'done', reasons: [] } }, { at: desk.lastAt() + 1_000 });
      desk.record(
        'checkin',
        {
          args: { itemId: item, barcode: `barcode-${item}`, returnedAt: null, mintsItem: null },
          told: {
            decision: 'done',
            reasons: [],
            route: 'hold-shelf',
            holdId: `H${patron}`,
            transitTo: null,
            holdUntil: shelfUntil,
          },
        },
        { at: desk.lastAt() + 1_000 },
      );
    };
    place('P0', 'X0');
    place('P1', 'X1');
    await handIn(scene, desk, at(12));
    const before = desk.ledger.length;
    desk.checkout('X1', 'P1', { at: at(13), dueAt: DUE });
    scene.clock.set(at(13, 1));
    await scene.send(desk, { ...desk.request(before), left: 0, closing: true });
    await runner.look();
    expect(mail.taken).toEqual([]);
    scene.clock.set(at(8, 1) + 4 * DAY_MS);
    await runner.look();
    await runner.look();
    expect(mail.taken.map(({ to }) => to)).toEqual(['p0@example.edu']);
    expect((await states(scene)).filter((one) => one.endsWith('sent'))).toEqual(['hold-expiring sent']);
  });

  test('that come back are noted on the account and on the notice, each once, and a letter goes instead from then on', async () => {
    const mail = await openMail();
    const letters: string[] = [];
    const print = (_: string, given: readonly Letter[]) => {
      letters.push(...given.map(({ address, text }) => `${address.join(', ')}: ${text.includes('overdue')}`));
      return Promise.resolve();
    };
    const given = { settings: { print: { folder: 'letters' } }, parts: { printLetters: print } };
    const { scene, desk, runner } = await openWithNotices(await use(), mail, given);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    await runner.look();
    const sent = required(mail.taken[0], () => 'none');
    const bounce = required(await readBounce(reportOf(sent)), () => 'no bounce');
    expect(await readBounce(sent.text)).toBeNull();
    expect(await readBounce(reportOf(sent).replace('5.1.1', '4.2.2'))).toBeNull();
    expect(await noteBounces(scene.store, [bounce], scene.clock.now())).toBe(1);
    expect(await noteBounces(scene.store, [bounce], scene.clock.now())).toBe(0);
    expect(await states(scene)).toEqual(['courtesy returned']);
    const bad = (await scene.rows('patron')).find(({ id }) => id === 'P0');
    expect(bad?.mailFailed).toMatchObject({ why: 'returned' });
    scene.clock.set(at(8, 1) + 16 * DAY_MS);
    await runner.look();
    expect(letters).toEqual(['P0 Family: true']);
    expect(await states(scene)).toEqual(['courtesy returned', 'overdue printed']);
    const listed = await scene.store.read((tx) => listNotices(tx, null));
    expect(listed.map(({ code }) => code)).toEqual(['dsn-5.1.1', null]);
    const [first] = listed;
    expect(await settleNotice(scene.store, { id: first?.id ?? '', how: 'told', now: scene.clock.now() })).toBe(1);
    expect(await states(scene)).toEqual(['courtesy sent', 'overdue printed']);
  });

  test('a doubtful one is sent again by a person, under the same Message-ID', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    mail.breaksAfter = () => 'taken';
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    await runner.look();
    mail.breaksAfter = () => null;
    const [notice] = await scene.rows('notice');
    await settleNotice(scene.store, { id: notice?.id ?? '', how: 'again', now: scene.clock.now() });
    await runner.look();
    expect(mail.taken.length).toBe(2);
    expect(new Set(mail.taken.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test('that come back leave an address alone that is another by now, and a report counts once though it is read again', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    await runner.look();
    const report = reportOf(required(mail.taken[0], () => 'none'));
    const old = required(await readBounce(report), () => 'no bounce');
    await scene.writer.putRows('patron', [testPatron('P0', { email: 'new@example.edu' })]);
    expect(await noteBounces(scene.store, [old], scene.clock.now())).toBe(1);
    const failed = async () => (await scene.rows('patron')).find(({ id }) => id === 'P0')?.mailFailed;
    expect(await failed()).toBeUndefined();
    expect(await states(scene)).toEqual(['courtesy returned']);
    const [notice] = await scene.rows('notice');
    await settleNotice(scene.store, { id: notice?.id ?? '', how: 'again', now: scene.clock.now() });
    await runner.look();
    expect(mail.taken.map(({ to }) => to)).toEqual(['p0@example.edu', 'new@example.edu']);
    // The same report again, and a second one of the first address.
    const second = required(await readBounce(report.replace('could not', 'still could not')), () => 'no bounce');
    expect(await noteBounces(scene.store, [old, second], scene.clock.now())).toBe(0);
    expect(await states(scene)).toEqual(['courtesy sent']);
    // One that names where the mail was passed on to does not say which of the two failed.
    const passedOn = required(await readBounce(report.replace('p0@example.edu', 'else@example.org')), () => 'none');
    expect(await noteBounces(scene.store, [passedOn], scene.clock.now())).toBe(1);
    expect(await failed()).toBeUndefined();
    expect(await states(scene)).toEqual(['courtesy returned']);
  });

  test('that are refused while the account gets another address go there, and leave it alone', async () => {
    const mail = await openMail();
    const { scene, desk } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    const { messages } = await claimAs(scene, 'one');
    const sender = { owner: 'one', now: scene.clock.now() };
    await scene.store.write((tx) => beginSending(tx, messages, { ...sender, rest: [] }));
    await scene.writer.putRows('patron', [testPatron('P0', { email: 'new@example.edu' })]);
    const outcomes = messages.map(({ id }) => ({ id, is: 'refused', code: 'smtp-550', isAddress: true }) as const);
    await settleAs(scene, sender, outcomes);
    expect((await scene.rows('patron')).find(({ id }) => id === 'P0')?.mailFailed).toBeUndefined();
    await runnerOf(scene, 'one').look();
    expect(mail.taken.map(({ to }) => to)).toEqual(['new@example.edu']);
  });

  test("are not another process's to mark once their claim has run out", async () => {
    const mail = await openMail();
    const { scene, desk } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    desk.checkout('X1', 'P1', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    const begin = (owner: string, those: Messages, rest: Messages = []) =>
      scene.store.write((tx) => beginSending(tx, those, { owner, now: scene.clock.now(), rest }));
    const [first, later] = (await claimAs(scene, 'slow')).messages.map((one) => [one]);
    // Later messages stay claimed while a group is sent.
    scene.clock.set(scene.clock.now() + LEASE_MS - 1_000);
    expect(await begin('slow', first ?? [], later)).toEqual(first);
    scene.clock.set(scene.clock.now() + LEASE_MS - 1_000);
    expect((await claimAs(scene, 'next')).messages).toEqual([]);
    // Too slow: another sender has the rest, and the message under way is doubtful.
    scene.clock.set(scene.clock.now() + 2_000);
    const taken = (await claimAs(scene, 'next')).messages;
    expect(taken.map(({ id }) => id)).toEqual(later?.map(({ id }) => id));
    expect(await begin('slow', later ?? [])).toEqual([]);
    expect((await begin('next', taken)).length).toBe(1);
    const slow = { owner: 'slow', now: scene.clock.now() };
    await settleAs(
      scene,
      slow,
      [...(first ?? []), ...taken].map(({ id }) => ({ id, is: 'again', code: 'smtp-lost' })),
    );
    expect(await states(scene)).toEqual(['courtesy doubtful', 'courtesy waiting']);
    await settleAs(
      scene,
      { ...slow, owner: 'next' },
      taken.map(({ id }) => ({ id, is: 'sent' })),
    );
    expect(await states(scene)).toEqual(['courtesy doubtful', 'courtesy sent']);
  });

  test('that were taken say so also where their process ended before their notices did, and go to nobody twice', async () => {
    const mail = await openMail();
    const { scene, desk } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    const { messages } = await claimAs(scene, 'dying');
    const dying = { owner: 'dying', now: scene.clock.now() };
    await scene.store.write((tx) => beginSending(tx, messages, { ...dying, rest: [] }));
    await scene.store.write((tx) =>
      keepTaken(
        tx,
        messages.map(({ id }) => id),
        dying,
      ),
    );
    await runnerOf(scene, 'next').look();
    expect(await states(scene)).toEqual(['courtesy waiting']);
    scene.clock.set(scene.clock.now() + LEASE_MS);
    await runnerOf(scene, 'next').look();
    expect(await states(scene)).toEqual(['courtesy sent']);
    expect(mail.taken).toEqual([]);
  });

  test('that were held back, or are tried once more, wait for the end of quiet hours too', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    desk.checkout('X1', 'P1', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    const day = 12 * DAY_MS;
    mail.codeFor = (address) => (address.startsWith('p0') ? 451 : 0);
    scene.clock.set(at(8, 1) + day);
    await lookForNotices(scene, scene.clock.now());
    await scene.store.write((tx) =>
      tx.db
        .updateTable('desk')
        .set({ silent_since: at(10, 2) })
        .execute(),
    );
    await runner.look();
    expect(mail.taken).toEqual([]);
    await scene.store.write((tx) =>
      tx.db
        .updateTable('desk')
        .set({ released_at: at(22, 30) + day })
        .execute(),
    );
    scene.clock.set(at(22, 31) + day);
    await runner.look();
    expect(mail.taken).toEqual([]);
    scene.clock.set(at(8) + day + DAY_MS);
    await runner.look();
    expect(mail.taken.map(({ to }) => to)).toEqual(['p1@example.edu']);
    // Put off by the mail server until the night.
    mail.codeFor = () => 0;
    await scene.store.write((tx) =>
      tx.db
        .updateTable('notice_message')
        .set({ until: at(21, 30) + day + DAY_MS })
        .where('state', '=', 'again')
        .execute(),
    );
    scene.clock.set(at(21, 31) + day + DAY_MS);
    await runner.look();
    expect(mail.taken.length).toBe(1);
    scene.clock.set(at(8) + day + 2 * DAY_MS);
    await runner.look();
    expect(mail.taken.map(({ to }) => to)).toEqual(['p1@example.edu', 'p0@example.edu']);
  });

  test('a preview tells of what the patron has, and sends nothing', async () => {
    const mail = await openMail();
    const { scene, desk } = await openWithNotices(await use(), mail, { settings: { language: 'es' } });
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    const patron = required(
      (await scene.rows('patron')).find(({ id }) => id === 'P0'),
      () => 'no patron',
    );
    const shown = await scene.store.read((tx) => previewNotice(tx, { kind: 'courtesy', patron, now: at(11) }));
    expect(shown).toMatchObject({ channel: 'email', isSample: false, subject: 'Un ejemplar vence pronto' });
    expect(shown.text).toContain('Title of X0, vence el lunes, 19 de enero de 2026');
    const bill = await scene.store.read((tx) => previewNotice(tx, { kind: 'bill', patron, now: at(11) }));
    expect(bill.isSample).toBe(true);
    expect(await scene.rows('notice')).toEqual([]);
    expect(mail.taken).toEqual([]);
  });

  test('are of the joined account after a merge, and go with an account that is dropped', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    await runner.look();
    await scene.store.write(async (tx) => {
      const changes = collectChanges();
      await renameInNotices(tx, new Map([['P0', patronId('P1')]]), changes);
    });
    expect((await scene.rows('notice')).map(({ patronId: id }) => id)).toEqual(['P1']);
    await scene.store.write(async (tx) => {
      await renameInNotices(tx, new Map([['P1', null]]), collectChanges());
    });
    expect(await scene.rows('notice')).toEqual([]);
    expect(await scene.store.read(({ db }) => db.selectFrom('notice_message').select('id').execute())).toEqual([]);
  });

  test('go by text where the library has a gateway for their kind, each once', async () => {
    const mail = await openMail();
    const asked: { readonly url: string; readonly auth: string; readonly body: string }[] = [];
    let status = 503;
    const gateway = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        asked.push({ url: request.url ?? '', auth: request.headers.authorization ?? '', body });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => {
      gateway.listen(0, '127.0.0.1', () => resolve());
    });
    const address = gateway.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const text = {
      url: `http://127.0.0.1:${port}/send/{{ id }}`,
      headers: { authorization: 'Bearer {{ secret }}' },
      body: '{"to":{{ phone | json }},"text":{{ text | json }}}',
      passwordEnv: 'GATEWAY',
      kinds: ['courtesy'],
    };
    const given = { settings: { text, order: ['text', 'email'] }, parts: { secretOf: () => 'key' } };
    const { scene, desk, runner } = await openWithNotices(await use(), mail, given);
    await scene.writer.putRows('patron', [testPatron('P0', { email: 'p0@example.edu', phones: ['+1 555 "0100'] })]);
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    scene.clock.set(at(8, 1) + 12 * DAY_MS);
    await runner.look();
    status = 200;
    scene.clock.set(at(8, 10) + 12 * DAY_MS);
    await runner.look();
    await runner.look();
    expect(asked.length).toBe(2);
    expect(asked[1]).toMatchObject({ url: expect.stringMatching(/^\/send\/[\da-f-]{36}$/), auth: 'Bearer key' });
    expect(JSON.parse(asked[1]?.body ?? '')).toEqual({ to: '+1 555 "0100', text: 'Test: An item is due soon' });
    expect((await scene.rows('notice')).map(({ channel, state }) => `${channel} ${state}`)).toEqual(['text sent']);
    // Those of another kind go by mail; after an uncertain answer nothing is sent again.
    scene.clock.set(at(8, 1) + 16 * DAY_MS);
    await runner.look();
    expect(mail.taken.length).toBe(1);
    await new Promise((resolve) => {
      gateway.close(resolve);
    });
  });

  test('tell of a bill once the loan has aged, and of an account that ends', async () => {
    const mail = await openMail();
    const { scene, desk, runner } = await openWithNotices(await use(), mail, {
      settings: { kinds: { courtesy: [], overdue: [] } },
    });
    desk.checkout('X0', 'P0', { at: at(10), dueAt: DUE });
    await handIn(scene, desk, at(10, 2));
    const schedule = createSchedule({
      runner: scene.runner,
      clock: scene.clock,
      ownDesk: { signer: desk.signer, random: testRandom },
      foldsHistory: false,
    });
    scene.clock.set(at(9) + 45 * DAY_MS);
    expect(await schedule.look()).toBe(1);
    await runner.look();
    expect(mail.taken.map(({ text }) => /Subject: (.*)/.exec(text)?.[1])).toEqual(['A bill from Test']);
    expect(mail.taken[0]?.text).toContain('Title of X0: $25.00');
    const ends = at(12) + 60 * DAY_MS;
    await scene.writer.putRows('patron', [testPatron('P1', { email: 'p1@example.edu', expiresAt: ends })]);
    scene.clock.set(at(8, 1) + 46 * DAY_MS);
    await runner.look();
    await runner.look();
    expect(mail.taken.map(({ to }) => to)).toEqual(['p0@example.edu', 'p1@example.edu']);
    expect(mail.taken[1]?.text).toContain('ends on Friday, March 6, 2026');
  });
});

/** A report that a mail could not be delivered. */
function reportOf({ messageId, to }: TakenMail): string {
  return [
    'From: mailer-daemon@example.edu',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    'MIME-Version: 1.0',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.edu',
    '',
    `Final-Recipient: rfc822; ${to}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    'Subject: An item is due soon',
    '',
    '--b--',
    '',
  ].join('\r\n');
}

type Messages = readonly ClaimedMessage[];

/** Makes and claims due notices as a process that may end before it hands anything over. */
async function claimAs(scene: Scene, owner: string): Promise<Claimed> {
  const now = scene.clock.now();
  await lookForNotices(scene, now);
  const kept = required(await scene.store.read(mailSettings), () => 'no settings');
  const claiming = { owner, now, settings: kept.settings, ways: new Set(['email'] as const) };
  return writeAndPublish(scene.store, ({ tx, changes }) => claimMessages(tx, claiming, changes));
}

/** Writes the results of messages as a process that sent them. */
function settleAs(
  { store }: Scene,
  sender: { readonly owner: string; readonly now: number },
  outcomes: readonly Outcome[],
) {
  return writeAndPublish(store, async ({ tx, changes }) => {
    const own = collectChanges();
    await settleMessages(tx, outcomes, { ...sender, own });
    await writeChanges(tx, own);
    changes.add(own);
  });
}
