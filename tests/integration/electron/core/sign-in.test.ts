// Sign-in at the desk: checked here, with and without a line, slowly against guessing, and never longer than the library allows.

import { addStaff, disableStaff, setPin, setStaffRole } from '../../../../server/staff/staff-directory.ts';
import { ROLE_RIGHTS } from '../../../../shared/circ/rights.ts';
import { grantByName } from '../../../../db/ledger/staff-grants.ts';
import { sessionEntries } from '../../../unit/db/support/session-entries.ts';
import { PINS, freshDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 20, patrons: 4 });
const desk = freshDesk(world);

const tryPin = (staff: string, pin: string) => desk.now.call('session.signIn', { staff, pin });
const codeOf = async (staff: string, pin: string) => {
  const answer = await tryPin(staff, pin);
  return answer.ok ? 'signed in' : answer.error.code;
};
const current = () => desk.now.ask('session.current', {});
const HOUR = 3_600_000;

describe('a name and a PIN', () => {
  test('the right ones sign in, for every window, until they sign out', async () => {
    await signIn(desk.now, 'supervisor');
    expect(await current()).toMatchObject({ staff: 'supervisor', role: 'supervisor' });
    expect((await desk.now.ask('desk.view', {})).session).toEqual(await current());
    await desk.now.ask('session.signOut', {});
    expect(await current()).toBeNull();
    const said = desk.now.events.flatMap(({ name, payload }) => (name === 'session.changed' ? [payload] : []));
    expect(said.map((session) => session?.staff ?? null)).toEqual(['desk', 'supervisor', null]);
  });

  test('a wrong PIN and an unknown name are refused alike, and the person signed in stays', async () => {
    const wrongPin = await tryPin('supervisor', '000000');
    const wrongName = await tryPin('nobody', '000000');
    expect(wrongPin).toMatchObject({ ok: false, error: { code: 'HF-AUTH-022' } });
    expect(wrongName).toEqual(wrongPin);
    expect(await current()).toMatchObject({ staff: 'desk' });
    const entries = sessionEntries(desk.now.core.files.ledger);
    expect(entries.map(({ kind }) => kind)).toEqual(['sign-in', 'refused', 'refused']);
    // The name may have been a PIN that was typed into the wrong field.
    expect(entries.at(-1)?.staffId).toBeNull();
  });

  test.each([
    ['circ.checkout', { patron: 'card-P0', item: 'barcode-X0' }],
    ['circ.checkin', { item: 'barcode-X0' }],
    ['circ.renew', { item: 'barcode-X0' }],
    ['circ.undo', { commandId: 'an-act' }],
    ['hold.place', { patron: 'card-P0', target: 'barcode-X0', pickup: 'main' }],
    ['hold.cancel', { holdId: 'a-hold', reason: '' }],
    ['fee.add', { patron: 'card-P0', amountMinor: 5, charge: 'copies' }],
    ['fee.waive', { feeId: 'a-fee', inFull: true, reason: 'old' }],
    ['payment.take', { patron: 'card-P0', amountMinor: 5, method: 'cash' }],
    ['payment.refund', { patron: 'card-P0', amountMinor: 5, method: 'cash', reason: 'paid twice' }],
    ['item.resolve', { barcode: 'barcode-X0' }],
    ['exception.resolve', { exceptionIds: ['e'], action: 'found', note: '' }],
    ['exception.release', { exceptionIds: ['e'] }],
  ])('%s asks for somebody', async (name, input) => {
    await desk.now.ask('session.signOut', {});
    expect(await desk.now.call(name, input)).toMatchObject({ ok: false, error: { code: 'HF-AUTH-021' } });
  });
});

