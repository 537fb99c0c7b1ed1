// Texts of practice and its lessons in English.

export const enPractice = {
  lessons: {
    title: 'Tasks of a first shift',
    done: '{{done}} of {{of}} tasks',
    next: 'Next: {{task}}. {{how}}',
    all: 'All done. Leave practice: your supervisor sees it.',
    show: 'All tasks',
    hide: 'Hide the tasks',
    isDone: 'Done',
    kept: 'Kept for {{staff}}, at every desk: leave practice whenever you like and go on later.',
    nobody: 'Not kept: sign in at the real desk before you start practice.',
  },
  practice: {
    title: 'Practice',
    banner: 'Practice: nothing counts.',
    bannerMore: 'Real rules, made-up patrons and items. Nothing but your tasks is kept.',
    signIn: 'Practice as one of these',
    signInText: 'Each may do a little more than the one before.',
    what: 'The whole program with this library’s real rules and made-up patrons and items. The sign-in screen lists names and PINs.',
    counts: 'Nothing done there counts: it is not recorded, and is thrown away when you leave.',
    leaves:
      'You are signed out of this desk, on all its windows. Its work stays as it is, and a shift that is open stays open.',
    begin: 'Start practice',
    notStarted: 'Practice could not be started on this computer. Try again, or call IT.',
    starting: 'Getting ready…',
    scansWait_one: '{{count}} scan waits for the desk: it is answered when practice is over.',
    scansWait_other: '{{count}} scans wait for the desk: they are answered when practice is over.',
  },
};
