// The part of the walk that handles money: a shift opened by counting, a fee paid with change, a waiver, the drawer handed over, counted and
// closed. Everything by keyboard.

import type { Locator, Page } from 'playwright-core';
import type { DeskPage } from '../screens/desk-page.ts';
import type { Visit } from './visit.ts';

const SADE = '21310000004421';
/** Kinds of notes and coins of a dollar. */
const KINDS = 13;

/** Begins with desk staff signed in, and ends with the check-out screen and no patron. */
export async function handlingMoney(desk: DeskPage, visit: Visit): Promise<void> {
  const { page, act, scan, goTo } = desk;
  await goTo('checkout');
  await act('K');
  await focused(page, page.getByRole('textbox', { name: /^(Number|Número)/ }).first());
  await visit('shift-open');
  await counting(desk, '1');
  await page.getByRole('button', { name: /^(Hand over|Entregar)…/ }).waitFor();
  await visit('shift-opened');
  await page.keyboard.press('Enter');
  await page.getByTestId('shift-part').waitFor({ state: 'detached' });
  await scan(SADE);
  await page.keyboard.press('F7');
  await page.getByRole('checkbox', { name: /Late fee|Cargo por retraso/ }).waitFor();
  await visit('fees');
  await paying(desk, visit);
  await waiving(desk, visit);
  await page.keyboard.press('Escape');
  await closing(desk, visit);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

/** Waits until a field has the focus: a dialog gives it a moment after it is drawn, and keys typed before go elsewhere. */
async function focused(page: Page, field: Locator): Promise<void> {
  await field.waitFor();
  await page.waitForFunction((element) => document.activeElement === element, await field.elementHandle());
}

/** So many of the largest note, and none of anything else. */
async function counting({ page }: DeskPage, number: string): Promise<void> {
  await focused(page, page.getByRole('textbox', { name: /^(Number|Número)/ }).first());
  // An earlier count may still stand there.
  await page.keyboard.press('Control+A');
  await page.keyboard.type(number);
  for (let field = 0; field < KINDS; field += 1) await page.keyboard.press('Enter');
}

async function paying({ page }: DeskPage, visit: Visit): Promise<void> {
  await page.keyboard.press('Control+A');
  await page.keyboard.type('5');
  await page.keyboard.press('Tab');
  await page.keyboard.type('20');
  await page.getByTestId('change').getByText('$15.00').waitFor();
  await visit('fees-change');
  await page.keyboard.press('Enter');
  await page.getByTestId('money-done').waitFor();
  await visit('fees-paid');
  await page.getByRole('button', { name: /^(Take another payment|Cobrar otro pago)/ }).focus();
  await page.keyboard.press('Enter');
  await focused(page, page.getByRole('textbox', { name: /^(Amount|Monto)/ }));
  await page.keyboard.type('99');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^(Keep it as credit|Dejar como saldo a favor)/ }).waitFor();
  await visit('fees-more-than-owed');
  await page.keyboard.press('Enter');
}

async function waiving({ page }: DeskPage, visit: Visit): Promise<void> {
  await page.getByRole('checkbox', { name: /Late fee|Cargo por retraso/ }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: /^(Waive|Condonar)…/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: /^(Reason for the record|Motivo para el registro)/ }).waitFor();
  await page.keyboard.press('Enter');
  await visit('fees-waive');
}

async function handingOverShort(desk: DeskPage, visit: Visit): Promise<void> {
  const { page } = desk;
  await page
    .getByRole('textbox', { name: /^(Number|Número)/ })
    .first()
    .focus();
  await counting(desk, '1');
  await page.getByRole('textbox', { name: /^(Name|Nombre)$/ }).focus();
  // In one piece: keys of a busy machine bunch up, and would read as a scan.
  await page.keyboard.insertText('chen');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('444444');
  await page.keyboard.press('Enter');
  await page.getByTestId('drawer-result').waitFor();
  await visit('shift-hand-over-short');
}

async function closing(desk: DeskPage, visit: Visit): Promise<void> {
  const { page, act } = desk;
  await act('K');
  await page.getByTestId('shift-part').getByRole('table').waitFor();
  await visit('shift');
  await page.getByRole('button', { name: /^(Hand over|Entregar)…/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: /^(Name|Nombre)$/ }).waitFor();
  await visit('shift-hand-over');
  await handingOverShort(desk, visit);
  await page.keyboard.press('Escape');
  await act('K');
  await page.getByRole('button', { name: /^(Close the shift|Cerrar el turno)…/ }).focus();
  await page.keyboard.press('Enter');
  await counting(desk, '1');
  await page.getByTestId('drawer-result').waitFor();
  await focused(page, page.locator('[name=shift-reason]'));
  await page.keyboard.press('Enter');
  await visit('shift-short');
  await page.keyboard.type('-');
  await page.getByRole('textbox', { name: /^(Name|Nombre)$/ }).focus();
  // In one piece: keys of a busy machine bunch up, and would read as a scan.
  await page.keyboard.insertText('chen');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('444444');
  await page.keyboard.press('Enter');
  await page.getByTestId('shift-ended').waitFor();
  await visit('shift-ended');
}
