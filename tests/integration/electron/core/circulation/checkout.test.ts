// `circ.checkout` as a window calls it: done, asking for an override, refused; and the ledger afterwards.

import { EnvelopeArgsSchema, EnvelopeBodySchema, type EnvelopeBody } from '../../../../../shared/wire/envelope.ts';
import type { MethodInput } from '../../../../../shared/bridge/contract.ts';
import { required } from '../../../../../shared/core/assert.ts';
import { formatInstant } from '../../../../../shared/core/instant.ts';
import { testItem, testPatron } from '../../../../contract/server/support/test-library.ts';
import { ledgerActs, serverRows } from '../support/both-ends.ts';
import { PINS, sharedDesk, sharedWorld, signIn } from '../support/desk-world.ts';
import { copyIsFresh } from '../support/running-desk.ts';
import { until } from '../support/until.ts';
import { fillVariedLibrary, WEDNESDAY } from '../support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 60, patrons: 10 });
const desk = sharedDesk(world);
beforeEach(() => signIn(desk.now, 'desk'));

type Input = Omit<MethodInput<'circ.checkout'>, 'patron' | 'item'>;
const lend = (patron: string, item: string, more: Input = {}) =>
  desk.now.ask('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}`, ...more });
const refusal = (patron: string, item: string, more: Input = {}) =>
  desk.now.refusal('circ.checkout', { patron: `card-${patron}`, item: `barcode-${item}`, ...more });
const overriding = (...codes: string[]) => ({ override: { codes, reason: 'agreed with the head of desk' } });
const statusOf = async (item: string) => (await desk.now.ask('item.view', { barcode: `barcode-${item}` })).status;

/** The newest act of the ledger. */
function newest(): { readonly body: EnvelopeBody; readonly text: string; readonly args: unknown } {
  const row = desk.now.core.files.ledger.get<{ body: string; args: string }>(
    'SELECT body, args FROM envelope ORDER BY n DESC',
  );
  const { body, args } = required(row, () => 'the ledger is empty');
  return {
    body: EnvelopeBodySchema.parse(JSON.parse(body)),
    text: body,
    args: EnvelopeArgsSchema.parse(JSON.parse(args)),
  };
}
const count = () => ledgerActs(desk.now).length;

describe('a checkout that nothing stands against', () => {
  test('is done, recorded, told with its date, and visible at once', async () => {
    const before = count();
    const answer = await lend('plain', 'X0');
    expect(answer).toMatchObject({
      decision: 'done',
      dueAt: '2026-06-25T03:59:59Z',
      dueText: 'Wed, Jun 24',
      reasons: [],
      item: { barcode: 'barcode-X0', title: 'Title of X0' },
      patron: { card: 'card-plain', name: 'OKAFOR, Sade', groupName: 'Everyone' },
    });
    expect(count()).toBe(before + 1);
    expect(newest().body).toMatchObject({
      id: answer.commandId,
      name: 'checkout',
      branch: 'main',
      told: { decision: 'done', dueText: 'Wed, Jun 24', policyRef: { rulesVersion: 'varied', rowIds: ['rule-1'] } },
    });
    expect(await statusOf('X0')).toBe('on-loan');
    expect((await desk.now.ask('patron.view', { card: 'card-plain' })).loans).toMatchObject([
      { barcode: 'barcode-X0', dueText: 'Wed, Jun 24', overdue: false, renewals: 0 },
    ]);
  });

  test('says hours as a time of today, and both kinds of date in Spanish', async () => {
    expect((await lend('plain', 'laptop')).dueText).toBe('today 2:00 PM');
    await desk.now.ask('desk.setLanguage', { language: 'es' });
    try {
      const answer = await lend('reader', 'laptop2');
      expect(answer.dueText).toMatch(/^hoy (14:00|2:00 p\. ?m\.)$/);
      // A change of language shows it in the other language.
      expect(answer.other).toMatchObject({ language: 'en', said: { dueText: 'today 2:00 PM' } });
      expect((await lend('reader', 'X1')).dueText).toBe('mié, 24 de jun');
      expect(newest().body.told).toMatchObject({ dueText: 'mié, 24 de jun' });
    } finally {
      await desk.now.ask('desk.setLanguage', { language: 'en' });
    }
  });

  test('tells what goes with the item', async () => {
    const answer = await lend('plain', 'kit');
    expect(answer).toMatchObject({ decision: 'done', handling: ['Hand over with: map, CD.', 'Count the pieces'] });
    expect(answer.reasons.map(({ code, effect }) => [code, effect])).toEqual([
      ['ITEM_PARTS', 'alert'],
      ['ITEM_ALERT', 'alert'],
    ]);
  });

  test('of a title with a hold is done and says so; for the next patron in line it fills the hold', async () => {
    const other = await lend('plain', 'wanted');
    expect(other).toMatchObject({ decision: 'done', reasons: [{ code: 'HOLD_WAITING', effect: 'message' }] });
    expect((await desk.now.ask('patron.view', { card: 'card-waiting' })).counts).toMatchObject({ holds: 3 });
    expect(await lend('waiting', 'held')).toMatchObject({ decision: 'done', reasons: [] });
    expect((await desk.now.ask('patron.view', { card: 'card-waiting' })).counts).toMatchObject({
      holds: 2,
      holdsReady: 0,
    });
  });

  test('explains itself in words, and explaining records nothing', async () => {
    const before = count();
    const { trace, decision } = await desk.now.ask('rules.explain', {
      patron: 'card-plain',
      item: 'barcode-X2',
      at: formatInstant(WEDNESDAY),
    });
    expect(decision).toBe('done');
    expect(trace.candidates.map(({ name, matched }) => [name, matched])).toEqual([
      ['Two weeks', true],
      ['Laptops', false],
      ['Maps stay', false],
    ]);
    for (const entries of [trace.candidates, trace.due, trace.data])
      for (const { text } of entries) expect(text).toMatch(/\S/);
    expect(count()).toBe(before);
  });
});

/** Reasons for an override, and the right that each needs. */
const asking: readonly (readonly [patron: string, item: string, code: string, right: string])[] = [
  ['expired', 'X10', 'PATRON_EXPIRED', 'override-account'],
  ['inactive', 'X10', 'PATRON_INACTIVE', 'override-account'],
  ['barred', 'X10', 'PATRON_BARRED', 'override-account'],
  ['blocked', 'X10', 'PATRON_RESTRICTED', 'override-account'],
  ['replaced', 'X10', 'PATRON_CARD_LOST', 'override-account'],
  ['limited', 'X10', 'LIMIT_REACHED', 'override-limit'],
  ['indebted', 'X10', 'PATRON_FINES', 'override-fees'],
  ['P0', 'reference', 'ITEM_NOT_LOANABLE', 'override-item'],
  ['P0', 'archived', 'ITEM_NOT_LOANABLE', 'override-item'],
  ['P0', 'map', 'ITEM_NOT_LOANABLE', 'override-item'],
  ['P0', 'missing', 'ITEM_LOST', 'override-item'],
  ['P0', 'damaged', 'ITEM_BAD_STATUS', 'override-item'],
  ['P0', 'out', 'LOANED_TO_ANOTHER', 'override-loan'],
];

describe('a checkout that something stands against', () => {
  test.each(asking)(
    '%s, %s: asks with %s, and is done by whoever has the right %s',
    async (patron, item, code, right) => {
      await signIn(desk.now, 'student');
      const before = count();
      const asked = await lend(patron, item);
      expect(asked.decision).toBe('needs-override');
      expect(asked.reasons.find((reason) => reason.code === code)).toMatchObject({
        effect: 'override',
        right,
        mayOverride: false,
        overridden: false,
      });
      expect(asked.commandId).toBeUndefined();
      const codes = asked.reasons.filter(({ effect }) => effect === 'override').map((reason) => reason.code);
      expect(await refusal(patron, item, overriding(...codes))).toBe('HF-AUTH-024');
      expect(count()).toBe(before);

      await signIn(desk.now, 'supervisor');
      const done = await lend(patron, item, overriding(...codes));
      expect(done.decision).toBe('done');
      const { body, text, args } = newest();
      expect(body).toMatchObject({ id: done.commandId, override: { codes } });
      expect(args).toMatchObject({ overrideReason: 'agreed with the head of desk' });
      expect(text).not.toContain('agreed with');
      await desk.now.ask('circ.undo', { commandId: required(done.commandId, () => 'not recorded') });
    },
  );

  test('every reason is told at once, worst things included, and one override covers no other', async () => {
    await signIn(desk.now, 'supervisor');
    const asked = await lend('everything', 'reference');
    const codes = asked.reasons.map(({ code }) => code);
    expect(codes).toEqual(['PATRON_EXPIRED', 'PATRON_BARRED', 'PATRON_RESTRICTED', 'ITEM_NOT_LOANABLE']);
    for (const reason of asked.reasons) expect(reason.text).toMatch(/\S+ \S+/);
    const before = count();
    const partly = await lend('everything', 'reference', overriding(...codes.slice(1)));
    expect(partly.decision).toBe('needs-override');
    expect(partly.reasons.map(({ overridden }) => overridden)).toEqual([false, true, true, true]);
    expect(count()).toBe(before);
    // Nor does the right to one of them: this one may set the last aside, and none of the others.
    await signIn(desk.now, 'desk');
    expect((await lend('everything', 'reference')).reasons.map(({ mayOverride }) => mayOverride)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(await refusal('everything', 'reference', overriding(...codes))).toBe('HF-AUTH-024');
    expect(count()).toBe(before);
    await signIn(desk.now, 'supervisor');
    expect((await lend('everything', 'reference', overriding(...codes))).decision).toBe('done');
  });

  test('a second person signs with their PIN, and is named in the act', async () => {
    await signIn(desk.now, 'student');
    const by = (staff: string, pin: string) => ({
      override: { codes: ['PATRON_BARRED'], reason: 'paid', authoriser: { staff, pin } },
    });
    const before = count();
    expect(await refusal('barred', 'X11', by('supervisor', '000000'))).toBe('HF-AUTH-022');
    expect(await refusal('barred', 'X11', by('desk', PINS.desk))).toBe('HF-AUTH-024');
    expect(count()).toBe(before);
    const done = await lend('barred', 'X11', by('supervisor', PINS.supervisor));
    expect(done.decision).toBe('done');
    const { body } = newest();
    expect(body.override?.authoriserId).toBeDefined();
    expect(body.override?.authoriserId).not.toBe(body.staffId);
    expect((await desk.now.ask('session.current', {}))?.staff).toBe('student');
  });

  test('without any rule for it there is no date to tell: refused, and no right helps', async () => {
    await signIn(desk.now, 'supervisor');
    const asked = await lend('stranger', 'X12');
    expect(asked).toMatchObject({ decision: 'refused', reasons: [{ code: 'NO_RULE', effect: 'block', right: null }] });
    expect(asked.dueAt).toBeUndefined();
    expect((await lend('stranger', 'X12', overriding('NO_RULE'))).decision).toBe('refused');
    expect(await statusOf('X12')).toBe('available');
  });

  test('an item on loan to another patron comes back by the override, and that loan ends', async () => {
    await signIn(desk.now, 'desk');
    await lend('P1', 'X13');
    const done = await lend('P2', 'X13', overriding('LOANED_TO_ANOTHER'));
    expect(done.decision).toBe('done');
    expect((await desk.now.ask('patron.view', { card: 'card-P1' })).counts.out).toBe(0);
    expect((await desk.now.ask('patron.view', { card: 'card-P2' })).counts.out).toBe(1);
    await desk.now.settled();
    expect((await serverRows(world(), 'exception')).filter(({ itemId }) => itemId === 'X13')).toEqual([]);
  });
});

describe('a date that staff type', () => {
  test('asks for a right, is taken from staff who have it, and ends with its day', async () => {
    const dueAt = '2026-06-12T12:00:00Z';
    const asked = await lend('P3', 'X14', { dueAt });
    expect(asked).toMatchObject({
      decision: 'needs-override',
      reasons: [{ code: 'DUE_SET_BY_STAFF', right: 'set-due-date' }],
    });
    await signIn(desk.now, 'supervisor');
    expect(await lend('P3', 'X14', { dueAt })).toMatchObject({
      decision: 'done',
      dueAt: '2026-06-13T03:59:59Z',
      dueText: 'Fri, Jun 12',
    });
  });

  test('in the past asks for more, and one that is none is refused', async () => {
    await signIn(desk.now, 'supervisor');
    const asked = await lend('P3', 'X15', { dueAt: '2026-06-01T12:00:00Z' });
    expect(asked).toMatchObject({ decision: 'needs-override' });
    expect(asked.reasons.map(({ code }) => code)).toEqual(['DUE_SET_BY_STAFF', 'DUE_INVALID']);
    expect(await refusal('P3', 'X15', { dueAt: 'next Friday' })).toBe('HF-CIRC-004');
  });
});

describe('the same scan again', () => {
  test('asks whether it is to be renewed, and renewing is what its override records', async () => {
    const first = await lend('P4', 'X16');
    const again = await lend('P4', 'X16');
    expect(again).toMatchObject({
      decision: 'needs-override',
      reasons: [{ code: 'LOANED_TO_PATRON', right: 'renew-instead' }],
    });
    expect(again.commandId).toBeUndefined();

    world().clock.forward(26 * 3_600_000);
    await copyIsFresh(desk.now);
    const renewed = await lend('P4', 'X16', overriding('LOANED_TO_PATRON'));
    expect(renewed).toMatchObject({ decision: 'done', dueText: 'Thu, Jun 25' });
    expect(newest().body).toMatchObject({ name: 'renew', basis: { saw: first.commandId } });
    expect((await desk.now.ask('patron.view', { card: 'card-P4' })).loans).toMatchObject([{ renewals: 1 }]);
  });

  test('at the same moment is one loan', async () => {
    const before = count();
    const answers = await Promise.all([lend('P5', 'X17'), lend('P5', 'X17'), lend('P6', 'X17')]);
    expect(answers.map(({ decision }) => decision)).toEqual(['done', 'needs-override', 'needs-override']);
    expect(count()).toBe(before + 1);
  });

  test('at the same moment is one loan also where a second person has to sign', async () => {
    const before = count();
    const signed = {
      override: {
        codes: ['PATRON_BARRED'],
        reason: 'paid',
        authoriser: { staff: 'supervisor', pin: PINS.supervisor },
      },
    };
    const answers = await Promise.all([lend('barred', 'X18', signed), lend('P6', 'X18')]);
    expect(answers.filter(({ decision }) => decision === 'done')).toHaveLength(1);
    expect(count()).toBe(before + 1);
  });
});

describe('an unknown card or barcode', () => {
  const who = { family: 'Ibarra', given: 'Noemí', phone: '555 0100', idSeen: true as const };
  const named = (codes: readonly string[], more: Partial<NonNullable<Input['override']>> = {}) => ({
    override: { codes: [...codes], reason: 'ID seen', newPatron: who, ...more },
  });
  const unknown = named(['PATRON_UNKNOWN', 'ITEM_UNKNOWN']);
  const supervisor = { authoriser: { staff: 'supervisor', pin: PINS.supervisor } };
  const cutLine = async () => {
    world().line.cut();
    await until('the desk is offline', async () => !(await desk.now.ask('sync.status', {})).online);
  };
  const mended = async () => {
    world().line.mend();
    await desk.now.settled();
  };

  test('with the server there is looked up, and lent to when staff who may make the account', async () => {
    await signIn(desk.now, 'student');
    const before = count();
    const asked = await lend('newcomer', 'X40');
    expect(asked.reasons.map(({ code, right, mayOverride }) => [code, right, mayOverride])).toEqual([
      ['PATRON_NOT_REGISTERED', 'edit-patrons', false],
    ]);
    // An override alone lends nothing, also to a caller that does not use the screen.
    expect((await lend('newcomer', 'X40', overriding('PATRON_UNKNOWN'))).decision).toBe('needs-override');
    const codes = ['PATRON_NOT_REGISTERED'];
    expect(await refusal('newcomer', 'X40', { override: { codes, reason: 'none', ...supervisor } })).toBe(
      'HF-PATRON-080',
    );
    expect(await refusal('newcomer', 'X40', named(['PATRON_NOT_REGISTERED']))).toBe('HF-AUTH-024');
    expect(count()).toBe(before);
    expect(await lend('newcomer', 'X40', named(['PATRON_NOT_REGISTERED'], supervisor))).toMatchObject({
      decision: 'done',
      patron: { card: 'card-newcomer', name: 'IBARRA, Noemí' },
    });
    expect(count()).toBe(before + 1);
    await desk.now.settled();
    const rows = await serverRows(world(), 'patron');
    expect(rows.find(({ cards }) => cards.some(({ number }) => number === 'card-newcomer'))).toMatchObject({
      name: { family: 'Ibarra' },
      phones: ['555 0100'],
    });
    expect((await desk.now.ask('exception.list', {})).kinds.map(({ code }) => code)).not.toContain(
      'staff-role-revoked',
    );
  });

  test('an unknown barcode is not lent on a word while the server is there, and only by staff who may override about items', async () => {
    await signIn(desk.now, 'student');
    const before = count();
    expect((await lend('P1', 'uncataloged')).reasons).toMatchObject([
      { code: 'ITEM_NOT_REGISTERED', right: 'override-item', mayOverride: false },
    ]);
    expect((await lend('P1', 'uncataloged', overriding('ITEM_UNKNOWN'))).decision).toBe('needs-override');
    expect(await refusal('P1', 'uncataloged', overriding('ITEM_NOT_REGISTERED'))).toBe('HF-AUTH-024');
    expect(count()).toBe(before);
    await signIn(desk.now, 'desk');
    expect(await lend('P1', 'uncataloged', overriding('ITEM_NOT_REGISTERED'))).toMatchObject({
      decision: 'done',
      item: { barcode: 'barcode-uncataloged' },
    });
    expect(count()).toBe(before + 1);
    await desk.now.settled();
    expect((await desk.now.ask('exception.list', {})).kinds.map(({ code }) => code)).not.toContain(
      'staff-role-revoked',
    );
  });

  test('a barcode that the library learned of this moment is waited for, and lent', async () => {
    await desk.now.settled();
    await world().writer.putRows('item', [testItem('fresh')]);
    expect(await lend('P1', 'fresh')).toMatchObject({ decision: 'done', item: { barcode: 'barcode-fresh' } });
    await desk.now.settled();
  });

  test('a barcode about which the server gives no answer is unknown, and not said to be missing from the catalog', async () => {
    world().line.refuse('/v1/known-items');
    expect((await lend('P1', 'unanswered')).reasons.map(({ code }) => code)).toEqual(['ITEM_UNKNOWN']);
    world().line.mend();
    expect((await lend('P1', 'unanswered')).reasons.map(({ code }) => code)).toEqual(['ITEM_NOT_REGISTERED']);
    await desk.now.settled();
  });

  test('without the server leaves nothing before name, phone and an ID are written down', async () => {
    await signIn(desk.now, 'student');
    await cutLine();
    const before = count();
    expect((await lend('nameless', 'X41')).reasons).toMatchObject([{ code: 'PATRON_UNKNOWN', mayOverride: true }]);
    expect(await refusal('nameless', 'X41', overriding('PATRON_UNKNOWN'))).toBe('HF-PATRON-080');
    for (const lacking of [{ family: ' ' }, { phone: '' }, { idSeen: false }]) {
      const override = { codes: ['PATRON_UNKNOWN'], reason: 'ID seen', newPatron: { ...who, ...lacking } };
      const input = { patron: 'card-nameless', item: 'barcode-X41', override };
      expect(await desk.now.call('circ.checkout', input)).toMatchObject({ fault: 'malformed' });
    }
    expect(count()).toBe(before);
    expect((await lend('nameless', 'X41', named(['PATRON_UNKNOWN']))).decision).toBe('done');
    expect(newest().args).toMatchObject({ command: { newPatron: who } });
    expect(await desk.now.ask('patron.view', { card: 'card-nameless' })).toMatchObject({
      name: 'IBARRA, Noemí',
      provisional: true,
    });
    await mended();
    const rows = await serverRows(world(), 'patron');
    expect(rows.find(({ cards }) => cards.some(({ number }) => number === 'card-nameless'))).toMatchObject({
      name: { family: 'Ibarra' },
      phones: ['555 0100'],
      provisional: true,
    });
  });

  test('takes equipment only with a second person, whatever the rights of the first', async () => {
    const camera = testItem('camera');
    await world().writer.putRows('item', [{ ...camera, serial: true }]);
    await until('the camera is here', async () => (await statusOf('camera').catch(() => null)) !== null);
    await signIn(desk.now, 'supervisor');
    await cutLine();
    const codes = ['PATRON_UNKNOWN', 'EQUIPMENT_WITHOUT_ACCOUNT'];
    expect((await lend('nobody', 'camera')).reasons.map(({ code, mayOverride }) => [code, mayOverride])).toEqual([
      ['PATRON_UNKNOWN', true],
      ['EQUIPMENT_WITHOUT_ACCOUNT', false],
    ]);
    expect(await refusal('nobody', 'camera', named(codes))).toBe('HF-AUTH-080');
    expect(await refusal('nobody', 'camera', named(codes, supervisor))).toBe('HF-AUTH-080');
    // A book first makes no difference: the account is still to be completed.
    expect((await lend('nobody', 'X42', named(['PATRON_UNKNOWN']))).decision).toBe('done');
    expect(await refusal('nobody', 'camera', overriding('EQUIPMENT_WITHOUT_ACCOUNT'))).toBe('HF-AUTH-080');
    const second = { authoriser: { staff: 'student', pin: PINS.student } };
    expect((await lend('nobody', 'camera', named(codes.slice(1), second))).decision).toBe('done');
    await mended();
  });

  test('is lent without the server by everybody, is seen, and settles when the library knows them [I13]', async () => {
    await signIn(desk.now, 'student');
    await cutLine();
    const asked = await lend('guest', 'gift');
    expect(asked.decision).toBe('needs-override');
    expect(asked.reasons.map(({ code, right }) => [code, right])).toEqual([
      ['PATRON_UNKNOWN', 'lend-unknown'],
      ['ITEM_UNKNOWN', 'lend-unknown'],
    ]);
    expect(asked.item).toBeNull();
    const done = await lend('guest', 'gift', unknown);
    expect(done).toMatchObject({
      decision: 'done',
      item: { barcode: 'barcode-gift' },
      patron: { card: 'card-guest', name: 'IBARRA, Noemí' },
    });
    const seen = async () => {
      const { loans, provisional, name } = await desk.now.ask('patron.view', { card: 'card-guest' });
      return { barcodes: loans.map(({ barcode }) => barcode), provisional, name };
    };
    expect(await seen()).toEqual({ barcodes: ['barcode-gift'], provisional: true, name: 'IBARRA, Noemí' });
    await mended();
    expect(await seen()).toEqual({ barcodes: ['barcode-gift'], provisional: true, name: 'IBARRA, Noemí' });

    await world().writer.putRows('patron', [testPatron('guest')]);
    await world().writer.putRows('item', [testItem('gift')]);
    await until('the desk knows both', async () => !(await seen()).provisional);
    expect(await seen()).toEqual({ barcodes: ['barcode-gift'], provisional: false, name: 'FAMILY, guest' });
    expect(await statusOf('gift')).toBe('on-loan');
  });

  test('settles as well when the library learned of them while the act was waiting', async () => {
    await cutLine();
    await lend('visitor', 'present', unknown);
    world().line.mend();
    world().line.refuse('/v1/commands');
    await world().writer.putRows('patron', [testPatron('visitor')]);
    await world().writer.putRows('item', [testItem('present')]);
    const known = async () => (await desk.now.ask('patron.view', { card: 'card-visitor' })).name === 'FAMILY, visitor';
    await until('the patron is here', known);
    expect((await desk.now.ask('patron.view', { card: 'card-visitor' })).loans).toMatchObject([
      { barcode: 'barcode-present' },
    ]);
    expect(await statusOf('present')).toBe('on-loan');
    world().line.mend();
    await desk.now.settled();
    expect((await desk.now.ask('patron.view', { card: 'card-visitor' })).counts.out).toBe(1);
    const rows = await serverRows(world(), 'patron');
    const visitors = rows.filter(({ cards }) => cards.some(({ number }) => number === 'card-visitor'));
    expect(visitors.map(({ provisional }) => provisional)).toEqual([false]);
  });

  test('a card of another system is asked for while the line is up, and is then one of ours', async () => {
    expect(await lend('far', 'X19')).toMatchObject({ decision: 'done', patron: { name: 'FAMILY, far' } });
    await desk.now.settled();
    expect((await desk.now.ask('patron.view', { card: 'card-far' })).counts.out).toBe(1);
  });
});

describe('the state that the desk had seen', () => {
  test('is named in each act: its own acts and those of other desks, and nothing where nothing was', async () => {
    await lend('P7', 'X20');
    expect(newest().body.basis.saw).toBeUndefined();
    const lent = newest().body.id;
    await desk.now.ask('circ.checkin', { item: 'barcode-X20' });
    expect(newest().body.basis.saw).toBe(lent);
    const taken = newest().body.id;
    await desk.now.settled();

    const other = await world().readyDesk('desk', 'east');
    const there = await other.ask('circ.checkout', { patron: 'card-P8', item: 'barcode-X20' });
    await until('the desk sees it', async () => (await statusOf('X20')) === 'on-loan');
    await desk.now.ask('circ.checkin', { item: 'barcode-X20' });
    expect(newest().body.basis).toMatchObject({ saw: there.commandId, rulesVersion: 'varied' });
    expect(there.commandId).not.toBe(taken);
    await other.stop();
  });
});
