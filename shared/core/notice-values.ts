// The values that a template of notices may name, for those who write one and for the server that fills it in.

/** Of the message. */
export const NOTICE_VALUES = ['library.name', 'branch.name', 'patron.name'] as const;

/** Of each of `items`; one that does not apply to a notice is empty there. */
export const NOTICE_ITEM_VALUES = ['title', 'author', 'call_number', 'due', 'pickup', 'until', 'amount'] as const;
export type NoticeItemValue = (typeof NOTICE_ITEM_VALUES)[number];

const COPY = ['title', 'author', 'call_number'] as const;
const LOAN = [...COPY, 'due'] as const;
const HOLD = [...COPY, 'pickup', 'until'] as const;

/** Those that a notice has. */
export const NOTICE_ITEM_VALUES_OF = {
  courtesy: LOAN,
  overdue: LOAN,
  recall: LOAN,
  'due-changed': LOAN,
  'hold-ready': HOLD,
  'hold-expiring': HOLD,
  bill: [...COPY, 'amount'],
  'account-expiring': ['until'],
} as const satisfies Readonly<Record<string, readonly NoticeItemValue[]>>;
