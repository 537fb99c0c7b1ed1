// Where the built program is: handed down from main.ts, the only file that may ask where it lies.

/** Paths of the built parts. */
export type ProgramFiles = {
  /** The command line itself, to start parts of it as processes. */
  readonly cli: string;
  readonly core: string;
  readonly electronMain: string;
  readonly page: string;
};
