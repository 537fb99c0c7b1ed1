// Sends the form of an account: changes made elsewhere meanwhile are shown first, and accounts that may be the same person are listed.

import type { StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput, MethodOutput } from '../../shared/bridge/contract.ts';
import { err, ok, type Result } from '../../shared/core/result.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import { editOf, registrationOf } from './account-fields.ts';
import { joiningOf, missingIn } from './account-joining.ts';
import { changeForm, isUnsettled, keepUp, type AccountForm, type AccountsState } from './accounts-state.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';

type Written = Pick<MethodOutput<'patron.edit'>, 'alike' | 'card'>;

/** A lost answer of a recorded account counts as one without likely duplicates; the card is empty where the desk chose it. */
async function write(
  link: DeskLink,
  form: AccountForm,
  edit: MethodInput<'patron.edit'> | null,
): Promise<Result<Written, BridgeError>> {
  const answer =
    edit === null ? await link.act('patron.register', registrationOf(form)) : await link.act('patron.edit', edit);
  if (answer.ok) return answer;
  const fault = faultOf(answer);
  return fault === null ? ok({ alike: [], card: form.card ?? form.fields.card }) : err(fault);
}

/** Sends the form. Resolves to the recorded change; null where nothing was recorded. */
export type Save = () => Promise<'made' | 'saved' | null>;

type SaveParts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'openPatron'>;
  readonly play: (tone: Tone) => void;
  /** Goes to the payment of the fee for a new account. */
  readonly payJoining: (card: string) => void;
};

type Saving = {
  readonly store: StoreApi<AccountsState>;
  readonly loadLists: () => Promise<void>;
  readonly refused: (error: BridgeError) => null;
};

/** Sends the form; changes made elsewhere meanwhile are shown first. */
export function createSave({ link, work, play, payJoining }: SaveParts, { store, loadLists, refused }: Saving): Save {
  return async () => {
    const asked = store.getState().form;
    if (asked === null || asked.isBusy || missingIn(asked).length > 0 || isUnsettled(asked)) return null;
    store.setState({ form: { ...asked, isBusy: true }, error: null });
    // Merge a change that has just arrived before writing over it.
    await keepUp(link, store);
    const { form } = store.getState();
    if (form === null || form.card !== asked.card) return null;
    if (isUnsettled(form)) {
      changeForm(store, form.card, { isBusy: false });
      play('refused');
      return null;
    }
    const edit = form.card === null ? null : editOf(form.card, form);
    if (edit !== null && Object.keys(edit).length === 1) {
      store.setState({ form: null });
      return null;
    }
    const written = await write(link, form, edit);
    if (!written.ok) return refused(written.error);
    const { alike, card } = written.value;
    if (alike.length > 0) {
      changeForm(store, form.card, { alike, isStopped: true, isBusy: false });
      play('refused');
      return null;
    }
    if (store.getState().form?.card === form.card) store.setState({ form: null });
    play('done');
    if (card !== '') await work.openPatron(card);
    await loadLists();
    // It is paid while the person stands there.
    if (form.card === null && card !== '' && (joiningOf(form)?.feeText ?? null) !== null) payJoining(card);
    return form.card === null ? 'made' : 'saved';
  };
}
