// The contract between windows and desk: one handler for each method, inputs parsed where they arrive, outputs as promised.

import { METHODS, type ActMethodName, type MethodInput, type MethodName } from '../../../../shared/bridge/contract.ts';
import { EVENTS } from '../../../../shared/bridge/events.ts';
import { batchId, itemId, staffId } from '../../../../shared/core/ids.ts';
import { required } from '../../../../shared/core/assert.ts';
import { DESK_HANDLERS } from '../../../../electron/core/handlers.ts';
import { dispatch } from '../../../../electron/core/dispatch.ts';
import { envelopesOfCall } from '../../../../db/ledger/call-acts.ts';
import { SAMPLES } from '../../../acts/samples.ts';
import { ledgerActs } from './support/both-ends.ts';
import { until } from './support/until.ts';
import { PINS, sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 3 });
const desk = sharedDesk(world, 'supervisor');

const names = Object.keys(METHODS).toSorted();

const samples = new Map<string, (typeof SAMPLES)[ActMethodName]>(Object.entries(SAMPLES));

const THIS_MONTH = { group: null, location: null, kind: null, from: '2026-06-01', to: '2026-06-30' };

/** A sound call of each method. */
const CALLS: { readonly [M in MethodName]: MethodInput<M> } = {
  ...parseInputs(Object.fromEntries([...samples].map(([name, { input }]) => [name, input]))),
  'call.outcome': { callId: 'a-call-that-never-came', name: 'circ.checkout' },
  'desk.view': {},
  'lesson.view': {},
  'desk.setLanguage': { language: 'en' },
  'session.current': {},
  'scan.resolve': { text: 'barcode-X0' },
  'scan.take': { text: 'barcode-X0', act: { name: 'checkin' } },
  'circ.why': { why: 'an-answer-from-before-this-start' },
  'rules.explain': { patron: 'card-plain', item: 'barcode-kit', at: '2026-06-11T10:00:00Z' },
  'patron.find': { query: 'okafor' },
  'patron.view': { card: 'card-lender' },
  'patron.choices': { card: 'card-plain' },
  'patron.details': { card: 'card-indebted' },
  'item.find': { query: 'the wanted', limit: 3 },
  'item.view': { barcode: 'barcode-out' },
  'item.record': { barcode: 'barcode-out' },
  'item.money': { barcode: 'barcode-out', what: 'lost' },
  'item.choices': { barcode: 'barcode-out' },
  'circ.renewAll': { patron: 'card-lender' },
  'hold.canRecall': { patron: 'card-plain', item: 'barcode-out' },
  'paper.start': {},
  'paper.sheet': {},
  'paper.check': { text: 'card-P0 barcode-X0', day: '2026-06-10', time: '09:00' },
  'paper.record': { text: 'card-P0 barcode-X0', day: '2026-06-10', time: '09:00' },
  'offline.check': { format: 'koc', text: 'Version=1.0', name: 'a.koc' },
  'offline.take': { format: 'alma', text: `202606100900R${'barcode-X1'.padEnd(80)}`, name: 'OffCirc.dat' },
  'due.choices': {},
  'due.preview': { which: THIS_MONTH, move: { to: 'days', days: 7 }, mayShorten: false },
  'due.change': {
    which: THIS_MONTH,
    move: { to: 'days', days: 7 },
    mayShorten: false,
    batch: null,
    reason: 'a holiday',
  },
  'due.undo': { batch: batchId('no-batch') },
  'phone.ask': { act: 'renew', item: 'barcode-outToReader', codes: ['RENEW_LIMIT_REACHED'] },
  'phone.give': { desk: 'nowhere', challenge: '0041 0000 0000' },
  // Before the PINs that are wrong: after so many none is taken.
  'bill.list': {},
  'bill.show': { batch: 'nothing' },
  'log.takeGateFile': { name: 'gates.csv', text: 'time,gate,count\n2020-01-05 10:00,North,7\nsoon,North,1\n' },
  'library.habits': {},
  'notice.changeText': {
    language: 'en',
    name: 'courtesy',
    words: { subject: 'Soon', text: '{{ patron.name }}' },
    seen: { subject: 'Soon', text: 'Before' },
    pin: PINS.supervisor,
  },
  'library.changeHabits': { habits: { keys: { undo: 'F2' } }, seen: {}, pin: PINS.supervisor },
  'feed.list': {},
  'feed.show': { run: 'nothing' },
  'feed.work': { ask: { do: 'approve', run: 'nothing' }, pin: PINS.supervisor },
  'bill.work': { ask: { do: 'preview', layout: 'nothing' }, pin: PINS.supervisor },
  'rules.parts': {},
  'rules.changeParts': { branch: null, terms: {}, seen: null, pin: PINS.supervisor },
  'people.list': {},
  'people.change': { what: { kind: 'new-pin', name: 'nobody' }, pin: '0' },
  'people.lookAtList': { text: 'name,role\n' },
  'people.takeList': { text: 'name,role\nkim,student\n', pin: '0' },
  'role.list': {},
  'session.changePin': { pin: '0', newPin: '987654' },
  'role.change': { role: 'desk', give: [], take: [], pin: '0' },
  'rules.view': {},
  'branch.lookAtClosing': { branch: 'main', from: '2029-01-05T00:00:00Z', to: '2029-01-06T00:00:00Z' },
  'branch.lookAtLift': { closing: 'none' },
  'rules.check': { base: 'other rules', edit: { calendars: [], groups: [] }, at: null },
  'rules.change': { base: 'other rules', what: { kind: 'back', activation: 'none' }, pin: '0' },
  'course.find': { query: 'econ' },
  'course.view': { courseId: 'no-course' },
  'course.choices': {},
  'course.wanted': { readingId: 'no-reading' },
  'uncataloged.kinds': {},
  'uncataloged.lend': { patron: 'card-plain', kind: 'none', count: 1 },
  'uncataloged.takeBack': { kind: 'none', count: 1 },
  'equipment.kinds': {},
  'equipment.day': { kind: 'cameras' },
  'title.find': { query: 'the', limit: 3 },
  'title.view': { titleId: 'title-out' },
  'list.view': { list: 'hold-shelf' },
  'shelf.view': { since: '2026-06-10T14:00:00Z', range: { location: null, from: 'QA 76', to: null } },
  'list.counts': {},
  'list.export': { list: 'pull-list', format: 'csv' },
  'listFiles.view': {},
  'listFiles.look': { at: null },
  'listFiles.set': { everyMinutes: 30 },
  'listFiles.write': {},
  'fee.list': { patron: 'card-indebted' },
  'shift.current': {},
  'shift.list': { limit: 3 },
  'shift.today': {},
  'tally.list': {},
  'log.view': {},
  'sync.status': {},
  'sync.now': {},
  'sync.pause': { on: false },
  'sync.seenRestore': { restoredAt: '2026-06-10T00:00:00Z' },
  'sync.acts': { limit: 5 },
  'ledger.export': {},
  'ledger.look': { text: 'no file' },
  'ledger.import': { text: 'no file' },
  'exception.list': {},
  'exception.assignees': {},
  'exception.held': { exceptionIds: ['none'] },
  'notice.texts': {},
  'notice.tryText': {
    language: 'en',
    name: 'courtesy',
    words: { subject: 'Soon', text: '{{ patron.name }}' },
    kind: 'courtesy',
    patron: 'card-P0',
  },
  'outage.list': {},
  'report.kinds': {},
  'report.run': { kind: 'shift', from: '2026-06-10T00:00:00Z', to: '2030-01-01T00:00:00Z' },
  'report.export': { kind: 'shift', from: '2026-06-10T00:00:00Z', to: '2030-01-01T00:00:00Z', format: 'csv' },
  'device.settings': {},
  'device.setScanner': { scanner: { prefix: ']C0', suffix: '', ends: 'enter', gapMs: 30 } },
  'device.setSound': { isOn: false, volume: 20, set: 'low' },
  'setup.view': {},
  'setup.join': { central: 'https://library.example.edu', code: '2345-6789-ABCD-EFGH-JKMN', language: 'en' },
  'slip.preview': { of: { test: true } },
  'slip.print': { of: { test: true } },
  'slip.printWaiting': {},
  'slip.drop': { number: 1 },
  'printer.view': {},
  'printer.set': {
    target: { kind: 'none' },
    width: 42,
    codePage: 'pc850',
    cuts: true,
    patronOnSlip: 'last-four',
  },
  'practice.end': {},
  'practice.begin': {},
  'session.signOut': {},
  'session.signInByBadge': { badge: 'no-badge-of-anybody' },
  'session.signIn': { staff: 'supervisor', pin: PINS.supervisor },
};

