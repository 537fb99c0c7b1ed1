// The installed binary is window and command line in one: which of the two is asked for by its arguments, and how the second one runs.

import type { App } from 'electron';

/** The facts of the process that decide. `defaultApp` is set when Electron runs a given program, as from a clone. */
export type StartedWith = { readonly argv: readonly string[]; readonly defaultApp?: boolean };

/** The command line's words when a subcommand was named (or help asked for); null = the desk's window. */
export function subcommandWords({ argv, defaultApp }: StartedWith): readonly string[] | null {
  const words = argv.slice(defaultApp === true ? 2 : 1);
  const [first] = words;
  return first !== undefined && (/^[a-z]/.test(first) || first === '--help') ? words : null;
}

const desks = ['desk', 'demo', 'practice'];

/**
 * Runs the command line, which ends the process. Electron is ready only once its main module has been evaluated: a command that runs a desk
 * needs a ready Electron for the core, so the module must not wait for it. Any other is waited for: it then runs and ends before there is
 * anything of a display, and needs none.
 */
export async function runSubcommand(
  words: readonly string[],
  app: Pick<App, 'on' | 'setActivationPolicy'>,
  load: () => Promise<unknown>,
): Promise<void> {
  // It has no window, so it has no place in the Dock.
  if (process.platform === 'darwin') app.setActivationPolicy('prohibited');
  if (!runsDesk(words)) return void (await load());
  // Electron takes the signals over when it gets ready and quits by them: the command line gets them as anywhere else.
  app.on('before-quit', (event) => {
    event.preventDefault();
    process.emit('SIGTERM');
  });
  load().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  });
}

/** `desk list` and the like only administer. */
function runsDesk([name = '', ...rest]: readonly string[]): boolean {
  const isHelp = rest.includes('--help') || rest.includes('-h');
  return desks.includes(name) && !isHelp && (rest[0] === undefined || rest[0].startsWith('-'));
}
