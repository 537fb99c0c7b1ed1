// The cast of the story: cards and barcodes of the Evergreen data, by their purpose.

export const CARDS = {
  /** Default group: 7-day loans of short items. */
  ordinary: '99999321465',
  second: '99999399294',
  third: '99999378520',
  student: '88885000000002',
  homebound: '88885000000007',
  restricted: '88885000000004',
  digitalOnly: '88885000000001',
  blockedByFees: '99999350419',
  expired: '99999393001',
  unknown: '99999000001',
} as const;

/** Items without holds: of both branches and in, except where noted. */
export const ITEMS = {
  online: 'CONC4100059',
  /** Lent for two days only, so that a renewal gains something. */
  renewedOnline: 'CONC4100063',
  renewedOffline: 'CONC4100055',
  sevenDays: 'CONC4100070',
  /** Of another system, in process still, and lent for the normal period: 14 days. */
  student: 'ACQ7',
  limit1: 'CONC4100081',
  limit2: 'CONC4100082',
  limit3: 'CONC4100083',
  blocked: 'CONC4100092',
  expired: 'CONC41000118',
  unknownCard: 'CONC41000125',
  undone: 'CONC41000126',
  /** Lent online, checked in at B, lent on at A. */
  passedOn: 'CONC4200040',
  /** Lent online, checked in at both. */
  twiceIn: 'CONC51000145',
  homebound: 'CONC51000136',
  /** Lent at both desks to different people: only the shelf can tell. */
  contested: 'CONC51000147',
  returned: 'CONC51000148',
  /** Lent at B by the core that was started again. */
  afterTheKill: 'CONC51000149',
} as const;
