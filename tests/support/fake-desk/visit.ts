// A stop of a walk through the screens.

/** Called at each stop with its name. */
export type Visit = (name: string) => Promise<void>;
