// Which program the server runs: one of two versions, the newer with a fault or not. The versions differ in the protocol that they speak and in
// the versions of commands that they know; everything else is the one server that there is.

import { parseCommand, recordingBy } from '../../../shared/acts/commands.ts';
import type { ReadCommand } from '../../../server/commands/prepare-envelopes.ts';
import type { ActName } from '../../../shared/acts/all.ts';

/** The version that is in use when a world begins, and the next one. */
export const THIS_VERSION = 1;
export const NEXT_VERSION = 2;

/** The error of a server at a command that it fails on. */
export class UnbearableError extends Error {}

/** The program of a server. */
export class ServerProgram {
  version: number = THIS_VERSION;
  /** A command at which it fails; null = it has no such fault. */
  cannotBear: ActName | null = null;
  /** Whether it had such a fault: then acts may be held. */
  hasFailed = false;
  /** Names of the desks at which a person let held acts go. */
  readonly letGoAt = new Set<string>();

  /** Reads and records as this program does. `sound`: how commands are read that it knows. */
  reader(sound: ReadCommand = parseCommand): ReadCommand {
    const ofVersion: ReadCommand = (name, version, parts) => {
      // The next version of every command has the same content as this one.
      const isNext = version === NEXT_VERSION && this.version === NEXT_VERSION;
      return sound(name, isNext ? THIS_VERSION : version, parts);
    };
    return recordingBy(({ name, record }, ...given) => {
      if (name !== this.cannotBear) return record(...given);
      this.hasFailed = true;
      throw new UnbearableError(`this server cannot bear ${name}`);
    }, ofVersion);
  }
}
