// Commands as ledgers hold them and desks send them: an act by its name, of one version, with unchecked arguments.
// Versions are kept as long as they may sit in a ledger (at least 400 days).

import { err, ok, type Result } from '../core/result.ts';
import type { Recorded, RecordHeader } from '../circ/recorded.ts';
import { ACTS, type ActName, type ArgsOf, type ToldOf } from './all.ts';
import type { AnyAct, ReadFailure, ReadParts, Schema } from './define-act.ts';

/** A command that was read: the act, its arguments and its told part, as the newest version has them. */
export type CommandOf<N extends ActName> = N extends ActName
  ? { readonly name: N } & ReadParts<ArgsOf<N>, ToldOf<N>>
  : never;
export type Command = CommandOf<ActName>;

/** Input of recording an act. */
export type RecordInput = {
  readonly header: RecordHeader;
  readonly args: unknown;
  readonly told: unknown;
  readonly overrides: readonly string[];
};

/** Why a command could not be recorded; nothing physical happened, or this version does not know it. */
export type RecordFailure = { readonly reason: ReadFailure };

/** Whether a text is the name of an act of this version. */
export function isActName(text: string): text is ActName {
  return Object.hasOwn(ACTS, text);
}

/** The definition of an act; null for a name that no act of this version has. */
export function actNamed(name: string): AnyAct | null {
  return isActName(name) ? ACTS[name] : null;
}

/** Every act. */
export const EVERY_ACT: readonly (AnyAct & { readonly name: ActName })[] = Object.values(ACTS);

/** Schemas of every version that is read. */
export const COMMAND_VERSIONS: readonly { readonly command: string; readonly args: Schema; readonly told: Schema }[] =
  EVERY_ACT.flatMap(({ name, version, args, told, older }) =>
    Object.entries({ ...older, [version]: { args, told } }).map(([number, schemas]) => ({
      command: `${name} ${number}`,
      args: schemas.args,
      told: schemas.told,
    })),
  );

/** Names of the acts of which something holds, in the order of their list. */
export function namesOfActs(holds: (act: AnyAct) => boolean): readonly ActName[] {
  return EVERY_ACT.filter(holds).map(({ name }) => name);
}

/** Whether a command stands for something that happened to an object; one of an unknown name or version is taken to. */
export function isPhysical(name: string, version: number): boolean {
  return definitionOf(name, version)?.physical ?? true;
}

/** Whether only the server's own desk may send it. */
export function isServersOwn(name: string, version: number): boolean {
  return definitionOf(name, version)?.own ?? false;
}

function definitionOf(name: string, version: number): AnyAct | null {
  const act = actNamed(name);
  return act !== null && (act.version === version || Object.hasOwn(act.older, version)) ? act : null;
}

/** Reads a command of any name and version. */
export function parseCommand(
  name: string,
  version: number,
  { args, told }: Pick<RecordInput, 'args' | 'told'>,
): Result<Command, ReadFailure> {
  const read = actNamed(name)?.read(version, args, told) ?? err('unknown-command');
  // Its parts were read by the schemas of this very name.
  return read.ok ? ok({ ...read.value, name } as Command) : read;
}

/** Reads as `read` does, with acts that are recorded by `instead`: for the programs of a simulation, and for tests. */
export function recordingBy(
  instead: (command: Command, ...given: Parameters<Command['record']>) => readonly Recorded[],
  read: typeof parseCommand = parseCommand,
): typeof parseCommand {
  return (name, version, parts) => {
    const command = read(name, version, parts);
    if (!command.ok) return command;
    return ok({ ...command.value, record: (header, overrides) => instead(command.value, header, overrides) });
  };
}

/** Records a command of any name and version. Total. */
export function recordCommand(
  name: string,
  version: number,
  { header, args, told, overrides }: RecordInput,
): Result<readonly Recorded[], RecordFailure> {
  const command = parseCommand(name, version, { args, told });
  return command.ok ? ok(command.value.record(header, overrides)) : err({ reason: command.error });
}
