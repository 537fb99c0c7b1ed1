// The demo library's copies: barcodes, shelves, prices, parts and messages. Where a copy is (out, on a shelf, on its way) is decided elsewhere.

import { itemId, type ItemId, type TitleId } from '../../shared/core/ids.ts';
import type { Item, Where } from '../../shared/circ/model/item.ts';
import type { Title } from '../../shared/circ/model/title.ts';
import { stateOfWhere } from '../import/state-of-where.ts';
import { demoBarcode } from './demo-codes.ts';
import { serialNumber, type Model } from './demo-equipment.ts';
import { SHELVES, type ShelfName } from './demo-places.ts';
import { demoRandom } from './demo-random.ts';
import { daysAgo } from './demo-time.ts';
import type { DemoTitle, TitleForm } from './demo-titles.ts';

export const demoItemId = (index: number): ItemId => itemId(`item-${index + 1}`);

/** A copy, apart from its place. */
export type CopyDraft = {
  readonly index: number;
  readonly titleId: TitleId;
  readonly kind: string;
  readonly shelf: ShelfName;
  readonly callNumber: string;
  readonly priceMinor: number | null;
  readonly parts: readonly string[];
  readonly partPrices: Readonly<Record<string, number>>;
  readonly alert: string | null;
  readonly serial: boolean;
};

/** A copy on its shelf, or at the place of `where`. */
export function demoItem(
  seed: number,
  draft: CopyDraft,
  placed: { readonly now: number; readonly where?: Where | undefined },
): Item {
  const random = demoRandom(seed, 'item', draft.index);
  const shelf = SHELVES[draft.shelf];
  const where = placed.where ?? { status: 'available', branch: shelf.branch };
  return {
    id: demoItemId(draft.index),
    barcode: demoBarcode(draft.index),
    titleId: draft.titleId,
    home: shelf.branch,
    owner: shelf.branch,
    location: shelf.id,
    callNumber: draft.callNumber,
    kind: draft.kind,
    loanGrade: 'normal',
    fineGrade: 'normal',
    circulates: true,
    holdable: shelf.holdable,
    reference: draft.shelf === 'reference',
    priceMinor: draft.priceMinor,
    serial: draft.serial,
    parts: [...draft.parts],
    ...(Object.keys(draft.partPrices).length === 0 ? {} : { partPrices: { ...draft.partPrices } }),
    alert: draft.alert,
    addedAt: daysAgo(placed.now, 1 + random.fraction() ** 2 * 7_000),
    provisional: false,
    source: null,
    base: { foldedTo: null, where },
    state: stateOfWhere(where),
  };
}

/** A copy of a model, with its number on it and its serial number. */
export function equipmentDraft(
  index: number,
  model: Model,
  place: { readonly titleId: TitleId; readonly copy: number },
): CopyDraft {
  const label = `${model.label}-${String(place.copy + 1).padStart(2, '0')}`;
  return {
    index,
    titleId: place.titleId,
    kind: model.kind,
    shelf: model.shelf,
    callNumber: model.serial ? `${label} S/N ${serialNumber(index)}` : label,
    priceMinor: model.priceMinor,
    parts: model.parts,
    partPrices: model.partPrices,
    alert: model.alert,
    serial: model.serial,
  };
}

/** The title row of a model. */
export function equipmentTitle(id: TitleId, model: Model): Title {
  return {
    id,
    title: model.title,
    author: null,
    isbns: [],
    published: null,
    recordType: 'r',
    recordForm: null,
    recordLevel: 'm',
    videoFormat: null,
    source: null,
  };
}

/** A copy of a title. */
export function copyDraft(
  seed: number,
  index: number,
  copyOf: { readonly title: DemoTitle; readonly form: TitleForm; readonly shelf: ShelfName; readonly copy: number },
): CopyDraft {
  const random = demoRandom(seed, 'item', index);
  const { title, form, shelf, copy } = copyOf;
  const price = random.chance(0.08) ? null : random.between(280, 1_900) * 5;
  const discs = form === 'dvd' && random.chance(0.2) ? ['Disc 1', 'Disc 2'] : [];
  return {
    index,
    titleId: title.row.id,
    kind: form,
    shelf,
    callNumber: copy === 0 ? title.callNumber : `${title.callNumber} c.${copy + 1}`,
    priceMinor: price,
    parts: discs,
    partPrices: {},
    alert: null,
    serial: false,
  };
}
