// New PINs on paper: a sheet to cut apart, a slip for each person. The page prints it itself, so no PIN is kept by a printer's queue or a ledger.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Paper } from '../../ui/paper.tsx';
import styles from './pin-slips.module.css';

type Made = { readonly staff: string; readonly pin: string };

export function PrintPins({ made }: { readonly made: readonly Made[] }) {
  const { t } = useTranslation();
  const [isPrinting, setPrinting] = useState(false);
  return (
    <>
      <DeskButton onPress={() => setPrinting(true)}>
        <Icon name="print" /> {t('term.print', { count: made.length })}
      </DeskButton>
      {isPrinting && <PinSlips made={made} onEnd={() => setPrinting(false)} />}
    </>
  );
}

function PinSlips({ made, onEnd }: { readonly made: readonly Made[]; readonly onEnd: () => void }) {
  const { t } = useTranslation();
  const library = useDeskStore(
    (parts) => parts.station.store,
    ({ desk }) => desk?.libraryName ?? '',
  );
  return (
    <Paper testId="printed-pins" className={styles.sheet} onEnd={onEnd}>
      {made.map(({ staff, pin }) => (
        <section key={staff} className={styles.slip}>
          <p>{library}</p>
          <dl>
            <dt>{t('people.name')}</dt>
            <dd>{staff}</dd>
            <dt>{t('pin.pin')}</dt>
            <dd className={styles.pin}>{pin}</dd>
          </dl>
          <p>{t('pin.change')}</p>
        </section>
      ))}
    </Paper>
  );
}
