// How the Electron program ends, for whoever started it.

/** It could not go on and told the person why in a window of its own. */
export const SAID_WHY = 3;
