// Types of share-of-day.cjs for its test.

/** The files of one day's share, of these; null = all of them. */
export function shareOf(paths: readonly string[], day: number | null): string[];

/** The day whose share runs; null = all files. */
export function dayOfShare(env?: NodeJS.ProcessEnv): number | null;
