// `scan.resolve`: what is this text? The screen decides what to do with it.

import { isEan13Valid, isLuhnValid } from '../../../shared/core/check-digits.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { tellApart } from '../code-shapes.ts';
import { requiredCopy, type Desk } from '../desk.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { itemBrief, sortName } from './say-views.ts';

/** Tells a card from a barcode, by looking first and by shape only where neither is known. */
export function resolveScan(desk: Desk, { text }: ParsedInput<'scan.resolve'>): MethodOutput<'scan.resolve'> {
  const { sight, ...copy } = requiredCopy(desk);
  const item = sight.itemByBarcode(text);
  if (item !== null) return { kind: 'item', barcode: item.barcode, title: itemBrief({ sight, ...copy }, item).title };
  const patron = sight.patronByCard(text);
  if (patron !== null) return { kind: 'patron', card: text, name: sortName(patron.name, cardOf(patron)) };
  return {
    kind: 'unknown',
    text,
    looksLike: tellApart(copy.library.shapes(), text) ?? shapeOf(text),
    looksMisread: isMisread(text),
  };
}

/** 14-digit library codes begin with 2 on cards and 3 on items; anything else of one word may be either. */
function shapeOf(text: string): 'card' | 'barcode' | 'either' | 'text' {
  if (/^2\d{13}$/.test(text)) return 'card';
  if (/^3\d{13}$/.test(text) || /^97[89]\d{10}$/.test(text)) return 'barcode';
  return /^[A-Za-z]*\d[\w-]*$/.test(text) ? 'either' : 'text';
}

/** A library code or ISBN whose check digit is wrong. Other codes have none that could be wrong. */
function isMisread(text: string): boolean {
  if (/^[23]\d{13}$/.test(text)) return !isLuhnValid(text);
  return /^97[89]\d{10}$/.test(text) && !isEan13Valid(text);
}
