// For every code of the table one story that raises it and one that ends it. `ends` says how it ends: by an event, by a later fold that does
// not yield it (explained), or, where no fact closes it, by a person's word.

import { bookingId, libraryId, branchId } from '../../../../shared/core/ids.ts';
import { DAY_MS } from '../../../../shared/core/instant.ts';
import { provisionalItemId, provisionalPatronId } from '../../../../shared/circ/recorded.ts';
import type { ExceptionCode } from '../../../../shared/circ/exception-table.ts';
import type { Exception } from '../../../../shared/circ/model/exception.ts';
import type { PatronBlock } from '../../../../shared/circ/model/patron.ts';
import { makeSigner, newPrivateKey } from '../../../../db/keys/signing.ts';
import { createSchedule } from '../../../../server/schedule/schedule.ts';
import { testRandom } from './stores.ts';
import { ofCode, settle, type Story } from './story.ts';
import { createTestDesk } from './test-desk.ts';
import { toldThere, type AnswerThere } from './told-there.ts';
import type { Seen } from '../../../../shared/connectors/message.ts';
import { at, testItem, testPatron, testRules } from './test-library.ts';

export type ExceptionStory = {
  readonly raises: (story: Story) => Promise<void>;
  readonly ends: Exclude<Exception['state'], 'open'>;
  /** Absent: a person's word. */
  readonly ending?: (story: Story) => Promise<void>;
};

const library = libraryId('test');
const unknownPatron = provisionalPatronId(library, 'card-new');
const unknownItem = provisionalItemId(library, 'barcode-new');

/** Ends by a person's word. */
const byPerson = (raises: ExceptionStory['raises']): ExceptionStory => ({ raises, ends: 'resolved' });
/** Ends when X0 is checked in. */
const byCheckin = (raises: ExceptionStory['raises'], hold?: string): ExceptionStory => ({
  raises,
  ends: 'closed-by-event',
  ending: async ({ a, send }) => {
    a.checkin('X0', { at: at(15), ...(hold === undefined ? {} : { hold }) });
    await send(a);
  },
});

/** P0 borrows X0, as the library then finds the account. */
const lentTo = (patron: Parameters<typeof testPatron>[1]) =>
  byCheckin(async ({ scene, a, send }) => {
    await scene.writer.putRows('patron', [testPatron('P0', patron)]);
    a.checkout('X0', 'P0', { at: at(10) });
    await send(a);
  });

const block: PatronBlock = {
  id: 'b1',
  kind: 'STAFF_CHR',
  label: 'See the head of desk',
  blocks: ['CIRC'],
  origin: 'staff',
  setAt: at(1),
  endsAt: null,
};

const standing = (status: 'discarded' | 'reserves') => {
  const where = { status, branch: branchId('main') };
  return testItem('X0', { base: { foldedTo: null, where }, state: { ...where, to: null, hold: null, loan: null } });
};

/** A lends X0 to P0, B to P1 twenty minutes later, with no return between. */
async function lendTwice({ a, b, send }: Story): Promise<string> {
  const loan = a.checkout('X0', 'P0', { at: at(10) });
  b.checkout('X0', 'P1', { at: at(10, 20) });
  await send(a, b);
  return loan;
}

/** A booking of a camera in the afternoon. */
function booking(id: string, patron: string) {
  const args = {
    bookingId: id,
    kind: 'camera',
    itemId: null,
    patronId: patron,
    card: `card-${patron}`,
    from: at(15),
    to: at(17),
    branch: 'main',
  };
  return { args, told: { decision: 'done', reasons: [], noShowAt: at(15, 30) } };
}

/** X0 is the one camera, and P0 books it for the afternoon. */
async function bookX0({ scene, a, send }: Story): Promise<void> {
  await scene.writer.changeLibrary((row) => ({
    ...row,
    desk: { equipment: [{ id: 'camera', name: 'Camera', types: ['camera'] }] },
  }));
  await scene.writer.putRows('item', [testItem('X0', { kind: 'camera' })]);
  a.record('placeBooking', booking('B1', 'P0'), { at: at(9, 10) });
  await send(a);
}

