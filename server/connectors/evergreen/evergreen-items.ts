// Copies of Evergreen's list with their titles, and with the fields that an import of its tables has.

import { z } from 'zod';
import { SystemFailureError, type ListPart } from '../other-system.ts';
import { recordsById } from '../records-by-id.ts';
import type { EvergreenClient } from './evergreen-client.ts';
import type { EvergreenNames } from './evergreen-names.ts';
import { FlagSchema, IdSchema, search, TextSchema } from './evergreen-records.ts';

const CopySchema = z.object({
  id: IdSchema,
  barcode: TextSchema,
  call_number: IdSchema,
  circ_lib: IdSchema,
  location: IdSchema,
  status: IdSchema,
  circ_modifier: TextSchema,
  price: TextSchema,
  circulate: FlagSchema,
  holdable: FlagSchema,
  deleted: FlagSchema,
  dummy_title: TextSchema,
  dummy_author: TextSchema,
});
type Copy = z.infer<typeof CopySchema>;
const VolumeSchema = z.object({
  id: IdSchema,
  record: IdSchema,
  owning_lib: IdSchema,
  label: TextSchema,
  prefix: IdSchema.nullish(),
  suffix: IdSchema.nullish(),
});
type Volume = z.infer<typeof VolumeSchema>;
/** A record as its reports have it. It has none of deleted ones. */
const TitleSchema = z.object({
  id: IdSchema,
  title: TextSchema,
  author: TextSchema,
  /** A list, in the form of the database. */
  isbn: z.union([z.string(), z.array(z.string())]).nullish(),
  pubdate: TextSchema,
});
type Title = z.infer<typeof TitleSchema>;

/** The status of copies that were discarded. */
const DISCARDED = 13;

type Rows = Omit<ListPart, 'last'>;

/** The copies of some ids, in that order; those that are gone meanwhile are left out. Throws SystemFailureError. */
export async function itemsOf(client: EvergreenClient, names: EvergreenNames, ids: readonly number[]): Promise<Rows> {
  const byId = await recordsById(
    ids,
    (some) => search(client, { of: 'acp', schema: CopySchema }, { id: some }),
    (one) => one.id,
  );
  const copies = ids.flatMap((id) => byId.get(id) ?? []).filter(({ deleted }) => deleted !== true);
  const shown = copies.filter(({ barcode, status }) => barcode.trim() !== '' && status !== DISCARDED);
  const volumes = await recordsById(
    shown.map((copy) => copy.call_number),
    (some) => search(client, { of: 'acn', schema: VolumeSchema }, { id: some }),
    (one) => one.id,
  );
  const placed = shown.map((copy) => ({ copy, volume: volumeOf(copy, volumes) }));
  const titles = await recordsById(
    placed.flatMap(({ volume }) => (isCatalogued(volume) ? [volume.record] : [])),
    (some) => search(client, { of: 'rmsr', schema: TitleSchema }, { id: some }),
    (one) => one.id,
  );
  const partsOf = (part: 'prefix' | 'suffix') => placed.flatMap(({ volume }) => volume[part] ?? []);
  const named: Named = {
    units: await names(
      'aou',
      placed.flatMap(({ copy, volume }) => [copy.circ_lib, volume.owning_lib]),
    ),
    locations: await names(
      'acpl',
      shown.map(({ location }) => location),
    ),
    prefixes: await names('acnp', partsOf('prefix')),
    suffixes: await names('acns', partsOf('suffix')),
  };
  const rows = placed.map(({ copy, volume }) =>
    itemRow(copy, { volume, title: titles.get(volume.record) ?? null, named }),
  );
  return { rows, count: copies.length };
}

function volumeOf({ call_number: id }: Copy, volumes: ReadonlyMap<number, Volume>): Volume {
  const volume = volumes.get(id);
  if (volume === undefined) throw new SystemFailureError('not-answered', 'it does not show the call number of a copy');
  return volume;
}

/** Copies that were lent before they were catalogued hang on a record with a negative id. */
const isCatalogued = ({ record }: Volume): boolean => record > 0;

type Named = Readonly<Record<'units' | 'locations' | 'prefixes' | 'suffixes', ReadonlyMap<number, string>>>;
type About = { readonly volume: Volume; readonly title: Title | null; readonly named: Named };

function itemRow(copy: Copy, { volume, title, named }: About): Record<string, string> {
  const parts = [named.prefixes.get(volume.prefix ?? 0), volume.label, named.suffixes.get(volume.suffix ?? 0)];
  // Such a title is that of the one copy, as after an import.
  const described = isCatalogued(volume)
    ? { record: String(volume.record), title: title?.title ?? '', author: title?.author ?? '' }
    : { record: `copy ${copy.id}`, title: copy.dummy_title || copy.barcode, author: copy.dummy_author };
  return {
    id: String(copy.id),
    barcode: copy.barcode,
    ...described,
    isbn: isbnsIn(title?.isbn).join(';'),
    pubdate: title?.pubdate ?? '',
    circ_lib: named.units.get(copy.circ_lib) ?? '',
    owning_lib: named.units.get(volume.owning_lib) ?? '',
    location_id: String(copy.location),
    location_name: named.locations.get(copy.location) ?? '',
    call_number: parts.filter(Boolean).join(' '),
    circ_modifier: copy.circ_modifier,
    price: copy.price,
    circulate: copy.circulate === false ? 'no' : 'yes',
    holdable: copy.holdable === false ? 'no' : 'yes',
  };
}

/** The numbers alone: `{9780306406157,0306406152}`, and what a cataloguer wrote behind one. */
function isbnsIn(isbn: Title['isbn']): readonly string[] {
  const texts = typeof isbn === 'string' ? [isbn] : (isbn ?? []);
  return texts.flatMap((text) => text.match(/\d[\d-]{7,}[\dXx]/g) ?? []);
}
