// How an act is defined: its data, its schemas and the kind of its record. A definition never imports rules, judging or
// folds, so that its importers load none of them.

import { z } from 'zod';
import type {
  ActId,
  BranchId,
  DeskId,
  ExceptionId,
  FeeId,
  HoldId,
  ItemId,
  LoanId,
  PatronId,
  ShiftId,
  StaffId,
  StreamId,
  TitleId,
} from '../core/ids.ts';
import type { Words } from '../core/language.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Act, HoldAct, ItemAct, MoneyAct } from '../circ/acts.ts';
import type { FeeRef } from '../circ/model/fee.ts';
import type { Recorded, RecordHeader } from '../circ/recorded.ts';
import type { Right } from '../circ/rights.ts';

/** The least that zod has of a schema: comparing more of it takes the compiler ten times as long. */
export type Schema<O = unknown> = z.core.$ZodType<O>;

/** Kinds of things that an act may name, each with the type of its id. Cards and barcodes are as scanned. */
type NamedIds = {
  item: ItemId;
  title: TitleId;
  patron: PatronId;
  hold: HoldId;
  loan: LoanId;
  fee: FeeId | FeeRef;
  act: ActId;
  exception: ExceptionId;
  shift: ShiftId;
  staff: StaffId;
  stream: StreamId;
  desk: DeskId;
  branch: BranchId;
  card: string;
  barcode: string;
};
export type NameKind = keyof NamedIds;

/** Fields of the arguments that hold an id of a kind, or several of them. */
type FieldOf<A, Id> = { [F in keyof A & string]: NonNullable<A[F]> extends Id | readonly Id[] ? F : never }[keyof A &
  string];

/** For each kind the fields of the arguments that hold its ids; a function where an id is nested. */
type Names<A> = {
  readonly [K in NameKind]?: readonly (FieldOf<A, NamedIds[K]> | ((args: A) => readonly NamedIds[K][]))[];
};

/** One thing that an act names. */
type NamedOf<K extends NameKind> = { readonly kind: K; readonly id: NamedIds[K] };
export type Named = { readonly [K in NameKind]: NamedOf<K> }[NameKind];

/**
 * The acts that each timeline takes, so that `record` cannot put one where its definition does not. `any`: that of another act. `rows`: on none, but
 * the server does something about it. `none`: nothing is recorded but the command.
 */
type OnTimeline = { item: ItemAct; title: HoldAct; account: MoneyAct; any: Act; rows: never; none: never };
type Timeline = keyof OnTimeline;

type RecordedOn<L extends Timeline> = L extends 'none'
  ? never
  : Exclude<Recorded, { readonly kind: 'act' }> | { readonly kind: 'act'; readonly act: OnTimeline[L] };

/** The timeline that decides about an undo: no later act may stand on it. `count`: on no timeline, so none can. */
export type UndoOn = 'item' | 'hold' | 'account' | 'count';

/** Why an act is never undone, where it has no reason of its own. */
export const STAYS = {
  en: 'transactions of this kind are final',
  es: 'las transacciones de este tipo son definitivas',
} as const satisfies Words;

/** The method by which screens ask for an act. */
export type ActMethod = { readonly name: string; readonly input: z.ZodType; readonly output: z.ZodType };

/** One version of an act as ledgers hold it, read as the newest one. A part that its schema refuses is null. */
type VersionReader<A, T> = {
  readonly readArgs: (args: unknown, told: unknown) => A | null;
  readonly readTold: (told: unknown) => T | null;
};

/** An older version that still stands in ledgers. */
export type OlderVersion<A, T> = VersionReader<A, T> & { readonly args: Schema; readonly told: Schema };
type Parts<A, T> = { readonly args: A; readonly told: T };

/** Parts of a stored act, read when they are asked for. `gone`: purged, or refused by the schema. */
export type LazyParts<A = unknown, T = unknown> = {
  readonly args: () => A | 'gone';
  readonly told: () => T | 'gone';
};

/** Why an envelope could not be read: a version that this program does not know, or arguments that its schemas refuse. */
export type ReadFailure = 'unknown-command' | 'malformed';

/** An act read off an envelope, as its newest version has it. */
export type ReadParts<A = unknown, T = unknown> = Parts<A, T> & {
  /** The right that it asks for; null = everyone's. */
  readonly right: Right | null;
  readonly names: () => readonly Named[];
  readonly record: (header: RecordHeader, overrides: readonly string[]) => readonly Recorded[];
};

