// Codes by phone at the server: given to people with the right, and the effect of acts that carry them. [I21]

import { phoneCode } from '../../../db/keys/phone-code.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { inspect } from '../../../server/query/inspect.ts';
import { givePhoneCode, readPhoneQuestion } from '../../../server/staff/give-phone-code.ts';
import { phoneCodeForDesk } from '../../../server/staff/phone-code-for-desk.ts';
import { createPinTries } from '../../../server/staff/pin-tries.ts';
import { changeRoleRights } from '../../../server/staff/role-rights.ts';
import { addStaff, disableStaff } from '../../../server/staff/staff-directory.ts';
import { challengeOf, type PhoneAsk } from '../../../shared/circ/phone-code.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { PhoneProof } from '../../../shared/wire/envelope.ts';
import { openScene, receiptsOf, type Scene } from './support/scene.ts';
import { describeStores, testRandom } from './support/stores.ts';
import { TEST_PEPPER, type ActOptions, type TestDesk } from './support/test-desk.ts';
import { addTestStaff, at } from './support/test-library.ts';

const SUPERVISOR = 'staff-supervisor';

/** A library in the evening, with a supervisor somewhere. */
async function openEvening(place: Parameters<typeof openScene>[0]): Promise<Scene> {
  const scene = await openScene(place);
  await addTestStaff(scene.store, SUPERVISOR, 'supervisor');
  return scene;
}

/** A desk's request to lend this to an expired patron. */
const asked = (desk: TestDesk, n: number, more: Partial<PhoneAsk> = {}): PhoneAsk => ({
  deskId: desk.desk,
  staffId: 'staff-desk',
  codes: ['PATRON_EXPIRED'],
  rights: ['override-account'],
  minor: 0,
  patronId: 'P0',
  thing: `X${n}`,
  nonce: 'once',
  ...more,
});

/** The proof that goes with an act, made as a desk and a supervisor make it. */
function proofOf(ask: PhoneAsk, more: Partial<PhoneProof> = {}, supervisorId = SUPERVISOR): PhoneProof {
  const challenge = challengeOf(ask);
  const code = phoneCode(TEST_PEPPER, { deskId: ask.deskId, supervisorId, challenge });
  return { challenge, code, codes: [...ask.codes], minor: ask.minor, nonce: ask.nonce, ...more };
}

type Lend = {
  readonly phone: PhoneProof;
  readonly patron?: string;
  readonly overrides?: readonly string[];
  readonly authoriserId?: string;
} & Partial<Pick<ActOptions, 'at' | 'staff'>>;

/** A checkout on another person's word by phone. */
const lend = (desk: TestDesk, n: number, { phone, patron = 'P0', authoriserId = SUPERVISOR, ...options }: Lend) =>
  desk.checkout(`X${n}`, patron, {
    at: at(9),
    overrides: ['PATRON_EXPIRED'],
    ...options,
    second: { authoriserId, phone },
  });

/** Which of the acts were judged as done without the right. */
async function unworthy(scene: Scene, desk: TestDesk): Promise<boolean[]> {
  return receiptsOf(await scene.send(desk)).map(({ codes }) => codes.includes('staff-role-revoked'));
}

const codeOf = (error: unknown): unknown => (error instanceof HoldfastError ? error.code : error);

async function review(scene: Scene): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const row of inspect(scene.store, 'phone-codes')) rows.push(row);
  return rows;
}

