// `holdfast library`: what holds for the whole library. Shows it, and sets the hour of the night at which its service days end; desks learn of
// it over the feed.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { SERVICE_DAY_ENDS_AT } from '../../../shared/core/service-day.ts';
import { LibrarySchema, type Library } from '../../../shared/wire/rows.ts';
import { openLibraryWriter } from '../../../server/library/library-writer.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import { hasFlag, textOf, UsageError, type Command, type Run } from '../command.ts';
import { withStore } from '../admin/with-store.ts';

export const libraryCommand: Command = {
  usage: `[--service-day-ends HOUR] --database URL|embedded [--data DIR] [--json]

Shows the library. --service-day-ends sets the hour, 0 to 23, at which a service day ends (${SERVICE_DAY_ENDS_AT} where nothing else was
said): a shift that crosses midnight counts for the day that it began on.`,
  options: {
    'service-day-ends': { type: 'string' },
    database: { type: 'string' },
    data: { type: 'string' },
  },
  mostWords: 0,
  run: async (run) => {
    const hour = hourOf(run);
    const library = await withStore(run, async ({ store, clock }) => {
      const [row] = await store.read((tx) => readAllRows(tx, 'library'));
      if (row === undefined) throw new HoldfastError('HF-SERVER-006');
      if (hour === null || hour === row.serviceDayEndsAt) return row;
      const changed = LibrarySchema.parse({ ...row, serviceDayEndsAt: hour });
      await openLibraryWriter(store, clock).createLibrary(changed);
      return changed;
    });
    print(run, library);
    return 0;
  },
};

function hourOf({ values }: Run): number | null {
  const text = textOf(values, 'service-day-ends');
  if (text === null) return null;
  if (!/^([01]?\d|2[0-3])$/.test(text)) throw new UsageError('--service-day-ends takes an hour, 0 to 23');
  return Number(text);
}

function print(
  { values, io }: Run,
  { id, name, zone, currency, serviceDayEndsAt = SERVICE_DAY_ENDS_AT }: Library,
): void {
  if (hasFlag(values, 'json')) io.out(JSON.stringify({ libraryId: id, name, zone, currency, serviceDayEndsAt }));
  else io.out(`${name}: times in ${zone}, money in ${currency}, service days end at ${serviceDayEndsAt}:00`);
}