/** Untyped facts of a definition about its act. */
type Facts = {
  /** A second person's right is enough. */
  readonly second: boolean;
  /** The right to do it to an act or a shift of another person; null = the same as for one's own. */
  readonly othersRight: Right | null;
  /** Or why it is never undone. */
  readonly undo: UndoOn | Words;
  /** An audit lists it, whether something was overridden or not. */
  readonly audit: boolean;
  /** It serves a patron: the service report counts it. */
  readonly serves: boolean;
  /** The day sheet reads it. */
  readonly money: boolean;
  readonly words: Words;
  /** The action of the desk (a key, a place) that leads to it; null = none of its own. Find anything lists that action by the act's keywords. */
  readonly action: string | null;
  /** Further words for the search. */
  readonly keywords: Readonly<Record<keyof Words, readonly string[]>>;
};

/** A definition of any act. It takes arguments unread. */
export type AnyAct = Facts & {
  readonly name: string;
  /** The version that is recorded. */
  readonly version: number;
  readonly args: Schema;
  readonly told: Schema;
  /** Schemas of older versions, by number. */
  readonly older: Readonly<Record<number, { readonly args: Schema; readonly told: Schema }>>;
  readonly method: ActMethod | null;
  readonly timeline: Timeline;
  /** It stands for something that happened: held, never rejected, when it cannot be taken in. */
  readonly physical: boolean;
  /** Only the server's own desk may send it. */
  readonly own: boolean;
  /** The right that it always asks for; `by content`: its arguments decide. */
  readonly rightSaid: Right | null | 'by content';
  /** Kinds of things that it names, by field or kind alone. */
  readonly kindsNamed: readonly NameKind[];
  readonly read: (version: number, args: unknown, told: unknown) => Result<ReadParts, ReadFailure>;
  /** The parts of a stored act, of which arguments may be purged: null there. Null for a version that this program does not know. */
  readonly readLazily: (version: number, args: unknown, told: unknown) => LazyParts | null;
};

/** A definition with the types of its act. */
export interface ActDefinition<
  N extends string,
  A extends Schema,
  T extends Schema,
  M extends ActMethod | null,
  L extends Timeline = Timeline,
> extends AnyAct {
  readonly name: N;
  readonly args: A;
  readonly told: T;
  readonly method: M;
  readonly timeline: L;
  /** The right that an act of these parts asks for; null = everyone's. */
  readonly rightFor: (args: z.output<A>, told: z.output<T>) => Right | null;
  readonly namedIn: (args: z.output<A>) => readonly Named[];
}

type Options<
  N extends string,
  SA extends Schema,
  ST extends Schema,
  L extends Timeline,
  M extends ActMethod | null,
  A = z.output<SA>,
  T = z.output<ST>,
> = Pick<Facts, 'words'> &
  Partial<Omit<Facts, 'words'>> & {
    readonly name: N;
    /** The newest version; absent = 1. */
    readonly version?: number;
    readonly args: SA;
    readonly told: ST;
    readonly older?: Readonly<Record<number, OlderVersion<NoInfer<A>, NoInfer<T>>>>;
    /** Null: no screen asks for it. */
    readonly method: M;
    readonly names: Names<NoInfer<A>>;
    readonly timeline: L;
    readonly physical?: false;
    readonly own?: true;
    readonly right: Right | null | ((args: NoInfer<A>, told: NoInfer<T>) => Right | null);
    readonly record: (
      header: RecordHeader,
      args: NoInfer<A>,
      told: NoInfer<T>,
      overrides: readonly string[],
    ) => readonly RecordedOn<L>[];
  };

/** The rights that an act always asks for; none where they depend on its content. */
export function saidRights({ rightSaid }: Pick<AnyAct, 'rightSaid'>): readonly Right[] {
  return rightSaid === null || rightSaid === 'by content' ? [] : [rightSaid];
}

/** Whether these rights are enough for an act, as far as that does not depend on its content. */
export function allows(held: readonly string[], act: Pick<AnyAct, 'rightSaid'>): boolean {
  return saidRights(act).every((right) => held.includes(right));
}

/** Defines an act. */
export function defineAct<
  const N extends string,
  A extends Schema,
  T extends Schema,
  L extends Timeline,
  const M extends ActMethod | null,
