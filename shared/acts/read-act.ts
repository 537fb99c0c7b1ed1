// An act read off its envelope as it is stored, for reports, audits and other readers of the ledger. It is typed by its
// name. Arguments and told part are read when they are asked for, since a year of acts is too much to parse for reports
// that count by name alone. Older versions read as the newest.

import type { ActId, BranchId, ShiftId, StaffId } from '../core/ids.ts';
import type { MinorUnits } from '../core/money.ts';
import { EnvelopeArgsSchema, EnvelopeBodySchema, type PhoneProof } from '../wire/envelope.ts';
import type { ActName, ArgsOf, ToldOf } from './all.ts';
import { actNamed, type Command } from './commands.ts';
import type { AnyAct, LazyParts } from './define-act.ts';

/** An act of a name and version that this program knows. */
type KnownActOf<N extends ActName> = { readonly known: true; readonly name: N } & LazyParts<ArgsOf<N>, ToldOf<N>>;
export type KnownAct<N extends ActName = ActName> = N extends ActName ? KnownActOf<N> : never;

/** The content of an act: its name, and the remaining arguments and told part. */
export type ActContent = KnownAct | { readonly known: false; readonly name: string };

export type ReadAct = ActContent & {
  readonly id: ActId;
  readonly branch: BranchId | null;
  readonly channel: string;
  readonly staffId: StaffId | null;
  /** Null: it was made in no shift. */
  readonly shiftId: ShiftId | null;
  /** Codes of the overridden reasons, the authoriser where that was another person, and the reason given. */
  readonly overrides: readonly string[];
  readonly authoriserId: StaffId | null;
  readonly overrideReason: string | null;
  /** The night grant on which it was done, with the owed money that was set aside. */
  readonly grant: { readonly grantId: string; readonly minor: MinorUnits } | null;
  /** The code by phone that was the word of the authoriser. */
  readonly phone: PhoneProof | null;
};

/** An act as it is stored; arguments are null once purged. */
type StoredText = { readonly body: string; readonly args: string | null };

/** Finds a definition by its name. */
export type Definitions = (name: string) => Pick<AnyAct, 'readLazily' | 'older'> | null;

/** The act. */
export function readAct({ body, args }: StoredText, definitions: Definitions = actNamed): ReadAct {
  const {
    id,
    name,
    version,
    branch,
    channel,
    staffId,
    shiftId = null,
    override,
    told,
  } = EnvelopeBodySchema.parse(JSON.parse(body));
  const given = args === null ? null : EnvelopeArgsSchema.parse(JSON.parse(args));
  return {
    ...actContent({ name, version, args: given?.command ?? null, told }, definitions),
    id,
    branch,
    channel,
    staffId,
    shiftId,
    overrides: override?.codes ?? [],
    authoriserId: override?.authoriserId ?? null,
    overrideReason: given?.overrideReason ?? null,
    grant: override?.grantId === undefined ? null : { grantId: override.grantId, minor: override.grantMinor ?? 0 },
    phone: override?.phone ?? null,
  };
}

/** The content of an act by its parts as they are stored; purged arguments are null. */
export function actContent(
  {
    name,
    version,
    args,
    told,
  }: Readonly<Record<'args' | 'told', unknown>> & { readonly name: string; version: number },
  definitions: Definitions = actNamed,
): ActContent {
  const parts = definitions(name)?.readLazily(version, args, told) ?? null;
  return parts === null ? { known: false, name } : parseKnown({ known: true, name, ...parts });
}

/** All fields that a part of any act may have. */
type FieldsOf<P> = {
  readonly [K in P extends unknown ? keyof P : never]?: P extends { readonly [N in K]?: infer V } ? V : never;
};

/** The remaining arguments of any act; no fields of one whose arguments are gone. */
export function argsLeft(act: ActContent): FieldsOf<ArgsOf<ActName>> {
  const args = act.known ? act.args() : 'gone';
  return args === 'gone' ? {} : args;
}

/** The remaining told part of any act. */
export function toldLeft(act: ActContent): FieldsOf<ToldOf<ActName>> {
  const told = act.known ? act.told() : 'gone';
  return told === 'gone' ? {} : told;
}

/** The content of a command that was read already. */
export function contentOf({ name, args, told }: Pick<Command, 'name' | 'args' | 'told'>): KnownAct {
  return parseKnown({ known: true, name, args: () => args, told: () => told });
}

/** Its parts are read by the definition of this very name. */
const parseKnown = (act: unknown) => act as KnownAct;
