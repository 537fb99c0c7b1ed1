// Shifts of two desks: with a drawer that is counted piece by piece, and without one.

import { shiftId } from '../../../shared/core/ids.ts';
import { DONE } from './words.ts';
import type { World } from './world.ts';

export async function tellShifts({ b, c, pass, send, clock }: World): Promise<void> {
  const pieces = [
    { form: 'note', valueMinor: 1_000, number: 4 },
    { form: 'coin', valueMinor: 25, number: 8 },
  ];
  const opening = (startingCashMinor: number | null) => ({ ...DONE, serviceDay: '2026-01-05', startingCashMinor });
  c.act('openShift', { shiftId: 'shift-C-1', pieces }, opening(4_200), { opens: shiftId('shift-C-1') });
  pass();
  const corrected = { shiftId: 'shift-C-1', pieces: [], reason: 'Two notes stuck together' };
  c.act('correctStartingCash', corrected, { ...DONE, startingCashMinor: 5_200, wasMinor: 4_200 }, { staff: 'boss' });
  pass();
  c.act('openDrawer', { shiftId: 'shift-C-1', reason: 'Change for the copier' }, DONE);
  pass();
  const fees = { patronId: 'P21', amountMinor: 300, method: 'cash', reference: null, tenderedMinor: 500 };
  c.act('pay', fees, { ...DONE, lines: [], slipNumber: 1, owedAfterMinor: 0 }, { saw: null });
  pass();
  const handed = { shiftId: 'shift-C-1', pieces, reason: '' };
  const counts = { countedMinor: 5_500, expectedMinor: 5_500 };
  c.act('handOverShift', handed, { ...DONE, to: 'lead', ...counts });
  pass();
  const again = { ...handed, pieces: [], reason: 'A coin rolled away' };
  c.act('handOverShift', again, { ...DONE, to: 'clerk', ...counts, firstCountedMinor: 5_475 }, { staff: 'lead' });
  pass();
  c.act('handOverShift', again, { ...DONE, to: 'clerk', countedMinor: null, expectedMinor: null });
  pass();
  const money = [{ method: 'cash', takenMinor: 300, taken: 1, givenBackMinor: 0, givenBack: 0 }];
  const people = [
    { staffId: 'clerk', ms: 240_000 },
    { staffId: 'lead', ms: 60_000 },
  ];
  const closing = { ...DONE, second: 'lead', countedMinor: 5_475, firstCountedMinor: 5_470, expectedMinor: 5_500 };
  const closed = { ...closing, money, slips: { from: 1, to: 1 }, people };
  c.act('closeShift', { shiftId: 'shift-C-1', pieces, reason: 'A coin is missing' }, closed);
  pass();
  b.act('openShift', { shiftId: 'shift-B-1', pieces: [] }, opening(null), { opens: shiftId('shift-B-1') });
  pass();
  const none = { ...DONE, startingCashMinor: 1_000, wasMinor: null };
  b.act('correctStartingCash', { shiftId: 'shift-B-1', pieces, reason: 'There is one' }, none, { staff: 'boss' });
  pass();
  const asked = b.act('tally', { tier: '3' }, { ...DONE, tier: '3', mode: null, subject: null });
  pass();
  b.act('describeTally', { tally: asked }, { ...DONE, tally: asked, mode: 'chat', subject: 'Chemistry' });
  pass();
  b.act('describeTally', { tally: asked }, { ...DONE, tally: asked, mode: null, subject: null });
  pass();
  b.act('tally', { tier: 'directional' }, { ...DONE, tier: 'directional', mode: 'phone', subject: 'Maps' });
  pass();
  const [branch, day] = ['main', '2026-01-05'];
  b.act('editLogList', { branch, list: 'closing', lines: ['Doors locked'] }, DONE, { staff: 'boss' });
  pass();
  b.act('tickStep', { branch, day, list: 'closing', step: 'Doors locked', isDone: true }, DONE);
  pass();
  b.act('readGate', { branch, gate: 'North', readAt: clock.at, reading: 1_204, isReset: false }, DONE);
  pass();
  const southAt = clock.at;
  b.act('readGate', { branch, gate: 'South', readAt: southAt, reading: 7, isReset: false }, DONE);
  pass();
  b.act('takeBackReading', { branch, gate: 'South', readAt: southAt }, DONE);
  pass();
  const hour = { gate: 'North', readAt: clock.at - 3_600_000, count: 41 };
  b.act('countGates', { branch, counts: [hour] }, DONE, { staff: 'boss' });
  pass();
  b.act('lockDesks', { branch }, DONE);
  pass();
  b.act('startDrill', { branch, desk: 'desk-2', minutes: 10 }, DONE, { staff: 'boss' });
  pass();
  const message = b.act('leaveMessage', { branch, text: 'The elevator is out' }, DONE);
  pass();
  b.act('seeMessage', { message }, DONE, { staff: 'lead' });
  pass();
  b.act('endMessage', { message }, DONE, { staff: 'lead' });
  pass();
  b.act('settleNotice', { notice: 'notice', patronId: 'P21', how: 'told' }, DONE, { staff: 'boss' });
  pass();
  const happened = { branch, happenedAt: clock.at, place: 'Room 3', text: 'A window broke', toldTo: 'Security' };
  const incident = b.act('noteIncident', { ...happened, patronId: 'P21' }, DONE);
  pass();
  b.act('noteIncident', { ...happened, place: '', toldTo: '', patronId: null }, DONE);
  pass();
  b.act('correctIncident', { branch, incident, text: 'Two windows broke' }, DONE, { staff: 'boss' });
  pass();
  b.act('endIncident', { incident, note: 'Mended' }, DONE, { staff: 'boss' });
  pass();
  const found = b.act('keepFound', { branch, thing: 'Umbrella', where: '', foundAt: clock.at, heldAt: 'Desk' }, DONE);
  pass();
  b.act('endFound', { found, to: 'Its owner' }, DONE);
  pass();
  const range = { branch, name: 'Spring reading', location: 'stacks', from: null, to: 'QA 90' };
  const inventory = b.act('startInventory', range, DONE);
  pass();
  b.act('endInventory', { inventory, counts: { expected: 3, seen: 2, misplaced: 1, notHere: 0 } }, DONE);
  pass();
  const uncounted = {
    ...DONE,
    second: null,
    countedMinor: null,
    expectedMinor: null,
    money: [],
    slips: null,
    people: [],
  };
  b.act('closeShift', { shiftId: 'shift-B-1', pieces: [], reason: '' }, uncounted);
  await send(c);
  await send(b);
  clock.at += 60_000;
}
