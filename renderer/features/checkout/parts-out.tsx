// Below the list of a checkout, so that no row moves when it comes: the parts that go out with the copy, each ticked as it is handed over.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import type { PartsOutForm } from '../../stores/parts-out-store.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './parts-out.module.css';

export function PartsOut() {
  const form = useDeskStore(
    (desk) => desk.partsOut.store,
    (state) => state.form,
  );
  return form === null ? null : <Count key={form.barcode} form={form} />;
}

function Count({ form }: { readonly form: PartsOutForm }) {
  const { t } = useTranslation();
  const { partsOut } = useDesk();
  const { parts, ticked, without, isBusy, error } = form;
  if (without !== null)
    return (
      <output className={styles.done}>
        <Icon name={without.length === 0 ? 'done' : 'partMissing'} size={16} />
        {without.length === 0 ? t('partsOut.allDone') : t('partsOut.done', { parts: without.join(', ') })}
      </output>
    );
  const left = parts.filter((part) => !ticked.includes(part));
  return (
    <section className={styles.place} aria-label={t('partsOut.title')}>
      <fieldset className={styles.parts}>
        <legend>{t('partsOut.title')}</legend>
        {parts.map((part) => (
          <label key={part}>
            <input type="checkbox" checked={ticked.includes(part)} onChange={() => partsOut.toggle(part)} />
            {part}
          </label>
        ))}
      </fieldset>
      <div className={styles.end}>
        <span className={styles.count}>{t('partsOut.counted', { count: ticked.length, of: parts.length })}</span>
        {left.length === 0 || ticked.length === 0 ? (
          <DeskButton onPress={partsOut.tickAll}>{t('partsOut.all')}</DeskButton>
        ) : (
          <DeskButton isDisabled={isBusy} onPress={() => void partsOut.send()}>
            {t('partsOut.without', { parts: left.join(', ') })}
          </DeskButton>
        )}
      </div>
      {error !== null && (
        <p className={styles.wrong} role="alert">
          {error.message}
        </p>
      )}
    </section>
  );
}
