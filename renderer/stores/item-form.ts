// The form of a copy: what is typed in it, and what of that is new. Only what is new is sent, so that another desk's edit of another field stands.

import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import { locationId } from '../../shared/core/ids.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import type { ItemChoices } from '../../shared/views/item-form.ts';
import type { ItemRecord } from '../../shared/views/item.ts';

/** What is typed; parts are parted by commas. */
export type ItemTexts = Readonly<
  Record<'newBarcode' | 'callNumber' | 'kind' | 'location' | 'price' | 'alert' | 'condition' | 'parts', string>
>;

/** The name of the field that takes a scan of the new label. */
export const LABEL_FIELD = 'item-newBarcode';

export type ItemForm = {
  readonly barcode: string;
  readonly texts: ItemTexts;
  readonly before: ItemTexts;
  readonly choices: ItemChoices;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

/** How the page writes and reads amounts. */
export type Amounts = {
  readonly plain: (amount: MinorUnits) => string;
  readonly read: (text: string) => MinorUnits | null;
};

/** The form of a copy as it stands. */
export function formOf(
  { barcode, written }: ItemRecord,
  choices: ItemChoices,
  { plain }: Pick<Amounts, 'plain'>,
): ItemForm {
  const before: ItemTexts = {
    newBarcode: '',
    callNumber: written.callNumber,
    kind: written.kind ?? '',
    location: written.location ?? '',
    price: written.priceMinor === null ? '' : plain(written.priceMinor),
    alert: written.alert ?? '',
    condition: written.condition ?? '',
    parts: written.parts.join(', '),
  };
  return { barcode, texts: before, before, choices, isBusy: false, error: null };
}

/** What is new in it. `price`: what stands there is no amount. */
export function editOf(
  { barcode, texts, before }: Pick<ItemForm, 'barcode' | 'texts' | 'before'>,
  { read }: Pick<Amounts, 'read'>,
): { readonly wrong: 'price' } | { readonly wrong: null; readonly edit: MethodInput<'item.edit'> | null } {
  const isNew = (field: keyof ItemTexts): boolean => texts[field].trim() !== before[field].trim();
  const given = (field: keyof ItemTexts): string | null => texts[field].trim() || null;
  const price = given('price');
  const priceMinor = price === null ? null : read(price);
  if (isNew('price') && price !== null && priceMinor === null) return { wrong: 'price' };
  const location = given('location');
  const edit = {
    ...(isNew('newBarcode') ? { newBarcode: texts.newBarcode.trim() } : {}),
    ...(isNew('callNumber') ? { callNumber: texts.callNumber.trim() } : {}),
    ...(isNew('kind') ? { kind: given('kind') } : {}),
    ...(isNew('location') ? { location: location === null ? null : locationId(location) } : {}),
    ...(isNew('price') ? { priceMinor } : {}),
    ...(isNew('alert') ? { alert: given('alert') } : {}),
    ...(isNew('condition') ? { condition: given('condition') } : {}),
    ...(isNew('parts') ? { parts: partsIn(texts.parts) } : {}),
  };
  return { wrong: null, edit: Object.keys(edit).length === 0 ? null : { barcode, ...edit } };
}

function partsIn(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
}
