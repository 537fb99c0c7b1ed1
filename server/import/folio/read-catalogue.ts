// instances, holdings and items. Holdings stay in memory while an import runs: items name them, and have their titles, places and call
// numbers from them.

import { z } from 'zod';
import type { CatalogueBatch } from '../records/record-source.ts';
import type { Found, ItemRecord, RecordStatus, TitleRecord } from '../records/record.ts';
import type { FolioPlaces } from './folio-places.ts';
import { readFolioData, reject, type FolioData } from './folio-records.ts';

const text = z.string().nullish();

const InstanceForm = z.object({
  id: z.string().min(1),
  title: z.string(),
  contributors: z.array(z.object({ name: text, primary: z.boolean().nullish() })).nullish(),
  identifiers: z.array(z.object({ identifierTypeId: text, value: text })).nullish(),
  publication: z.array(z.object({ dateOfPublication: text })).nullish(),
});
type Instance = z.infer<typeof InstanceForm>;

const HoldingForm = z.object({
  id: z.string().min(1),
  instanceId: z.string(),
  callNumber: text,
  permanentLocationId: text,
  temporaryLocationId: text,
});
type Holding = z.infer<typeof HoldingForm>;

const ItemForm = z.object({
  id: z.string().min(1),
  barcode: z.string({ error: 'the copy has no barcode' }).min(1),
  holdingsRecordId: z.string(),
  status: z.object({ name: z.string() }),
  materialTypeId: text,
  permanentLoanTypeId: text,
  temporaryLoanTypeId: text,
  permanentLocationId: text,
  temporaryLocationId: text,
  effectiveLocationId: text,
  itemLevelCallNumber: text,
  volume: text,
  enumeration: text,
  chronology: text,
  copyNumber: text,
  circulationNotes: z.array(z.object({ note: text, noteType: text })).nullish(),
});
type FolioItem = z.infer<typeof ItemForm>;

/** Type of an identifier that is an ISBN, in every FOLIO. */
const ISBN = '8261054f-be78-422d-bd51-4ed9f33c3422';

const STATUSES: Readonly<Record<string, RecordStatus>> = {
  available: 'available',
  restricted: 'available',
  paged: 'available',
  'checked out': 'on-loan',
  'claimed returned': 'on-loan',
  'in transit': 'in-transit',
  'awaiting pickup': 'on-hold-shelf',
  'awaiting delivery': 'on-hold-shelf',
  'in process': 'in-process',
  'in process (non-requestable)': 'in-process',
  unavailable: 'in-process',
  unknown: 'in-process',
  'intellectual item': 'in-process',
  'on order': 'on-order',
  'order closed': 'on-order',
  missing: 'missing',
  'long missing': 'missing',
  'aged to lost': 'lost',
  'declared lost': 'lost',
  'lost and paid': 'lost',
  withdrawn: 'discarded',
};

/** Names that items refer to. */
export type CatalogueNames = {
  readonly places: FolioPlaces;
  readonly itemKinds: ReadonlyMap<string, string>;
  readonly loanTypes: ReadonlyMap<string, string>;
};

/** Reads titles, then copies, batch by batch. */
export async function* readFolioCatalogue(data: FolioData, names: CatalogueNames): AsyncGenerator<CatalogueBatch> {
  for await (const batch of readFolioData(data, 'instances', InstanceForm))
    yield { titles: batch.map(({ at, value }) => ({ at, value: toTitle(value) })), items: [] };
  const holdings = new Map<string, Holding>();
  for await (const batch of readFolioData(data, 'holdings', HoldingForm)) {
    for (const { value } of batch) holdings.set(value.id, value);
    data.tally.take('holdings', batch.length);
  }
  for await (const batch of readFolioData(data, 'items', ItemForm)) {
    const items = batch.flatMap(({ at, value }): Found<ItemRecord>[] => {
      const holding = holdings.get(value.holdingsRecordId);
      const status = STATUSES[value.status.name.toLowerCase()];
      if (holding !== undefined && status !== undefined)
        return [{ at, value: toItem(value, { holding, status }, names) }];
      const reason =
        holding === undefined
          ? `there is no holdings record ${value.holdingsRecordId}`
          : `its status "${value.status.name}" is not known`;
      reject(data, 'items', { ...at, reason, id: value.id });
      return [];
    });
    yield { titles: [], items };
  }
}

function toTitle({ id, title, contributors, identifiers, publication }: Instance): TitleRecord {
  const author = contributors?.find(({ primary }) => primary === true) ?? contributors?.[0];
  return {
    id,
    title: {
      title,
      author: author?.name ?? null,
      isbns: (identifiers ?? []).flatMap(({ identifierTypeId, value }) =>
        identifierTypeId === ISBN && value ? (/[\dXx-]{9,}/.exec(value)?.[0] ?? []) : [],
      ),
      published: publication?.[0]?.dateOfPublication ?? null,
      recordType: null,
      recordForm: null,
      recordLevel: null,
      videoFormat: null,
    },
  };
}

function toItem(
  item: FolioItem,
  { holding, status }: { readonly holding: Holding; readonly status: RecordStatus },
  { places, itemKinds, loanTypes }: CatalogueNames,
): ItemRecord {
  const location =
    item.effectiveLocationId ??
    item.temporaryLocationId ??
    item.permanentLocationId ??
    holding.temporaryLocationId ??
    holding.permanentLocationId ??
    null;
  const numbers = [
    item.itemLevelCallNumber ?? holding.callNumber,
    item.volume,
    item.enumeration,
    item.chronology,
    item.copyNumber,
  ];
  const loanType = item.temporaryLoanTypeId ?? item.permanentLoanTypeId ?? null;
  const notes = (item.circulationNotes ?? []).flatMap(({ note }) => note || []);
  return {
    id: item.id,
    title: holding.instanceId,
    home: places.homeOf(location),
    holding: null,
    owner: null,
    location,
    status,
    item: {
      barcode: item.barcode,
      callNumber: numbers.flatMap((one) => one || []).join(' '),
      kind: itemKinds.get(item.materialTypeId ?? '') ?? item.materialTypeId ?? null,
      loanType: loanType === null ? null : (loanTypes.get(loanType) ?? loanType),
      loanGrade: 'normal',
      fineGrade: 'normal',
      circulates: true,
      holdable: true,
      reference: false,
      priceMinor: null,
      serial: false,
      parts: [],
      alert: notes.length === 0 ? null : notes.join('; '),
      addedAt: null,
    },
    notes:
      status === 'on-loan' && /claimed/i.test(item.status.name)
        ? ['the claim is not taken; the copy is taken as out']
        : [],
  };
}
