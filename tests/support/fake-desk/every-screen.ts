// Walks through every screen and every kind of answer on the fake desk, and stops at each to let it be looked at.

import { PERSON_MS, type DeskPage } from '../screens/desk-page.ts';
import { PRINTER_OFF } from './fake-data.ts';
import { handlingMoney } from './handling-money.ts';
import { readingReports } from './reading-reports.ts';
import type { FakeDesk } from './fake-desk.ts';
import type { Visit } from './visit.ts';

const SADE = '21310000004421';

/** The whole walk, from signing in to the locked desk. */
export async function everyScreen(desk: DeskPage, fake: FakeDesk, visit: Visit): Promise<void> {
  await signingIn(desk, visit);
  await checkingOut(desk, visit);
  await printing(desk, visit);
  await refusals(desk, fake, visit);
  await givingByPhone(desk, fake, visit);
  await overlays(desk, visit);
  await askingWhatIf(desk, visit);
  await practicing(desk, visit);
  await checkingIn(desk, visit);
  await countingUse(desk, fake, visit);
  await findingPatrons(desk, visit);
  await handlingMoney(desk, visit);
  await readingReports(desk, fake, visit);
  await syncing(desk, fake, visit);
  await desk.act('L');
  await desk.page.getByRole('heading', { name: /Locked|Bloqueado/ }).waitFor();
  await visit('locked');
  // Roles are the server's.
  await fake.setOffline(false);
  await editingRoles(desk, visit);
}

async function editingRoles({ page, signIn }: DeskPage, visit: Visit): Promise<void> {
  await signIn('ada', '555555');
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: /^(Staff|Personal)$/ }).click();
  await page.getByRole('table', { name: /^(Staff|Personal)$/ }).waitFor();
  await visit('staff');
  await page.getByRole('button', { name: 'Roles', exact: true }).click();
  await page.getByRole('checkbox').first().waitFor();
  await visit('roles');
  for (const [stop, name] of Object.entries(SETTINGS)) {
    await page.getByRole('button', { name }).click();
    await page.getByRole('heading', { name, level: 2 }).waitFor();
    await visit(stop);
  }
  await page.getByRole('button', { name: SETTINGS['settings-equipment'] }).click();
  await page
    .getByRole('button', { name: /^(Change|Cambiar) Laptops$/ })
    .first()
    .click();
  await page.getByRole('checkbox').first().waitFor();
  await visit('settings-equipment-form');
}

/** Sections of Settings that have no stop of their own. */
const SETTINGS = {
  'settings-pin': /^(My PIN|Mi PIN)$/,
  'settings-lists': /^(Lists in a folder|Listas en una carpeta)$/,
  'settings-hours': /^(Hours and rules|Horario y reglas)$/,
  'settings-log': /^(Checklists and gates|Listas y puertas)$/,
  'settings-notices': /^(Notices|Avisos)$/,
  'settings-habits': /^(Keys and lessons|Teclas y lecciones)$/,
  'settings-stacks': /^(Carts and handling|Carros y manejo)$/,
  'settings-equipment': /^(Equipment|Equipos)$/,
  'settings-kinds': /^(Without a barcode|Sin código)$/,
  'settings-searches': /^(Missing items|Extraviados)$/,
} as const;

async function signingIn({ page, signIn }: DeskPage, visit: Visit): Promise<void> {
  const name = page.getByRole('textbox', { name: /Name|Nombre/ });
  await name.waitFor();
  await visit('sign-in');
  await page.keyboard.press('F1');
  await page.getByRole('dialog').getByRole('navigation').waitFor();
  await visit('sign-in-help');
  await page.keyboard.press('Escape');
  await name.fill('sam');
  await page.getByLabel('PIN', { exact: true }).fill('0');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'PIN' }).waitFor();
  await visit('sign-in-wrong');
  await signIn('rivera', '222222');
}

