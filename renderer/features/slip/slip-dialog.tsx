// A slip before it is printed, and slips that wait for the printer. Without a printer the page prints it.

import { useTranslation } from 'react-i18next';
import type { PrinterView } from '../../../shared/views/slip.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { returnedTogether } from '../../stores/slip-store.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SlipRows } from '../../ui/devices/slip-rows.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { EnterKey } from '../../ui/keys.tsx';
import styles from './slip-dialog.module.css';

export function SlipDialog() {
  const { t } = useTranslation();
  const { slip, error, printer } = useDeskStore(
    (desk) => desk.slips.store,
    (state) => state,
  );
  return (
    <Dialog title={t('slip.title')} size={640} hasOwnFocus={slip !== null}>
      <div className={styles.stack}>
        <ReturnReceipt />
        {slip === null && error === null && <p className={styles.text}>{t('slip.nothing')}</p>}
        {slip !== null && <Preview />}
        <p role="alert" className={styles.fault}>
          {error === null ? '' : sentence(error.message)}
        </p>
        {printer !== null && printer.waiting.length > 0 && <Waiting printer={printer} />}
      </div>
    </Dialog>
  );
}

/** At Check in the person who brought the items may want a paper receipt, beside any slip of an item. */
function ReturnReceipt() {
  const { t } = useTranslation();
  const { slips, view, work } = useDesk();
  const isShown = useDeskStore(
    (desk) => desk.slips.store,
    ({ of }) => of !== null && 'returned' in of,
  );
  const returned = view.getState().screen === 'checkin' ? returnedTogether(work.store.getState()) : null;
  if (returned === null || isShown) return null;
  return (
    <div className={styles.buttons}>
      <DeskButton onPress={() => void slips.begin(returned)}>{t('slip.kind-return')}</DeskButton>
    </div>
  );
}

function Preview() {
  const { t } = useTranslation();
  const { slips } = useDesk();
  const { slip, of, isBusy, said, printer } = useDeskStore(
    (desk) => desk.slips.store,
    (state) => state,
  );
  if (slip === null || of === null) return null;
  const hasPrinter = printer !== null && printer.settings.target.kind !== 'none';
  return (
    <>
      <div data-testid="slip-preview">
        <ScrollPlace label={t('slip.preview')} className={styles.paper}>
          <SlipRows slip={slip} />
        </ScrollPlace>
      </div>
      <div className={styles.buttons}>
        <DeskButton look="main" isFirst isDisabled={isBusy} onPress={() => void slips.print()} after={<EnterKey />}>
          {t(hasPrinter ? ('number' in of ? 'slip.again' : 'slip.print') : 'slip.page')}
        </DeskButton>
        {hasPrinter && <DeskButton onPress={slips.printPage}>{t('slip.page')}</DeskButton>}
      </div>
      <output className={styles.said} data-tone={said === 'kept' ? 'warn' : 'good'}>
        {said === 'printed' || said === 'kept' ? t(`slip.${said}`) : ''}
      </output>
    </>
  );
}

function Waiting({ printer: { waiting, problem } }: { readonly printer: PrinterView }) {
  const { t } = useTranslation();
  const { slips, clock } = useDesk();
  const moments = useMoments();
  const now = clock.now();
  return (
    <section className={styles.waiting} data-testid="slips-waiting" aria-labelledby="slips-waiting-title">
      <h3 id="slips-waiting-title" className={styles.head}>
        {t('slip.waiting', { count: waiting.length })}
      </h3>
      {problem !== null && <p className={styles.text}>{problem}</p>}
      <ul className={styles.rows}>
        {waiting.map(({ number, kind, at, isTried }) => (
          <li key={number} className={styles.row}>
            <span>
              {t(`slip.kind-${kind}`)} · {moments.when(Date.parse(at), now)}
              {isTried && ` · ${t('slip.tried')}`}
            </span>
            <DeskButton look="quiet" onPress={() => void slips.drop(number)}>
              {t('slip.drop')}
            </DeskButton>
          </li>
        ))}
      </ul>
      <DeskButton onPress={() => void slips.printWaiting()}>{t('slip.printWaiting')}</DeskButton>
    </section>
  );
}
