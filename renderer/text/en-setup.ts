// English: setting up a computer as a desk.

export const enSetup = {
  setup: {
    keyUnprotected: 'The keys of this desk are not protected by this computer.',
    title: 'Set up this desk',
    steps: 'Steps',
    join: 'Library',
    data: 'Data',
    scanner: 'Scanner',
    printer: 'Printer',
    signIn: 'Sign in',
    joinText: 'Two things say which library this desk belongs to. IT has both.',
    central: 'Address of the central server',
    centralHint: 'https://…',
    code: 'Enrollment code',
    codeHint: 'five groups of four characters',
    codeNote: 'A code is good once and for ten minutes. It is made with: holdfast desk enrol-code',
    joinNow: 'Join',
    joining: 'Joining…',
    needBoth: 'Type both.',
    dataTitle: 'This is now {{desk}} of {{library}}',
    dataText: 'The desk loads its own copy of the library, so that it works offline.',
    dataReady: 'Everything is here. The desk is ready, offline too.',
    dataOffline:
      'The server does not answer at the moment. What was loaded is kept, and the desk goes on by itself once back online. Check the cable or the wireless network.',
    dataWaits: 'The desk asks the server for its data…',
    tryNow: 'Try now',
    goOn: 'Go on',
    meanwhile: 'Go on meanwhile',
    scannerText:
      'Scan any barcode. If nothing appears below, the scanner is not plugged in, or is not set to type like a keyboard.',
    hear: 'Hear the sounds of the desk',
    printerText: 'If this desk has a slip printer, set it up and print a test page. If not, go on.',
    finish: 'Go to signing in',
  },
} as const;