describeStores('codes by phone', (use) => {
  test('are the permission of the supervisor for the act that they were given for, and are listed for the review of the night', async () => {
    const scene = await openEvening(await use());
    const desk = await scene.desk('A');
    const act = lend(desk, 0, { phone: proofOf(asked(desk, 0)) });
    expect(await unworthy(scene, desk)).toEqual([false]);
    expect(await review(scene)).toMatchObject([
      {
        commandId: act,
        desk: 'A',
        staff: 'staff-desk',
        supervisor: SUPERVISOR,
        name: 'checkout',
        codes: ['PATRON_EXPIRED'],
        setAsideMinor: 0,
      },
    ]);
  });

  test('that were forged or given for something else permit nothing', async () => {
    const scene = await openEvening(await use());
    const [desk, other] = [await scene.desk('A'), await scene.desk('B')];
    const good = (n: number, more: Partial<PhoneAsk> = {}) => proofOf(asked(desk, n, { nonce: `n${n}`, ...more }));
    const forged = (n: number): readonly Lend[] => [
      { phone: { ...good(n), code: '00000000' } },
      { phone: { ...good(n), code: '' } },
      { phone: { ...good(n), challenge: '' } },
      { phone: { ...good(n), challenge: '999999999999' } },
      { phone: { ...good(n), nonce: 'another' } },
      { phone: { ...good(n), minor: 1 } },
      { phone: good(n + 1) },
      { phone: good(n, { patronId: 'P1' }) },
      { phone: good(n, { staffId: 'somebody' }) },
      { phone: proofOf(asked(other, n)) },
      { phone: good(n, { codes: ['PATRON_BARRED'] }) },
      // The word of one as that of another.
      { phone: good(n), authoriserId: 'staff-other' },
      // One reason more than in the request by phone, of the same right.
      { phone: good(n), overrides: ['PATRON_EXPIRED', 'PATRON_BARRED'] },
      // A right that the reason does not need.
      { phone: good(n, { rights: ['override-fees'] }) },
    ];
    await addTestStaff(scene.store, 'staff-other', 'supervisor');
    const kinds = forged(0).length;
    for (let n = 0; n < kinds; n += 1) lend(desk, n, forged(n)[n] ?? { phone: good(n) });
    expect(await unworthy(scene, desk)).toEqual(Array.from({ length: kinds }, () => true));
  });

  test('are good once, also when the desk replays them later', async () => {
    const scene = await openEvening(await use());
    const desk = await scene.desk('A');
    const phone = proofOf(asked(desk, 0));
    lend(desk, 0, { phone });
    desk.checkin('X0', { at: at(9, 10) });
    lend(desk, 0, { phone, at: at(9, 20) });
    expect(await unworthy(scene, desk)).toEqual([false, false, true]);
    desk.checkin('X0', { at: at(9, 30) });
    lend(desk, 0, { phone, at: at(9, 40) });
    const later = receiptsOf(await scene.send(desk, desk.request(3)));
    expect(later.map(({ codes }) => codes.includes('staff-role-revoked'))).toEqual([false, true]);
    // Acts that the server has already are judged as before.
    const runner = createCommandRunner({ store: scene.store, clock: scene.clock, faulted: () => undefined });
    const again = receiptsOf(await runner.run(desk.request(), desk.desk));
    expect(again.map(({ codes }) => codes.includes('staff-role-revoked'))).toEqual([false, false, true, false, true]);
  });

  test('of a supervisor who had lost the right at that time are worth nothing', async () => {
    const scene = await openEvening(await use());
    const desk = await scene.desk('A');
    scene.clock.set(at(10));
    await addTestStaff(scene.store, SUPERVISOR, 'student', at(10));
    lend(desk, 0, { phone: proofOf(asked(desk, 0)), at: at(9, 59) });
    lend(desk, 1, { phone: proofOf(asked(desk, 1)), at: at(10) });
    scene.clock.set(at(18));
    expect(await unworthy(scene, desk)).toEqual([false, true]);
  });

  test('for a waiver are for that fee and at most that amount', async () => {
    const scene = await openEvening(await use());
    const desk = await scene.desk('A');
    const fee = { kind: 'manual', feeId: 'fee-1' };
    const waive = (amountMinor: number | null, minor: number, nonce: string) => {
      const ask = asked(desk, 0, { codes: [], rights: ['waive-fees'], minor, thing: 'fee-1', nonce });
      desk.record(
        'waive',
        { args: { patronId: 'P0', fee, amountMinor, reason: 'once' }, told: { decision: 'done', reasons: [] } },
        { at: at(9), overrides: [], second: { authoriserId: SUPERVISOR, phone: proofOf(ask) } },
      );
    };
    waive(300, 300, 'a');
    waive(null, 300, 'b');
    waive(501, 300, 'c');
    expect(await unworthy(scene, desk)).toEqual([false, false, true]);
  });

  test('are given for the request in the number, to a supervisor who may do it and gives their PIN', async () => {
    const scene = await openEvening(await use());
    const { store, clock } = scene;
    const parts = { store, clock, random: testRandom };
    const { staffId: id } = await addStaff(parts, { staff: 'Lena', role: 'supervisor', pin: '314159' });
    await addStaff(parts, { staff: 'ana', role: 'desk', pin: '271828' });
    const desk = await scene.desk('A');
    const challenge = challengeOf(asked(desk, 0));
    const question = { desk: 'A', challenge, staff: 'lena' };
    expect(await readPhoneQuestion(parts, question)).toMatchObject({
      deskId: desk.desk,
      rights: ['override-account'],
      limitMinor: 0,
    });
    const code = await givePhoneCode(parts, { ...question, pin: '314159' });
    lend(desk, 0, { phone: proofOf(asked(desk, 0), { code }, id), authoriserId: id, at: at(18) });
    expect(await unworthy(scene, desk)).toEqual([false]);
    const refusal = (more: Partial<typeof question>, pin = '314159') =>
      givePhoneCode(parts, { ...question, pin, ...more }).then(() => null, codeOf);
    expect(await refusal({}, '314158')).toBe('HF-AUTH-022');
    expect(await refusal({ challenge: `${challenge.slice(0, 11)}x` })).toBe('HF-AUTH-031');
    expect(await refusal({ desk: 'nowhere' })).toBe('HF-AUTH-007');
    expect(await refusal({ staff: 'nobody' })).toBe('HF-AUTH-005');
    expect(await refusal({ staff: 'ana' }, '271828')).toBe('HF-AUTH-024');
    // A person with only a part of the rights may not give it.
    const both = challengeOf(asked(desk, 0, { rights: ['override-account', 'override-item'] }));
    expect(await refusal({ staff: 'ana', challenge: both }, '271828')).toBe('HF-AUTH-024');
    expect(await refusal({ challenge: both })).toBeNull();
    await disableStaff(parts, 'lena');
    expect(await refusal({})).toBe('HF-AUTH-024');
  });

  test('are given at another desk to a supervisor who is signed in there and gives their PIN, of which few may be wrong', async () => {
    const scene = await openEvening(await use());
    const { store, clock } = scene;
    const parts = { store, clock, random: testRandom };
    const { staffId: id } = await addStaff(parts, { staff: 'Lena', role: 'supervisor', pin: '314159' });
    const { staffId: ana } = await addStaff(parts, { staff: 'ana', role: 'desk', pin: '271828' });
    const desk = await scene.desk('A');
    // Each as another server process, or the same one started again, has it.
    const tries = () => createPinTries({ store, clock });
    const question = { desk: 'A', challenge: challengeOf(asked(desk, 0)), staffId: id };
    const give = (pin?: string, more: Partial<typeof question> = {}) =>
      phoneCodeForDesk({ ...parts, tries: tries() }, { ...question, ...more, ...(pin === undefined ? {} : { pin }) });
    const read = { desk: 'A', rights: ['override-account'], limitMinor: 0 };
    expect(await give()).toEqual({ ...read, code: null });
    const { code } = await give('314159');
    expect(code).toBe(phoneCode(TEST_PEPPER, { ...question, deskId: desk.desk, supervisorId: id }));
    const refusal = (...given: Parameters<typeof give>) => give(...given).then(() => null, codeOf);
    expect(await refusal(undefined, { staffId: ana })).toBe('HF-AUTH-024');
    expect(await refusal(undefined, { desk: 'B' })).toBe('HF-AUTH-007');
    for (let n = 0; n < 4; n += 1) expect(await refusal('314158')).toBe('HF-AUTH-022');
    expect(await refusal('314159')).toBe('HF-AUTH-023');
    // Reading goes on, and so do other acts.
    expect(await give()).toEqual({ ...read, code: null });
    clock.set(clock.now() + 15 * 60_000);
    expect(await give('314159')).toEqual({ ...read, code });
  });

  test('count for the right that the role of the supervisor had then, as the library set it', async () => {
    const scene = await openEvening(await use());
    const desk = await scene.desk('A');
    scene.clock.set(at(8));
    await changeRoleRights(scene, 'supervisor', { give: [], take: ['override-account'] });
    lend(desk, 0, { phone: proofOf(asked(desk, 0)) });
    scene.clock.set(at(18));
    expect(await unworthy(scene, desk)).toEqual([true]);
  });
});