async function checkingOut({ page, scan, act, openBeside }: DeskPage, visit: Visit): Promise<void> {
  await visit('checkout-ready');
  await scan('31310000008812');
  await scan('33310000000031');
  await visit('whose');
  await scan(SADE);
  await page.getByTestId('answer').and(page.locator('[data-act=checkout]')).waitFor();
  await visit('card-took-all');
  await scan('34310000002290');
  await visit('done-with-message');
  await scan('34310000002290');
  await visit('already');
  await openBeside();
  await act('D');
  await page.getByText('sade.okafor@example.edu').waitFor();
  await visit('details');
}

async function refusals({ page, scan, act, type }: DeskPage, fake: FakeDesk, visit: Visit): Promise<void> {
  await scan('31310000001204');
  await visit('own-loan');
  await scan('33310000000049');
  await visit('loaned-to-another');
  await act('Y');
  await visit('why');
  await page.keyboard.press('Escape');
  await act('O');
  await visit('override');
  await page.keyboard.press('Escape');
  await act('A');
  await page.locator('[data-state=renewed-all]').waitFor();
  await visit('renewed-all');
  await scan('21310000007730');
  await scan('31310000002251');
  await visit('blocked');
  await act('O');
  await page.getByRole('textbox', { name: /^(Reason|Motivo)/ }).fill('-');
  await page.getByRole('textbox', { name: /^(Name|Nombre)$/ }).fill('nobody');
  await page.getByLabel('PIN', { exact: true }).fill('1');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'PIN' }).waitFor();
  await visit('override-second');
  await page.getByRole('button', { name: /^(Code by phone|Código por teléfono)/ }).click();
  await page
    .getByTestId('phone-challenge')
    .getByText(/^\d{4} \d{4}/)
    .waitFor();
  await visit('override-by-phone');
  await page.keyboard.press('Escape');
  // Once it is checked in, another patron wants it.
  await fake.elsewhere('hold.place', { patron: '21310000009004', target: '31310000004417', pickup: 'MAIN' });
  await scan(SADE);
  await scan('31310000004417');
  await act('G');
  await page.locator('[data-testid=answer][data-act=checkin]').waitFor();
  await visit('returned-then-asked');
  await scan('31310000009989');
  await act('Z');
  await page.locator('[data-state=undo-ask]').waitFor();
  await visit('undo-ask');
  await page.keyboard.press('Escape');
  await scan('9780393635522');
  await visit('isbn');
  await type('ok');
  await page.locator('[data-state=found]').waitFor();
  await visit('found');
  await type('zzzz');
  await page.locator('[data-state=found]').filter({ hasText: 'zzzz' }).waitFor();
  await visit('found-nothing');
  await scan('21310000009004');
  await visit('card-message');
  await scan('21399999999999');
  await scan('59999999999999');
  await visit('misread');
  await scan('41234567890123');
  await visit('lend-anyway');
  await act('G');
  await page.getByTestId('stranger').waitFor();
  await visit('stranger');
  // Enter goes on to the phone number, then to the ID.
  await type('Ibarra');
  await type('555 0100');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.getByTestId('answer').getByTestId('lifted').waitFor();
  await visit('new-account');
  await scan(SADE);
  await scan('33310000000122');
  await visit('ask-first');
  await act('G');
  await page.getByTestId('answer').getByTestId('agreed').waitFor();
  await visit('agreed');
}

/** A call from another desk. */
async function givingByPhone({ page, act }: DeskPage, fake: FakeDesk, visit: Visit): Promise<void> {
  const wish = { act: 'checkout', patron: SADE, item: '31310000009989', codes: ['HELD_FOR_ANOTHER'] } as const;
  const { challenge } = await fake.elsewhere(
    'phone.ask',
    { ...wish, codes: [...wish.codes] },
    { staff: 'sam', pin: '1111' },
  );
  await act('7');
  const dialog = page.getByRole('dialog');
  const field = (name: RegExp) => dialog.getByRole('textbox', { name });
  await field(/^(Name of their desk|Nombre de su mostrador)$/).fill('West desk');
  await field(/^(Number|Número)/).fill(challenge);
  await page.keyboard.press('Enter');
  await page.getByTestId('phone-asked').waitFor();
  await visit('phone-asked');
  await dialog.getByLabel('PIN', { exact: true }).fill('222222');
  await page.keyboard.press('Enter');
  await page.getByTestId('phone-code').waitFor();
  await visit('phone-code');
  await page.keyboard.press('Escape');
}

