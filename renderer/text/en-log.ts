// English: the log of a desk and its branch. See `en.ts`.

export const enLog = {
  tally: {
    title: 'Reference tally',
    about: 'One key for each question, from any place. What it was about and how it came can be added here afterwards.',
    counted: 'Counted: {{tier}}',
    undone: 'Not counted: {{tier}}',
    directionalShort: 'Dir.',
    byHour: 'Today by hour and tier',
    hour: 'Hour',
    total: 'Total',
    each: 'Questions of today',
    noMode: 'how it came',
    noSubject: 'subject',
    modeOf: 'How it came: {{name}}',
    subjectOf: 'Subject: {{name}}',
    undoOf: 'Undo {{name}}',
  },
  tallyMeans: {
    read1: 'answered at once, without looking anything up',
    read2: 'a quick look: a call number, opening hours, one page',
    read3: 'one source, shown how to use it',
    read4: 'several sources or databases',
    read5: 'a research question, with an appointment or a specialist',
    read6: 'work over days',
    directional: 'where something is',
  },
} as const;
