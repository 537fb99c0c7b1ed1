// The server's own desk: all server processes of one library act as this one, which belongs to no branch.

import { deskId } from '../core/ids.ts';

/** Its id; desks that enrol get random ones. */
export const OWN_DESK = deskId('server');
