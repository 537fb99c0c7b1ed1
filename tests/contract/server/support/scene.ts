// A filled library with a runner and desks, ready for a test.

import {
  createCommandRunner,
  type CommandRunner,
  type RunnerParts,
} from '../../../../server/commands/command-runner.ts';
import { openLibraryWriter, type LibraryWriter } from '../../../../server/library/library-writer.ts';
import { readAllRows } from '../../../../server/store/read-rows.ts';
import type { Store } from '../../../../server/store/store.ts';
import type { CommandsRequest, CommandsResponse } from '../../../../shared/wire/commands.ts';
import { ReceiptSchema, type Receipt } from '../../../../shared/wire/receipt.ts';
import type { Row, RowKind } from '../../../../shared/wire/rows.ts';
import { testClock, type TestPlace } from './stores.ts';
import { createTestDesk, enrolDesk, type TestDesk } from './test-desk.ts';
import { at, fillTestLibrary } from './test-library.ts';

export type Scene = {
  readonly place: TestPlace;
  readonly store: Store;
  readonly clock: ReturnType<typeof testClock>;
  readonly writer: LibraryWriter;
  readonly runner: CommandRunner;
  /** Faults that the runner reported. */
  readonly faults: { readonly code: string; readonly error: unknown }[];
  readonly desk: (name: string, branch?: string) => Promise<TestDesk>;
  /** Sends a request as its own desk. */
  readonly send: (desk: TestDesk, request?: CommandsRequest) => Promise<CommandsResponse>;
  readonly rows: <K extends RowKind>(kind: K) => Promise<Row<K>[]>;
  /** Every row of every kind that folds and runner write, as text. */
  readonly everything: () => Promise<string>;
};

export type SceneOptions = {
  readonly items?: number;
  readonly patrons?: number;
  readonly runner?: Partial<RunnerParts>;
};

/** Opens a scene. The clock stands at 18:00 of the tests' day, after everything that happens in most of them. */
export async function openScene(place: TestPlace, options: SceneOptions = {}): Promise<Scene> {
  const clock = testClock(at(18));
  const store = await place.open(clock);
  const writer = openLibraryWriter(store, clock);
  await fillTestLibrary(store, writer, options);
  const faults: Scene['faults'] = [];
  const runner = createCommandRunner({
    store,
    clock,
    faulted: (code, error) => faults.push({ code, error }),
    ...options.runner,
  });
  const rows = <K extends RowKind>(kind: K) => store.read((tx) => readAllRows(tx, kind));
  return {
    place,
    store,
    clock,
    writer,
    runner,
    faults,
    rows,
    desk: async (name, branch = 'main') => {
      const desk = createTestDesk(name, branch);
      await enrolDesk(store, desk);
      return desk;
    },
    send: (desk, request = desk.request()) => runner.run(request, desk.desk),
    everything: async () => {
      const kinds = ['item', 'loan', 'hold', 'fee', 'credit', 'event', 'patron', 'title', 'policy'] as const;
      return JSON.stringify(await Promise.all(kinds.map(rows)));
    },
  };
}

/** Receipts of an answer, parsed. */
export function receiptsOf(response: CommandsResponse): Receipt[] {
  return response.receipts.map((text) => ReceiptSchema.parse(JSON.parse(text)));
}

/** Codes of open exceptions, sorted. */
export async function openCodes(scene: Scene): Promise<string[]> {
  const exceptions = await scene.rows('exception');
  return exceptions
    .filter((row) => row.state === 'open')
    .map((row) => row.code)
    .toSorted();
}
