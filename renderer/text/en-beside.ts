// English: records and panels beside the work.

export const enBeside = {
  strip: {
    open: 'Record',
    show: 'Show',
    toRead_one: '{{count}} note to read',
    toRead_other: '{{count}} notes to read',
    ready_one: '{{count}} hold ready',
    ready_other: '{{count}} holds ready',
  },
} as const;
