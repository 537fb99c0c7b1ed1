// A desk as a page of another realm has it: all that goes between the two is text, as on the bridge of the product.

import { listActs } from '../../../electron/core/facade/sync-acts.ts';
import { sessionView } from '../../../electron/core/facade/desk-view.ts';
import { PrinterFailure, type PrinterPort } from '../../../electron/core/print/printer-port.ts';
import type { CallAnswer } from '../../../electron/core/messages.ts';
import { makeNightGrant } from '../../../server/staff/night-grants.ts';
import type { Language } from '../../../shared/core/language.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { HOUR_MS } from '../../../shared/core/instant.ts';
import type { LineMode } from '../../simulation/world/network.ts';
import { FAKE_ITEMS, FAKE_PATRONS, FAKE_STAFF, PRINTER_OFF } from '../fake-desk/fake-data.ts';
import { START, WALDEN } from './honeyfield.ts';
import { SUPERVISOR, worldOfTest } from './template.ts';
import { exceptionRows, noteWorklist, putExceptions } from './worklist.ts';
import type { WorldDesk } from './world.ts';

/** State of a desk that can be seen without asking it as a page does. */
export type Seen = {
  readonly session: ReturnType<typeof sessionView>;
  readonly language: Language;
  /** The desk's acts since the test began, in the order of recording. */
  readonly acts: ReturnType<typeof listActs>['answered'];
};

export type FarDesk = {
  /** A call: input and CallAnswer as JSON. */
  readonly call: (name: string, input: string) => Promise<string>;
  /** The same at the desk of another branch, where no one is signed in at first. Both desks know of it afterwards, unless a line is down. */
  readonly callElsewhere: (name: string, input: string) => Promise<string>;
  /** `Seen` as JSON. */
  readonly see: () => string;
  readonly now: () => number;
  readonly pass: (ms: number) => Promise<void>;
  readonly setLine: (mode: LineMode) => void;
  readonly setLineElsewhere: (mode: LineMode) => Promise<void>;
  /** A night grant for reasons, in force; the desk has it. */
  readonly allowAtNight: (who: string, codes: readonly string[], count: number) => Promise<void>;
  /** Notes the rows of the worklist after an outage; the desk has them. */
  readonly noteWorklist: () => Promise<void>;
  /** Every exception of the library, as JSON; and some of them written anew, which the desk then has. */
  readonly exceptions: () => Promise<string>;
  readonly putExceptions: (rows: string) => Promise<void>;
  readonly faults: readonly string[];
  readonly close: () => Promise<void>;
};

export type FarDeskOptions = {
  readonly onEvent: (name: string, payload: string) => void;
  readonly isPractice?: boolean;
  readonly clockShiftMs?: number;
  /** Folders to begin at where a person chooses one for lists. */
  readonly listPlaces?: readonly string[];
};

/** Until acts are with the server and with all desks. */
const KNOWN_MS = 3_000;

/** Opens one on the small library, at the moment at which tests begin. */
export async function openFarDesk({
  onEvent,
  isPractice = false,
  clockShiftMs = 0,
  listPlaces = [],
}: FarDeskOptions): Promise<FarDesk> {
  const world = await worldOfTest();
  const main = await world.desk({
    name: 'main',
    keys: world.keys.main,
    onEvent: ({ name, payload }) => onEvent(name, JSON.stringify(payload)),
    printers: PRINTERS,
    config: {
      isPractice,
      clockShiftMs,
      listPlaces,
      demo: {
        staff: FAKE_STAFF,
        patrons: FAKE_PATRONS.map(({ card }) => card),
        items: FAKE_ITEMS.map(({ barcode }) => barcode),
      },
    },
  });
  await world.pass(START - world.now());
  const old = new Set(actsOf(main).map(({ commandId }) => commandId));
  let west: WorldDesk | null = null;
  const openWest = async (): Promise<WorldDesk> => {
    const desk = await world.desk({ name: 'west', keys: world.keys.west });
    await world.pass(KNOWN_MS);
    return desk;
  };
  return {
    call: async (name, input) => textOf(await main.call(name, JSON.parse(input))),
    callElsewhere: async (name, input) => {
      west ??= await openWest();
      const answer = await west.call(name, JSON.parse(input));
      await world.pass(KNOWN_MS);
      return textOf(answer);
    },
    see: () => {
      const seen: Seen = {
        session: sessionView(main.core.desk),
        language: main.core.desk.language(),
        acts: actsOf(main).filter(({ commandId }) => !old.has(commandId)),
      };
      return JSON.stringify(seen);
    },
    now: world.now,
    pass: world.pass,
    setLine: (mode) => main.line.set(mode),
    setLineElsewhere: async (mode) => {
      west ??= await openWest();
      west.line.set(mode);
      await world.pass(KNOWN_MS);
    },
    allowAtNight: async (who, codes, count) => {
      const nights = { from: world.now(), to: world.now() + 16 * HOUR_MS };
      await world.until(makeNightGrant(world.parts, { who, codes, count, limitMinor: null, ...nights }));
      await world.pass(KNOWN_MS);
    },
    noteWorklist: async () => {
      west ??= await openWest();
      await west.ask('session.signIn', SUPERVISOR);
      // An item in question from the start is found.
      await west.ask('circ.checkin', { item: WALDEN });
      await world.until(noteWorklist(world));
      await world.pass(KNOWN_MS);
    },
    exceptions: async () => JSON.stringify(await world.until(exceptionRows(world.parts))),
    putExceptions: async (rows) => {
      await world.until(putExceptions(world.parts, parseRows(JSON.parse(rows))));
      await world.pass(KNOWN_MS);
    },
    faults: world.faults,
    close: async () => {
      await main.stop();
      await west?.stop();
      await world.close();
    },
  };
}

const parseRows = (rows: unknown) => rows as readonly Exception[];
const textOf = (answer: CallAnswer) => JSON.stringify(answer);

function actsOf({ core }: WorldDesk): Seen['acts'] {
  const { waiting, answered } = listActs(core.desk, { limit: 100 });
  return [...waiting, ...answered].toSorted((a, b) => a.seq - b.seq);
}

/** Printers that take everything but for the one that is off. */
const PRINTERS: PrinterPort = {
  send: (address) =>
    address.kind === 'network' && address.host === PRINTER_OFF
      ? Promise.reject(new PrinterFailure('unreachable'))
      : Promise.resolve(),
  devices: () => ['/dev/usb/lp0'],
};