describe('guessing', () => {
  test('an unknown name is locked by its own tries, as a known one is', async () => {
    const tries = async (name: string) => {
      const codes: string[] = [];
      for (let n = 0; n < 5; n += 1) codes.push(await codeOf(name, '000000'));
      return codes;
    };
    const ofNobody = await tries('nobody');
    expect(ofNobody).toEqual([...Array.from({ length: 4 }, () => 'HF-AUTH-022'), 'HF-AUTH-023']);
    // Else the first try of a name would show whether it exists.
    expect(await tries('stranger')).toEqual(ofNobody);
    expect(await tries('supervisor')).toEqual(ofNobody);
    expect(await codeOf('NOBODY', '000000')).toBe('HF-AUTH-023');
  });

  test('the fifth wrong PIN locks the name, twice as long each time, and the end of the lock is told', async () => {
    for (let n = 0; n < 4; n += 1) expect(await codeOf('supervisor', '000000')).toBe('HF-AUTH-022');
    // The try that locks reports the lock: "try again" would be a lie.
    expect(await tryPin('supervisor', '000000')).toMatchObject({
      error: { code: 'HF-AUTH-023', message: expect.stringContaining('wait 30 seconds'), waitS: 30 },
    });
    expect(await tryPin('supervisor', PINS.supervisor)).toMatchObject({
      error: { code: 'HF-AUTH-023', message: expect.stringMatching(/wait (2\d|30) seconds/) },
    });
    // The world's clock runs besides: a machine that is slow must not end the lock early.
    world().clock.forward(20_000);
    expect(await codeOf('supervisor', PINS.supervisor)).toBe('HF-AUTH-023');
    world().clock.forward(11_000);
    expect(await tryPin('supervisor', '000000')).toMatchObject({ error: { code: 'HF-AUTH-023', waitS: 60 } });
    world().clock.forward(40_000);
    expect(await codeOf('supervisor', PINS.supervisor)).toBe('HF-AUTH-023');
    world().clock.forward(21_000);
    expect(await codeOf('supervisor', PINS.supervisor)).toBe('signed in');
    // A sign-in that succeeds begins the count anew.
    expect(await codeOf('supervisor', '000000')).toBe('HF-AUTH-022');
    expect(await codeOf('supervisor', PINS.supervisor)).toBe('signed in');
  });

  test('a lock holds for its name alone, and a restart does not end it', async () => {
    for (let n = 0; n < 5; n += 1) await tryPin('supervisor', '000000');
    await desk.restart();
    expect(await codeOf('supervisor', PINS.supervisor)).toBe('HF-AUTH-023');
    expect(await codeOf('student', PINS.student)).toBe('signed in');
    // An unknown name is locked alone, like one of staff.
    for (const name of ['a', 'b', 'c', 'd', 'e']) await tryPin(name, '0000');
    expect(await codeOf('f', '0000')).toBe('HF-AUTH-022');
    expect(await codeOf('desk', PINS.desk)).toBe('signed in');
  });

  test('tries at the same time count one after the other', async () => {
    // The last of them is right: sending all at once gets no further than sending them in a row.
    const pins = [...Array.from({ length: 11 }, (_, n) => String(100_000 + n)), PINS.supervisor];
    const tries = await Promise.all(pins.map((pin) => codeOf('supervisor', pin)));
    expect(tries.filter((code) => code === 'HF-AUTH-022')).toHaveLength(4);
    expect(tries.filter((code) => code === 'HF-AUTH-023')).toHaveLength(8);
  });

  test('the PIN of a second person is guessed no faster', async () => {
    const override = (pin: string) => ({
      codes: ['PATRON_UNKNOWN'],
      reason: 'new here',
      authoriser: { staff: 'supervisor', pin },
    });
    const lend = (pin: string) =>
      desk.now.call('circ.checkout', { patron: 'card-new', item: 'barcode-X1', override: override(pin) });
    for (let n = 0; n < 4; n += 1) expect(await lend('000000')).toMatchObject({ error: { code: 'HF-AUTH-022' } });
    expect(await lend('000000')).toMatchObject({ error: { code: 'HF-AUTH-023' } });
    expect(await lend(PINS.supervisor)).toMatchObject({ error: { code: 'HF-AUTH-023' } });
    expect((await desk.now.ask('item.view', { barcode: 'barcode-X1' })).status).toBe('available');
  });
});

describe('without a line', () => {
  test('staff that were known sign in, a new one does not', async () => {
    world().line.cut();
    await until('the desk is offline', async () => !(await desk.now.ask('sync.status', {})).online);
    await addStaff(world().parts, { staff: 'late', role: 'student', pin: '8080' });
    expect(await codeOf('student', PINS.student)).toBe('signed in');
    expect(await codeOf('late', '8080')).toBe('HF-AUTH-022');
    await desk.restart();
    expect(await codeOf('supervisor', PINS.supervisor)).toBe('signed in');
  });

  test('after three days without contact basic circulation remains, and everything is back with the line', async () => {
    await signIn(desk.now, 'supervisor');
    const all = (await current())?.rights ?? [];
    expect(all).toContain('undo-others');
    world().line.cut();
    world().clock.forward(73 * HOUR);
    expect((await current())?.rights.toSorted()).toEqual(['circulate', 'lend-unknown', 'renew-instead']);
    expect(await codeOf('supervisor', PINS.supervisor)).toBe('signed in');
    world().line.mend();
    await desk.now.ask('sync.now', {});
    await until('the rights are back', async () => (await current())?.rights.length === all.length);
  });
});

