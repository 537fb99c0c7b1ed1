// The slips of a desk: items that went out and their due dates, payments, routing of an item to the hold shelf or to another branch,
// and a test page of the printer.

import { PRACTICE_MARK } from '../core/practice-mark.ts';
import { say, type Saying } from '../core/say.ts';
import { patronLine, type PatronOnSlip, type Slip, type SlipPart, type SlipPatron } from './slip.ts';
import type { Words } from '../core/language.ts';

/** Words of slips, apart from those of money. */
const SLIP_TEXTS = {
  due: { en: 'Checked out', es: 'Préstamos' },
  dueBy: { en: 'Due {due}', es: 'Devolver: {due}' },
  count: { en: 'Items: {count}', es: 'Materiales: {count}' },
  forWhom: { en: 'For {who}', es: 'Para {who}' },
  forSponsor: { en: 'For the sponsor', es: 'Para el titular' },
  keep: { en: 'Please keep this slip.', es: 'Conserve este comprobante.' },
  payment: { en: 'Receipt', es: 'Recibo' },
  holdShelf: { en: 'Hold shelf', es: 'Estante de reservas' },
  keepUntil: { en: 'Keep until {until}', es: 'Guardar hasta {until}' },
  transit: { en: 'Send to', es: 'Enviar a' },
  waitsFor: { en: 'On hold for {label}', es: 'Reservado para {label}' },
  returned: { en: 'Returned', es: 'Devuelto' },
  notLent: { en: 'Not checked out', es: 'No prestado' },
  askDesk: { en: 'Bring this slip to the desk.', es: 'Traiga este comprobante al mostrador.' },
  card: { en: 'Card {card}', es: 'Tarjeta {card}' },
  test: { en: 'Test page', es: 'Página de prueba' },
  testLetters: { en: 'Letters: á é í ó ú ü ñ Ñ ¿ ¡', es: 'Letras: á é í ó ú ü ñ Ñ ¿ ¡' },
  testWidth: {
    en: 'The line below fills the paper from edge to edge.',
    es: 'La línea siguiente llena el papel de borde a borde.',
  },
  testCut: { en: 'If this is cut off here, the printer works.', es: 'Si se corta aquí, la impresora funciona.' },
} as const satisfies Readonly<Record<string, Words>>;

/** The head of every slip of a desk. `at` in words. */
export type SlipHead = {
  readonly saying: Saying;
  readonly library: string;
  readonly desk: string;
  readonly at: string;
  /** Made in practice: its first line is that. */
  readonly isPractice: boolean;
};

export type SlipOwner = { readonly patron: SlipPatron | null; readonly patronOnSlip: PatronOnSlip };

/** An item that went out, with its date as announced at the desk. */
export type DueLine = {
  readonly title: string;
  readonly barcode: string;
  readonly dueText: string;
  /** The borrower, where a proxy took it; absent = the slip's patron. */
  readonly sponsor?: SlipPatron | null;
};

/** A slip with the due dates of a patron's loans. */
export function dueSlip(head: SlipHead, owner: SlipOwner, items: readonly DueLine[]): Slip {
  const { saying } = head;
  // Loans of one sponsor stand together, below the patron's own.
  const own = items.filter(({ sponsor }) => sponsor === undefined);
  const others = Map.groupBy(
    items.filter(({ sponsor }) => sponsor !== undefined),
    ({ sponsor }) => sponsor?.card ?? '',
  );
  const lines = [
    ...own.flatMap((item) => dueParts(saying, item)),
    ...[...others.values()].flatMap((of) => [
      ...sponsorParts(saying, { patron: of[0]?.sponsor ?? null, patronOnSlip: owner.patronOnSlip }),
      ...of.flatMap((item) => dueParts(saying, item)),
    ]),
  ];
  return {
    kind: 'due',
    parts: [
      ...headOf(head, say(saying, SLIP_TEXTS.due)),
      ...patronParts(saying, owner),
      ...lines,
      { kind: 'rule' },
      { kind: 'text', text: say(saying, SLIP_TEXTS.count, { count: items.length }) },
      { kind: 'text', text: say(saying, SLIP_TEXTS.keep) },
    ],
  };
}

