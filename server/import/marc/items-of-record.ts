// The copies that a MARC record describes, by a mapping.

import { parseDecimalMoney } from '../../../shared/core/money.ts';
import { parseMoment } from '../plain/read-values.ts';
import type { ItemRecord, RecordStatus } from '../records/record.ts';
import { ITEM_MAPPINGS, type ItemMapping } from './item-mapping.ts';
import { firstOf, textsOf, type MarcField, type MarcRecord } from './marc-record.ts';
import { usesBefore } from '../records/uses-before.ts';

/** How copies are read: by one mapping, by the one whose field has a barcode, or not at all. */
export type ItemReading = {
  readonly mapping: ItemMapping | 'auto' | 'none';
  readonly zone: string;
  readonly decimals: number;
};

/** A copy, or why a field describes none. */
export type ReadItem = { readonly item: ItemRecord } | { readonly reason: string };

/** The copies of a record whose title has this id. */
export function itemsOfRecord(record: MarcRecord, title: string, reading: ItemReading): ReadItem[] {
  const mapping = reading.mapping === 'auto' ? findMapping(record) : reading.mapping;
  if (mapping === null || mapping === 'none') return [];
  return record.fields(mapping.field).flatMap((field): ReadItem[] => {
    // The same field may name the place of a whole record, without a copy.
    if (field.subfields.length === 0) return [];
    const barcode = only(field, mapping.barcode);
    if (barcode === null) return [{ reason: `a copy in field ${mapping.field} has no barcode` }];
    return [{ item: toItem(field, { mapping, barcode, title }, reading) }];
  });
}

const KNOWN: readonly ItemMapping[] = Object.values(ITEM_MAPPINGS);

function findMapping(record: MarcRecord): ItemMapping | null {
  const has = ({ field, barcode }: ItemMapping) =>
    record.fields(field).some((one) => barcode.some((code) => firstOf(one, code) !== null));
  return KNOWN.find(has) ?? null;
}

/** The first text of a subfield that stands twice, such as the owner and the branch that lends. */
function only(field: MarcField, codes: readonly string[] | undefined): string | null {
  return codes?.flatMap((code) => textsOf(field, code))[0] ?? null;
}

function joined(field: MarcField, codes: readonly string[] | undefined): string | null {
  if (codes === undefined) return null;
  const texts = codes.flatMap((code) => textsOf(field, code));
  return texts.length === 0 ? null : texts.join(' ');
}

function toItem(
  field: MarcField,
  { mapping, barcode, title }: { readonly mapping: ItemMapping; readonly barcode: string; readonly title: string },
  { zone, decimals }: ItemReading,
): ItemRecord {
  const text = (codes: readonly string[] | undefined) => only(field, codes);
  const isSet = (codes: readonly string[] | undefined) => !/^(0*|no?|false)$/i.test(text(codes) ?? '');
  const price = text(mapping.price);
  const priceMinor = price === null ? null : parsePrice(price, decimals);
  const notForLoan = text(mapping.notForLoan);
  const isWaitedFor = notForLoan?.startsWith('-') === true;
  const stays = isSet(mapping.notForLoan) && !isWaitedFor;
  const added = text(mapping.added);
  const addedAt = added === null ? null : parseMoment(added, { zone, dateIs: 'begin' });
  const uses = text(mapping.uses) ?? '';
  return {
    id: barcode,
    title,
    home: text(mapping.home),
    holding: text(mapping.holding),
    owner: null,
    location: text(mapping.location),
    status: statusOf(),
    item: {
      barcode,
      callNumber: joined(field, mapping.callNumber) ?? '',
      kind: text(mapping.itemType),
      loanGrade: 'normal',
      fineGrade: 'normal',
      circulates: !stays,
      holdable: !stays,
      reference: false,
      priceMinor,
      serial: false,
      parts: [],
      alert: joined(field, mapping.alert),
      addedAt,
      ...usesBefore(/^\d{1,9}$/u.test(uses) ? Number(uses) : null, { since: addedAt }),
    },
    notes: price !== null && priceMinor === null ? [`${barcode}: its price "${price}" is no amount`] : [],
  };

  function statusOf(): RecordStatus {
    if (isSet(mapping.withdrawn)) return 'discarded';
    if (isSet(mapping.lost)) return 'lost';
    if (isSet(mapping.damaged)) return 'damaged';
    return isWaitedFor ? 'on-order' : 'available';
  }
}

/** A price as catalogers write it: with a sign or a name of the currency before or behind it. */
function parsePrice(text: string, decimals: number): number | null {
  const amount = /\d+(?:[.,]\d+)?/.exec(text)?.[0].replace(',', '.');
  return amount === undefined ? null : parseDecimalMoney(amount, decimals);
}
