// The walk through the log of a desk: its lists in Settings, a checklist, the tally, gates, messages, incidents and lost property.

import type { DeskPage } from '../screens/desk-page.ts';
import type { FakeDesk } from './fake-desk.ts';
import type { Visit } from './visit.ts';

const PARTS = [
  ['log-closing', /^(Closing checklist|Lista de cierre)/],
  ['log-tally', /^(Reference tally|Consultas de referencia)/],
  ['log-messages', /^(Messages|Mensajes)/],
  ['log-gates', /^(Gate count|Conteo de entrada)/],
  ['log-incidents', /^(Incidents|Incidentes)/],
  ['log-found', /^(Lost property|Objetos perdidos)/],
] as const;

/** Stops at each part, with something in it; the supervisor is signed in, and nothing of it asks for anything later. */
export async function keepingLog({ page }: DeskPage, { ask }: Pick<FakeDesk, 'ask'>, visit: Visit): Promise<void> {
  await ask('log.editList', {
    list: 'closing',
    lines: ['Cash counted', 'Reading rooms walked through', 'Doors locked'],
  });
  await ask('log.editList', { list: 'gates', lines: ['North entrance'] });
  await ask('log.editList', { list: 'subjects', lines: ['Citing', 'Sciences'] });
  await ask('log.tick', { list: 'closing', step: 'Cash counted', isDone: true });
  await ask('log.readGate', { gate: 'North entrance', reading: 48_200 });
  await ask('tally.count', { tier: '3', mode: 'phone', subject: 'Citing' });
  const { commandId: message } = await ask('message.leave', { text: 'The east elevator is out until Thursday.' });
  await ask('incident.note', { text: 'A window was broken.', place: 'Room 3', toldTo: 'Campus safety' });
  await ask('found.keep', { thing: 'A red umbrella', where: 'Stacks', heldAt: 'Main desk' });
  // The page gets it from the feed, as another desk's.
  await page.keyboard.press('F2');
  await page.keyboard.press('F8');
  const nav = page.getByRole('navigation', { name: /^(Shift & reports|Turno e informes)$/ });
  for (const [stop, name] of PARTS) {
    await nav.getByRole('button', { name }).click();
    await visit(stop);
  }
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: /^(Checklists and gates|Listas y puertas)$/ }).click();
  await visit('log-lists');
  await ask('message.end', { message });
  await page.keyboard.press('F8');
}