function dueParts(saying: Saying, { title, barcode, dueText }: DueLine): SlipPart[] {
  return [
    { kind: 'gap' },
    { kind: 'text', text: title },
    { kind: 'text', text: `…${barcode.slice(-4)}` },
    { kind: 'text', text: say(saying, SLIP_TEXTS.dueBy, { due: dueText }), look: 'strong' },
  ];
}

/** The sponsor of the following loans; without a name where slips have none. */
function sponsorParts(saying: Saying, { patron, patronOnSlip }: SlipOwner): SlipPart[] {
  const who = patronLine(patron, patronOnSlip);
  const text = who === null ? say(saying, SLIP_TEXTS.forSponsor) : say(saying, SLIP_TEXTS.forWhom, { who });
  return [{ kind: 'gap' }, { kind: 'text', text, look: 'strong' }];
}

/** Receipt of a return, for the person at the counter. It names no patron: a friend may return a loan. */
export function returnSlip(head: SlipHead, items: readonly Omit<DueLine, 'dueText'>[]): Slip {
  const { saying } = head;
  return {
    kind: 'return',
    parts: [
      ...headOf(head, say(saying, SLIP_TEXTS.returned)),
      ...items.flatMap(({ title, barcode }): SlipPart[] => [
        { kind: 'gap' },
        { kind: 'text', text: title },
        { kind: 'text', text: `…${barcode.slice(-4)}` },
      ]),
      { kind: 'rule' },
      { kind: 'text', text: say(saying, SLIP_TEXTS.count, { count: items.length }) },
      { kind: 'text', text: say(saying, SLIP_TEXTS.keep) },
    ],
  };
}

/** Why an item was not lent, for the patron to take along. */
export function refusalSlip(
  head: SlipHead,
  owner: SlipOwner,
  { item, reasons }: { readonly item: Omit<DueLine, 'dueText'>; readonly reasons: readonly string[] },
): Slip {
  const { saying } = head;
  return {
    kind: 'refusal',
    parts: [
      ...headOf(head, say(saying, SLIP_TEXTS.notLent)),
      ...patronParts(saying, owner),
      { kind: 'gap' },
      { kind: 'text', text: item.title, look: 'strong' },
      { kind: 'text', text: `…${item.barcode.slice(-4)}` },
      { kind: 'gap' },
      ...reasons.map((text): SlipPart => ({ kind: 'text', text })),
      { kind: 'rule' },
      { kind: 'text', text: say(saying, SLIP_TEXTS.askDesk) },
    ],
  };
}

/** An amount with its label. */
export type MoneyLine = { readonly what: string; readonly amount: string };

/** A payment, or money given back: `title` names it with its number; `after` says how it was paid, and the debt then. */
export type MoneySlip = {
  readonly title: string;
  readonly amount: MoneyLine;
  readonly lines: readonly MoneyLine[];
  readonly after: readonly MoneyLine[];
};

/** A receipt. */
export function paymentSlip(head: SlipHead, owner: SlipOwner, { title, amount, lines, after }: MoneySlip): Slip {
  const pair = ({ what, amount: right }: MoneyLine): SlipPart => ({ kind: 'pair', left: what, right });
  return {
    kind: 'payment',
    parts: [
      ...headOf(head, title),
      ...patronParts(head.saying, owner),
      { kind: 'gap' },
      ...lines.map(pair),
      { kind: 'rule' },
      { kind: 'pair', left: amount.what, right: amount.amount, look: 'strong' },
      ...after.map(pair),
    ],
  };
}

/** An item that goes to a shelf or to another branch. */
export type RoutedItem = { readonly title: string; readonly callNumber: string | null; readonly barcode: string };

/** The slip in an item on the hold shelf: the label by which it is found there. `until` in words; null where the end is not known. */
export function holdSlip(
  head: SlipHead,
  { label, item, until }: { readonly label: string | null; readonly item: RoutedItem; readonly until: string | null },
): Slip {
  const { saying } = head;
  const name = say(saying, SLIP_TEXTS.holdShelf);
  return {
    kind: 'hold',
    parts: [
      ...markOf(head),
      { kind: 'text', text: name, isCentred: true },
      ...(label === null ? [] : [largeText(label)]),
      ...itemParts(item),
      ...(until === null ? [] : [strongText(say(saying, SLIP_TEXTS.keepUntil, { until }))]),
      ...footOf(head),
    ],
  };
}