async function overlays(desk: DeskPage, visit: Visit): Promise<void> {
  const { page } = desk;
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox').waitFor();
  await visit('find-empty');
  await page.keyboard.type('ov', { delay: 90 });
  await page.getByRole('option', { name: /The Overstory/ }).waitFor();
  await visit('find');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByTestId('item-record').waitFor();
  await visit('item');
  await page.keyboard.press('Escape');
  // On a wide window its column goes back to the item scanned last, which has nothing to close.
  const opened = page.getByTestId('item-record').getByRole('button', { name: /^(Close|Cerrar)$/ });
  await opened.waitFor({ state: 'detached' });
  await page.keyboard.press('F1');
  await page.getByRole('dialog').getByRole('navigation').waitFor();
  await visit('help');
  await page.keyboard.press('F1');
  await page.keyboard.press('Control+,');
  await page.getByRole('heading', { name: /^(This desk|Este mostrador)$/ }).waitFor();
  await visit('settings');
  await learningTheScanner(desk, visit);
}

async function learningTheScanner({ page, scanOnly }: DeskPage, visit: Visit): Promise<void> {
  await page.getByRole('button', { name: /^(Scanner|Escáner)…/ }).click();
  await page.getByTestId('learn-trying').waitFor();
  await visit('scanner');
  await page.getByRole('button', { name: /^(Learn|Aprender)/ }).click();
  await page.getByTestId('learn-listening').waitFor();
  await visit('scanner-listening');
  for (const _ of [1, 2, 3]) await scanOnly(']C031310000008812');
  await page.getByTestId('learned').waitFor();
  await visit('scanner-learned');
  await page.keyboard.press('Escape');
}

async function printing({ page, act }: DeskPage, visit: Visit): Promise<void> {
  await act('P');
  await page.getByTestId('slip-preview').waitFor();
  await visit('slip');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: /^(Printer|Impresora)…/ }).click();
  await page.getByTestId('printer-form').waitFor();
  await visit('printer');
  await page.getByLabel(/^(Printer|Impresora)$/).selectOption('network');
  await page.getByRole('textbox', { name: /Address|Dirección/ }).fill(PRINTER_OFF);
  await page.getByRole('button', { name: /test page|una prueba/ }).click();
  await page.getByTestId('slips-wait').waitFor();
  await visit('printer-off');
  await page.keyboard.press('Escape');
  await act('P');
  await page.getByTestId('slips-waiting').waitFor();
  await visit('slips-wait');
  await page.keyboard.press('Escape');
}

async function askingWhatIf({ page, scanOnly, act }: DeskPage, visit: Visit): Promise<void> {
  const answer = page.getByTestId('what-if-answer');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await act('F');
  await page.getByRole('combobox', { name: /^(Patron|Usuario)$/ }).waitFor();
  await visit('what-if-empty');
  await page.keyboard.type('ok', { delay: 90 });
  await page.getByRole('option', { name: /OKAFOR/ }).waitFor();
  await visit('what-if-typing');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await scanOnly('31310000003360');
  await answer.locator('[data-decision=done]').waitFor();
  await visit('what-if-done');
  await scanOnly('33310000000049');
  await answer.locator('[data-decision=needs-override]').waitFor();
  const when = page.getByRole('group', { name: /^(When|Cuándo)$/ });
  for (const [part, value] of Object.entries({ day: '24', hour: '18', minute: '30' }))
    await when.locator(`[data-part=${part}]`).selectOption(value);
  await answer
    .getByText(/Dec 24|24 de dic/)
    .first()
    .waitFor();
  await visit('what-if-another-time');
  await scanOnly('9780393635522');
  await page.getByRole('status').filter({ hasText: 'ISBN' }).waitFor();
  await visit('what-if-isbn');
  await page.keyboard.press('Escape');
}