const scheduleOf = ({ scene }: Story) =>
  createSchedule({
    runner: scene.runner,
    clock: scene.clock,
    ownDesk: { signer: makeSigner(newPrivateKey(testRandom)), random: testRandom },
  });

const takenThere = (more: Partial<AnswerThere & { is: 'taken' }> = {}): AnswerThere => ({
  is: 'taken',
  dueAt: null,
  wanted: null,
  ...more,
});
const refusedThere: AnswerThere = { is: 'refused', why: 'account-blocked', text: 'Patron Blocked' };
const seenOut: Seen = {
  item: { isOut: true, dueAt: null },
  patron: { hasItem: null, owedMinor: null, holds: null },
};

/** The server sends acts of the desk to another system, which answers so. */
const there = (answers: AnswerThere, acts: (story: Story) => void): ExceptionStory =>
  byPerson(async (story) => {
    const tell = await toldThere(story, { answers, sees: seenOut });
    acts(story);
    await story.send(story.a);
    await tell();
  });
const lends = ({ a }: Story): void => void a.checkout('X0', 'P0', { at: at(10), dueAt: at(10) + 14 * DAY_MS });
const holds = ({ a, place }: Story): void => place(a, 'H', 'P0', at(10));

export const EXCEPTION_STORIES: Readonly<Record<ExceptionCode, ExceptionStory>> = {
  'in-question': byCheckin(async ({ a, c, send }) => {
    a.checkout('X0', 'P0', { at: at(10) });
    c.checkout('X0', 'P1', { at: at(10, 20) });
    await send(a, c);
  }),
  'lent-off-hold-shelf': byCheckin(async ({ a, b, place, send }) => {
    place(a, 'H', 'P0', at(9, 30));
    a.checkin('X0', { at: at(10), hold: 'H' });
    b.checkout('X0', 'P1', { at: at(11) });
    await send(a, b);
  }, 'H'),
  'hold-trapped-twice': {
    raises: async ({ scene, a, b, place, send }) => {
      await scene.writer.putRows('item', [testItem('X9', { titleId: testItem('X0').titleId })]);
      place(a, 'H', 'P0', at(9, 30));
      a.checkin('X0', { at: at(10), hold: 'H' });
      b.checkin('X9', { at: at(10, 30), hold: 'H' });
      await send(a, b);
    },
    ends: 'closed-by-event',
    ending: async ({ b, send }) => {
      b.checkin('X9', { at: at(11) });
      await send(b);
    },
  },
  'wrong-trap': byCheckin(async ({ a, b, place, cancel, send }) => {
    place(a, 'H', 'P0', at(9, 30));
    a.checkin('X0', { at: at(10), hold: 'H' });
    cancel(b, 'H', 'P0', at(9, 45));
    await send(a, b);
  }),
  'missed-hold': byCheckin(async ({ a, b, place, send }) => {
    place(a, 'H', 'P0', at(9, 30));
    b.checkin('X0', { at: at(10) });
    await send(a, b);
  }, 'H'),
  'missed-recall': byCheckin(async ({ a, b, recall, send }) => {
    const loan = a.checkout('X0', 'P0', { at: at(10) });
    recall(a, loan, 'P0', { at: at(10, 30), dueAt: at(10) + 3 * DAY_MS });
    b.renew('X0', loan, 'P0', { at: at(11), dueAt: at(10) + 20 * DAY_MS });
    await send(a, b);
  }),
  'missed-reserve': {
    raises: async ({ scene, a, send }) => {
      await scene.writer.putRows('item', [standing('reserves')]);
      a.checkin('X0', { at: at(10) });
      await send(a);
    },
    ends: 'closed-by-event',
    ending: async ({ a, send }) => {
      a.checkout('X0', 'P0', { at: at(11) });
      await send(a);
    },
  },
  'booked-soon': byCheckin(async (story) => {
    await bookX0(story);
    story.b.checkout('X0', 'P1', { at: at(10), dueAt: at(16) });
    await story.send(story.b);
  }),
  'booking-conflict': {
    raises: async (story) => {
      await bookX0(story);
      story.b.record('placeBooking', booking('B2', 'P1'), { at: at(9, 30) });
      await story.send(story.b);
    },
    ends: 'explained',
    ending: async ({ a, send }) => {
      const args = { bookingId: 'B1', patronId: 'P0' };
      a.record('cancelBooking', { args, told: { decision: 'done', reasons: [] } }, { at: at(11) });
      await send(a);
    },
  },
  'booking-moved-back': {
    raises: async (story) => {
      await bookX0(story);
      const plain = { decision: 'done', reasons: [], noShowAt: at(18, 30) };
      const { args } = booking('B2', 'P1');
      story.b.record('placeBooking', { args: { ...args, from: at(18), to: at(19) }, told: plain }, { at: at(9, 20) });
      const moved = booking('B3', 'P1');
      story.b.record('placeBooking', { ...moved, args: { ...moved.args, moves: bookingId('B2') } }, { at: at(9, 30) });
      const gone = { bookingId: bookingId('B2'), patronId: 'P1', movedTo: bookingId('B3') };
      story.b.record('cancelBooking', { args: gone, told: { decision: 'done', reasons: [] } }, { at: at(9, 30) });
      await story.send(story.b);
    },
    ends: 'explained',
    ending: async ({ a, send }) => {
      // The winner's end would change nothing: the patron may know of the old time.
      const args = { bookingId: 'B3', patronId: 'P1' };
      a.record('cancelBooking', { args, told: { decision: 'done', reasons: [] } }, { at: at(11) });
      await send(a);
    },
  },
  'missed-transit': byCheckin(async ({ a, c, send }) => {
    a.checkin('X0', { at: at(10), transitTo: 'elsewhere', route: 'transit' });
    c.checkin('X0', { at: at(11) });
    await send(a, c);
  }),
  'lent-while-on-loan': byCheckin(async (story) => void (await lendTwice(story))),
  'renewed-after-inference': byCheckin(async (story) => {
    const loan = await lendTwice(story);
    story.a.renew('X0', loan, 'P0', { at: at(10, 40) });
    await story.send(story.a);
  }),
  'lost-corrected': byPerson(async (story) => {
    const { scene, a, b, send } = story;
    a.checkout('X0', 'P0', { at: at(10), dueAt: at(11) });
    await send(a);
    await scene.send(a, a.request(0, 0, { left: 0, closing: true }));
    scene.clock.set(at(12) + 30 * DAY_MS);
    await scheduleOf(story).look();
    b.checkin('X0', { at: at(12) });
    await send(b);
  }),
  'claim-settled': byPerson(async ({ a, b, send }) => {
    const loan = a.checkout('X0', 'P0', { at: at(10) });
    b.checkin('X0', { at: at(10, 20) });
    a.claimReturned('X0', loan, 'P0', { at: at(10, 30) });
    await send(a, b);
  }),
  'undo-crossed': byPerson(async ({ a, b, send }) => {
    const loan = a.checkout('X0', 'P0', { at: at(10) });
    b.checkin('X0', { at: at(10, 20) });
    a.undo(loan, { item: 'X0', patron: 'P0' }, { at: at(10, 30) });
    await send(a, b);
  }),
  'undo-void': byPerson(async ({ a, b, send }) => {
    const loan = a.checkout('X0', 'P0', { at: at(10) });
    b.undo(loan, { item: 'X0', patron: 'P0' }, { at: at(10, 30) });
    await send(a, b);
  }),
  'hold-void': {
    raises: async ({ b, cancel, send }) => {
      cancel(b, 'H', 'P0', at(10));
      await send(b);
    },
    ends: 'explained',
    ending: async ({ a, place, send }) => {
      place(a, 'H', 'P0', at(9, 30));
      await send(a);
    },
  },
  'money-credited': byPerson(async ({ a, pay, send }) => {
    const loan = a.checkout('X0', 'P0', { at: at(10), dueAt: at(11) });
    a.checkin('X0', { at: at(12) });
    pay(a, loan, 5_000, at(13));
    await send(a);
  }),
  'refunded-twice': byPerson(async ({ a, b, pay, refund, send }) => {
    const loan = a.checkout('X0', 'P0', { at: at(10), dueAt: at(11) });
    a.checkin('X0', { at: at(12) });
    const payment = pay(a, loan, 5_000, at(13));
    refund(a, payment, 4_000, at(14));
    refund(b, payment, 4_000, at(14, 1));
    await send(a, b);
  }),
  'patron-blocked': lentTo({ blocks: [block] }),
  'proxy-not-allowed': byCheckin(async ({ a, send }) => {
    a.checkout('X0', 'P0', { at: at(10), carriedBy: 'P1' });
    await send(a);
  }),
  'lent-unsigned': byCheckin(async ({ scene, a, send }) => {
    const cameras = { id: 'cameras', name: 'Cameras', types: ['camera'], agreement: {} };
    await scene.writer.changeLibrary((row) => ({ ...row, desk: { ...row.desk, equipment: [cameras] } }));
    await scene.writer.putRows('item', [testItem('X0', { kind: 'camera' })]);
    a.checkout('X0', 'P0', { at: at(10) });
    await send(a);
  }),
  'patron-expired': lentTo({ expiresAt: at(8) }),
  'patron-over-limit': byCheckin(async ({ scene, a, send }) => {
    const counts = 'items-out' as const;
    const thresholds = [{ group: 'everyone', branch: branchId('main'), counts, limit: 1, blocks: ['CIRC' as const] }];
    await scene.writer.activateRuleSet(testRules('rules-2', { thresholds }), 1);
    a.checkout('X1', 'P0', { at: at(9, 30), rulesVersion: 'rules-2' });
    a.checkout('X0', 'P0', { at: at(10), rulesVersion: 'rules-2' });
    await send(a);
  }),
  'hold-not-allowed': byPerson(async ({ a, b, place, send }) => {
    place(a, 'H', 'P0', at(9, 30));
    place(b, 'I', 'P0', at(10));
    await send(a, b);
  }),
  'patron-unknown': {
    raises: async ({ a, send }) => {
      a.checkout('X0', unknownPatron, { at: at(10), mintsPatron: 'card-new' });
      await send(a);
    },
    ends: 'closed-by-event',
    ending: async ({ scene }) => {
      const cards = [{ number: 'card-new', active: true, primary: true }];
      await scene.writer.putRows('patron', [testPatron('found', { cards })]);
    },
  },
  'patron-purged': byPerson(async ({ scene, a, send }) => {
    a.checkout('X0', 'P4', { at: at(10) });
    await scene.writer.dropRows('patron', ['P4']);
    await send(a);
  }),
  'lost-card-used': lentTo({
    cards: [
      { number: 'card-P0', active: false, primary: false },
      { number: 'card-later', active: true, primary: true },
    ],
  }),
  'item-unknown': {
    raises: async ({ a, send }) => {
      a.checkout(unknownItem, 'P0', { at: at(10), mintsItem: 'barcode-new' });
      await send(a);
    },
    ends: 'closed-by-event',
    ending: async ({ scene }) =>
      void (await scene.writer.putRows('item', [testItem('found', { barcode: 'barcode-new' })])),
  },
  'lent-withdrawn': byCheckin(async ({ scene, a, send }) => {
    await scene.writer.putRows('item', [standing('discarded')]);
    a.checkout('X0', 'P0', { at: at(10) });
    await send(a);
  }),
  'seen-while-on-loan': byCheckin(async ({ a, send }) => {
    a.checkout('X0', 'P0', { at: at(10) });
    const told = { decision: 'done', reasons: [], finding: 'on-loan' };
    a.record('seen', { args: { itemId: 'X0', barcode: 'barcode-X0', location: null }, told }, { at: at(12) });
    await send(a);
  }),
  'clock-suspect': {
    raises: async ({ scene, a }) => {
      a.checkout('X0', 'P0', { at: at(10) + 3_650 * DAY_MS });
      scene.clock.set(at(10));
      await scene.send(a);
    },
    ends: 'closed-by-event',
    ending: async ({ b, send }) => {
      b.checkin('X0', { at: at(15) });
      await send(b);
    },
  },
  'staff-role-revoked': byPerson(async ({ a, send }) => {
    a.checkout('X0', 'P0', { at: at(10), staff: 'nobody' });
    await send(a);
  }),
  'desk-forked': byPerson(async ({ scene, a, send }) => {
    const copy = createTestDesk('A', 'main', a.stream, { deskId: a.desk, signer: a.signer });
    a.checkout('X0', 'P0', { at: at(10) });
    await send(a);
    copy.checkout('X1', 'P1', { at: at(10) });
    await scene.send(copy);
  }),
  'server-fault': {
    raises: async ({ a, failing, send }) => {
      failing.on = true;
      a.checkout('X0', 'P0', { at: at(10) });
      await send(a);
      failing.on = false;
    },
    ends: 'resolved',
    ending: async (story) => {
      const [fault] = await ofCode(story, 'server-fault');
      story.release(story.b, { ids: fault === undefined ? [] : [fault.cause] }, at(11));
      await story.send(story.b);
    },
  },
  'acts-held': {
    raises: async ({ scene, a, send }) => {
      a.checkout('X0', 'P0', { at: at(10) });
      await scene.store.write((tx) =>
        tx.db.updateTable('desk').set({ status: 'revoked' }).where('id', '=', a.desk).execute(),
      );
      await send(a);
    },
    ends: 'resolved',
    ending: async ({ a, b, release, send }) => {
      release(b, { streams: [a.stream] }, at(11));
      await send(b);
    },
  },
  'acts-lost': byPerson(async ({ a, send }) => {
    a.checkout('X0', 'P0', { at: at(10) });
    await send(a);
    const lost = [{ stream: a.stream, after: 1, upTo: 5 }];
    a.startStream();
    a.checkin('X0', { at: at(11), lost });
    await send(a);
  }),
  'desk-silent': {
    raises: async (story) => {
      const { scene, a, send } = story;
      a.checkout('X0', 'P0', { at: at(10) });
      await send(a);
      scene.clock.set(at(12));
      await scheduleOf(story).look();
    },
    ends: 'closed-by-event',
    ending: async ({ scene, a }) => void (await scene.send(a, a.request(0, 0, { left: 0 }))),
  },
  'due-differs': byPerson(async ({ a, send }) => {
    const loan = a.checkout('X0', 'P0', { at: at(10) });
    a.renew('X0', loan, 'P0', { at: at(11), dueAt: at(12) });
    await send(a);
  }),
  'due-change-recalled': byPerson(async ({ a, b, recall, send }) => {
    const loan = a.checkout('X0', 'P0', { at: at(10) });
    recall(a, loan, 'P0', { at: at(10, 30), dueAt: at(10) + 3 * DAY_MS });
    b.changeDueDate('X0', loan, 'P0', { at: at(11), dueAt: at(10) + 20 * DAY_MS });
    await send(a, b);
  }),
  'claim-no-loan': byPerson(async ({ a, send }) => {
    a.claimReturned('X0', 'no-loan', 'P0', { at: at(10) });
    await send(a);
  }),
  'due-change-no-loan': byPerson(async ({ a, send }) => {
    a.changeDueDate('X0', 'no-loan', 'P0', { at: at(10), dueAt: at(12) });
    await send(a);
  }),
  'recall-no-loan': byPerson(async ({ a, recall, send }) => {
    recall(a, 'no-loan', 'P0', { at: at(10), dueAt: at(10) + DAY_MS });
    await send(a);
  }),
  'renewal-no-loan': byPerson(async ({ a, send }) => {
    a.renew('X0', 'no-loan', 'P0', { at: at(10) });
    await send(a);
  }),
  'already-in': {
    raises: async ({ a, send }) => {
      a.checkin('X0', { at: at(10) });
      await send(a);
    },
    ends: 'explained',
    ending: async ({ b, send }) => {
      b.checkout('X0', 'P0', { at: at(9, 30) });
      await send(b);
    },
  },
  'double-scan': byPerson(async ({ a, send }) => {
    a.checkout('X0', 'P0', { at: at(10) });
    a.checkout('X0', 'P0', { at: at(10, 1) });
    await send(a);
  }),
  'rules-stale': byPerson(async ({ scene, a, send }) => {
    await scene.writer.activateRuleSet(testRules('rules-2'), at(9));
    a.checkout('X0', 'P0', { at: at(10) });
    await send(a);
  }),
  'too-late': byPerson(async ({ scene, a, b, send }) => {
    a.checkout('X0', 'P0', { at: at(10) });
    await send(a);
    b.checkin('X0', { at: at(9, 30) });
    scene.clock.set(at(10) + 60 * DAY_MS);
    await send(b);
  }),
  'patron-merged': byPerson(async ({ a, send }) => {
    a.checkout('X0', provisionalPatronId(library, 'card-P1'), { at: at(10), mintsPatron: 'card-P1' });
    await send(a);
  }),
  'patron-duplicate': {
    raises: async ({ a, send }) => {
      a.registerPatron(
        'new-P1',
        { family: 'New', cards: [{ number: 'card-P1', active: true, primary: true }] },
        { at: at(10) },
      );
      await send(a);
    },
    ends: 'closed-by-event',
    ending: async ({ b, send }) => {
      const args = { from: 'new-P1', to: 'P1', reason: 'the same person' };
      b.record('mergePatrons', { args, told: { decision: 'done', reasons: [] } }, { at: at(11), staff: 'boss' });
      await send(b);
    },
  },
  'item-duplicate': byPerson(async ({ a, send }) => {
    a.editItem('X0', { barcode: 'barcode-X1' }, { at: at(10) });
    await send(a);
  }),
  'item-merged': byPerson(async ({ a, send }) => {
    a.checkout(provisionalItemId(library, 'barcode-X1'), 'P0', { at: at(10), mintsItem: 'barcode-X1' });
    await send(a);
  }),
  'not-ours': byPerson(async ({ a, send }) => {
    a.checkin(unknownItem, { at: at(10), mintsItem: 'barcode-new', route: 'not-ours' });
    await send(a);
  }),
  'there-refused': there(refusedThere, lends),
  'there-refused-account': there(refusedThere, holds),
  'there-unclear': there(null, lends),
  'there-unclear-account': there(null, holds),
  'there-otherwise': byPerson(async (story) => {
    const tell = await toldThere(story, { answers: takenThere(), sees: seenOut });
    const { a, b, c, send } = story;
    a.checkout('X0', 'P0', { at: at(10), dueAt: at(10) + 14 * DAY_MS });
    c.checkout('X0', 'P1', { at: at(10, 20), dueAt: at(10) + 14 * DAY_MS });
    const args = { itemId: 'X0', holder: 'P0' };
    b.record('resolveItem', { args, told: { decision: 'done', reasons: [] } }, { at: at(11), staff: 'boss' });
    await send(a, c, b);
    await tell();
  }),
  'there-date': there(takenThere({ dueAt: at(10) + DAY_MS }), lends),
  'there-wanted': {
    ...there(takenThere({ wanted: { place: 'Downtown' } }), ({ a }) => void a.checkin('X0', { at: at(10) })),
    ends: 'closed-by-event',
    ending: async ({ b, send }) => {
      b.checkin('X0', { at: at(11) });
      await send(b);
    },
  },
};

/** Tells the end of a story. */
export async function end(story: Story, code: ExceptionCode): Promise<void> {
  const { ending } = EXCEPTION_STORIES[code];
  await (ending === undefined ? settle(story, code) : ending(story));
}
