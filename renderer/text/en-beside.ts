// English: records and panels beside the work, and leaving the desk.

export const enBeside = {
  strip: {
    open: 'Record',
    show: 'Show',
    toRead_one: '{{count}} note to read',
    toRead_other: '{{count}} notes to read',
    ready_one: '{{count}} hold ready',
    ready_other: '{{count}} holds ready',
  },
  today: {
    nav: 'Today',
    figures: 'Today’s figures',
    outages: 'Outages',
    overridesNav: 'Overrides and waivers',
    title: 'Today at this desk',
    checkouts: 'Checked out',
    checkins: 'Checked in',
    renewals: 'Renewed',
    holdsFilled: 'Holds filled',
    inHouse: 'In-house use',
    turnedAway: 'Turned away',
    tallies: 'Reference tally',
    overrides: 'Overrides',
    hours: 'Transactions by hour',
    busiest: 'busiest {{from}} to {{to}}, {{count}}',
  },
  sheet: {
    desk: 'Desk',
    print: 'Print',
    signs: '{{staff}}, counted',
  },
  helpPage: {
    students: 'Student assistants',
    staff: 'Desk staff',
    supervisors: 'Supervisors',
    it: 'IT',
  },
  leaving: {
    title: 'Not saved',
    signOut: 'Not saved: {{what}}. Signing out discards it.',
    stay: 'Stay',
    form: 'the form that is open',
    waits: 'Not saved: {{what}}. It goes if another person signs in.',
  },
} as const;
