// The desk log of the day: checklists as the branch opens and closes, the gate, a question, a message to the next shift.

import type { Locator } from 'playwright-core';
import { expectThat } from '../tell.ts';
import type { Day } from './day.ts';

/** The counter of the gate in the morning, and how many came until the evening. */
const [AT_OPENING, CAME] = [48_200, 312];
const GATE = 'North entrance';

/** The branch opens. */
export async function tellBranchOpens(day: Day): Promise<void> {
  const { teller, keys } = day;
  await teller.step('the opening checklist is gone through', () => tickAll(day, 'Opening checklist'));
  await teller.step('the gate is read', async () => {
    await readGate(day, AT_OPENING);
    await gate(day)
      .getByText(/first reading/)
      .waitFor();
    await keys.strike('F2');
    return { gate: AT_OPENING };
  });
}

/** Questions and a message, between two people at the counter. */
export async function tellQuestions({ teller, world, keys, noted }: Day): Promise<void> {
  const { page } = world.desk().screen;
  await teller.step('three questions are counted, and one is taken back', async () => {
    const before = await questions(world);
    await keys.strike('F2', 'Control+1', 'Control+4', 'Control+7');
    await world.desk().screen.act('Z');
    await page.getByText(/^Not counted/).waitFor();
    const counted = (await questions(world)) - before;
    expectThat(counted === 2, 'two are left', { counted });
    noted.questions += counted;
    return { counted };
  });
  await teller.step('a message is left for the next shift', async () => {
    await keys.strike('F8');
    await keys.press(/^Messages/);
    await keys.fill('Message to the next shift', 'The strap of the camera is still missing');
    await keys.press('Leave message');
    await page
      .getByRole('listitem')
      .getByText(/strap of the camera/)
      .waitFor();
    await keys.strike('F2');
  });
}

/** The branch closes. */
export async function tellBranchCloses(day: Day): Promise<void> {
  const { teller, noted } = day;
  await teller.step('the gate is read again', async () => {
    await readGate(day, AT_OPENING + CAME);
    await gate(day).getByText(`+${CAME}`).waitFor();
    noted.came += CAME;
    return { came: CAME };
  });
  await teller.step('the closing checklist is gone through', () => tickAll(day, 'Closing checklist'));
}

async function tickAll({ world, keys }: Day, list: string): Promise<{ readonly steps: number }> {
  const { page } = world.desk().screen;
  await keys.strike('F8');
  await keys.press(new RegExp(`^${list}`));
  const part = page.getByTestId('log-part');
  const boxes = part.getByRole('checkbox');
  await boxes.first().waitFor();
  const steps = await boxes.count();
  for (let at = 0; at < steps; at += 1) {
    await keys.reach(boxes.nth(at));
    await keys.strike('Space');
    await part.getByRole('checkbox', { checked: true }).nth(at).waitFor();
  }
  return { steps };
}

const gate = ({ world }: Day): Locator => world.desk().screen.page.getByRole('region', { name: GATE });

async function readGate(day: Day, reading: number): Promise<void> {
  const { keys } = day;
  await keys.strike('F8');
  await keys.press(/^Gate count/);
  await keys.fill('Counter', String(reading), gate(day));
  await keys.strike('Enter');
}

async function questions(world: Day['world']): Promise<number> {
  return (await world.desk().api.get('tally.list', {})).tallies.length;
}
