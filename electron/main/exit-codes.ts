// The exit codes of the Electron program, for its parent process.

/** It could not go on, and showed the reason in a window of its own. */
export const SAID_WHY = 3;
