// The installed binary is window and command line in one: which of the two is asked for by its arguments.

/** What of the process decides. `defaultApp` is set when Electron was told which program to run, as from a clone. */
export type StartedWith = { readonly argv: readonly string[]; readonly defaultApp?: boolean };

/** The command line's words when a subcommand was named (or help asked for); null = the desk's window. */
export function subcommandWords({ argv, defaultApp }: StartedWith): readonly string[] | null {
  const words = argv.slice(defaultApp === true ? 2 : 1);
  const [first] = words;
  return first !== undefined && (/^[a-z]/.test(first) || first === '--help') ? words : null;
}
