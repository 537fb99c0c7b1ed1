// The form of a copy: its typed fields, and those that differ. Only changed fields are sent, so that another desk's edit of another field stands.

import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import { locationId } from '../../shared/core/ids.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import { arePhotoNames, type ItemChoices } from '../../shared/views/item-form.ts';
import type { ItemRecord } from '../../shared/views/item.ts';

/** Texts of the form; parts are separated by commas, each with its price behind an equals sign where it has one. Title and author are those of a copy that the catalog does not have. */
export type ItemTexts = Readonly<
  Record<
    | 'newBarcode'
    | 'title'
    | 'author'
    | 'callNumber'
    | 'kind'
    | 'location'
    | 'price'
    | 'alert'
    | 'condition'
    | 'conditionPhotos'
    | 'parts',
    string
  >
>;

/** The name of the field that takes a scan of the new label. */
export const LABEL_FIELD = 'item-newBarcode';

/** `edit`: a copy of the catalog. `complete`: one that a desk recorded. `add`: one not recorded yet. */
type ItemFormMode = 'edit' | 'complete' | 'add';

export type ItemForm = {
  readonly mode: ItemFormMode;
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

export const BLANK_ITEM: ItemTexts = {
  newBarcode: '',
  title: '',
  author: '',
  callNumber: '',
  kind: '',
  location: '',
  price: '',
  alert: '',
  condition: '',
  conditionPhotos: '',
  parts: '',
};

/** The form of a copy as it stands. */
export function formOf(item: ItemRecord, choices: ItemChoices, { plain }: Pick<Amounts, 'plain'>): ItemForm {
  const { barcode, written, isProvisional, title, author } = item;
  const before: ItemTexts = {
    ...BLANK_ITEM,
    // Without a title its barcode stands in its place.
    title: title === barcode ? '' : title,
    author: author ?? '',
    callNumber: written.callNumber,
    kind: written.kind ?? '',
    location: written.location ?? '',
    price: written.priceMinor === null ? '' : plain(written.priceMinor),
    alert: written.alert ?? '',
    condition: written.condition ?? '',
    conditionPhotos: written.conditionPhotos.join(', '),
    parts: partsText(written, plain),
  };
  const mode = isProvisional ? 'complete' : 'edit';
  return { mode, barcode, texts: before, before, choices, isBusy: false, error: null };
}

type Typed = Pick<ItemForm, 'barcode' | 'texts' | 'before'>;
type Written = Omit<MethodInput<'item.edit'>, 'barcode' | 'newBarcode'>;

/** The first fault before sending; null = none. */
export function missingIn(
  { mode, texts, before }: ItemForm,
  read: Amounts['read'],
): 'title' | 'price' | 'partPrice' | PhotosFault | 'nothing' | null {
  const price = texts.price.trim();
  if (mode !== 'edit' && texts.title.trim() === '') return 'title';
  if (price !== '' && price !== before.price && read(price) === null) return 'price';
  if (texts.parts.trim() !== before.parts.trim() && partsIn(texts.parts).some((part) => isWrongPrice(part, read)))
    return 'partPrice';
  const photosFault = photosFaultIn(texts.conditionPhotos, texts.condition);
  if (photosFault !== null) return photosFault;
  const isNew = ITEM_TEXTS.some((field) => texts[field].trim() !== before[field].trim());
  return mode === 'edit' && !isNew ? 'nothing' : null;
}

const ITEM_TEXTS = Object.keys(BLANK_ITEM).filter(isItemText);

function isItemText(name: string): name is keyof ItemTexts {
  return Object.hasOwn(BLANK_ITEM, name);
}

/** Changed fields of a catalog copy. */
export function editOf(form: Typed, read: Amounts['read']): MethodInput<'item.edit'> {
  const newBarcode = form.texts.newBarcode.trim();
  return { barcode: form.barcode, ...writtenIn(form, read), ...(newBarcode === '' ? {} : { newBarcode }) };
}

/** Record of a copy that the catalog does not have. */
export function recordOf(form: Typed, read: Amounts['read']): MethodInput<'item.add'> {
  const { title, author } = form.texts;
  return { barcode: form.barcode, title: title.trim(), author: author.trim() || null, ...writtenIn(form, read) };
}

function writtenIn({ texts, before }: Typed, read: Amounts['read']): Written {
  const isNew = (field: keyof ItemTexts): boolean => texts[field].trim() !== before[field].trim();
  const given = (field: keyof ItemTexts): string | null => texts[field].trim() || null;
  const [location, price] = [given('location'), given('price')];
  return {
    ...(isNew('callNumber') ? { callNumber: texts.callNumber.trim() } : {}),
    ...(isNew('kind') ? { kind: given('kind') } : {}),
    ...(isNew('location') ? { location: location === null ? null : locationId(location) } : {}),
    ...(isNew('price') ? { priceMinor: price === null ? null : read(price) } : {}),
    ...(isNew('alert') ? { alert: given('alert') } : {}),
    // Photos are of one condition: both are sent where one of them is new.
    ...(isNew('condition') || isNew('conditionPhotos')
      ? { condition: given('condition'), conditionPhotos: photoNamesIn(texts.conditionPhotos) }
      : {}),
    ...(isNew('parts') ? newParts(partsOf(texts.parts, read), partsOf(before.parts, read)) : {}),
  };
}

/** Parts as they are typed: `Battery, Charger = 45.00`. */
function partsText({ parts, partPrices }: ItemRecord['written'], plain: Amounts['plain']): string {
  return parts
    .map((part) => (partPrices[part] === undefined ? part : `${part} = ${plain(partPrices[part])}`))
    .join(', ');
}

type TypedPart = { readonly name: string; readonly price: string | null };

/** A comma between the digits of a price is part of it. */
const BETWEEN_PARTS = /,(?!(?<==\s*\d+,)\d{2}(?!\d))|[;\n]/;

function partsIn(text: string): TypedPart[] {
  return text.split(BETWEEN_PARTS).flatMap((typed) => {
    const [name = '', price] = typed.split('=').map((word) => word.trim());
    return name === '' ? [] : [{ name, price: price === undefined || price === '' ? null : price }];
  });
}

function isWrongPrice({ price }: TypedPart, read: Amounts['read']): boolean {
  return price !== null && (read(price) ?? 0) <= 0;
}

/** Names and prices as far as they are new. */
function newParts(now: PricedParts, was: PricedParts): Pick<Written, 'parts' | 'partPrices'> {
  const isNew = (field: keyof PricedParts): boolean => JSON.stringify(now[field]) !== JSON.stringify(was[field]);
  return {
    ...(isNew('parts') ? { parts: now.parts } : {}),
    ...(isNew('partPrices') ? { partPrices: now.partPrices } : {}),
  };
}

type PricedParts = Required<Pick<Written, 'parts' | 'partPrices'>>;

/** The names, and the prices of those that have one; null = none has. */
function partsOf(text: string, read: Amounts['read']): PricedParts {
  const typed = partsIn(text);
  const prices = typed.flatMap(({ name, price }) => {
    const amount = price === null ? null : read(price);
    return amount === null ? [] : [[name, amount] as const];
  });
  return {
    parts: typed.map(({ name }) => name),
    partPrices: prices.length === 0 ? null : Object.fromEntries(prices),
  };
}

/** Names of photos as they are typed, separated by commas. */
export function photoNamesIn(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

type PhotosFault = 'badPhotos' | 'photosOfNone';

/** The fault of typed names of photos beside a typed condition; null = none. */
export function photosFaultIn(photos: string, condition: string): PhotosFault | null {
  const names = photoNamesIn(photos);
  if (!arePhotoNames(names)) return 'badPhotos';
  return names.length > 0 && condition.trim() === '' ? 'photosOfNone' : null;
}
