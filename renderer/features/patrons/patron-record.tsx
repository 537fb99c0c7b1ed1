// The record of a patron beside the search results: name, possible actions, blocks and messages, and its tabs, which are lists.

import { useTranslation } from 'react-i18next';
import type { PatronView } from '../../../shared/views/patron.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { PATRON_TABS, type PatronTab, type RecordForm } from '../../stores/accounts-state.ts';
import { hasRight, mayDo } from '../../stores/station.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { RecordTabs } from '../../ui/record-tabs.tsx';
import { Details } from './details.tsx';
import { PatronHead, UnknownCard } from './patron-panel.tsx';
import { AccountForm } from './account-form.tsx';
import { BlockForm, Blocks } from './blocks.tsx';
import { Cards } from './cards.tsx';
import { Agreements } from './agreements.tsx';
import { Proxies } from './proxies.tsx';
import { MergeForm } from './merge-form.tsx';
import { MessageForm, Messages } from './messages.tsx';
import styles from './account.module.css';

/** The form of an account that is not there yet. */
export function NewAccount() {
  const { t } = useTranslation();
  return (
    <section className={styles.record} aria-label={t('account.record')}>
      <h2 className={styles.title}>{t('account.new')}</h2>
      <AccountForm />
    </section>
  );
}

/** A scanned card that is unknown. */
export function NobodysCard({ card }: { readonly card: string }) {
  const { t } = useTranslation();
  return (
    <section className={styles.record} aria-label={t('patron.region')}>
      <UnknownCard card={card} />
    </section>
  );
}

export function PatronRecord({ view }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  const details = useDeskStore(
    (desk) => desk.work.store,
    ({ patron }) => patron?.details ?? null,
  );
  return (
    <section className={styles.record} data-record aria-label={t('patron.region')} data-testid="patron-record">
      <PatronHead view={view} isDetailed={details !== null} />
      {details !== null && <Details details={details} />}
      <RecordForms key={view.card} view={view} />
      <Blocks view={view} />
      <Cards view={view} />
      <Proxies view={view} />
      <Agreements view={view} />
      <Messages view={view} />
      <Tabs />
    </section>
  );
}

/** Actions on the account, each form under the button that opens it. */
function RecordForms({ view }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  const { accounts, agreements, proxies } = useDesk();
  const open = useDeskStore(
    (desk) => desk.accounts.store,
    ({ asked }) => (asked?.card === view.card ? asked.form : null),
  );
  const may = useDeskStore(
    (desk) => desk.station.store,
    (state) => state,
  );
  const isEditing = useDeskStore(
    (desk) => desk.accounts.store,
    ({ form }) => form !== null && form.card === view.card,
  );
  const merging = useDeskStore(
    (desk) => desk.accounts.store,
    (state) => (state.merging?.card === view.card ? state.merging : null),
  );
  const close = (): void => {
    accounts.ask(view.card, null);
    accounts.endMerge();
  };
  const show = (form: RecordForm) => () => accounts.ask(view.card, open === form ? null : form);
  return (
    <>
      <div className={styles.actions}>
        {mayDo(may, 'patron.edit') && (
          <>
            <DeskButton
              onPress={() => {
                close();
                void (view.provisional ? accounts.register(view.card) : accounts.edit(view.card));
              }}
            >
              {t(view.provisional ? 'account.registerHere' : 'account.edit')}
            </DeskButton>
            <DeskButton onPress={show('message')}>{t('account.messageAdd')}</DeskButton>
          </>
        )}
        {mayDo(may, 'patron.addProxy') && !view.provisional && (
          <DeskButton onPress={() => proxies.toggle(view.card)}>{t('proxy.add')}</DeskButton>
        )}
        {mayDo(may, 'patron.signAgreement') && view.asksToSign && !view.provisional && (
          <DeskButton onPress={() => void agreements.toggle(view.card)}>{t('agreement.open')}</DeskButton>
        )}
        {mayDo(may, 'patron.block') && <DeskButton onPress={show('block')}>{t('block.set')}</DeskButton>}
        {mayDo(may, 'patron.merge') && <DeskButton onPress={show('merge')}>{t('account.merge')}</DeskButton>}
      </div>
      {isEditing && <AccountForm />}
      {open === 'message' && <MessageForm view={view} onClose={close} />}
      {open === 'block' && <BlockForm card={view.card} onClose={close} />}
      {(open === 'merge' || merging !== null) && (
        <MergeForm key={merging?.other ?? ''} view={view} other={merging?.other ?? null} onClose={close} />
      )}
    </>
  );
}

function Tabs() {
  const { t } = useTranslation();
  const { accounts, work, titles } = useDesk();
  const { tab, lists, focus, said, error, form } = useDeskStore(
    (desk) => desk.accounts.store,
    (state) => state,
  );
  const mayReadHistory = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'edit-patrons'),
  );
  // Few libraries book anything, and few patrons have.
  const hasBooked = tab === 'patron-bookings' || (lists['patron-bookings']?.count ?? 0) > 0;
  const isShown = (one: PatronTab) =>
    (one !== 'patron-history' || mayReadHistory) && (one !== 'patron-bookings' || hasBooked);
  const names = {
    'patron-loans': t('account.mergeLoans'),
    'patron-holds': t('account.mergeHolds'),
    'patron-bookings': t('account.bookings'),
    'patron-fees': t('account.mergeFees'),
    'patron-notices': t('account.notices'),
    'patron-history': t('account.history'),
  };
  return (
    <>
      {error !== null && form === null && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      {said !== null && <output className={styles.said}>{said}</output>}
      <RecordTabs
        label={t('account.record')}
        tabs={PATRON_TABS.filter(isShown).map((id) => ({
          id,
          name: names[id],
        }))}
        open={tab}
        lists={lists}
        onTab={accounts.setTab}
        focus={focus}
        onFocus={accounts.focusRow}
        onMove={accounts.move}
        onOpen={({ opens }) => {
          if (opens?.record === 'title') {
            void work.goTo('titles');
            void titles.open(opens.titleId);
          }
          if (opens?.record === 'item') void work.showItem(opens.barcode);
        }}
        onAct={(row, act, answer) => void accounts.act(row, act, answer)}
      />
    </>
  );
}
