// The values that a template of notices may name, for those who write one and for the server that fills it in.

/** Of the message. */
export const NOTICE_VALUES = ['library.name', 'branch.name', 'patron.name'] as const;

/** Of each of `items`. */
export const NOTICE_ITEM_VALUES = ['title', 'author', 'call_number', 'due', 'pickup', 'until', 'amount'] as const;
