// English: practice.

export const enPractice = {
  practice: {
    title: 'Practice',
    banner: 'Practice: nothing counts.',
    bannerMore: 'Real rules, invented patrons and items. Nothing is kept or sent.',
    signIn: 'Practise as one of these',
    signInText: 'Each may do a little more than the one before.',
    what: 'The whole program with the real rules of this library, invented patrons and invented items. The screen to sign in lists names and PINs for it.',
    counts: 'Nothing that is done there counts: it is recorded nowhere, and thrown away when you leave.',
    leaves:
      'You are signed out of this desk, on all its windows. Its work stays as it is, and a shift that is open stays open.',
    begin: 'Start to practise',
    notStarted: 'Practice could not be started on this computer. Try again, and tell whoever looks after it.',
    starting: 'Getting ready…',
    scansWait_one: '{{count}} scan waits for the desk: it is answered when practice is over.',
    scansWait_other: '{{count}} scans wait for the desk: they are answered when practice is over.',
  },
};