describe('the library’s word on its staff', () => {
  test('a person added this minute signs in', async () => {
    await addStaff(world().parts, { staff: 'newcomer', role: 'student', pin: '9090' });
    expect(await codeOf('newcomer', '9090')).toBe('signed in');
  });

  test('rights that were withdrawn end the session on every window, and the name signs in no more', async () => {
    await addStaff(world().parts, { staff: 'leaver', role: 'desk', pin: '606060' });
    expect(await codeOf('leaver', '606060')).toBe('signed in');
    await disableStaff(world().parts, 'leaver');
    await until('the session is over', async () => (await current()) === null);
    await until('the windows are told', () => {
      const last = desk.now.events.findLast(({ name }) => name === 'session.changed');
      return last?.payload === null;
    });
    expect(await desk.now.refusal('circ.checkin', { item: 'barcode-X2' })).toBe('HF-AUTH-021');
    expect(await codeOf('leaver', '606060')).toBe('HF-AUTH-022');
  });

  test('a person with a new PIN signs in with it, and no more with the one before', async () => {
    await addStaff(world().parts, { staff: 'forgetful', role: 'desk', pin: '707070' });
    expect(await codeOf('forgetful', '707070')).toBe('signed in');
    const { ledger } = desk.now.core.files;
    const before = grantByName(ledger, 'forgetful');
    const pin = await setPin(world().parts, 'Forgetful');
    // Not by trying it: on a slow machine the tries that come too early lock the name.
    await until('the desk knows it', () =>
      Promise.resolve(grantByName(ledger, 'forgetful')?.verifier !== before?.verifier),
    );
    expect(await codeOf('forgetful', pin)).toBe('signed in');
    expect(await codeOf('forgetful', '707070')).toBe('HF-AUTH-022');
  });

  test('another role counts at once, without signing in again', async () => {
    await addStaff(world().parts, { staff: 'riser', role: 'student', pin: '505050' });
    expect(await codeOf('riser', '505050')).toBe('signed in');
    expect((await current())?.rights).not.toContain('override-item');
    await setStaffRole(world().parts, 'riser', 'desk');
    await until('the right is there', async () => (await current())?.rights.includes('override-item') === true);
    await until('the windows are told', () =>
      desk.now.events.some(
        ({ name, payload }) =>
          name === 'session.changed' && payload?.staff === 'riser' && payload.rights.includes('override-item'),
      ),
    );
  });

  test('of a role and rights that this version does not know, what it knows counts [I20]', async () => {
    await signIn(desk.now, 'supervisor');
    desk.now.core.files.ledger.run(
      `UPDATE staff_grant SET grant_json = json_set(grant_json, '$.role', 'archmage', '$.permissions[#]', 'conjure')
       WHERE staff = 'supervisor'`,
    );
    const rights = ROLE_RIGHTS.supervisor.toSorted();
    const known = async () => {
      const session = await current();
      return { role: session?.role, rights: session?.rights.toSorted() };
    };
    expect(await known()).toEqual({ role: 'student', rights });
    await signIn(desk.now, 'supervisor');
    expect(await known()).toEqual({ role: 'student', rights });
  });

  test('rights that the server grants to the same people since another version are there after a start', async () => {
    await signIn(desk.now, 'supervisor');
    desk.now.core.files.ledger.run(
      `UPDATE staff_grant SET grant_json = json_set(grant_json, '$.permissions', json('["circulate"]'))
       WHERE staff = 'supervisor'`,
    );
    expect(await current()).toMatchObject({ rights: ['circulate'] });
    await desk.restart();
    await until('the desk has the grants anew', async () => (await current())?.rights.includes('what-if') ?? false);
  });

  test('a name counts however it is written', async () => {
    expect(await codeOf('Supervisor', PINS.supervisor)).toBe('signed in');
    expect(await current()).toMatchObject({ staff: 'supervisor' });
  });

  test('a grant ends at its moment, also for the person signed in', async () => {
    const expiresAt = world().clock.now() + HOUR;
    await addStaff(world().parts, { staff: 'visitor', role: 'student', pin: '7070', expiresAt });
    expect(await codeOf('visitor', '7070')).toBe('signed in');
    world().line.cut();
    world().clock.forward(HOUR + 1_000);
    expect(await desk.now.refusal('circ.checkin', { item: 'barcode-X3' })).toBe('HF-AUTH-021');
    expect(await codeOf('visitor', '7070')).toBe('HF-AUTH-022');
  });
});

describe('the language of the desk', () => {
  test('is kept, and what the desk says is in it', async () => {
    expect(await desk.now.ask('desk.setLanguage', { language: 'es' })).toMatchObject({ language: 'es' });
    await desk.restart();
    expect(await desk.now.ask('desk.view', {})).toMatchObject({ language: 'es' });
    expect(await tryPin('desk', '000000')).toMatchObject({
      error: { message: 'el PIN no coincide; revise lo que escribió e inténtelo de nuevo' },
    });
    expect((await desk.now.ask('item.view', { barcode: 'barcode-X4' })).statusText).toBe('disponible');
    expect(await desk.now.call('desk.setLanguage', { language: 'fr' })).toMatchObject({ error: { code: 'HF-UI-002' } });
  });
});
