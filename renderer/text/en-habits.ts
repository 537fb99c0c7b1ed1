// English: keys of a library’s own, and rights that wait for the lessons.

export const enHabits = {
  habits: {
    keysAbout: 'Keys of your library’s own, at every desk at once: write Ctrl+Shift+U or F12. Empty: the usual key.',
    action: 'Action',
    usual: 'Usual key',
    own: 'Key of the library',
    ownOf: 'Key of the library: {{action}}',
    clash: 'Change the keys that clash first.',
    noLine: 'There is no connection to the server: this can be looked at, and saved once it is back.',
    changes: 'What changes',
    outdated: 'Another person set something else here meanwhile. What you had typed is gone.',
    unsaved: 'Not saved',
    drop: 'Discard',
    unchanged: 'Nothing was changed.',
    lessonsAbout: 'Only after the lessons of a first shift, whatever a role may:',
  },
  stacks: {
    reserves: 'Name of the course reserves',
    reservesAbout:
      'What your library calls its course reserves: on the screen, on carts and lists, and in reports. Empty: the usual words.',
    longName: 'A name has no more than 60 letters.',
    cartsAbout:
      'Carts of {{branch}} for parts of its shelves. The first that fits takes the copy; what none takes goes on the cart of its location.',
    cart: 'Cart {{n}}',
    name: 'Name of the cart',
    location: 'Location',
    anyLocation: 'Any',
    from: 'From call number',
    to: 'To call number',
    add: 'Add a cart',
    remove: 'Remove',
    removeCart: 'Remove cart {{n}}',
    noName: 'Name each cart, or remove it.',
    cuesAbout: 'What every desk says to do with an item of a type, as it goes out and comes in.',
    cues: 'Handling by item type',
    itemType: 'Item type',
    cueOf: '{{type}}: {{cue}}',
  },
  cue: {
    desensitize: 'Desensitize',
    'never-magnetize': 'Never magnetize',
    'unlock-case': 'Unlock the case',
    'count-discs': 'Count the discs',
    rfid: 'RFID bit',
  },
} as const;