/** The question before practice; practice itself has walks of its own. */
async function practicing({ page, act }: DeskPage, visit: Visit): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await act('J');
  await page.getByRole('dialog').waitFor();
  await visit('practice-ask');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function checkingIn(desk: DeskPage, visit: Visit): Promise<void> {
  const { page, scan, goTo } = desk;
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await goTo('checkin');
  await visit('checkin-ready');
  const answers = [
    ['31310000005529', 'reshelve-fee'],
    ['31310000001204', 'reshelve'],
    ['31310000009971', 'hold-shelf'],
    ['32310000004003', 'transit'],
    ['32310000004011', 'check-shelf'],
    ['33310000000031', 'count-parts'],
    ['40000000000017', 'not-ours'],
    [SADE, 'card-at-checkin'],
  ] as const;
  for (const [code, name] of answers) {
    await scan(code);
    await visit(name);
  }
  await emptyingTheDrop(desk, visit);
}

async function emptyingTheDrop({ page, scan, act }: DeskPage, visit: Visit): Promise<void> {
  await act('B');
  await page.getByTestId('book-drop').waitFor();
  await scan('31310000007745');
  await scan('31310000009971');
  await visit('drop-hold');
  await scan('31310000002251');
  await visit('drop-stopped');
  await act('B');
  await page.locator('[data-state=drop-ended]').waitFor();
  await visit('drop-ended');
}

async function countingUse({ page, scan, act }: DeskPage, desk: FakeDesk, visit: Visit): Promise<void> {
  await act('I');
  await page.getByTestId('use-count').waitFor();
  await scan('31310000007745');
  await page.locator('[data-testid=answer][data-act=recordUse]').waitFor();
  await visit('use-counted');
  const end = desk.override('desk.view', async (input, own) => ({ ...(await own(input)), undoNeedsReason: true }));
  await act('Z');
  await page.locator('[data-state=undo-ask]').waitFor();
  await visit('undo-reason');
  end();
  await page.keyboard.press('Escape');
  await scan('31310000008812');
  await page.locator('[data-state=item]').waitFor();
  await visit('use-not-counted');
  await act('I');
  await page.locator('[data-state=use-ended]').waitFor();
}

