// `scan.resolve`: finds the kind of a scanned or typed text. The screen decides what to do with it. `scan.take`: the same, for a copy whose act the
// screen has chosen already.

import { stripeNumbers } from '../../../shared/core/card-stripe.ts';
import { codabarDigits, isEan13Valid, isIsbn10Valid, isLuhnValid } from '../../../shared/core/check-digits.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { checkinAtDesk } from '../acts/checkin.ts';
import { checkoutAtDesk } from '../acts/checkout.ts';
import { failsCheck, tellApart, type CodeShapes } from '../code-shapes.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, type Copy } from '../desk-sight.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { isFormerLabel } from './handling.ts';
import { itemBrief } from './say-views.ts';
import { sortName } from '../../../shared/circ/patron-name.ts';

/** Tells a card from a barcode, by looking first and by shape only where neither is known. */
export function resolveScan(desk: Desk, input: ParsedInput<'scan.resolve'>): MethodOutput<'scan.resolve'> {
  const copy = requiredCopy(desk);
  // Some scanners tell the letters that begin and end a Codabar label, which are not printed and not in any record.
  const bare = codabarDigits(input.text);
  const known = knownCode(copy, input.text) ?? (bare === null ? null : knownCode(copy, bare));
  if (known !== null) return known;
  const shapes = copy.library.shapes();
  const numbers = stripeNumbers(input.text, copy.library.deskTerms().cardOnStripe);
  if (numbers.length > 0) return cardOnStripe(copy, shapes, numbers);
  const text = bare ?? input.text;
  return {
    kind: 'unknown',
    text,
    looksLike: tellApart(shapes, text) ?? shapeOf({ ...input, text }),
    looksMisread: isMisread(shapes, text),
  };
}

/**
 * Finds the kind of the text and, where it is a copy that this desk knows, does the act with it: the one round trip of a scan at the counter. Throws
 * the errors of the act.
 */
export async function takeScan(desk: Desk, input: ParsedInput<'scan.take'>): Promise<MethodOutput<'scan.take'>> {
  const found = resolveScan(desk, input);
  if (found.kind !== 'item') return { found, answer: null };
  const { act } = input;
  const item = found.barcode;
  if (act.name === 'checkin') return { found, answer: await checkinAtDesk.handle(desk, { item }) };
  const { name: _, ...asked } = act;
  return { found, answer: await checkoutAtDesk.handle(desk, { ...asked, item }) };
}

/**
 * A stripe is a patron's card where one of its numbers is, or looks like one of this library. Any other, which may be a bank's, is nothing here:
 * neither its number nor its name is shown or kept.
 */
function cardOnStripe(copy: Copy, shapes: CodeShapes, numbers: readonly string[]): MethodOutput<'scan.resolve'> {
  for (const number of numbers) {
    const patron = copy.sight.patronByCard(number);
    if (patron !== null) return { kind: 'patron', card: number, name: sortName(patron.name, cardOf(patron)) };
  }
  const ours = numbers.find((number) => tellApart(shapes, number) === 'card' || tellApart(shapes, number) === 'either');
  return ours === undefined
    ? { kind: 'unknown', text: `…${numbers[0]?.slice(-4) ?? ''}`, looksLike: 'text', looksMisread: false }
    : { kind: 'unknown', text: ours, looksLike: 'card', looksMisread: isMisread(shapes, ours) };
}

function knownCode({ sight, ...copy }: Copy, text: string): MethodOutput<'scan.resolve'> | null {
  const item = sight.itemByBarcode(text);
  if (item !== null) {
    const barcode = isFormerLabel(item, text) ? text : item.barcode;
    return { kind: 'item', barcode, title: itemBrief({ sight, ...copy }, item).title };
  }
  const patron = sight.patronByCard(text);
  return patron === null ? null : { kind: 'patron', card: text, name: sortName(patron.name, cardOf(patron)) };
}

type Shape = 'card' | 'barcode' | 'either' | 'isbn' | 'text';

/** 14-digit library codes begin with 2 on cards and 3 on items. Typed text counts as a code only if it cannot be a name or a phone number. */
function shapeOf({ text, scanned }: ParsedInput<'scan.resolve'>): Shape {
  if (/^2\d{13}$/.test(text)) return 'card';
  if (/^3\d{13}$/.test(text)) return 'barcode';
  if (/^97[89]\d{10}$/.test(text)) return 'isbn';
  // Ten typed digits are rather a phone number.
  if (isIsbn10Valid(text) && (scanned || text.endsWith('X'))) return 'isbn';
  const isCode = scanned ? scannedCode.test(text) : typedCode.test(text) && !phone.test(text);
  return isCode ? 'either' : 'text';
}

/** Signs that a label may have, with at least one digit. A card's stripe (`%B…^…?`) and the address in a QR code have signs that no label has. */
const scannedCode = /^(?=.*\d)[\p{L}\d][\p{L}\d._/+$-]*$/u;

const typedCode = /^[A-Za-z]*\d[\w-]{5,}$/;
const phone = /^\d{3}-?\d{3}-?\d{4}$/;

/**
 * A code whose check digit is wrong: an ISBN, a code of a shape of which all that this library has carry one, or a 14-digit library code
 * where it has none to compare. Other codes have none that could be wrong.
 */
function isMisread(shapes: CodeShapes, text: string): boolean {
  if (/^97[89]\d{10}$/.test(text)) return !isEan13Valid(text);
  return failsCheck(shapes, text) ?? (/^[23]\d{13}$/.test(text) && !isLuhnValid(text));
}
