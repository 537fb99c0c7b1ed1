// Opens the ledger of fees from another record.

import { feeId } from '../../shared/core/ids.ts';
import type { AccountsParts } from '../stores/accounts-store.ts';
import { mayDo, type Station } from '../stores/station.ts';
import type { ViewStore } from '../stores/view-store.ts';
import type { Desk } from './desk.ts';

/** Opens the fees of a patron at one of them, to be paid or waived. */
export function feeOpener(view: ViewStore, fees: () => Desk['fees']): AccountsParts['openFee'] {
  return ({ card, feeId: id, act }) => {
    view.setState({ isFees: true });
    void fees()
      .begin(card)
      .then(() => {
        // Another patron came to the desk meanwhile.
        if (fees().store.getState().card !== card) return;
        fees().choose(feeId(id));
        if (act === 'waive') fees().goToWaive();
      });
  };
}

/** Opens the fees of a patron whose account was made just now, for those who may take a payment. */
export function joiningPayer(view: ViewStore, station: Station, fees: () => Desk['fees']): AccountsParts['payJoining'] {
  return (card) => {
    if (!mayDo(station.store.getState(), 'payment.take')) return;
    view.setState({ isFees: true });
    void fees().begin(card);
  };
}