async function findingPatrons({ page, goTo }: DeskPage, visit: Visit): Promise<void> {
  await goTo('patrons');
  await visit('patrons-empty');
  await page.keyboard.type('ok', { delay: 90 });
  await page.getByRole('cell', { name: '21310000008859' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByTestId('patron-name').waitFor();
  await visit('patrons');
}

async function syncing(desk: DeskPage, fake: FakeDesk, visit: Visit): Promise<void> {
  const { page, scan, goTo, statusBar } = desk;
  await fake.setOffline(true);
  await goTo('checkout');
  await scan(SADE);
  await scan('31310000003360');
  await statusBar.getByText(/Offline since|Sin conexión/).waitFor();
  await visit('offline');
  await goTo('work');
  await visit('work-nothing');
  await fake.setOffline(false);
  await fake.setExceptions(true);
  await page.getByTestId('exception').first().waitFor();
  await visit('work-exceptions');
  await page.getByTestId('exception').first().getByRole('button').first().click();
  await page.getByRole('textbox', { name: /Note|Nota/ }).waitFor();
  await visit('work-note');
  await page.keyboard.press('Escape');
  await workingTheList(desk, fake, visit);
}

/** The end of the list: the outage with its report, and the exceptions that ended by themselves. */
async function endingTheOutage({ page }: DeskPage, visit: Visit): Promise<void> {
  const outage = page.getByTestId('outage');
  await outage.locator('summary').click();
  await outage.getByRole('table').scrollIntoViewIfNeeded();
  await visit('work-outage');
  await page.getByTestId('closed').locator('summary').click();
  await page.getByTestId('closed').getByRole('listitem').last().scrollIntoViewIfNeeded();
  await visit('work-closed');
}

/** Saving unsent acts to a file. */
async function carrying({ page, act }: DeskPage, visit: Visit): Promise<void> {
  await act('E');
  const save = page.getByRole('button', { name: /Save the file|Guardar el archivo/ });
  await save.waitFor();
  await visit('line-carry');
  await page.keyboard.press('Escape');
  // Keys go to the layer below only once it is gone.
  await save.waitFor({ state: 'detached' });
}

/** Handing in the file of another desk. */
async function bringing({ page, act }: DeskPage, fake: FakeDesk, visit: Visit): Promise<void> {
  await fake.cutElsewhere();
  await fake.elsewhere('circ.checkin', { item: '31310000002251' });
  const { text } = await fake.elsewhere('ledger.export', {});
  const choosing = page.waitForEvent('filechooser');
  await act('U');
  const file = { name: 'holdfast-desk-2.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from(text) };
  await (await choosing).setFiles(file);
  await page.getByRole('button', { name: /Hand it in|Entregarlo/ }).waitFor();
  await visit('line-bring');
  await page.keyboard.press('Enter');
  await page.getByTestId('brought').getByRole('alert').waitFor();
  await visit('line-brought');
}

async function workingTheList(desk: DeskPage, fake: FakeDesk, visit: Visit): Promise<void> {
  const { page, act } = desk;
  const question = page.locator('[data-code=in-question][aria-current=true]');
  for (let step = 0; step < 8 && (await question.count()) === 0; step += 1) {
    await page.keyboard.press('Control+ArrowDown');
    await page.waitForTimeout(PERSON_MS);
  }
  await question.getByRole('button').last().waitFor();
  await visit('work-question');
  await page.keyboard.press('Control+Shift+Digit3');
  await question.locator('form').waitFor();
  await visit('work-sure');
  await page.keyboard.press('Enter');
  await page.getByTestId('said').getByText('Laptop 15').waitFor();
  await visit('work-said');
  await page.locator('main summary').last().click();
  await page.locator('main details li').last().scrollIntoViewIfNeeded();
  await visit('work-notes');
  await endingTheOutage(desk, visit);
  await fake.setOffline(true);
  await fake.ask('circ.checkin', { item: '31310000003360' });
  // On a busy machine it arrives later.
  await desk.statusBar.getByText(/waiting|en espera/).waitFor();
  await page.keyboard.press('F9');
  await page.getByRole('dialog').waitFor();
  await visit('line');
  await carrying(desk, visit);
  await bringing(desk, fake, visit);
  await act('H');
  await page
    .getByRole('contentinfo')
    .getByText(/Paused since|En pausa desde/)
    .waitFor();
  await visit('line-paused');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await workingLists(desk, visit);
}

/** A list that is worked down row by row, and a title with its tabs and a hold for it. */
async function workingLists({ page }: DeskPage, visit: Visit): Promise<void> {
  await page.getByRole('button', { name: /^(Hold shelf|Estante de reservas)/ }).click();
  const row = page.getByRole('main').getByRole('row').nth(1);
  await row.focus();
  await row.getByText(/Cancel hold|Cancelar reserva/).waitFor();
  await visit('list');
  await page.keyboard.press('F6');
  await visit('titles');
  await page.keyboard.type('the', { delay: PERSON_MS });
  await page.getByRole('button', { name: /Overstory/ }).click();
  await page.getByTestId('title-record').getByRole('tab').first().waitFor();
  await page
    .getByTestId('title-record')
    .getByRole('button', { name: /^(Place hold|Reservar)$/ })
    .click();
  await page.getByRole('combobox', { name: /^(Patron|Usuario)$/ }).waitFor();
  await visit('title');
  await page.keyboard.press('Escape');
  await page
    .getByTestId('title-record')
    .getByRole('button', { name: /^(Edit this title|Editar este título)$/ })
    .click();
  await page.getByRole('textbox', { name: 'ISBN' }).waitFor();
  await visit('title-edit');
  await page.keyboard.press('Escape');
}
