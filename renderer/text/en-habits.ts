// English: keys of a library’s own, and what comes with the lessons.

export const enHabits = {
  habits: {
    keysAbout:
      'Keys of your library’s own, at every desk from the next start of its window: write Ctrl+Shift+U or F12. Empty: the usual key.',
    action: 'Action',
    usual: 'Usual key',
    own: 'Key of the library',
    ownOf: 'Key of the library: {{action}}',
    clash: 'Change the keys that clash first.',
    lessonsAbout: 'Only after the lessons of a first shift, whatever a role may:',
  },
} as const;