/**
 * The slip in an item that is sent to another branch. `label`: that of the patron who waits for it there; null = none.
 */
export function transitSlip(
  head: SlipHead,
  { branch, label, item }: { readonly branch: string; readonly label: string | null; readonly item: RoutedItem },
): Slip {
  const { saying } = head;
  return {
    kind: 'transit',
    parts: [
      ...markOf(head),
      { kind: 'text', text: say(saying, SLIP_TEXTS.transit), isCentred: true },
      largeText(branch),
      ...itemParts(item),
      ...(label === null ? [] : [strongText(say(saying, SLIP_TEXTS.waitsFor, { label }))]),
      ...footOf(head),
    ],
  };
}

/** The slip in a marked item for those who mend, inspect, process or catalog it, or in one of another library. */
export function routeSlip(
  head: SlipHead,
  {
    where,
    item,
    missing,
  }: {
    readonly where: keyof typeof ROUTE_TEXTS;
    readonly item: RoutedItem;
    /** Parts that are missing. */
    readonly missing: readonly string[];
  },
): Slip {
  return {
    kind: 'route',
    parts: [
      ...markOf(head),
      largeText(say(head.saying, ROUTE_TEXTS[where])),
      ...itemParts(item),
      ...(missing.length === 0 ? [] : [strongText(say(head.saying, MISSING, { parts: missing.join(', ') }))]),
      ...footOf(head),
    ],
  };
}

const MISSING = { en: 'Missing: {parts}', es: 'Falta: {parts}' };

const ROUTE_TEXTS = {
  repair: { en: 'REPAIR', es: 'REPARAR' },
  inspect: { en: 'INSPECT', es: 'INSPECCIONAR' },
  'in-process': { en: 'IN PROCESS', es: 'EN PROCESO' },
  withdrawn: { en: 'CATALOGING', es: 'CATALOGACIÓN' },
  ill: { en: 'ILL SHELF', es: 'PRÉSTAMO INTERBIBLIOTECARIO' },
} as const;

/** A page that shows letters, width and cutting. `printer`: how it is set up, in words. */
export function testSlip(head: SlipHead, printer: string): Slip {
  const text = (words: keyof typeof SLIP_TEXTS): SlipPart => ({
    kind: 'text',
    text: say(head.saying, SLIP_TEXTS[words]),
  });
  return {
    kind: 'test',
    parts: [
      ...headOf(head, say(head.saying, SLIP_TEXTS.test)),
      { kind: 'text', text: printer },
      { kind: 'gap' },
      text('testLetters'),
      text('testWidth'),
      { kind: 'rule' },
      text('testCut'),
    ],
  };
}

const largeText = (text: string): SlipPart => ({ kind: 'text', text, look: 'large', isCentred: true });
const strongText = (text: string) => ({ kind: 'text', text, look: 'strong' }) as const satisfies SlipPart;

function itemParts({ title, callNumber, barcode }: RoutedItem): SlipPart[] {
  const lines = [title, callNumber ?? '', barcode].filter((line) => line !== '');
  return [{ kind: 'gap' }, ...lines.map((text): SlipPart => ({ kind: 'text', text })), { kind: 'gap' }];
}

/** The last lines of a slip of an item: its library, desk and time. */
function footOf({ library, desk, at }: SlipHead): SlipPart[] {
  return [{ kind: 'rule' }, { kind: 'text', text: library }, { kind: 'text', text: `${desk} · ${at}` }];
}

function markOf({ saying, isPractice }: SlipHead): SlipPart[] {
  return isPractice ? [{ ...strongText(say(saying, PRACTICE_MARK)), isCentred: true }] : [];
}

function headOf(head: SlipHead, title: string): SlipPart[] {
  const { library, desk, at } = head;
  return [
    ...markOf(head),
    { kind: 'text', text: library, isCentred: true },
    { kind: 'text', text: title, look: 'large', isCentred: true },
    { kind: 'text', text: `${desk} · ${at}`, isCentred: true },
  ];
}

function patronParts(saying: Saying, { patron, patronOnSlip }: SlipOwner): SlipPart[] {
  const card = patronLine(patron, patronOnSlip);
  return card === null ? [] : [{ kind: 'text', text: say(saying, SLIP_TEXTS.card, { card }), isCentred: true }];
}
