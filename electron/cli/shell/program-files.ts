// Where the built program is: handed down from main.ts, the only file that may ask where it lies.

/** Paths of the built parts. */
export type ProgramFiles = {
  /** The command line itself. */
  readonly cli: string;
  /** Program and first arguments that start the command line once more as a process of its own. */
  readonly again: readonly [string, ...string[]];
  readonly core: string;
  /** The script that makes reports of the library in a thread of the server. */
  readonly reportWorker: string;
  /** The script that the Electron binary runs; null in the installed program, whose binary brings it. */
  readonly electronMain: string | null;
  readonly page: string;
  /** The bill of materials of the build. */
  readonly sbom: string;
  /** The tools of a clone; null in the installed program. */
  readonly tools: string | null;
  /** The script of a clone that asks where Electron's binary would be fetched from; null in the installed program, which has it. */
  readonly probeElectron: string | null;
};