>(options: Options<N, A, T, L, M>): ActDefinition<N, A, T, M, L> {
  const { version = 1, older = {}, right, names, record, ...said } = options;
  type Args = z.output<A>;
  type Told = z.output<T>;
  const rightFor = (args: Args, told: Told) => (typeof right === 'function' ? right(args, told) : right);
  const namedIn = (args: Args): readonly Named[] => namesIn(names, args);
  const newest: VersionReader<Args, Told> = {
    readArgs: (args) => parsedBy(options.args, args),
    readTold: (told) => parsedBy(options.told, told),
  };
  const readerOf = (at: number): VersionReader<Args, Told> | undefined => (at === version ? newest : older[at]);
  return {
    second: false,
    othersRight: null,
    undo: STAYS,
    audit: false,
    serves: false,
    money: false,
    action: null,
    keywords: { en: [], es: [] },
    physical: true,
    own: false,
    ...said,
    version,
    older,
    rightSaid: typeof right === 'function' ? 'by content' : right,
    kindsNamed: NAME_KINDS.filter((kind) => names[kind] !== undefined),
    rightFor,
    namedIn,
    read: (at, args, told) => {
      const reader = readerOf(at);
      if (reader === undefined) return err('unknown-command');
      const parts = partsOf(reader, args, told);
      if (parts === null) return err('malformed');
      return ok({
        ...parts,
        right: rightFor(parts.args, parts.told),
        names: () => namedIn(parts.args),
        record: (header, overrides) => record(header, parts.args, parts.told, overrides),
      });
    },
    readLazily: (at, args, told) => {
      const reader = readerOf(at);
      if (reader === undefined) return null;
      return {
        args: () => (args === null ? null : reader.readArgs(args, told)) ?? 'gone',
        told: () => reader.readTold(told) ?? 'gone',
      };
    },
  };
}

const NAME_KINDS: readonly NameKind[] = [
  'item',
  'title',
  'patron',
  'hold',
  'loan',
  'fee',
  'act',
  'exception',
  'shift',
  'staff',
  'stream',
  'desk',
  'branch',
  'card',
  'barcode',
];

function namesIn<A>(names: Names<A>, args: A): readonly Named[] {
  return parseNamed(
    NAME_KINDS.flatMap((kind) =>
      (names[kind] ?? []).flatMap((source) => idsIn(source, args).map((id) => ({ kind, id }))),
    ),
  );
}

/** The type of `Names` lets a kind be read off fields with its own ids alone. */
const parseNamed = (named: unknown) => named as readonly Named[];

/** The first of a kind among the names of an act; null where it has none. */
export function firstNamed<K extends NameKind>(names: readonly Named[], kind: K): NamedIds[K] | null {
  return names.find((one): one is Named & NamedOf<K> => one.kind === kind)?.id ?? null;
}

/** Ids that a field holds, or that a function finds; none where it is null or absent. */
function idsIn<A>(source: (keyof A & string) | ((args: A) => readonly unknown[]), args: A): unknown[] {
  const found: unknown = typeof source === 'function' ? source(args) : args[source];
  return [found].flat().filter((id) => id !== null && id !== undefined);
}

function partsOf<A, T>(reader: VersionReader<A, T>, args: unknown, told: unknown): Parts<A, T> | null {
  const [readArgs, readTold] = [reader.readArgs(args, told), reader.readTold(told)];
  return readArgs === null || readTold === null ? null : { args: readArgs, told: readTold };
}

function parsedBy<S extends Schema>(schema: S, given: unknown): z.output<S> | null {
  const read = z.safeParse(schema, given);
  return read.success ? read.data : null;
}

/** An older version, by its schemas and how each part reads today. The told part reads alone: arguments may be purged. */
export function olderVersion<A1, T1, A, T>(
  schemas: { readonly args: Schema<A1>; readonly told: Schema<T1> },
  upgrade: { readonly args: (args: A1, told: T1) => A; readonly told: (told: T1) => T },
): OlderVersion<A, T> {
  return {
    ...schemas,
    readArgs: (args, told) => {
      const [readArgs, readTold] = [parsedBy(schemas.args, args), parsedBy(schemas.told, told)];
      return readArgs === null || readTold === null ? null : upgrade.args(readArgs, readTold);
    },
    readTold: (told) => {
      const read = parsedBy(schemas.told, told);
      return read === null ? null : upgrade.told(read);
    },
  };
}