/** Methods without their objects here; their refusals are tested with their effects. */
const refused: Readonly<Record<string, string>> = {
  'bill.show': 'HF-PAY-132',
  'bill.work': 'HF-PAY-130',
  'library.changeHabits': 'HF-RULES-011',
  'notice.changeText': 'HF-SERVER-029',
  'feed.show': 'HF-IMPORT-063',
  'feed.work': 'HF-IMPORT-063',
  'course.view': 'HF-CIRC-290',
  'course.wanted': 'HF-CIRC-292',
  'uncataloged.lend': 'HF-CIRC-324',
  'uncataloged.takeBack': 'HF-CIRC-324',
  'equipment.day': 'HF-CIRC-310',
  'setup.join': 'HF-ENROL-010',
  'circ.why': 'HF-CIRC-190',
  'due.undo': 'HF-CIRC-160',
  'phone.ask': 'HF-AUTH-030',
  'phone.give': 'HF-AUTH-031',
  'session.changePin': 'HF-AUTH-022',
  'people.change': 'HF-AUTH-022',
  'people.takeList': 'HF-AUTH-022',
  'session.signInByBadge': 'HF-AUTH-033',
  'role.list': 'HF-AUTH-024',
  'role.change': 'HF-AUTH-024',
  'branch.lookAtLift': 'HF-RULES-030',
  'rules.check': 'HF-RULES-005',
  'rules.change': 'HF-AUTH-022',
  'ledger.look': 'HF-SYNC-006',
  'ledger.import': 'HF-SYNC-006',
};

