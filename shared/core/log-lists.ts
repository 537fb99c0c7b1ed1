// The lists that a branch keeps for its log.

/** Steps of opening and of closing, gates with a counter, subjects of reference questions. */
export const LOG_LISTS = ['opening', 'closing', 'gates', 'subjects'] as const;
export type LogList = (typeof LOG_LISTS)[number];

/** Lists whose lines are ticked each day. */
export const CHECKLISTS = ['opening', 'closing'] as const satisfies readonly LogList[];
export type Checklist = (typeof CHECKLISTS)[number];

/** The most lines of a list, and letters of a line. */
export const MOST_LINES = 60;
export const LINE_LETTERS = 120;
