// The exit codes of the Electron program, for its parent process.

/** It could not go on and told the person why in a window of its own. */
export const SAID_WHY = 3;
