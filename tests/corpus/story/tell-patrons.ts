// Accounts: made, written in by two desks, and two that are one person.

import { undo, DONE } from './words.ts';
import type { World } from './world.ts';

export async function tellPatrons({ a, b, pass, send, clock }: World): Promise<void> {
  const card = (number: string) => ({ number, active: true, primary: true });
  const all = {
    cards: [card('reg-1'), { number: 'reg-1-old', active: false, primary: false }],
    family: 'Example',
    given: 'Eve',
    middle: 'M',
    suffix: 'Jr',
    chosen: 'Evi',
    group: 'everyone',
    groupName: 'Everyone',
    home: 'main',
    expiresAt: clock.at + 365 * 86_400_000,
    active: true,
    barred: false,
    juvenile: true,
    birthDate: '2015-03-01',
    email: 'eve@example.invalid',
    phones: ['000 3', '000 4'],
    address: ['1 Sample Street', '00000 Nowhere'],
    messages: ['Has a parcel'],
  };
  a.act('registerPatron', { patronId: 'R1', fields: all }, DONE);
  pass();
  const registered = a.act(
    'registerPatron',
    { patronId: 'R2', fields: { cards: [card('reg-2')], family: 'Two' } },
    DONE,
  );
  pass();
  b.act('registerPatron', { patronId: 'R3', fields: { cards: [card('reg-2')], family: 'Same card' } }, DONE);
  pass();
  const nothing = { middle: null, suffix: null, chosen: null, expiresAt: null, birthDate: null, email: null };
  a.act('editPatron', { patronId: 'R1', fields: { ...nothing, barred: true, messages: [] } }, DONE);
  pass();
  const edited = b.act('editPatron', { patronId: 'P13', fields: { email: 'new@example.invalid', phones: [] } }, DONE);
  pass();
  a.act('editPatron', { patronId: 'P13', fields: { email: 'older@example.invalid' } }, DONE, { staff: 'student' });
  pass();
  a.act('editPatron', { patronId: 'P14', fields: {} }, DONE);
  pass();
  b.act('editPatron', { patronId: 'P14', fields: { ...all, cards: [card('card-P14-new')] } }, DONE);
  pass();
  a.act('registerPatron', { patronId: 'R4', fields: { ...nothing, cards: [card('reg-4')] } }, DONE);
  pass();
  undo(b, edited, { patron: 'P13' });
  pass();
  undo(a, registered, { patron: 'R2' }, { reason: 'Had one' });
  const block = a.act(
    'setBlock',
    { patronId: 'P13', kinds: ['borrowing', 'holds'], until: null, reason: 'To be talked to', by: 'desk' },
    DONE,
  );
  pass();
  const ends = clock.at + 86_400_000;
  b.act('setBlock', { patronId: 'P13', kinds: ['renewals'], until: ends, reason: 'Until tomorrow', by: 'boss' }, DONE);
  pass();
  a.act('liftBlock', { patronId: 'P13', block, reason: 'Talked to' }, DONE, { staff: 'boss' });
  pass();
  const agreed = { patronId: 'P13', kind: 'laptops', by: 'desk' };
  a.act('signAgreement', { ...agreed, how: 'paper', name: null }, { ...DONE, until: null });
  pass();
  const signed = a.act('signAgreement', { ...agreed, how: 'screen', name: 'Given P13' }, { ...DONE, until: ends });
  pass();
  b.act('signAgreement', { ...agreed, how: 'paper', name: null, sponsorId: 'P14' }, { ...DONE, until: ends });
  pass();
  const taken = { patronId: 'P13', agreement: signed, reason: 'Another Given', by: 'boss' };
  b.act('endAgreement', taken, DONE, { staff: 'boss' });
  pass();
  const person = { patronId: 'P13', proxyId: 'P14' };
  const link = a.act('addProxy', { ...person, until: ends, reason: 'Asked for by mail', by: 'desk' }, DONE);
  pass();
  b.act('endProxy', { ...person, link, reason: 'Left', by: 'boss' }, DONE, { staff: 'boss' });
  pass();
  const campus = {
    number: 'campus-P13',
    kind: 'campus-id',
    issuer: 'A college',
    expiresAt: clock.at + 365 * 86_400_000,
  };
  a.act('addCard', { patronId: 'P13', ...campus, primary: false, replaces: null, reason: '' }, DONE);
  pass();
  const next = { number: 'card-P13-new', kind: 'barcode', issuer: null, expiresAt: null };
  const replaces = { number: 'card-P13', as: 'replaced' };
  b.act('addCard', { patronId: 'P13', ...next, primary: true, replaces, reason: 'The old one broke' }, DONE);
  pass();
  a.act('endCard', { patronId: 'P13', number: 'campus-P13', as: 'lost', reason: 'Left in a bus' }, DONE);
  pass();
  await send(b);
  await send(a);
  a.act('mergePatrons', { from: 'R3', to: 'R2', reason: 'One person, two cards' }, DONE, { staff: 'boss' });
  pass();
  a.act('mergePatrons', { from: 'P23', to: 'P22', reason: '' }, DONE, { staff: 'student' });
  await send(a);
}