describe('the methods of the contract', () => {
  test('have exactly one handler each', () => {
    expect(Object.keys(DESK_HANDLERS).toSorted()).toEqual(names);
    expect(Object.keys(CALLS).toSorted()).toEqual(names);
  });

  test.each(Object.entries(CALLS))('%s answers as its schema says', async (name, input) => {
    const before = ledgerActs(desk.now).length;
    const callId = `call-of-${name}`;
    const answer = await desk.now.call(name, input, callId);
    const recorded = ledgerActs(desk.now).length - before;
    // It signs out the person at the desk.
    if (name === 'branch.lockDesks') await signIn(desk.now, 'supervisor');
    const { changes } = METHODS[parseName(name)];
    // The contract marks the methods that record: a page sends those once, and the ledger has the acts that a call recorded.
    expect({ changes, records: recorded > 0 }).toEqual({
      changes,
      records: changes === 'ledger' && answer.ok && samples.get(name)?.recordsNothing !== true,
    });
    expect(envelopesOfCall(desk.now.core.desk.ledger, callId)).toHaveLength(recorded);
    const code = refused[name] ?? samples.get(name)?.refused;
    if (code !== undefined) return expect(answer).toMatchObject({ ok: false, fault: 'refused', error: { code } });
    expect(answer).toMatchObject({ ok: true });
    const { output } = METHODS[parseName(name)];
    expect(answer.ok && output.parse(answer.value)).toEqual(answer.ok && answer.value);
    expect(desk.now.logged.filter(({ code: logged }) => logged === 'core.bug')).toEqual([]);
  });

  test.each(names)('%s refuses input that is malformed, names what is wrong, and does nothing', async (name) => {
    const before = ledgerActs(desk.now).length;
    const inputs = [null, undefined, 'text', 7, [], ...spoiled(name)];
    for (const input of inputs) {
      const answer = await desk.now.call(name, input);
      expect({ input, answer }).toMatchObject({
        input,
        answer: { ok: false, fault: 'malformed', error: { code: 'HF-UI-002' } },
      });
      expect(answer.ok || answer.error.message).toContain(name);
    }
    expect(ledgerActs(desk.now)).toHaveLength(before);
    expect((await desk.now.ask('session.current', {}))?.staff).toBe('supervisor');
  });

  test.each(names)('%s records no text that no server takes', async (name) => {
    const before = ledgerActs(desk.now).length;
    for (const sign of ['\u0000', '\ud800', '\udc00'])
      for (const input of withSign(CALLS[name as MethodName], sign)) {
        const answer = await desk.now.call(name, input);
        expect({ input, answer }).toMatchObject({ answer: { ok: false, fault: 'malformed' } });
        expect(['HF-UI-002', 'HF-UI-050']).toContain(!answer.ok && answer.error.code);
      }
    expect(ledgerActs(desk.now)).toHaveLength(before);
  });

  test('no act is recorded with such text whatever way it comes', () => {
    const { recorder } = desk.now.core.desk;
    const before = ledgerActs(desk.now).length;
    const told = { decision: 'done' as const, reasons: [] };
    const act = { name: 'recordUse', told, staffId: staffId('nobody'), saw: null, policies: [] } as const;
    const args = { itemId: itemId('item'), barcode: '\u0000', count: 1 };
    expect(() => recorder.record({ ...act, args })).toThrow('a character that cannot be stored');
    expect(ledgerActs(desk.now)).toHaveLength(before);
  });

  test('a code in full-width digits, or with signs that have no width, is that code', async () => {
    const wide = 'barcode-X0'.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
    for (const text of [wide, 'barcode\u200b-X0', '\u200ebarcode-X0\u200f', '\ufeffbarcode-X0'])
      expect(await desk.now.ask('scan.resolve', { text })).toMatchObject({ kind: 'item', barcode: 'barcode-X0' });
    expect(await desk.now.ask('item.find', { query: wide })).toMatchObject({ items: [{ barcode: 'barcode-X0' }] });
  });

  test.each(['circ.burn', 'constructor', '__proto__', 'toString', '', 'desk'])('%j is no method', async (name) => {
    expect(await desk.now.call(name, {})).toMatchObject({ ok: false, fault: 'unknown', error: { code: 'HF-UI-001' } });
  });

  test('take no more than they ask for: what is not in the contract does not reach a handler', async () => {
    const given: unknown[] = [];
    const call = (_: string, input: unknown) => given.push(input);
    await dispatch(contextOf(call), 'circ.checkin', { item: ' barcode-X1 ', path: '/etc/passwd', sql: 'DROP' });
    expect(given).toEqual([{ item: 'barcode-X1' }]);
  });
});

