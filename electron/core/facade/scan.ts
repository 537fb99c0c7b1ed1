// `scan.resolve`: what is this text? The screen decides what to do with it.

import { isEan13Valid, isLuhnValid } from '../../../shared/core/check-digits.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { tellApart } from '../code-shapes.ts';
import { requiredCopy, type Desk } from '../desk.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { itemBrief, sortName } from './say-views.ts';

/** Tells a card from a barcode, by looking first and by shape only where neither is known. */
export function resolveScan(desk: Desk, input: ParsedInput<'scan.resolve'>): MethodOutput<'scan.resolve'> {
  const { text } = input;
  const { sight, ...copy } = requiredCopy(desk);
  const item = sight.itemByBarcode(text);
  if (item !== null) return { kind: 'item', barcode: item.barcode, title: itemBrief({ sight, ...copy }, item).title };
  const patron = sight.patronByCard(text);
  if (patron !== null) return { kind: 'patron', card: text, name: sortName(patron.name, cardOf(patron)) };
  return {
    kind: 'unknown',
    text,
    looksLike: tellApart(copy.library.shapes(), text) ?? shapeOf(input),
    looksMisread: isMisread(text),
  };
}

type Shape = 'card' | 'barcode' | 'either' | 'isbn' | 'text';

/** 14-digit library codes begin with 2 on cards and 3 on items. Of what a person typed, only what cannot be a name or a phone number is a code. */
function shapeOf({ text, scanned }: ParsedInput<'scan.resolve'>): Shape {
  if (/^2\d{13}$/.test(text)) return 'card';
  if (/^3\d{13}$/.test(text)) return 'barcode';
  if (/^97[89]\d{10}$/.test(text)) return 'isbn';
  const isCode = scanned ? scannedCode.test(text) : typedCode.test(text) && !phone.test(text);
  return isCode ? 'either' : 'text';
}

/** What a label may say, with a digit. A card's stripe (`%B…^…?`) and the address in a QR code have signs that no label has. */
const scannedCode = /^(?=.*\d)[\p{L}\d][\p{L}\d._/+$-]*$/u;

const typedCode = /^[A-Za-z]*\d[\w-]{5,}$/;
const phone = /^\d{3}-?\d{3}-?\d{4}$/;

/** A library code or ISBN whose check digit is wrong. Other codes have none that could be wrong. */
function isMisread(text: string): boolean {
  if (/^[23]\d{13}$/.test(text)) return !isLuhnValid(text);
  return /^97[89]\d{10}$/.test(text) && !isEan13Valid(text);
}