describe('an internal error', () => {
  test('an unexpected error is one code to the window and a line in the log, without what was asked', async () => {
    const bugs: unknown[] = [];
    const call = () => {
      throw new Error('a bug');
    };
    const answer = await dispatch(contextOf(call, bugs), 'patron.view', { card: 'card-plain' });
    expect(answer).toMatchObject({ ok: false, fault: 'refused', error: { code: 'HF-UI-003' } });
    expect(bugs).toHaveLength(1);
    expect(JSON.stringify([answer, bugs])).not.toContain('card-plain');
  });

  test('an answer that breaks the contract is found where outputs are checked', async () => {
    const bugs: unknown[] = [];
    const call = () => ({ name: 7 });
    expect(await dispatch(contextOf(call, bugs), 'desk.view', {})).toMatchObject({ error: { code: 'HF-UI-003' } });
    expect(bugs).toHaveLength(1);
  });
});

describe('events', () => {
  test('are as the contract says, whatever happened', async () => {
    await signIn(desk.now, 'supervisor');
    // The event that the desk behind the page is another comes from the host.
    const ofCore = Object.keys(EVENTS).filter((name) => name !== 'practice.changed');
    await until('each event was said', () => ofCore.every((of) => desk.now.events.some(({ name }) => name === of)));
    expect(new Set(desk.now.events.map(({ name }) => name))).toEqual(new Set(ofCore));
    for (const { name, payload } of desk.now.events) expect(EVENTS[name].parse(payload)).toEqual(payload);
  });

  test('of a change name the item and the patron as the screens know them', async () => {
    const from = desk.now.events.length;
    await desk.now.ask('circ.checkout', { patron: 'card-reader', item: 'barcode-X5' });
    const said = () =>
      desk.now.events.slice(from).flatMap((event) => (event.name === 'desk.changed' ? [event.payload] : []));
    // Changes are gathered for a moment before they are sent.
    await until('the act and what it changed are said', () => {
      const [items, patrons] = [said().flatMap((each) => each.items), said().flatMap((each) => each.patrons)];
      return items.length > 0 && patrons.length > 0 && said().some(({ acts }) => acts);
    });
    const changes = said();
    expect(changes.flatMap(({ items }) => items)).toEqual(expect.arrayContaining(['X5', 'barcode-X5']));
    expect(changes.flatMap(({ patrons }) => patrons)).toEqual(expect.arrayContaining(['reader', 'card-reader']));
  });
});

/** Inputs of a method with one field gone or of another kind. */
function spoiled(name: string): unknown[] {
  const input = CALLS[parseName(name)];
  const fields = Object.entries(required(typeof input === 'object' ? input : null, () => name));
  const optional = new Set(['limit', 'at', 'everyMinutes', 'startingCashMinor', 'countedMinor', 'issuer']);
  return fields.flatMap(([field, value]) => [
    ...(optional.has(field) ? [] : [Object.fromEntries(fields.filter(([other]) => other !== field))]),
    { ...Object.fromEntries(fields), [field]: Array.isArray(value) ? 'text' : [value] },
  ]);
}

function contextOf(call: Context['call'], bugs: unknown[] = []): Context {
  return {
    call,
    language: () => 'en',
    isCopyBroken: () => false,
    onBug: (name, error) => bugs.push({ name, error: String(error) }),
    checksOutput: true,
  };
}

function parseInputs(inputs: unknown) {
  return inputs as { readonly [M in ActMethodName]: MethodInput<M> };
}

const parseName = (name: string) => name as MethodName;
type Context = Parameters<typeof dispatch>[0];

/** The input with a sign after each of its texts in turn. */
function withSign(input: unknown, sign: string): unknown[] {
  if (typeof input === 'string') return [`${input}${sign}`];
  if (Array.isArray(input))
    return input.flatMap((one, index) => withSign(one, sign).map((other) => input.with(index, other)));
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([key, value]) =>
    withSign(value, sign).map((other) => ({ ...input, [key]: other })),
  );
}
